"""A population as columns: one row a subject, one row a record, days as ordinals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import Standing
from credit_registry.rules.dossiers import Dossier, Fact
from credit_registry.rules.execution.timings import LAST, NO_DAY, Days

KINDS = tuple(RecordKind)
STANDINGS = tuple(Standing)
CODED = ("outcome", "severity", "level", "category")
HAPPENED = ("occurred_on", "decided_on", "served_on", "effective_from")
DATED = (*HAPPENED, "effective_to", "counts_from")
NUMBERED = ("amount_fen", "score_centi")
FACT = ("record_id", "version_id", "kind", *NUMBERED, *CODED, *DATED)
"""The columns of facts."""

NO_NUMBER = -1
"""Stands in a numbered column where no number is stated."""

NO_CODE = -1
"""Stands in a coded column where there is no value."""

Codes = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]
FactValues = Mapping[str, Sequence[Any]]
"""The values of facts by the names of FACT."""

SubjectRow = tuple[int, date | str | None, str, str | None]
"""A subject's id, day of establishment, standing and industry."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of words: for each record the index of its word, NO_CODE where it has none."""

    words: tuple[str, ...]
    codes: Codes

    def among(self, wanted: frozenset[str], rows: Rows | None = None) -> Flags:
        """Whether each record's word, or that of each in the rows, is one of those wanted."""
        allowed = np.array([word in wanted for word in self.words] + [False])
        return allowed[self.codes if rows is None else self.codes[rows]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Subjects and their active records; `subject` is the row of the record's subject.

    `standing` and `kind` are indices into STANDINGS and KINDS; `industry` holds the subjects'
    codes; `covered` says for each kind which subjects' source has been delivered in full. Beside
    the dates of DATED stands `known_on`, from which a record is data.
    """

    subject_ids: npt.NDArray[np.int64]
    established_on: Days
    standing: npt.NDArray[np.int8]
    industry: Coded
    covered: Mapping[RecordKind, Flags]
    subject: npt.NDArray[np.int32]
    kind: npt.NDArray[np.int8]
    record_id: npt.NDArray[np.int64]
    version_id: npt.NDArray[np.int64]
    numbers: Mapping[str, Numbers]
    coded: Mapping[str, Coded]
    dates: Mapping[str, Days]


def columns_of(dossiers: Sequence[Dossier]) -> Columns:
    """The dossiers as columns, in their order; records that are not active are left out."""
    pairs = [
        (row, fact)
        for row, dossier in enumerate(dossiers)
        for fact in dossier.facts
        if fact.is_active
    ]
    return from_values(
        [(d.subject_id, d.established_on, d.standing, d.industry) for d in dossiers],
        {kind: np.array([kind in each.covered for each in dossiers], np.bool_) for kind in KINDS},
        [row for row, _ in pairs],
        values_of([fact for _, fact in pairs]),
    )


def values_of(facts: Sequence[Fact]) -> FactValues:
    """The values of the facts by column."""
    return {name: [getattr(fact, name) for fact in facts] for name in FACT}


def from_values(
    subjects: Sequence[SubjectRow],
    covered: Mapping[RecordKind, Flags],
    rows: Sequence[int] | npt.NDArray[np.intp],
    given: FactValues,
) -> Columns:
    """The columns of subjects and of their facts, of which `rows` says whose each is.

    Days may be given as such or in ISO 8601, words as such or as members of an enumeration.
    """
    ids, established_on, standing, industry = zip(*subjects, strict=True) if subjects else [()] * 4
    ordinals = _Ordinals()
    dates = {name: _mapped(given[name], ordinals) for name in DATED}
    return Columns(
        subject_ids=np.array(ids, np.int64),
        established_on=_mapped(established_on, ordinals),
        standing=_mapped(standing, {each: i for i, each in enumerate(STANDINGS)}).astype(np.int8),
        industry=_coded([each or None for each in industry]),
        covered=covered,
        subject=np.array(rows, np.int32),
        kind=_mapped(given["kind"], {each: i for i, each in enumerate(KINDS)}).astype(np.int8),
        record_id=np.array(given["record_id"], np.int64),
        version_id=np.array(given["version_id"], np.int64),
        numbers={name: _numbers(given[name]) for name in NUMBERED},
        coded={name: _coded(given[name]) for name in CODED},
        dates=dates | {"known_on": _first([dates[name] for name in HAPPENED])},
    )


class _Ordinals(dict[Any, int]):
    """The ordinal of each day that was asked for, NO_DAY for none."""

    def __init__(self) -> None:
        # Most values are missing: known beforehand they cost a tenth of a call.
        super().__init__({None: NO_DAY})

    def __missing__(self, day: date | str) -> int:
        found = date.fromisoformat(day) if isinstance(day, str) else day
        self[day] = found.toordinal()
        return self[day]


def _mapped(values: Sequence[Any], numbers: Mapping[Any, int]) -> npt.NDArray[np.int32]:
    """The number of each value."""
    return np.fromiter(map(numbers.__getitem__, values), np.int32, len(values))


def _numbers(numbers: Sequence[int | None]) -> Numbers:
    """The numbers, NO_NUMBER where there is none."""
    return np.array([NO_NUMBER if each is None else each for each in numbers], np.int64)


class _Words(dict[Any, int]):
    """The number of each word, in the order in which they were asked for; NO_CODE for none."""

    def __init__(self) -> None:
        super().__init__({None: NO_CODE})

    def __missing__(self, word: str) -> int:
        self[word] = len(self) - 1
        return self[word]


def _coded(words: Iterable[str | None]) -> Coded:
    """A column of words, numbered as they appear."""
    numbers = _Words()
    given = list(words)
    codes = _mapped(given, numbers)
    return Coded(tuple(str(each) for each in numbers if each is not None), codes)


def _first(columns: Sequence[Days]) -> Days:
    """The first of the days of each row, NO_DAY where it has none."""
    found = np.full(len(columns[0]), LAST + 1, np.int32)
    for column in columns:
        np.minimum(found, column, out=found, where=column != NO_DAY)
    found[found > LAST] = NO_DAY
    return found
