"""What each step sets on an entry, and what the law asks before it may, procedure by procedure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from credit_registry.domain.dates import due_on
from credit_registry.domain.errors import FieldError, Unlawful
from credit_registry.domain.hearings import require_heard, require_in_time
from credit_registry.domain.listing_courses import ANNOUNCEMENT, STATEMENT
from credit_registry.domain.listings import LOST_GROUND, ListProcedure, Step
from credit_registry.domain.publications import last_day_of
from credit_registry.law.list_types import ListType
from credit_registry.services.acts import Act
from credit_registry.services.lists import red_entries, restoration_grants, restrictions
from credit_registry.services.lists.listing_steps import StepForm, hearing_of, level_of
from credit_registry.store.listings import Listing, ListingVersion

Changes = dict[str, object]


@dataclass(frozen=True, slots=True)
class Matter:
    """What a step is about: the entry as it stands, what is stated, by whom and under which law."""

    session: Session
    listing: Listing
    version: ListingVersion
    form: StepForm
    act: Act
    list_type: ListType

    @property
    def day(self) -> date:
        """The day of the step."""
        return self.form.on or self.act.today


def _given_notice(matter: Matter, code: str) -> Changes:
    """The notice, and the last day to answer it by the law's period of the code."""
    rule = matter.act.law.edition.deadlines[code].on(matter.day)
    deadline = due_on(matter.day, rule.period, matter.act.law.edition.working_days)
    return {
        "notice_served_on": matter.day,
        "statement_due_on": deadline.due_on,
        "is_due_provisional": deadline.is_provisional,
    }


def _serve_notice(matter: Matter) -> Changes:
    """The notice, and the last day for statement and defence."""
    return _given_notice(matter, STATEMENT)


def _record_statement(matter: Matter) -> Changes:
    """What the subject answered, in words or by its document, and when it was received."""
    if not matter.form.note.strip() and not matter.form.document_number.strip():
        raise Unlawful("State what the subject answered, or the number of its document.")
    return {"statement_received_on": matter.day}


def _request_hearing(matter: Matter) -> Changes:
    """The subject asks for a hearing, in time."""
    require_in_time(hearing_of(matter.version), matter.day)
    return {"hearing_requested_on": matter.day}


def _hold_hearing(matter: Matter) -> Changes:
    """The hearing was held, or the subject did not come or gave it up, as the note says."""
    return {"hearing_held_on": matter.day}


def _decide(matter: Matter) -> Changes:
    """The decision to list, after the hearing, with its term or the longer legal restriction."""
    matter.list_type.require_basis(matter.act.today)
    require_heard(hearing_of(matter.version), matter.day)
    form = matter.form
    return {
        "decision_number": form.document_number,
        "decided_on": matter.day,
        "decided_by": matter.act.actor.account_id,
        "grounds": form.grounds or matter.version.grounds,
        **_term(matter),
    }


def _term(matter: Matter) -> Changes:
    """The term from the day on: that of the list, or the legal restriction that outlasts it."""
    stated = matter.form.restricted_until
    if stated is not None and stated < matter.day:
        detail = f"The restriction ended on {stated.isoformat()}, before the decision."
        raise Unlawful(detail, [FieldError("/restricted_until", detail, "a later day, or none")])
    running = restrictions.longest(
        matter.session, matter.listing.subject_id, matter.list_type, matter.day
    )
    known = [day for day in (stated, matter.version.restricted_until, running) if day is not None]
    restricted = max((day for day in known if day >= matter.day), default=None)
    term = matter.list_type.term
    ends = [day for day in (restricted, term and last_day_of(matter.day, term)) if day]
    return {
        "since": matter.day,
        "until": max(ends) if term else None,
        "restricted_until": restricted,
    }


def _decline(matter: Matter) -> Changes:
    """The decision not to list, with its ground and reason."""
    if matter.form.ground is None:
        detail = "State the ground on which the subject is not listed."
        raise Unlawful(detail, [FieldError("/ground", "is missing", "one of the grounds")])
    return {
        "decided_on": matter.day,
        "decided_by": matter.act.actor.account_id,
        "decline_ground": matter.form.ground.value,
    }


def _give_consent(matter: Matter) -> Changes:
    """The superior's consent."""
    return {"consented_on": matter.day}


def _no_more(_matter: Matter) -> Changes:
    """Nothing but the step itself."""
    return {}


def _publish(matter: Matter) -> Changes:
    """Publication needs a basis in force on the day, and a term that still runs."""
    today, until = matter.act.today, matter.version.until
    matter.list_type.require_basis(today)
    if until is not None and until < today:
        raise Unlawful(f"The term ended on {until.isoformat()}.")
    return {"stepped_on": today}


def _remove(matter: Matter) -> Changes:
    """Early removal as it was granted, on the conditions that its law asks for."""
    restoration_grants.require_granted(matter.session, matter.listing.id)
    return _end(matter)


def _end(matter: Matter) -> Changes:
    """The end of the entry."""
    return {"removed_on": matter.day}


def _relist(matter: Matter) -> Changes:
    """Back on the list after a false application; the term counts again from the day."""
    restoration_grants.require_none_granted(matter.session, matter.listing.id)
    matter.list_type.require_basis(matter.act.today)
    return {**_term(matter), "removed_on": None, "stepped_on": matter.act.today}


def _expire(matter: Matter) -> Changes:
    """The end of the term; the windows have ended by themselves."""
    today, until = matter.act.today, matter.version.until
    if until is None or until >= today:
        raise Unlawful("The term has not ended.")
    if matter.version.step == LOST_GROUND:
        raise Unlawful("What the entry rests on was annulled; it is withdrawn.")
    return {"removed_on": today, "stepped_on": today}


def _check(matter: Matter) -> Changes:
    """The subject stands on no list of the untrustworthy."""
    _require_unbarred(matter)
    return {}


def _require_unbarred(matter: Matter) -> None:
    """Pass unless an entry on a list of the untrustworthy bars the subject. Raises Unlawful."""
    edition, today = matter.act.law.edition, matter.act.today
    red_entries.require_unbarred(matter.session, matter.listing.subject_id, edition, today)


def _announce(matter: Matter) -> Changes:
    """The announcement, and the last day on which anybody may object."""
    return _given_notice(matter, ANNOUNCEMENT)


def _publish_red(matter: Matter) -> Changes:
    """Publication after the time of announcement, if nothing bars the subject by then."""
    today, due = matter.act.today, hearing_of(matter.version)
    matter.list_type.require_basis(today)
    if due is not None and not due.is_over(today):
        raise Unlawful(
            f"Anybody may object until {due.statement_due_on.isoformat()}; "
            "publication is possible once that day is certain and over."
        )
    _require_unbarred(matter)
    term = matter.list_type.term
    return {
        "stepped_on": today,
        "decision_number": matter.form.document_number,
        "decided_on": today,
        "decided_by": matter.act.actor.account_id,
        "since": today,
        "until": last_day_of(today, term) if term else None,
    }


def _resume(matter: Matter) -> Changes:
    """Shown again, once nothing bars the subject any more."""
    _require_unbarred(matter)
    return {"stepped_on": matter.act.today}


EFFECTS: dict[tuple[ListProcedure, Step], Callable[[Matter], Changes]] = {
    (ListProcedure.DUE_PROCESS, Step.SERVE_NOTICE): _serve_notice,
    (ListProcedure.DUE_PROCESS, Step.RECORD_STATEMENT): _record_statement,
    (ListProcedure.DUE_PROCESS, Step.REQUEST_HEARING): _request_hearing,
    (ListProcedure.DUE_PROCESS, Step.HOLD_HEARING): _hold_hearing,
    (ListProcedure.DUE_PROCESS, Step.DECIDE): _decide,
    (ListProcedure.DUE_PROCESS, Step.DECLINE): _decline,
    (ListProcedure.DUE_PROCESS, Step.GIVE_CONSENT): _give_consent,
    (ListProcedure.DUE_PROCESS, Step.REFUSE_CONSENT): _no_more,
    (ListProcedure.DUE_PROCESS, Step.PUBLISH): _publish,
    (ListProcedure.DUE_PROCESS, Step.REMOVE): _remove,
    (ListProcedure.DUE_PROCESS, Step.WITHDRAW): _end,
    (ListProcedure.DUE_PROCESS, Step.RELIST): _relist,
    (ListProcedure.DUE_PROCESS, Step.EXPIRE): _expire,
    (ListProcedure.NOMINATION, Step.CHECK): _check,
    (ListProcedure.NOMINATION, Step.ANNOUNCE): _announce,
    (ListProcedure.NOMINATION, Step.DECLINE): _decline,
    (ListProcedure.NOMINATION, Step.PUBLISH): _publish_red,
    (ListProcedure.NOMINATION, Step.RESUME): _resume,
    (ListProcedure.NOMINATION, Step.REVOKE): _end,
    (ListProcedure.NOMINATION, Step.EXPIRE): _expire,
    (ListProcedure.WATCH, Step.END): _end,
}


def changes_of(matter: Matter, taken: Step) -> Changes:
    """What the step sets on the entry. Raises Unlawful."""
    return EFFECTS[matter.list_type.procedure, taken](matter)


def needs_consent(matter: Matter) -> bool:
    """Whether a decision of the acting bureau waits for the consent of its superior."""
    return matter.list_type.consent_on(matter.day, level_of(matter.act.actor)) is not None
