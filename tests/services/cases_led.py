"""A case against the first enterprise, led on, and what became of it and of its legal periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builders import a_record_draft, a_uscc, an_officer
from filings import deliver, file_of, subject_of

from credit_registry.domain.actors import Role
from credit_registry.domain.listings import Step
from credit_registry.services import deadlines
from credit_registry.services.deadlines import Whose
from credit_registry.services.lists import listing_decisions, listings

if TYPE_CHECKING:
    from datetime import date

    from test_services_listings import Case

    from credit_registry.store.deadlines import LegalDeadline

WORDS: dict[str, Any] = {"document_number": "文〔2026〕9号", "note": "说明"}


def penalise(case: Case, **facts: Any) -> int:  # noqa: ANN401 - fields by name
    """Put a penalty on record; its id."""
    known = {record.record_id for record in records(case)}
    deliver(case.registry, a_record_draft(**facts))
    (made,) = {record.record_id for record in records(case)} - known
    return int(made)


def records(case: Case) -> Any:  # noqa: ANN401 - as the file has them
    """All records of the firm, as officers see them."""
    return file_of(case.registry, an_officer(case.registry, Role.AUDITOR)).records


def propose_on(case: Case, record_id: int, number: int = 1) -> int:
    """Propose the case on a record."""
    with case.act(case.proposer) as (session, act):
        subject_id = subject_of(case.registry, a_uscc(number))
        case.listing_id = listings.propose(
            session, subject_id, "serious_violation", "较重处罚", act=act, record_id=record_id
        )
    return case.listing_id


def answered(case: Case) -> None:
    """The notice served and answered on the day."""
    case.notice()
    case.step(Step.RECORD_STATEMENT, case.proposer, 2, note="陈述", on=case.today)


def shown(case: Case, day: date) -> bool:
    """Whether the public sees the firm on the list on the day, everywhere alike."""
    found = {case.page(day).total == 1, len(file_of(case.registry).listings) == 1}
    assert len(found) == 1
    return found.pop()


def periods(case: Case) -> dict[str, tuple[date, str]]:
    """The last day and the state of each period of the case."""
    with case.registry.reading() as session:
        rows: list[LegalDeadline] = list(
            deadlines.of(session, Whose(subject_of(case.registry), listing_id=case.listing_id))
        )
    return {row.code: (row.due_on, row.state) for row in rows}


def decision(case: Case) -> Any:  # noqa: ANN401 - JSON
    with case.registry.reading() as session:
        return listing_decisions.read(session, case.listing_id)
