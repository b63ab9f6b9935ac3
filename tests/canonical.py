"""All business rows of a registry in words, so that two registries can be compared.

Ids, salts, instants and hashed bytes differ from run to run; what they stand for is put in their
place.
"""

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.services.registry import Registry
from credit_registry.store.mapping import Entity

Row = dict[str, Any]

NOT_BUSINESS = frozenset(
    {
        "account",
        "account_role",
        "api_key",
        "idempotency_key",
        "installation",
        "law_edition",
        "lease",
        "ledger_cursor",
        "ledger_head",
        "ledger_node",
    }
)
CHANGING = frozenset({"id", "salt", "salts", "body", "leaf", "position"})
"""Columns that no two runs share; every column of an instant is one too."""

EVENTS = frozenset({"recorded_by", "superseded_by", "confirmed_by"})


class Naming:
    """What every id stands for, by the table it is an id of."""

    def __init__(self, tables: dict[str, list[Row]]) -> None:
        self.units = {row["unit_id"]: row["name"] for row in tables["source_unit_name"]}
        self.batches = {row["id"]: row["digest"] for row in tables["batch"]}
        self.events = {row["id"]: (row["kind"], *_told(row["payload"])) for row in tables["event"]}
        self.subjects = _subjects(tables)
        self.records = {
            row["id"]: (
                self.units[row["source_unit_id"]],
                row["kind"],
                row["document_number"],
                self.subjects[row["subject_id"]],
                row["item_serial"],
            )
            for row in tables["record"]
        }
        self.versions = {
            row["id"]: (self.records[row["record_id"]], row["number"])
            for row in tables["record_version"]
        }

    def named(self, column: str, value: Any) -> Any:  # noqa: ANN401 - of any column
        """What the value of a column stands for; itself where it is no id."""
        by_column: dict[str, dict[int, Any]] = {
            "subject_id": self.subjects,
            "source_unit_id": self.units,
            "unit_id": self.units,
            "batch_id": self.batches,
            "record_id": self.records,
            "record_version_id": self.versions,
            "law_edition_id": {},
            "account_id": {},
            "actor_id": {},
        } | dict.fromkeys(EVENTS, self.events)
        if column not in by_column or value is None:
            return value
        return by_column[column].get(value)


def business_rows(registry: Registry) -> dict[str, list[str]]:
    """The rows of every table that holds business, in words and in order."""
    with registry.reading() as session:
        tables = {name: _rows(session, name) for name in Entity.metadata.tables}
    naming = Naming(tables)
    return {
        name: sorted(_words(name, row, naming) for row in rows)
        for name, rows in tables.items()
        if name not in NOT_BUSINESS
    }


def _rows(session: Session, name: str) -> list[Row]:
    table = Entity.metadata.tables[name]
    return [dict(row) for row in session.execute(select(table)).mappings()]


def _words(table: str, row: Row, naming: Naming) -> str:
    kept = {
        column: naming.named(column, value)
        for column, value in row.items()
        if column not in CHANGING and not column.endswith("_at")
    }
    if table == "event":
        kept["payload"] = _told(row["payload"])
    if table == "subject":
        kept["subject"] = naming.subjects[row["id"]]
    return repr(sorted(kept.items()))


def _told(payload: Row) -> tuple[tuple[str, Any], ...]:
    """What an event says, without the ids in it."""
    return tuple(sorted((name, value) for name, value in payload.items() if name != "batch"))


def _subjects(tables: dict[str, list[Row]]) -> dict[int, tuple[str, ...]]:
    words: dict[int, list[str]] = defaultdict(list)
    for row in tables["subject_identifier"]:
        words[row["subject_id"]].append(f"{row['scheme']} {row['value']}")
    for row in tables["subject_name"]:
        words[row["subject_id"]].append(row["name"])
    return {number: tuple(sorted(set(found))) for number, found in words.items()}
