"""Use profiles: what in an enterprise's file bars a use of it, or has to be reviewed first."""

from credit_registry.services.grading import profiles
from credit_registry.web.api.enterprises import PATH, Found, answered
from credit_registry.web.api.operations import Answer, Subject, read
from credit_registry.web.api.readings import Query, reading
from credit_registry.web.api.schemas.profiles import InternalCheck, Profiles, PublicCheck
from credit_registry.web.api.schemas.times import TimesQuery
from credit_registry.web.api.shapes import profiles as shapes
from credit_registry.web.api.shapes.terms import times

subject = Subject("profiles", __name__, description="信用应用 · Use of credit")


@read(subject, "/profiles", TimesQuery, Answer(schema=Profiles))
def profile_list(query: Query) -> object:
    """Read the use profiles in force.

    Each row with what it looks at, what follows, and its basis; no article that nobody has read.
    """
    with reading(query) as given:
        shown = [shapes.profile(each) for each in profiles.offered(given.view)]
        return times(given.view) | {"profiles": shown}


@read(
    subject,
    f"{PATH}/profiles/<string:profile>",
    TimesQuery,
    Answer(schema=PublicCheck, internal=InternalCheck),
)
def profile_check(query: Query, uscc: str, profile: str) -> object:
    """Check an enterprise's file against a use profile.

    The public is answered from public records alone; no grade is read. It is no certificate.
    """

    def answer(found: Found) -> object:
        given = found.given
        chosen = [profiles.one(given.view, profile)]
        number = found.identity.subject_id
        (checked,) = profiles.check_one(given.session, number, chosen, given.view, given.edition)
        shape = shapes.public if given.view.is_public else shapes.internal
        return times(given.view) | {"code": found.code} | shape(checked)

    return answered(query, uscc, answer)
