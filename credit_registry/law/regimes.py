"""Publication regimes from their YAML."""

from typing import Any

from credit_registry.domain.publications import Band, KindRule, Regime
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.domain.sources import read_source
from credit_registry.law.periods import read_day, read_period


def read_regimes(rows: list[dict[str, Any]]) -> tuple[Regime, ...]:
    """The regimes, earliest first."""
    return tuple(sorted((_regime(row) for row in rows), key=lambda regime: regime.since))


def _regime(row: dict[str, Any]) -> Regime:
    """One regime."""
    bands = (
        Band(Severity(band["severity"]), read_period(band["minimum"]), read_period(band["maximum"]))
        for band in row["bands"]
    )
    source = read_source(row["source"])
    return Regime(
        code=row["code"],
        since=row["since"],
        until=read_day(row["until"]),
        bands={band.severity: band for band in bands},
        rules=tuple(_rule(rule) for rule in row["rules"]),
        source=source.text_zh,
        source_en=source.text_en,
    )


def _rule(row: dict[str, Any]) -> KindRule:
    """One kind's rule."""
    return KindRule(
        kind=RecordKind(row["kind"]),
        outcomes=frozenset(row["outcomes"]),
        is_adverse=row["is_adverse"],
        clock=row["clock"],
        band=Severity(row["band"]) if row["band"] else None,
        ends=row["ends"],
        hold=read_period(row["hold"]),
        hold_from=row["hold_from"],
    )
