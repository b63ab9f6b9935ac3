"""An enterprise's paths to restoration."""

from credit_registry.services.grading import restorations
from credit_registry.web.api import enterprises
from credit_registry.web.api.enterprises import PATH, Found, answered
from credit_registry.web.api.operations import Answer, read
from credit_registry.web.api.readings import Query
from credit_registry.web.api.schemas.restorations import InternalRestoration, PublicRestoration
from credit_registry.web.api.schemas.times import TimesQuery
from credit_registry.web.api.shapes import restorations as shapes
from credit_registry.web.api.shapes.terms import Shape, times

subject = enterprises.subject
"""The paths stand among the operations about enterprises."""


@read(
    subject,
    f"{PATH}/restoration",
    TimesQuery,
    Answer(schema=PublicRestoration, internal=InternalRestoration),
)
def restoration(query: Query, uscc: str) -> object:
    """Read what an enterprise can do for a better grade, and from when on it would count.

    All sets of up to three acts are tried. Without a basis that makes the grade public, `is_shown`
    is false and nothing is given.
    """
    return answered(query, uscc, _restoration)


def _restoration(found: Found) -> Shape:
    """The paths as the caller may see them."""
    given, registration = found.given, found.identity.registration
    paths = restorations.read(
        given.session, found.represented, registration, given.view, given.edition
    )
    shape = shapes.public if given.view.is_public else shapes.internal
    return times(given.view) | {"code": found.code} | shape(paths)
