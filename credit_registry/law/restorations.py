"""The acts of credit restoration from their YAML."""

from typing import Any

from credit_registry.domain.records import RecordKind, Severity
from credit_registry.domain.restorations import Deed, Held, RestorationAct
from credit_registry.domain.sources import read_source
from credit_registry.law.periods import read_day, read_period


def read_acts(rows: list[dict[str, Any]]) -> tuple[RestorationAct, ...]:
    """The acts in the order of the table. Raises ValueError where one does nothing to a record."""
    return tuple(_act(row) for row in rows)


def _act(row: dict[str, Any]) -> RestorationAct:
    """One act."""
    source = read_source(row["source"])
    act = RestorationAct(
        code=row["code"],
        since=row["since"],
        until=read_day(row["until"]),
        label_zh=row["label_zh"],
        label_en=row["label_en"],
        deed=Deed(row["deed"]),
        kind=RecordKind(row["kind"]),
        outcomes=frozenset(row["outcomes"]),
        categories=frozenset(row["categories"]),
        severities=frozenset(Severity(each) for each in row["severities"]),
        after_least_display=row["after_least_display"],
        after_end=row["after_end"],
        bound_categories=frozenset(row["bound_categories"]),
        outcome=row["outcome"],
        ends=row["ends"],
        holds=tuple(_held(each) for each in row["holds"]),
        handling=read_period(row["handling"]),
        condition_zh=row["condition_zh"],
        condition_en=row["condition_en"],
        depends_zh=row["depends_zh"],
        depends_en=row["depends_en"],
        source=source.text_zh,
        source_en=source.text_en,
    )
    if not _does_something(act):
        raise ValueError(f"The act {act.code} does not say what becomes of the records.")
    return act


def _does_something(act: RestorationAct) -> bool:
    """Whether the act's deed has what it needs."""
    match act.deed:
        case Deed.RESTORE:
            return True
        case Deed.SETTLE:
            return act.ends or act.outcome is not None
        case Deed.HOLD | Deed.RENEW:
            return bool(act.holds)


def _held(row: dict[str, Any]) -> Held:
    """One record that the enterprise would have."""
    return Held(
        kind=RecordKind(row["kind"]),
        outcome=row["outcome"],
        category=row["category"],
        score_centi=row["score_centi"],
        repeated=row["repeated"],
    )
