"""A population as columns: one row a subject, one row a record, days as ordinals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import Standing
from credit_registry.rules.dossiers import Dossier
from credit_registry.rules.timings import NO_DAY, Days

KINDS = tuple(RecordKind)
STANDINGS = tuple(Standing)
CODED = ("outcome", "severity", "level", "category")
DATED = (
    "occurred_on",
    "decided_on",
    "served_on",
    "effective_from",
    "effective_to",
    "counts_from",
    "known_on",
)
NUMBERED = ("amount_fen", "score_centi")
NO_NUMBER = -1
"""Stands in a numbered column where no number is stated."""

NO_CODE = -1
"""Stands in a coded column where there is no value."""

Codes = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of words: for each record the index of its word, NO_CODE where it has none."""

    words: tuple[str, ...]
    codes: Codes

    def among(self, wanted: frozenset[str]) -> Flags:
        """Whether each record's word is one of those wanted."""
        allowed = np.array([word in wanted for word in self.words] + [False])
        return allowed[self.codes]


@dataclass(frozen=True, slots=True)
class Columns:
    """Subjects and their active records; `subject` is the row of the record's subject.

    `standing` and `kind` are indices into STANDINGS and KINDS; `industry` holds the subjects'
    codes; `covered` says for each kind which subjects' source has been delivered in full.
    """

    subject_ids: npt.NDArray[np.int64]
    established_on: Days
    standing: npt.NDArray[np.int8]
    industry: Coded
    covered: Mapping[RecordKind, Flags]
    subject: npt.NDArray[np.int32]
    kind: npt.NDArray[np.int8]
    record_id: npt.NDArray[np.int64]
    numbers: Mapping[str, Numbers]
    coded: Mapping[str, Coded]
    dates: Mapping[str, Days]


def columns_of(dossiers: Sequence[Dossier]) -> Columns:
    """The dossiers as columns, in their order; records that are not active are left out."""
    rows = [
        (row, fact)
        for row, dossier in enumerate(dossiers)
        for fact in dossier.facts
        if fact.is_active
    ]
    facts = [fact for _, fact in rows]
    return Columns(
        subject_ids=np.array([dossier.subject_id for dossier in dossiers], np.int64),
        established_on=_days(dossier.established_on for dossier in dossiers),
        standing=np.array([STANDINGS.index(each.standing) for each in dossiers], np.int8),
        industry=_coded(dossier.industry or None for dossier in dossiers),
        covered={
            kind: np.array([kind in each.covered for each in dossiers], np.bool_) for kind in KINDS
        },
        subject=np.array([row for row, _ in rows], np.int32),
        kind=np.array([KINDS.index(fact.kind) for fact in facts], np.int8),
        record_id=np.array([fact.record_id for fact in facts], np.int64),
        numbers={name: _numbers(getattr(fact, name) for fact in facts) for name in NUMBERED},
        coded={name: _coded(getattr(fact, name) for fact in facts) for name in CODED},
        dates={name: _days(getattr(fact, name) for fact in facts) for name in DATED},
    )


def _days(days: Iterable[date | None]) -> Days:
    """The days as ordinals, NO_DAY where there is none."""
    return np.array([NO_DAY if day is None else day.toordinal() for day in days], np.int32)


def _numbers(numbers: Iterable[int | None]) -> Numbers:
    """The numbers, NO_NUMBER where there is none."""
    return np.array([NO_NUMBER if each is None else each for each in numbers], np.int64)


def _coded(words: Iterable[str | None]) -> Coded:
    """A column of words, numbered as they appear."""
    numbers: dict[str, int] = {}
    codes = [
        NO_CODE if word is None else numbers.setdefault(str(word), len(numbers)) for word in words
    ]
    return Coded(tuple(numbers), np.array(codes, np.int32))
