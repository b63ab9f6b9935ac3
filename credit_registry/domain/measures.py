"""Measures of joint incentive, joint discipline and restoration, as the catalogue lists them.

Source of the columns: the lists of measures that follow the national basic list: matter, content,
object, basis, level, executing body, frequency. Source of the levels: 国办发〔2020〕49号, by which
what takes a right away or adds a duty rests on a law, a regulation, or a document of the Party
centre or the State Council.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from credit_registry.domain.errors import FieldError, Unlawful
from credit_registry.domain.sources import Source
from credit_registry.domain.uses import Force, Use


class Family(StrEnum):
    """The three lists of the catalogue."""

    INCENTIVE = "incentive"
    DISCIPLINE = "discipline"
    RESTORATION = "restoration"


class BasisLevel(StrEnum):
    """What kind of instrument a measure rests on, the highest first."""

    LAW = "law"
    ADMINISTRATIVE_REGULATION = "administrative_regulation"
    CENTRAL_DOCUMENT = "central_document"
    LOCAL_REGULATION = "local_regulation"
    DEPARTMENT_RULE = "department_rule"
    CITY = "city"


L = BasisLevel

LIMITING = frozenset({L.LAW, L.ADMINISTRATIVE_REGULATION, L.CENTRAL_DOCUMENT, L.LOCAL_REGULATION})
"""The levels on which a measure may take a right away or add a duty."""

DISCIPLINING = LIMITING | {L.DEPARTMENT_RULE}
"""The levels on which discipline may rest at all; a city's document is no basis for it."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of the catalogue, from a first to a last day, and by what rule.

    `use` and `force` say what it does to a use, where it concerns one. `body` names who carries it
    out; it is empty where its basis names nobody. `limits_rights` says that it takes a right away
    or adds a duty; one that does not is weighed by whoever decides, or is supervision.
    """

    code: str
    family: Family
    matter_zh: str
    matter_en: str
    content_zh: str
    content_en: str
    object_zh: str
    object_en: str
    source: Source
    level: BasisLevel
    limits_rights: bool
    body: str
    body_zh: str
    body_en: str
    frequency_zh: str
    frequency_en: str
    since: date
    until: date | None
    use: Use | None = None
    force: Force | None = None

    @property
    def bars(self) -> bool:
        """Whether it bars its use; what nobody has verified is weighed at most."""
        return self.force is Force.BARS and self.source.is_verified

    def is_in_force(self, day: date) -> bool:
        """Whether the measure applies on the day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def may_be_imposed(self, day: date) -> bool:
        """Whether an entry may be linked to it on the day: in force, on a basis that is checked."""
        return self.is_in_force(day) and self.source.is_verified


@dataclass(frozen=True, slots=True)
class Imposed:
    """A measure that follows from an entry: since when, to the end of the entry's term."""

    measure: Measure
    since: date | None
    until: date | None
    lifted_on: date | None = None

    @property
    def last_day(self) -> date | None:
        """The last day by date alone: of the entry's term, or of the measure by law."""
        return min((day for day in (self.until, self.measure.until) if day), default=None)

    def is_in_force(self, day: date) -> bool:
        """Whether it follows from the entry on the day; from the day of its lifting it does not."""
        has_begun = self.since is not None and self.since <= day
        is_lifted = self.lifted_on is not None and self.lifted_on <= day
        is_over = self.last_day is not None and self.last_day < day
        return has_begun and not is_lifted and not is_over and self.measure.since <= day


def chosen(asked: Sequence[str] | None, possible: Iterable[Measure], day: date) -> tuple[str, ...]:
    """The codes that an entry is linked to: those asked for, or all that may be chosen on the day.

    Raises Unlawful naming what would be accepted where a code is none of them, or none is named.
    """
    codes = [each.code for each in possible]
    if asked is None:
        return tuple(codes)
    strangers = [code for code in asked if code not in codes]
    if strangers or (codes and not asked):
        accepted = ", ".join(codes) or "none"
        named = ", ".join(strangers) or "no measure"
        detail = (
            f"The list's measures of the catalogue on {day.isoformat()} are: {accepted}; "
            f"not: {named}."
        )
        raise Unlawful(detail, [FieldError("/measures", f"names {named}", accepted)])
    return tuple(code for code in codes if code in asked)
