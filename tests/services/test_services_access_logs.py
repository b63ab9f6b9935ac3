"""The access log: what is noted, who reads it, and what a purpose may be."""

import pytest
from builders import a_subject_draft, an_officer
from filings import deliver, subject_of
from sqlalchemy import func, select

from credit_registry.domain.accesses import LONGEST_PURPOSE, AccessKind
from credit_registry.domain.actors import Role
from credit_registry.domain.errors import InvalidInput, NotPermitted
from credit_registry.services.people import access_logs
from credit_registry.services.people.access_logs import Access
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event


def test_readings_are_told_the_newest_first_and_page_by_page(registry: Registry) -> None:
    deliver(registry, a_subject_draft())
    subject_id, auditor = subject_of(registry), an_officer(registry, Role.AUDITOR)
    reader = an_officer(registry, Role.DECIDER, username="wang")
    with registry.transaction() as session:
        before = session.scalars(select(func.count(Event.id))).one()
        for number in range(5):
            access = Access(AccessKind.CASE, subject_id, f"purpose {number}")
            access_logs.note(session, access, reader, registry.clock.now())
    with registry.reading() as session:
        first = access_logs.latest(session, auditor, 3)
        rest = access_logs.latest(session, auditor, 3, first[-1].entry.id)
        assert session.scalars(select(func.count(Event.id))).one() == before
    told = [noted.entry.purpose for noted in (*first, *rest)]
    assert told == [f"purpose {number}" for number in (4, 3, 2, 1, 0)]
    assert {noted.username for noted in first} == {"wang"}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
def test_the_auditor_alone_reads_it(registry: Registry, role: Role) -> None:
    with registry.reading() as session, pytest.raises(NotPermitted):
        access_logs.latest(session, an_officer(registry, role))


@pytest.mark.parametrize(
    "text", ["", "  ", "x" * (LONGEST_PURPOSE + 1), "核对11010519491231002X", "致电13800138000"]
)
def test_a_purpose_is_stated_shortly_and_without_personal_numbers(text: str) -> None:
    with pytest.raises(InvalidInput):
        access_logs.purpose_of(text)


def test_a_purpose_is_kept_in_one_line() -> None:
    assert access_logs.purpose_of("  核对\n 日期 ") == "核对 日期"
