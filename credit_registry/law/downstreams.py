"""The downstreams of the law's table."""

from collections.abc import Mapping
from typing import Any

from credit_registry.domain.downstreams import Downstream, TakenBy
from credit_registry.domain.sources import read_source
from credit_registry.law.periods import read_day

COLUMNS: Mapping[str, Any] = {"taken_by": TakenBy, "source": read_source}
"""Columns with what reads each."""


def read_downstreams(rows: list[dict[str, Any]]) -> dict[str, Downstream]:
    """The downstreams by code, in the table's order."""
    return {row["code"]: _downstream(row) for row in rows}


def _downstream(row: dict[str, Any]) -> Downstream:
    """One downstream from its YAML."""
    return Downstream(
        code=row["code"],
        label_zh=row["label_zh"],
        label_en=row["label_en"],
        taken_by=TakenBy(row["taken_by"]),
        unit_zh=row["unit_zh"],
        since=row["since"],
        until=read_day(row["until"]),
        source=read_source(row["source"]),
    )
