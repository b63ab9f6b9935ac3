"""A register may state the first day of what a row says."""

from datetime import date

import pytest
from builders import a_uscc

from credit_registry.domain.drafts import SubjectDraft
from credit_registry.exchange.layouts import layout_named
from credit_registry.exchange.rows import Row, RowError
from credit_registry.exchange.subject_rows import SubjectReader

TODAY = date(2026, 11, 23)
HEADER = ("name", "uscc", "division_code", "since")


def read(since: str) -> Row | RowError:
    reader = SubjectReader(layout_named("registry_subjects"), HEADER, TODAY)
    return reader.read(2, ("虚构有限公司", a_uscc(1), "360703", since))


@pytest.mark.parametrize(
    ("text", "day"), [("2026-03-01", date(2026, 3, 1)), ("", None), ("2026-11-23", TODAY)]
)
def test_the_day_is_read(text: str, day: date | None) -> None:
    row = read(text)
    assert isinstance(row, Row)
    assert isinstance(row.draft, SubjectDraft)
    assert (row.draft.since, row.draft.division_code) == (day, "360703")


@pytest.mark.parametrize("text", ["2026-11-24", "2026-02-30", "去年"])
def test_a_day_that_has_not_come_or_is_none_is_refused(text: str) -> None:
    found = read(text)
    assert isinstance(found, RowError)
    assert [fault.field for fault in found.faults] == ["since"]
