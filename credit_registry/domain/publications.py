"""Whether and on which days something is public: what it is asked of, and what is answered.

`domain/publication_windows.py` computes it. The windows it gives are stored as rows; every outward
surface compares those rows with the day and reads nothing else. `until` is the last day of
display; None means no end is set.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from credit_registry.domain.dates import (
    Period,
    PeriodUnit,
    days_after,
    months_after,
    years_after,
)
from credit_registry.domain.records import Disclosure, RecordKind, RecordState, Severity
from credit_registry.domain.recounts import counted_from
from credit_registry.domain.sources import Verification
from credit_registry.domain.subjects import SubjectKind


class FieldSet(StrEnum):
    """How much of a thing is shown."""

    FULL = "full"
    REDUCED = "reduced"


class Reason(StrEnum):
    """Why something is shown, or is not."""

    WHILE_VALID = "while_valid"
    MINOR_BAND = "minor_band"
    GENERAL_BAND = "general_band"
    SERIOUS_BAND = "serious_band"
    SAFETY_ALERT = "safety_alert"
    LISTED = "listed"
    MIRROR_CONFIRMED = "mirror_confirmed"
    MINOR_NOT_SHOWN = "minor_not_shown"
    WARNING_NOT_SHOWN = "warning_not_shown"
    SUMMARY_NOT_SHOWN = "summary_not_shown"
    CLASS_UNDETERMINED = "class_undetermined"
    CLOCK_UNKNOWN = "clock_unknown"
    CHALLENGE_PENDING = "challenge_pending"
    NOT_DISCLOSED = "not_disclosed"
    NO_LONGER_ACTIVE = "no_longer_active"
    OUTCOME_NOT_SHOWN = "outcome_not_shown"
    NO_REGIME = "no_regime"
    NOT_BEGUN = "not_begun"
    HELD = "held"
    DISPLAY_OVER = "display_over"


WITHHELD_FOR_A_PERSON = frozenset({Reason.CLASS_UNDETERMINED, Reason.CLOCK_UNKNOWN})
"""Reasons that queue the record for an officer to settle."""

ENDED = frozenset({Reason.NO_LONGER_ACTIVE, Reason.DISPLAY_OVER})
"""Reasons why a display has stopped, where any other says that there is none."""


class Transition(StrEnum):
    """What becomes of a display that an earlier regime began, from a regime's first day on."""

    SHORTER_WINS = "shorter_wins"
    EARLIER_GOES_ON = "earlier_goes_on"
    LATER_ALONE = "later_alone"


@dataclass(frozen=True, slots=True)
class Band:
    """How long one severity class is shown; no `maximum` means that it is not shown.

    Without `minimum` the display does not end before its time by restoration.
    """

    severity: Severity
    minimum: Period | None
    maximum: Period | None


@dataclass(frozen=True, slots=True)
class KindRule:
    """How one kind of record is shown: by band from a clock, or while it is valid.

    It is about records with one of the outcomes, severities and categories (any where none is
    named), and about those of the summary procedure alone where `is_summary` says so. `clock` is
    the day that a display is counted from; where that is not on file, the day `otherwise`. `band`
    is a severity class, or None where the record's own class decides; `ends` is the day on which
    the display ends, for a band where that is earlier, and `or_until` the day up to which it goes
    on where that is later. `hold` keeps the record back until a period from `hold_from` has run and
    a challenge is settled; where `begins` is stated, from that day on it is shown all the same, and
    the rule is about such records alone. `withheld` is why such a record is not shown at all.
    """

    kind: RecordKind
    outcomes: frozenset[str]
    is_adverse: bool
    clock: str
    band: Severity | None = None
    ends: str | None = None
    hold: Period | None = None
    hold_from: str = ""
    otherwise: str | None = None
    severities: frozenset[Severity] = frozenset()
    categories: frozenset[str] = frozenset()
    is_summary: bool = False
    or_until: str | None = None
    begins: str | None = None
    withheld: Reason | None = None

    def is_about(self, facts: object) -> bool:
        """Whether the rule is about a record, of whose columns those it does not have are empty."""
        if getattr(facts, "kind", None) != self.kind:
            return False
        named = (
            (self.outcomes, "outcome"),
            (self.severities, "severity"),
            (self.categories, "category"),
        )
        return (
            all(not values or getattr(facts, name, None) in values for values, name in named)
            and (not self.is_summary or bool(getattr(facts, "is_summary", False)))
            and (not self.begins or getattr(facts, self.begins, None) is not None)
        )

    def starts(self, facts: object) -> date | None:
        """The day that the display of a record is counted from; None where it is not on file.

        Where its time began again, that is the later day from which it does.
        """
        names = (name for name in (self.clock, self.otherwise) if name)
        days = (getattr(facts, name, None) for name in names)
        return counted_from(facts, next((day for day in days if day is not None), None))


@dataclass(frozen=True, slots=True)
class Regime:
    """One publication regime: the days it is in force, its bands, its rules and its source.

    Of the regimes in force on a day that have a rule for a record, the one of the highest
    `precedence` governs it. `clock` and `otherwise` are those of its rules that name none.
    """

    code: str
    since: date
    until: date | None
    bands: Mapping[Severity, Band]
    rules: Sequence[KindRule]
    source: str
    source_en: str = ""
    precedence: int = 0
    transition: Transition = Transition.SHORTER_WINS
    clock: str = ""
    otherwise: str | None = None
    verification: Verification = Verification.UNVERIFIED

    def is_in_force(self, day: date) -> bool:
        """Whether the regime is in force on the day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def rule_for(self, facts: object) -> KindRule | None:
        """The first of the rules that is about the record."""
        return next((rule for rule in self.rules if rule.is_about(facts)), None)


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """What the function looks at: the typed columns of a record version and of its subject."""

    kind: RecordKind
    subject_kind: SubjectKind
    state: RecordState
    disclosure: Disclosure
    severity: Severity | None = None
    outcome: str | None = None
    occurred_on: date | None = None
    decided_on: date | None = None
    served_on: date | None = None
    first_displayed_on: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    category: str | None = None
    is_summary: bool | None = None
    alerted_on: date | None = None
    challenged_on: date | None = None
    challenge_settled_on: date | None = None
    recounted_on: date | None = None


FACT_DAYS = frozenset(
    field.name
    for field in fields(PublicationFacts)
    if field.type == date | None and field.name != "recounted_on"
)
"""The days of a record that a regime may count from, or end with."""


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of days on which the thing is public."""

    since: date
    until: date | None
    field_set: FieldSet
    reason: Reason


class Display(StrEnum):
    """How a thing stands towards the public on a day."""

    PUBLIC = "public"
    NOT_YET = "not_yet"
    NOT_PUBLIC = "not_public"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is public of a thing on a day, and why; `field_set` and `until` where it is shown.

    Of what is not shown yet `since` is the first day.
    """

    display: Display
    reason: Reason
    field_set: FieldSet | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """The windows of a thing, in the order of their days, or the reason why it has none.

    `is_held` tells that a time runs before the first of them in which it is kept back.
    """

    windows: tuple[Window, ...]
    withheld: Reason | None = None
    is_held: bool = False

    def on(self, day: date) -> Window | None:
        """The window that covers the day."""
        for window in self.windows:
            if window.since <= day and (window.until is None or day <= window.until):
                return window
        return None

    def answer(self, day: date) -> Answer:
        """What is public on the day, and why."""
        window = self.on(day)
        if window is not None:
            until = window.until
            return Answer(Display.PUBLIC, window.reason, window.field_set, window.since, until)
        if not self.windows:
            reason = self.withheld or Reason.NO_REGIME
            return Answer(Display.STOPPED if reason in ENDED else Display.NOT_PUBLIC, reason)
        later = next((each for each in self.windows if day < each.since), None)
        if later is None:
            return Answer(Display.STOPPED, Reason.DISPLAY_OVER, until=self.windows[-1].until)
        is_held = self.is_held and later is self.windows[0]
        reason = Reason.HELD if is_held else Reason.NOT_BEGUN
        return Answer(Display.NOT_YET, reason, since=later.since)


def last_day_of(start: date, period: Period) -> date:
    """The last day of a display or a term: the corresponding day, rest day or not."""
    match period.unit:
        case PeriodUnit.YEARS:
            return years_after(start, period.amount)
        case PeriodUnit.MONTHS:
            return months_after(start, period.amount)
        case PeriodUnit.CALENDAR_DAYS:
            return days_after(start, period.amount)
        case PeriodUnit.WORKING_DAYS:
            raise ValueError("A display is not counted in working days.")
