import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from credit_registry.domain.errors import InvalidInput
from credit_registry.ledger.events import EventBody, RowsRoot, instant_text

DIGEST = "ab" * 32


def a_body(**changes: object) -> EventBody:
    members: dict[str, Any] = {
        "id": "E1",
        "kind": "record.recorded",
        "subject": "S1",
        "actor": "A1",
        "recorded_at": "2026-04-01T08:30:00.000000Z",
    }
    return EventBody(**(members | changes))


def test_a_body_always_has_the_same_eight_members_in_order() -> None:
    members = json.loads(a_body(subject=None).canonical())
    names = ["actor", "fields", "id", "kind", "recorded_at", "rows", "subject", "version"]
    assert list(members) == names
    assert members["subject"] is None
    assert members["rows"] is None
    assert members["fields"] == {}


def test_the_order_in_which_fields_are_given_does_not_matter() -> None:
    one = a_body(fields={"a": DIGEST, "b": "cd" * 32})
    other = a_body(fields={"b": "cd" * 32, "a": DIGEST})
    assert one.canonical() == other.canonical()


def test_rows_are_named_by_count_and_root() -> None:
    members = json.loads(a_body(rows=RowsRoot(3, DIGEST)).canonical())
    assert members["rows"] == {"count": 3, "root": DIGEST}


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"id": ""},
        {"kind": ""},
        {"actor": ""},
        {"subject": ""},
        {"fields": {"Name": DIGEST}},
        {"fields": {"name": DIGEST.upper()}},
        {"fields": {"name": "ab"}},
        {"recorded_at": "2026-04-01T08:30:00Z"},
        {"recorded_at": "2026-04-01T08:30:00.000000"},
        {"recorded_at": "2026-04-01T08:30:00.000000+00:00"},
        {"recorded_at": "2026-04-01 08:30:00.000000Z"},
        {"recorded_at": "2026-02-30T08:30:00.000000Z"},
        {"recorded_at": "2026-04-01T16:30:00.000000+08:00"},
        {"recorded_at": "now"},
    ],
)
def test_a_malformed_body_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        a_body(**changes)


def test_a_negative_count_and_a_malformed_root_are_refused() -> None:
    with pytest.raises(InvalidInput):
        RowsRoot(-1, DIGEST)
    with pytest.raises(InvalidInput):
        RowsRoot(1, "ab")


def test_an_instant_is_written_in_utc_with_six_decimals() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert instant_text(datetime(2026, 1, 1, tzinfo=shanghai)) == "2025-12-31T16:00:00.000000Z"
    assert instant_text(datetime(2026, 1, 1, 0, 0, 0, 5, UTC)) == "2026-01-01T00:00:00.000005Z"


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(InvalidInput):
        instant_text(datetime(2026, 1, 1))  # noqa: DTZ001 - it is the case
