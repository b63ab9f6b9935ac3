"""The dated terms of restoration: its pledge, its remedies and the conditions that are checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from credit_registry.domain.dates import Period
from credit_registry.domain.errors import Unlawful
from credit_registry.domain.procedures.tables import About
from credit_registry.domain.restoration_conditions import RestorationCondition
from credit_registry.domain.sources import Source, read_source
from credit_registry.law.periods import read_day, read_period


@dataclass(frozen=True, slots=True)
class RequiredCondition:
    """A condition that the terms ask for, of a record or of an entry, and the source of it."""

    about: About
    condition: RestorationCondition
    source: Source


@dataclass(frozen=True, slots=True)
class RestorationTerms:
    """What an application rests on while the terms are in force.

    `again_after` is how long after a false application nobody applies again for the same thing.
    """

    since: date
    until: date | None
    pledge_zh: str
    pledge_en: str
    fee_zh: str
    fee_en: str
    remedies_zh: str
    remedies_en: str
    again_after: Period
    source: Source
    conditions: tuple[RequiredCondition, ...]

    @property
    def code(self) -> str:
        """What an application names the terms by, whose pledge its applicant has read."""
        return self.since.isoformat()

    def of(self, about: About) -> tuple[RequiredCondition, ...]:
        """The conditions for a record, or for an entry."""
        return tuple(each for each in self.conditions if each.about is about)


def terms_on(terms: Sequence[RestorationTerms], day: date) -> RestorationTerms:
    """The terms in force on the day. Raises Unlawful where there are none."""
    for each in terms:
        if each.since <= day and (each.until is None or day <= each.until):
            return each
    raise Unlawful(f"No terms of restoration are on file for {day.isoformat()}.")


def read_terms(rows: list[dict[str, Any]]) -> tuple[RestorationTerms, ...]:
    """The terms in order of their days. Raises ValueError where two overlap."""
    terms = tuple(sorted(map(_terms, rows), key=lambda each: each.since))
    for earlier, later in pairwise(terms):
        if earlier.until is None or earlier.until >= later.since:
            raise ValueError(f"restoration_terms.yaml: two terms are in force on {later.since}.")
    return terms


TEXTS = (
    "pledge_zh", "pledge_en", "fee_zh", "fee_en", "remedies_zh", "remedies_en",
)  # fmt: skip
"""The columns of words."""

COLUMNS: Mapping[str, Any] = {
    "again_after": read_period,
    "source": read_source,
    "conditions": {"about": About, "code": RestorationCondition, "source": read_source},
}
"""The other columns but its days, with what reads each."""


def _terms(row: dict[str, Any]) -> RestorationTerms:
    """One row's terms."""
    again_after = read_period(row["again_after"])
    if again_after is None:
        raise ValueError("restoration_terms.yaml: again_after is missing.")
    return RestorationTerms(
        since=row["since"],
        until=read_day(row["until"]),
        again_after=again_after,
        source=read_source(row["source"]),
        conditions=tuple(map(_condition, row["conditions"])),
        **{name: str(row[name]) for name in TEXTS},
    )


def _condition(row: dict[str, Any]) -> RequiredCondition:
    """One condition of a row."""
    return RequiredCondition(
        About(row["about"]), RestorationCondition(row["code"]), read_source(row["source"])
    )
