"""Administrative divisions (GB/T 2260), what they were called when, and what became of them.

Functional zones have no code of the standard: they bear a key of this registry and no code. Where
the day of a change is known only to the month or the year, the successor counts from the first day
of that span and the predecessor gives way to it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from credit_registry.domain.partial_dates import PartialDate


class DivisionLevel(StrEnum):
    """The levels of division; a placeholder is a heading of statistics and no place."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    DISTRICT = "district"
    COUNTY = "county"
    COUNTY_LEVEL_CITY = "county_level_city"
    FUNCTIONAL_ZONE = "functional_zone"
    PLACEHOLDER = "placeholder"


@dataclass(frozen=True, slots=True)
class Division:
    """A division while it bore one code and one name.

    The key is the code where there is one; parent and successor are keys. Without `since` the
    beginning is unknown, without `until` it stands.
    """

    key: str
    code: str | None
    name: str
    name_en: str
    level: DivisionLevel
    parent: str | None
    since: PartialDate | None
    until: PartialDate | None
    successor: str | None
    source: str
    note: str

    def may_stand_on(self, day: date) -> bool:
        """Whether, as far as its dates are known, the division may be in force on the day."""
        if self.level is DivisionLevel.PLACEHOLDER:
            return False
        has_begun = self.since is None or self.since.first_day <= day
        return has_begun and (self.until is None or day <= self.until.last_day)


class Divisions:
    """The divisions on file. Raises ValueError where they do not fit together."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        self._by_key: dict[str, Division] = {}
        self._predecessors: dict[str, list[Division]] = {}
        for division in divisions:
            if division.key in self._by_key:
                raise ValueError(f"The division {division.key} is on file twice.")
            self._by_key[division.key] = division
            if division.successor:
                self._predecessors.setdefault(division.successor, []).append(division)
        for division in self:
            self._check_references(division)

    def __iter__(self) -> Iterator[Division]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def get(self, code: str) -> Division | None:
        """The division that bears or bore the code or the key."""
        return self._by_key.get(code)

    def on(self, day: date) -> tuple[Division, ...]:
        """The divisions in force on the day, in the order of the file."""
        return tuple(division for division in self if self._stands(division, day))

    def named(self, code: str, day: date) -> Division | None:
        """What the place that the code means was on the day, be it under an older or newer code."""
        return self.successor(code, day) or self._predecessor(code, day)

    def successor(self, code: str, day: date) -> Division | None:
        """The division in force on the day that bears the code or has taken its place."""
        division = self.get(code)
        while division is not None and not self._stands(division, day):
            division = self.get(division.successor) if division.successor else None
        return division

    def _predecessor(self, code: str, day: date) -> Division | None:
        """The one division in force on the day that the code's division goes back to.

        Of a division that several became part of, nobody knows by the code alone which it was.
        """
        found = [
            division if self._stands(division, day) else self._predecessor(division.key, day)
            for division in self._predecessors.get(code, ())
        ]
        standing = [division for division in found if division is not None]
        return standing[0] if len(standing) == 1 else None

    def _stands(self, division: Division, day: date) -> bool:
        """Whether the division is in force; in the span of a change its successor is."""
        if not division.may_stand_on(day):
            return False
        successor = self.get(division.successor) if division.successor else None
        return successor is None or not successor.may_stand_on(day)

    def _check_references(self, division: Division) -> None:
        """Check that parent and successor are on file, and that no lineage is a circle."""
        for key in filter(None, (division.parent, division.successor)):
            if key not in self._by_key:
                raise ValueError(f"The division {division.key} refers to {key}, not on file.")
        seen = {division.key}
        following = division.successor
        while following:
            if following in seen:
                raise ValueError(f"The division {division.key} succeeds itself.")
            seen.add(following)
            following = self._by_key[following].successor
