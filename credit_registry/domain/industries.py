"""Industries (GB/T 4754-2017): the sections and the ranges of two-digit divisions they hold."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from credit_registry.domain import code_forms

_FORM = re.compile(r"([A-Z]?)([0-9]{2})[0-9]{0,2}")


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its letter, its names and the divisions it holds, both included."""

    letter: str
    name: str
    name_en: str
    first: int
    last: int
    source: str


class Industries:
    """The sections of the classification. Raises ValueError where two of them overlap."""

    def __init__(self, sections: Iterable[Section]) -> None:
        self._by_letter: dict[str, Section] = {}
        self._by_division: dict[int, Section] = {}
        for section in sections:
            if section.letter in self._by_letter:
                raise ValueError(f"The section {section.letter} is on file twice.")
            self._by_letter[section.letter] = section
            for division in range(section.first, section.last + 1):
                other = self._by_division.setdefault(division, section)
                if other is not section:
                    raise ValueError(f"{division:02} lies in {other.letter} and {section.letter}.")

    def __iter__(self) -> Iterator[Section]:
        return iter(self._by_letter.values())

    def __len__(self) -> int:
        return len(self._by_letter)

    def section_of(self, code: str) -> Section | None:
        """The section of a code (`C`, `C21`, `21`, `C2110`, `2110`).

        None where there is no such section, or where letter and digits contradict each other.
        """
        code = code_forms.normalise(code)
        if code in self._by_letter:
            return self._by_letter[code]
        found = _FORM.fullmatch(code)
        if found is None:
            return None
        letter, division = found.groups()
        section = self._by_division.get(int(division))
        return section if section and letter in {"", section.letter} else None

    def with_section(self, code: str) -> str:
        """The code with its section's letter before the digits; empty where it has no section."""
        section = self.section_of(code)
        if section is None:
            return ""
        return section.letter + code_forms.normalise(code).removeprefix(section.letter)
