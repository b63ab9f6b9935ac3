"""Credit restoration (信用修复): the acts that an enterprise can take, and from when on it can.

The acts stand in the law's tables as dated rows; nobody writes a path by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from credit_registry.domain.dates import Period
from credit_registry.domain.publication_windows import governing_on
from credit_registry.domain.publications import KindRule, Regime, last_day_of
from credit_registry.domain.records import RecordKind, Severity


class Deed(StrEnum):
    """What an act does to the records.

    `restore` takes a record out of the score, `settle` ends it or changes its outcome, `hold` adds
    what the enterprise holds from then on and keeps up, and `renew` puts that in the place of all
    records of the kind.
    """

    RESTORE = "restore"
    SETTLE = "settle"
    HOLD = "hold"
    RENEW = "renew"


@dataclass(frozen=True, slots=True)
class Held:
    """A record that the enterprise would have after an act.

    One that is `repeated` (a yearly training) happens again and again; any other holds without end.
    """

    kind: RecordKind
    outcome: str | None = None
    category: str | None = None
    score_centi: int | None = None
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class RestorationAct:
    """One act of the catalogue, while it is in force.

    It is about records of the kind with one of the outcomes, categories and severities (any where
    none is named). `after_least_display` asks that the regime's least time of display is over,
    `after_end` that a stated end has passed, and `bound_categories` are not touched without one.
    `outcome` is what the record's outcome becomes and `ends` whether it ends on the day. `handling`
    is the time that the law gives to whoever decides. `condition` says what has to be done, and
    `depends` what others decide; it is empty where the enterprise acts by itself.
    """

    code: str
    since: date
    until: date | None
    label_zh: str
    label_en: str
    deed: Deed
    kind: RecordKind
    outcomes: frozenset[str]
    categories: frozenset[str]
    severities: frozenset[Severity]
    after_least_display: bool
    after_end: bool
    bound_categories: frozenset[str]
    outcome: str | None
    ends: bool
    holds: tuple[Held, ...]
    handling: Period | None
    condition_zh: str
    condition_en: str
    depends_zh: str
    depends_en: str
    source: str
    source_en: str

    def is_in_force(self, day: date) -> bool:
        """Whether the row holds on the day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def is_about(self, record: "Displayed") -> bool:
        """Whether it is of the kind, with one of the outcomes, categories and severities."""
        named = (
            (self.outcomes, record.outcome),
            (self.categories, record.category),
            (self.severities, record.severity),
        )
        return self.kind == record.kind and all(
            not values or value in values for values, value in named
        )

    def restricted_until(self, record: "Displayed") -> tuple[date | None, bool]:
        """The last day of a restriction that has to be over before, and whether one runs at all.

        A bound category without a stated end still runs, to a day that nobody knows.
        """
        if self.after_end and record.effective_to is not None:
            return record.effective_to, True
        return None, record.category in self.bound_categories


class Displayed(Protocol):
    """What the least display is read from: the columns of a record, as rules or tables have them.

    The days that a regime counts from are looked up by name.
    """

    @property
    def kind(self) -> str:
        """The kind of record."""

    @property
    def outcome(self) -> str | None:
        """Its outcome."""

    @property
    def category(self) -> str | None:
        """Its category."""

    @property
    def severity(self) -> str | None:
        """Its severity class."""

    @property
    def effective_to(self) -> date | None:
        """The last day of what it says, where that ends."""


def least_until(record: Displayed, regimes: Sequence[Regime], day: date) -> date | None:
    """The last day of the least display that the regime which governs it on the day asks for.

    None where the record is not adverse, or its class, its day or a least display is not known.
    """
    found = governing_on(record, regimes, day)
    if found is None or not found[1].is_adverse:
        return None
    regime, rule = found
    band = regime.bands.get(_severity(record, rule))
    clock = rule.starts(record)
    if band is None or band.minimum is None or clock is None:
        return None
    return last_day_of(clock, band.minimum)


def _severity(record: Displayed, rule: KindRule) -> Severity:
    """The class of the record under the rule."""
    stated = Severity(record.severity) if record.severity else Severity.UNDETERMINED
    return rule.band or stated


def restoring(
    record: Displayed, acts: Sequence[RestorationAct], day: date
) -> RestorationAct | None:
    """The act of the day by which the record can be restored; None where there is none."""
    return next(
        (
            act
            for act in acts
            if act.deed is Deed.RESTORE and act.is_in_force(day) and act.is_about(record)
        ),
        None,
    )
