"""Stretches of the population as columns for the rules, read in a few statements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import ColumnElement, Select, String, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from credit_registry.domain.industries import Industries
from credit_registry.domain.records import RecordKind, RecordState
from credit_registry.domain.subjects import Standing, SubjectState
from credit_registry.rules.dossiers import Fact
from credit_registry.rules.execution.columns import (
    FACT,
    KINDS,
    Columns,
    FactValues,
    SubjectRow,
    from_values,
    values_of,
)
from credit_registry.rules.execution.timings import LAST, NO_DAY, Days
from credit_registry.services.grading import dossiers
from credit_registry.services.subjects import representations
from credit_registry.services.subjects.subject_documents import Forwarding
from credit_registry.store.records import PublicationWindow, RecordVersion
from credit_registry.store.subjects import REGISTERED_NOW, Registration, Subject

Ids = npt.NDArray[np.int64]
SUBJECTS_A_QUERY = 1_000
"""So many ids are named in one statement, where they are no whole stretch."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Subjects to evaluate, in the order of their ids; `is_whole` where none between is left out.

    Subjects that are not confirmed may lie between them even so.
    """

    ids: Sequence[int]
    is_whole: bool

    def condition(self, column: Any) -> Iterator[ColumnElement[bool]]:  # noqa: ANN401 - a column
        """The conditions, one a statement, that together find the subjects' rows."""
        if self.is_whole and self.ids:
            yield column.between(self.ids[0], self.ids[-1])
            return
        for start in range(0, len(self.ids), SUBJECTS_A_QUERY):
            yield column.in_(self.ids[start : start + SUBJECTS_A_QUERY])


@dataclass(frozen=True, slots=True)
class Population:
    """Subjects with their facts in columns, and what else counts them together.

    `next_window_on` is the next day on which a publication window begins or has ended, NO_DAY for
    none; `division` and `kind` hold each subject's division and kind, empty where not known.
    """

    columns: Columns
    next_window_on: Days
    division: tuple[str, ...]
    kind: tuple[str, ...]


def stretches(session: Session, size: int, last: int = 0) -> Iterator[Stretch]:
    """All confirmed subjects that stand for themselves, a stretch at a time."""
    while True:
        found = next_stretch(session, size, last)
        if found.ids:
            yield found
        if len(found.ids) < size:
            return
        last = found.ids[-1]


def next_stretch(session: Session, size: int, last: int) -> Stretch:
    """The next of them after an id."""
    statement = evaluated().where(Subject.id > last).order_by(Subject.id).limit(size)
    return Stretch(session.scalars(statement).all(), is_whole=True)


def evaluated() -> Select[int]:
    """The subjects that are evaluated at all: confirmed ones that stand for themselves."""
    return select(Subject.id).where(
        Subject.state == SubjectState.CONFIRMED.value,
        Subject.id.not_in(representations.forwarding()),
    )


def load(
    session: Session,
    stretch: Stretch,
    as_of: date,
    industries: Industries,
    forwarding: Forwarding,
) -> Population:
    """The stretch with the facts that may count on the day.

    The few subjects that stand for others, and measuring instruments, of whose verifications only
    the latest counts, are read as dossiers.
    """
    ids = np.array(stretch.ids, np.int64)
    gathering = {number for number in stretch.ids if forwarding.sources(number)}
    versions, window_days = _windows(session, stretch, ids, as_of)
    registered = _registered(session, stretch)
    rows, values = _facts(session, stretch, ids, versions, gathering)
    apart = sorted(gathering | _with_instruments(session, stretch))
    row_of = {number: row for row, number in enumerate(stretch.ids)}
    added: list[tuple[int, Fact]] = []
    for number, facts, following in _dossiers(session, apart, as_of, industries):
        row = row_of[number]
        if number in gathering:
            window_days[row] = following
            added += [(row, fact) for fact in facts]
        else:
            added += [(row, f) for f in facts if f.kind is RecordKind.INSTRUMENT]
    if added:
        rows = np.concatenate((rows, np.array([row for row, _ in added], np.intp)))
        more = values_of([fact for _, fact in added])
        values = {name: [*values[name], *more[name]] for name in FACT}
    unknown = (None, Standing.UNKNOWN.value, None, None, None)
    told = [registered.get(number, unknown) for number in stretch.ids]
    codes = {code for _, _, code, *_ in told}
    sections = {code: industries.with_section(code or "") for code in codes}
    subjects: list[SubjectRow] = [
        (number, established_on, standing, sections[industry])
        for number, (established_on, standing, industry, *_) in zip(stretch.ids, told, strict=True)
    ]
    covered = {kind: np.full(len(ids), kind.value in dossiers.COVERED) for kind in KINDS}
    return Population(
        columns=from_values(subjects, covered, rows, values),
        next_window_on=window_days,
        division=tuple(division or "" for *_, division, _ in told),
        kind=tuple(kind or "" for *_, kind in told),
    )


def _dossiers(
    session: Session, ids: Sequence[int], as_of: date, industries: Industries
) -> Iterator[tuple[int, tuple[Fact, ...], int]]:
    """The facts of the subjects, and the next day on which a window changes them."""
    for start in range(0, len(ids), SUBJECTS_A_QUERY):
        part = ids[start : start + SUBJECTS_A_QUERY]
        for dated in dossiers.of_population(session, part, as_of, industries):
            following = dated.next_window_on
            day = NO_DAY if following is None else following.toordinal()
            yield dated.dossier.subject_id, dated.dossier.facts, day


Registered = tuple[Any, str, str | None, str | None, str | None]


def _registered(session: Session, stretch: Stretch) -> dict[int, Registered]:
    """Day of establishment, standing, industry, division and kind of each, as registered now."""
    row = Registration
    columns = (row.subject_id, _plain(row.established_on), row.standing, row.industry_code)
    found: dict[int, Registered] = {}
    for condition in stretch.condition(row.subject_id):
        statement = select(*columns, row.division_code, row.kind).where(REGISTERED_NOW, condition)
        for number, *told in _all(session, statement):
            found[number] = tuple(told)
    return found


def _windows(session: Session, stretch: Stretch, ids: Ids, as_of: date) -> tuple[Ids, Days]:
    """The versions that are shown on the day, sorted, and each subject's next change of windows."""
    window, day = PublicationWindow, as_of.toordinal()
    shown: list[Ids] = []
    following = np.full(len(ids), LAST + 1, np.int32)
    columns = (
        window.subject_id,
        window.record_version_id,
        _plain(window.since),
        _plain(window.until),
    )
    for condition in stretch.condition(window.subject_id):
        statement = select(*columns).where(
            window.superseded_by.is_(None), window.since.is_not(None), condition
        )
        found = _all(session, statement)
        if not found:
            continue
        subjects, versions, since, until = _window_columns(found)
        opens, ends = since > day, (since <= day) & (until >= day)
        shown.append(versions[ends])
        is_asked, rows = _rows(ids, subjects)
        changes = np.where(opens, since, until + 1)
        counts = is_asked & (opens | (ends & (until < LAST)))
        np.minimum.at(following, rows[counts], changes[counts].astype(np.int32))
    following[following > LAST] = NO_DAY
    return np.sort(np.concatenate(shown)) if shown else np.zeros(0, np.int64), following


def _window_columns(found: Sequence[Any]) -> tuple[Ids, Ids, Ids, Ids]:
    """Subjects, versions (0 for entries on lists) and days of windows; an open end is LAST."""
    subjects, versions, since, until = zip(*found, strict=True)
    days: dict[Any, int] = {day: _ordinal(day) for day in {*since, *until} if day is not None}
    days[None] = LAST
    return (
        np.array(subjects, np.int64),
        np.array([version or 0 for version in versions], np.int64),
        np.array([days[day] for day in since], np.int64),
        np.array([days[day] for day in until], np.int64),
    )


def _facts(
    session: Session, stretch: Stretch, ids: Ids, versions: Ids, apart: set[int]
) -> tuple[npt.NDArray[np.intp], FactValues]:
    """The facts that are shown of all but the subjects that are read apart, and whose each is."""
    rows: list[npt.NDArray[np.intp]] = [np.zeros(0, np.intp)]
    values: dict[str, list[Any]] = {name: [] for name in FACT}
    excluded = np.array(sorted(apart), np.int64)
    for condition in stretch.condition(RecordVersion.subject_id):
        found = _all(session, _current_facts().where(condition))
        if not found:
            continue
        subjects, *columns = zip(*found, strict=True)
        numbers = np.array(subjects, np.int64)
        is_asked, places = _rows(ids, numbers)
        shown = np.array(columns[FACT.index("version_id")], np.int64)
        kept = is_asked & _among(versions, shown) & ~_among(excluded, numbers)
        rows.append(places[kept])
        chosen = kept.tolist()
        for name, column in zip(FACT, columns, strict=True):
            values[name] += compress(column, chosen)
    return np.concatenate(rows), values


def _among(ordered: Ids, asked: Ids) -> npt.NDArray[np.bool_]:
    """Whether each number is one of those in order."""
    if not len(ordered):
        return np.zeros(len(asked), np.bool_)
    is_among, _ = _rows(ordered, asked)
    return is_among


def _all(session: Session, statement: Select[Any]) -> Sequence[Any]:
    """The rows of a statement that names columns alone, past the unit of work."""
    return session.connection().execute(statement).all()


def _current_facts() -> Select[Any]:
    """The columns of FACT of the active versions that stand, but of instruments."""
    version = RecordVersion
    sources: dict[str, ColumnElement[Any] | InstrumentedAttribute[Any]] = {
        name: getattr(version, name) for name in FACT if name not in {"version_id", "counts_from"}
    }
    sources["version_id"] = version.id
    sources["counts_from"] = type_coerce(None, String)
    columns = [_plain(sources[name]) if name.endswith(DAYS) else sources[name] for name in FACT]
    return select(version.subject_id, *columns).where(
        version.superseded_by.is_(None),
        version.state == RecordState.ACTIVE.value,
        version.kind != RecordKind.INSTRUMENT.value,
    )


def _with_instruments(session: Session, stretch: Stretch) -> set[int]:
    """The subjects of the stretch that have measuring instruments."""
    version = RecordVersion
    found: set[int] = set()
    for condition in stretch.condition(version.subject_id):
        statement = select(version.subject_id).where(
            version.kind == RecordKind.INSTRUMENT.value, version.superseded_by.is_(None), condition
        )
        found.update(session.scalars(statement))
    return found.intersection(stretch.ids)


DAYS = ("_on", "_from", "_to")
"""How the names of columns that hold days end."""


def _plain(column: Any) -> Any:  # noqa: ANN401 - a column of any type
    """The column as the driver gives it: a day, or its text."""
    return type_coerce(column, String)


def _ordinal(day: date | str) -> int:
    """The day as an ordinal."""
    return (date.fromisoformat(day) if isinstance(day, str) else day).toordinal()


def _rows(ids: Ids, subjects: Ids) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.intp]]:
    """Whether each subject is asked for, and its row among the ids."""
    rows = np.searchsorted(ids, subjects)
    rows[rows == len(ids)] = 0
    return ids[rows] == subjects, rows
