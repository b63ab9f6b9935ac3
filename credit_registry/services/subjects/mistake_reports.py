"""Reports from outside that a page or a record is mistaken: taken without a name, answered once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import Conflict, NotFound, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.privacy import masked, personal_numbers
from credit_registry.domain.records import MistakeReason
from credit_registry.services import ledgers, query_codes
from credit_registry.store.ids import new_id
from credit_registry.store.ledgers import Event
from credit_registry.store.mistake_reports import MistakeReport
from credit_registry.store.records import Record
from credit_registry.store.subjects import Subject, SubjectName

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Report:
    """One report as officers see it."""

    report_id: int
    subject_id: int
    record_id: int | None
    name: str
    reason: MistakeReason
    told: str
    received_at: datetime
    answer: str


def holds_personal_numbers(text: str) -> bool:
    """Whether the text holds an identity number or a mobile number, or what looks like one."""
    return bool(personal_numbers(text)) or masked(text) != text


def report(
    session: Session,
    subject_id: int,
    record_id: int | None,
    reason: MistakeReason,
    told: str,
    *,
    actor: Actor,
    at: datetime,
) -> str:
    """Take a report; the code by which its answer is asked for comes back and is never kept.

    Raises NotFound, Unlawful for no text, too long a one, or one with personal numbers.
    """
    permissions.require(actor, Permission.REPORT_MISTAKE)
    text = told.strip()
    if not text or len(text) > LONGEST:
        raise Unlawful(f"Say what is wrong, in {LONGEST} characters at most.")
    if holds_personal_numbers(text):
        raise Unlawful("Leave identity numbers and mobile numbers out.")
    if session.get(Subject, subject_id) is None:
        raise NotFound("There is no such subject.")
    if record_id is not None and session.get(Record, record_id) is None:
        raise NotFound("There is no such record.")
    number, code = new_id(), query_codes.new()
    event = ledgers.record(
        session,
        EventKind.MISTAKE_REPORTED,
        actor=actor,
        at=at,
        subject_id=subject_id,
        payload={
            "report": to_public(number),
            "reason": reason.value,
            "record": None if record_id is None else to_public(record_id),
        },
    )
    session.add(
        MistakeReport(
            id=number, subject_id=subject_id, record_id=record_id, reason=reason.value, told=text,
            code_digest=query_codes.digest(code), answer="", received_by=event, answered_by=None,
        )
    )  # fmt: skip
    return code


def answered(session: Session, code: str) -> str:
    """The answer to the report with the code; empty while it waits. Raises NotFound."""
    statement = select(MistakeReport.answer).where(
        MistakeReport.code_digest == query_codes.digest(code)
    )
    answer = session.scalars(statement).one_or_none()
    if answer is None:
        raise NotFound("There is no report with this code.")
    return answer


def queue(session: Session, actor: Actor, after: int = 0, limit: int = 100) -> list[Report]:
    """The reports that wait for an answer, the oldest first. Raises NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    found = MistakeReport
    statement = (
        select(found, _name(), Event.recorded_at)
        .join(Event, Event.id == found.received_by)
        .where(found.answered_by.is_(None), found.id > after)
        .order_by(found.id)
        .limit(limit)
    )
    return [_report(*row) for row in session.execute(statement)]


def one(session: Session, actor: Actor, report_id: int) -> Report:
    """One report. Raises NotFound, NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    found = MistakeReport
    row = session.execute(
        select(found, _name(), Event.recorded_at)
        .join(Event, Event.id == found.received_by)
        .where(found.id == report_id)
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such report.")
    return _report(*row)


def answer(session: Session, report_id: int, text: str, *, actor: Actor, at: datetime) -> None:
    """Answer a report; whoever has its code reads the answer.

    Raises NotFound, NotPermitted, Conflict where it is answered, Unlawful without an answer or for
    one with personal numbers.
    """
    permissions.require(actor, Permission.ANSWER_REPORT)
    if not text.strip() or holds_personal_numbers(text):
        raise Unlawful("An answer is needed, without identity numbers and mobile numbers.")
    found = session.get(MistakeReport, report_id, with_for_update=True)
    if found is None:
        raise NotFound("There is no such report.")
    if found.answered_by is not None:
        raise Conflict("The report is answered already.")
    found.answer = text.strip()
    found.answered_by = ledgers.record(
        session,
        EventKind.MISTAKE_ANSWERED,
        actor=actor,
        at=at,
        subject_id=found.subject_id,
        payload={"report": to_public(report_id), "answer": found.answer},
    )


def _report(found: MistakeReport, name: str | None, received_at: datetime) -> Report:
    """The report as officers see it."""
    return Report(
        report_id=found.id,
        subject_id=found.subject_id,
        record_id=found.record_id,
        name=name or "",
        reason=MistakeReason(found.reason),
        told=found.told,
        received_at=received_at,
        answer=found.answer,
    )


def _name() -> ScalarSelect[str]:
    """The current name of a report's subject."""
    return (
        select(func.max(SubjectName.name))
        .where(
            SubjectName.subject_id == MistakeReport.subject_id,
            SubjectName.superseded_by.is_(None),
            SubjectName.until.is_(None),
        )
        .correlate(MistakeReport)
        .scalar_subquery()
    )
