"""What all invented records have: a subject, a unit, a number, and the day they are delivered."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.fields import Value
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import SubjectKind
from credit_registry.invented.enterprises import Enterprise
from credit_registry.invented.units import Unit

Stated = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source states of a record, and from when on it can deliver that.

    `earlier` is what it stated first, where it has stated something else before.
    """

    kind: RecordKind
    values: Mapping[str, Value]
    ready_on: date
    earlier: "Statement | None" = None

    def draft(self) -> RecordDraft:
        """The record as the kind drafts it from the values."""
        return KINDS[self.kind].draft(self.values)


@dataclass(slots=True)
class Desk:
    """Where records are written: chance, today, who makes and who sells, and running numbers."""

    rng: Random
    today: date
    makers: list[Enterprise]
    shops: list[Enterprise]
    numbers: Counter[str] = field(default_factory=Counter)

    def next_number(self, series: str) -> int:
        """The next number of the series."""
        self.numbers[series] += 1
        return self.numbers[series]

    def later(self, day: date, least: int, most: int) -> date:
        """A day so many days later, though not after yesterday."""
        last = self.today - timedelta(days=1)
        return min(day + timedelta(days=self.rng.randint(least, most)), last)


Invention = Callable[[Desk, Enterprise, date], Statement]


def header(firm: Enterprise, day: date, unit: Unit) -> Stated:
    """The values that name the subject and the source unit."""
    is_individual = firm.kind is SubjectKind.INDIVIDUAL_BUSINESS
    return {
        "subject_name": firm.name_on(day),
        "subject_category": "individual_business" if is_individual else "legal_person",
        "uscc": firm.uscc,
        "source_unit_name": unit.name,
        "source_unit_code": unit.code,
        "disclosure": "public",
    }
