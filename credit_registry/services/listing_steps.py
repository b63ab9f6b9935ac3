"""What each step sets on an entry, and what the law asks before it may."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from credit_registry.domain.actors import Actor
from credit_registry.domain.dates import due_on
from credit_registry.domain.errors import FieldError, Unlawful
from credit_registry.domain.listings import Hearing, RemovalReason, Step, require_heard
from credit_registry.domain.privacy import personal_numbers
from credit_registry.domain.publications import last_day_of
from credit_registry.law.list_types import ListType
from credit_registry.services.law_editions import CurrentLaw
from credit_registry.store.listings import Listing, ListingVersion


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, when, and under which law: what every step needs."""

    actor: Actor
    at: datetime
    today: date
    law: CurrentLaw


@dataclass(frozen=True, slots=True)
class StepForm:
    """What an officer states with a step; `version` is the one the officer was looking at.

    `measures` are the codes that a decision chooses; None means all that the list names.
    """

    version: int
    document_number: str = ""
    note: str = ""
    on: date | None = None
    grounds: str = ""
    reason: RemovalReason = RemovalReason.EARLY
    measures: tuple[str, ...] | None = None

    def texts(self) -> Mapping[str, str]:
        """What is stated in words, by field."""
        return {
            "document_number": self.document_number,
            "note": self.note,
            "grounds": self.grounds,
        }


Changes = dict[str, object]


def _serve_notice(
    _listing: Listing, _version: ListingVersion, form: StepForm, act: Act, _type: ListType
) -> Changes:
    """The notice, and the last day for statement and defence."""
    _need_document(form, "a notice")
    served = form.on or act.today
    rule = act.law.edition.deadlines["listing_statement"].on(served)
    deadline = due_on(served, rule.period, act.law.edition.working_days)
    return {
        "notice_served_on": served,
        "statement_due_on": deadline.due_on,
        "is_due_provisional": deadline.is_provisional,
    }


def _record_statement(
    _listing: Listing, _version: ListingVersion, form: StepForm, act: Act, _type: ListType
) -> Changes:
    """What the subject answered, in words or by its document, and when it was received."""
    if not form.note.strip() and not form.document_number.strip():
        raise Unlawful("State what the subject answered, or the number of its document.")
    return {"statement_received_on": form.on or act.today}


def _decide(
    _listing: Listing, version: ListingVersion, form: StepForm, act: Act, list_type: ListType
) -> Changes:
    """The decision to list, after the hearing, with its term."""
    list_type.require_basis(act.today)
    _need_document(form, "a decision")
    decided = form.on or act.today
    require_heard(hearing_of(version), decided)
    term = list_type.term
    return {
        "decision_number": form.document_number,
        "decided_on": decided,
        "decided_by": act.actor.account_id,
        "grounds": form.grounds or version.grounds,
        "since": decided,
        "until": last_day_of(decided, term) if term else None,
    }


def _decline(
    _listing: Listing, _version: ListingVersion, form: StepForm, act: Act, _type: ListType
) -> Changes:
    """The decision not to list, with its reason."""
    if not form.note.strip():
        raise Unlawful("State why the subject is not listed.")
    return {"decided_on": form.on or act.today, "decided_by": act.actor.account_id}


def _publish(
    _listing: Listing, version: ListingVersion, _form: StepForm, act: Act, list_type: ListType
) -> Changes:
    """Publication needs a basis in force on the day, and a term that still runs."""
    list_type.require_basis(act.today)
    if version.until is not None and version.until < act.today:
        raise Unlawful(f"The term ended on {version.until.isoformat()}.")
    return {"stepped_on": act.today}


def _remove(
    _listing: Listing, version: ListingVersion, form: StepForm, act: Act, list_type: ListType
) -> Changes:
    """Removal, with its document and reason; early only after the time that the list sets."""
    _need_document(form, "a removal")
    if not form.note.strip():
        raise Unlawful("State why the entry is removed.")
    removed = form.on or act.today
    if form.reason is RemovalReason.EARLY:
        _require_served(version, list_type, removed)
    return {"removed_on": removed}


def _require_served(version: ListingVersion, list_type: ListType, day: date) -> None:
    """Pass if the entry has stood so long that it may leave before its term."""
    last = least_until(version, list_type)
    if last is None:
        raise Unlawful(
            f"The list {list_type.code} knows no early removal; an entry whose ground was annulled "
            "is removed with that reason."
        )
    if day <= last:
        raise Unlawful(
            f"Early removal is possible from the day after {last.isoformat()}; "
            "before that, an entry is removed only with the reason annulled."
        )


def least_until(version: ListingVersion, list_type: ListType) -> date | None:
    """The last day on which early removal is not possible yet; None where it never is."""
    if version.since is None or list_type.early_removal_after is None:
        return None
    return last_day_of(version.since, list_type.early_removal_after)


def _expire(
    _listing: Listing, version: ListingVersion, _form: StepForm, act: Act, _type: ListType
) -> Changes:
    """The end of the term; the windows have ended by themselves."""
    if version.until is None or version.until >= act.today:
        raise Unlawful("The term has not ended.")
    return {"removed_on": act.today, "stepped_on": act.today}


Effect = Callable[[Listing, ListingVersion, StepForm, Act, ListType], Changes]

EFFECTS: dict[Step, Effect] = {
    Step.SERVE_NOTICE: _serve_notice,
    Step.RECORD_STATEMENT: _record_statement,
    Step.DECIDE: _decide,
    Step.DECLINE: _decline,
    Step.PUBLISH: _publish,
    Step.REMOVE: _remove,
    Step.EXPIRE: _expire,
}


def require_impersonal(texts: Mapping[str, str]) -> None:
    """Pass if no personal number stands in the texts, which are public or kept for good."""
    faults = [
        FieldError(f"/{name}", "holds a personal number", "the same words without it")
        for name, text in texts.items()
        if personal_numbers(text)
    ]
    if faults:
        named = ", ".join(fault.pointer.removeprefix("/") for fault in faults)
        raise Unlawful(f"A personal number stands in: {named}.", faults)


def require_stated(taken: Step, form: StepForm) -> None:
    """Pass if the words hold no personal number, and an answer has the day of its receipt."""
    require_impersonal(form.texts())
    if taken is Step.RECORD_STATEMENT and form.on is None:
        detail = "State the day on which the statement was received."
        raise Unlawful(detail, [FieldError("/on", "is missing", "YYYY-MM-DD")])


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


def _need_document(form: StepForm, what: str) -> None:
    """Pass if the step names its document."""
    if not form.document_number.strip():
        raise Unlawful(f"{what.capitalize()} needs its document number.")


def hearing_of(version: ListingVersion) -> Hearing | None:
    """The notice of the entry and what came of it."""
    if version.notice_served_on is None or version.statement_due_on is None:
        return None
    return Hearing(
        version.notice_served_on,
        version.statement_due_on,
        version.statement_received_on,
        version.is_due_provisional,
    )
