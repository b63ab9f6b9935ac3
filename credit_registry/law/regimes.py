"""Publication regimes from their YAML."""

from typing import Any

from credit_registry.domain.publications import Band, KindRule, Reason, Regime, Transition
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.domain.sources import read_source
from credit_registry.law.periods import read_day, read_period


def read_regimes(rows: list[dict[str, Any]]) -> tuple[Regime, ...]:
    """The regimes, earliest first; editions of a single regime stated no precedence."""
    regimes = [_regime(row) for row in rows]
    return tuple(sorted(regimes, key=lambda regime: (regime.since, regime.precedence)))


def _regime(row: dict[str, Any]) -> Regime:
    """One regime."""
    bands = (
        Band(Severity(band["severity"]), read_period(band["minimum"]), read_period(band["maximum"]))
        for band in row["bands"]
    )
    source = read_source(row["source"])
    clock, otherwise = row.get("clock") or "", row.get("otherwise")
    return Regime(
        code=row["code"],
        since=row["since"],
        until=read_day(row["until"]),
        bands={band.severity: band for band in bands},
        rules=tuple(_rule(rule, clock, otherwise) for rule in row["rules"]),
        source=source.text_zh,
        source_en=source.text_en,
        precedence=row.get("precedence", 0),
        transition=Transition(row.get("transition", Transition.SHORTER_WINS)),
        clock=clock,
        otherwise=otherwise,
        verification=source.verification,
    )


def _rule(row: dict[str, Any], clock: str, otherwise: str | None) -> KindRule:
    """One kind's rule; one that names no clock has the regime's."""
    is_own = bool(row.get("clock"))
    return KindRule(
        kind=RecordKind(row["kind"]),
        outcomes=frozenset(row["outcomes"]),
        is_adverse=row["is_adverse"],
        clock=row["clock"] if is_own else clock,
        band=Severity(row["band"]) if row.get("band") else None,
        ends=row.get("ends"),
        hold=read_period(row.get("hold")),
        hold_from=row.get("hold_from") or "",
        otherwise=row.get("otherwise") if is_own else otherwise,
        severities=frozenset(Severity(each) for each in row.get("severities", ())),
        categories=frozenset(row.get("categories", ())),
        is_summary=row.get("is_summary", False),
        or_until=row.get("or_until"),
        begins=row.get("begins"),
        withheld=Reason(row["withheld"]) if row.get("withheld") else None,
    )
