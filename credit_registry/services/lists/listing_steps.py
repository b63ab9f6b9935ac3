"""What an officer states with a step, what every step asks of it, and the days it is taken on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import FieldError, Unlawful
from credit_registry.domain.hearings import Hearing
from credit_registry.domain.listing_courses import Way
from credit_registry.domain.listings import DeclineGround, Step
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.tables import Need
from credit_registry.domain.publications import last_day_of
from credit_registry.domain.records import Level
from credit_registry.law.list_types import ListType
from credit_registry.services.acts import Act, require_impersonal
from credit_registry.store.listings import ListingVersion


@dataclass(frozen=True, slots=True)
class StepForm:
    """What an officer states with a step; `version` is the one the officer was looking at.

    `restricted_until` is the last day of a legal restriction that outlasts the term; `unnamed`
    says why a decision names no penalty although it rests on one.
    `measures` are the codes that a decision chooses; None means all that the list names.
    """

    version: int
    document_number: str = ""
    note: str = ""
    on: date | None = None
    grounds: str = ""
    ground: DeclineGround | None = None
    restricted_until: date | None = None
    unnamed: str = ""
    measures: tuple[str, ...] | None = None

    def texts(self) -> Mapping[str, str]:
        """What is stated in words, by field."""
        return {
            "document_number": self.document_number,
            "note": self.note,
            "grounds": self.grounds,
            "unnamed": self.unnamed,
        }


def require_stated(taken: Step, way: Way, form: StepForm) -> None:
    """Pass if the form states what the step needs, without a personal number. Raises Unlawful."""
    require_impersonal(form.texts())
    named = taken.replace("_", " ")
    if Need.ON in way.needs and form.on is None:
        detail = f"State the day for the step: {named}."
        raise Unlawful(detail, [FieldError("/on", "is missing", "YYYY-MM-DD")])
    for need, text in ((Need.DOCUMENT_NUMBER, form.document_number), (Need.NOTE, form.note)):
        if need in way.needs and not text.strip():
            detail = f"The step needs its {_NAMES[need]}: {named}."
            raise Unlawful(detail, [FieldError(f"/{need}", "is missing", "a text")])


_NAMES = {Need.DOCUMENT_NUMBER: "document number", Need.NOTE: "reason in words"}


def scope_of(permission: Permission, division: str | None) -> str | None:
    """For which division a step with an entry is permitted.

    A consent is the next higher bureau's: who is bound to a division gives none.
    """
    return None if permission is Permission.CONSENT_LISTING else division


def level_of(actor: Actor) -> Level:
    """The level of the bureau that the actor decides for: the city, or a division's own."""
    return Level.CITY if actor.division is None else Level.COUNTY


def stated_day(form: StepForm, version: ListingVersion, act: Act) -> date:
    """The day of a step as stated, else today. Raises Unlawful out of order or in the future."""
    day = form.on or act.today
    if day > act.today:
        raise Unlawful(f"{day.isoformat()} has not come; state a day up to today.")
    if day < version.stepped_on:
        raise Unlawful(
            f"The step before was taken on {version.stepped_on.isoformat()}; "
            f"state that day or a later one, not {day.isoformat()}."
        )
    return day


def hearing_of(version: ListingVersion) -> Hearing | None:
    """The notice of the entry and what came of it."""
    if version.notice_served_on is None or version.statement_due_on is None:
        return None
    return Hearing(
        version.notice_served_on,
        version.statement_due_on,
        version.statement_received_on,
        version.is_due_provisional,
        version.hearing_requested_on,
        version.hearing_held_on,
    )


def least_until(version: ListingVersion, list_type: ListType) -> date | None:
    """The last day on which early removal is not possible yet; None where it never is."""
    if version.since is None or list_type.early_removal_after is None:
        return None
    return last_day_of(version.since, list_type.early_removal_after)
