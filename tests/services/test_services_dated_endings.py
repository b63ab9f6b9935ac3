"""Displays that ended by their date are told of while copies may still be out."""

from datetime import date, timedelta

import pytest
from builders import a_record_draft, a_subject_draft, an_officer
from filings import deliver, on

from credit_registry.domain.actors import PUBLIC, Role
from credit_registry.domain.errors import Unauthenticated
from credit_registry.services import law_editions
from credit_registry.services.lists import dated_endings
from credit_registry.services.lists.dated_endings import DatedEnding
from credit_registry.services.registry import Registry

LAST_DAY = date(2027, 6, 1)
"""Of a general penalty that was decided on 2026-06-01: it is shown for a year."""


def told(registry: Registry, day: date) -> list[DatedEnding]:
    """What is told on a day."""
    on(registry, day)
    auditor = an_officer(registry, Role.AUDITOR)
    with registry.reading() as session:
        edition = law_editions.current(session).edition
        return dated_endings.recent(session, edition, day, actor=auditor)


def test_a_display_that_ends_by_its_date_is_told_of_until_downstreams_have_had_their_time(
    registry: Registry,
) -> None:
    """It ends with Tuesday 1 June 2027; three working days from the 2nd end on Monday the 7th."""
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    deliver(registry, a_record_draft(number=1, decided_on=date(2026, 6, 1)))
    assert told(registry, LAST_DAY) == []
    for day in (LAST_DAY + timedelta(days=1), date(2027, 6, 7)):
        (ended,) = told(registry, day)
        assert (ended.last_on, ended.is_entry, ended.name) == (
            LAST_DAY, False, "虚构市第1制造有限公司",
        )  # fmt: skip
        assert ended.due.due_on == date(2027, 6, 7)
    assert told(registry, date(2027, 6, 8)) == []


def test_who_has_no_account_is_told_nothing(registry: Registry) -> None:
    with registry.reading() as session:
        edition = law_editions.current(session).edition
        with pytest.raises(Unauthenticated):
            dated_endings.recent(session, edition, LAST_DAY, actor=PUBLIC)
