"""Texts of a segment's documents as one run of UTF-16 units, searched for many at once.

Each document has a text of parts, such as its former names. A part never holds the separator that
stands before, between and behind the parts, so that no match crosses from one to another.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from search_index.array_files import Array, ArrayFileWriter
from search_index.postings import Postings, Truths

SEPARATOR = "\x1e"
_ENCODING = "utf-16-le"
# Looking through all texts is so many times cheaper for a unit than picking texts out first.
_PICKING_COSTS = 8
# So few texts are sooner read one by one than searched together.
_FEW = 32

Places = npt.NDArray[np.int64]


class TextsWriter:
    """Takes in the texts of documents in the order of their numbers."""

    def __init__(self) -> None:
        self._units = bytearray()
        self._ends = array("q", [0])

    def add(self, parts: Iterable[str]) -> None:
        """Take in the text of the next document."""
        self._units += SEPARATOR.join(("", *parts, "")).encode(_ENCODING)
        self._ends.append(len(self._units) // 2)

    def add_texts(self, texts: "Texts", numbers: Postings) -> None:
        """Take in the texts of other documents as they stand."""
        units, starts = texts.picked(numbers)
        base = len(self._units) // 2
        self._units += units.astype("<u2").tobytes()
        ends = np.append(starts[1:], len(units)) + base if len(numbers) else starts
        self._ends.frombytes(ends.astype(np.int64).tobytes())

    def write(self, name: str, file: ArrayFileWriter) -> None:
        """Write what was taken in."""
        file.add(f"{name}.units", "<u2", [self._units])
        file.add_array(f"{name}.ends", "<i8", np.frombuffer(self._ends, np.int64))

    def texts(self) -> "Texts":
        """What was taken in, to be read."""
        return Texts(np.frombuffer(self._units, "<u2"), np.frombuffer(self._ends, np.int64))


class Texts:
    """The texts of a segment's documents; numbers are ascending."""

    def __init__(self, units: Array, ends: Array) -> None:
        self._units = units
        self._ends = ends

    @classmethod
    def read(cls, name: str, arrays: Mapping[str, Array]) -> "Texts":
        """The texts that were written by that name."""
        return cls(arrays[f"{name}.units"], arrays[f"{name}.ends"])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def parts(self, number: int) -> tuple[str, ...]:
        """The parts of one document's text."""
        text = self._text(number)
        return tuple(text[1:-1].split(SEPARATOR)) if len(text) > 1 else ()

    def beginning_with(self, beginning: str, numbers: Postings) -> Truths:
        """For each of the documents whether its first part begins so, its end included."""
        if len(numbers) <= _FEW:
            return self._tested(numbers, lambda text: text.startswith(beginning, 1))
        first, *others = _units(beginning)
        starts = self._ends[numbers] + 1
        held = np.flatnonzero(self._units.take(starts, mode="clip") == first)
        ends = self._ends[numbers[held].astype(np.int64) + 1]
        held = held[starts[held] + len(others) < ends]
        for place, unit in enumerate(others, start=1):
            held = held[self._units[starts[held] + place] == unit]
        truths = np.zeros(len(numbers), np.bool_)
        truths[held] = True
        return truths

    def having(self, fragment: str, numbers: Postings) -> Truths:
        """For each of the documents whether the fragment stands in its text."""
        if len(numbers) <= _FEW:
            return self._tested(numbers, lambda text: fragment in text)
        if self._is_cheaper_whole(numbers):
            found = np.searchsorted(self._ends, _occurrences(self._units, fragment), "right") - 1
            whole = np.zeros(len(self), np.bool_)
            whole[found] = True
            return whole[numbers]
        units, starts = self.picked(numbers)
        found = np.searchsorted(starts, _occurrences(units, fragment), "right") - 1
        truths = np.zeros(len(numbers), np.bool_)
        truths[found] = True
        return truths

    def having_signs(self, tables: Sequence[Truths], numbers: Postings) -> Truths:
        """For each of the documents whether its text has a run of units, one of each table."""
        units, starts = self.picked(numbers)
        found = np.arange(max(len(units) - len(tables) + 1, 0))
        for place, table in enumerate(tables):
            found = found[table[units[found + place]]]
        truths = np.zeros(len(numbers), np.bool_)
        truths[np.searchsorted(starts, found, "right") - 1] = True
        return truths

    def having_in_order(self, fragments: Iterable[str], numbers: Postings) -> Truths:
        """For each of the documents whether its text has the fragments one after the other."""
        units, starts = self.picked(numbers)
        ends = np.append(starts[1:], len(units)) if len(starts) else starts
        truths = np.ones(len(numbers), np.bool_)
        reached = starts.copy()
        for fragment in fragments:
            occurrences = np.append(_occurrences(units, fragment), len(units))
            reached = occurrences[np.searchsorted(occurrences, reached)]
            truths &= reached < ends
            reached = np.minimum(reached + len(_units(fragment)), len(units))
        return truths

    def picked(self, numbers: Postings) -> tuple[Array, Places]:
        """The units of those documents one after the other, and where each document's begin."""
        starts = self._ends[numbers]
        lengths = self._ends[numbers.astype(np.int64) + 1] - starts
        ends = np.cumsum(lengths)
        places = ends - lengths
        total = int(ends[-1]) if len(ends) else 0
        return self._units[np.repeat(starts - places, lengths) + np.arange(total)], places

    def _text(self, number: int) -> str:
        """One document's text with the separators of its parts."""
        units = self._units[self._ends[number] : self._ends[number + 1]]
        return units.tobytes().decode(_ENCODING)

    def _tested(self, numbers: Postings, test: Callable[[str], bool]) -> Truths:
        """For each of a few documents whether the test holds for its text."""
        return np.array([test(self._text(number)) for number in numbers.tolist()], np.bool_)

    def _is_cheaper_whole(self, numbers: Postings) -> bool:
        """Whether looking through all texts costs less than picking those out."""
        return len(numbers) * _PICKING_COSTS > len(self)


def _units(text: str) -> Array:
    """The UTF-16 units of a text."""
    return np.frombuffer(text.encode(_ENCODING, "surrogatepass"), "<u2")


def _occurrences(units: Array, fragment: str) -> Places:
    """Every place at which the fragment begins, ascending."""
    wanted = _units(fragment)
    if len(units) < len(wanted):
        return np.empty(0, np.int64)
    found = np.flatnonzero(units[: len(units) - len(wanted) + 1] == wanted[0])
    for place, unit in enumerate(wanted[1:], start=1):
        found = found[units[found + place] == unit]
    return found
