"""How supervision samplings came out, counted by year, industry, division and level.

All samplings on file count, whether or not they are still displayed, as what is told names nobody;
those that were withdrawn or annulled or wait for a re-inspection do not, nor do re-checks, nor
refusals, which came to nothing.
What was counted is kept in the process until the ledger goes on or the day changes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from credit_registry.domain.divisions import Divisions
from credit_registry.domain.industries import Industries
from credit_registry.domain.kinds.sampling_results import ANNOUNCED, FAILED, RECHECK
from credit_registry.domain.proportions import Proportion
from credit_registry.domain.records import Level, RecordKind, RecordState
from credit_registry.law.editions import Edition
from credit_registry.store.records import RecordVersion
from credit_registry.store.subjects import REGISTERED_NOW, Registration
from credit_registry.store.views import View

PASSED = "passed"
YEARS = 5
HIGHER = (Level.NATIONAL.value, Level.PROVINCIAL.value)
MANUFACTURING = "C"
_OPEN = (
    RecordState.WITHDRAWN.value,
    RecordState.ANNULLED.value,
    RecordState.IN_RE_INSPECTION.value,
)

Rates = Mapping[str, Proportion]


@dataclass(frozen=True, slots=True)
class SamplingRates:
    """The rates of the years; `by_industry` and `by_division` are of one year each, by code.

    An empty code stands for what is not known. `higher` are those of provincial level and above.
    """

    years: Mapping[int, Proportion]
    by_industry: Mapping[int, Rates]
    by_division: Mapping[int, Rates]
    higher: Mapping[int, Proportion]


_kept: dict[tuple[object, ...], SamplingRates] = {}
_lock = Lock()


def of_years(session: Session, view: View, edition: Edition) -> SamplingRates:
    """The rates of this year and those before it, in two statements or none."""
    key = (str(session.connection().engine.url), view.today, view.head)
    with _lock:
        known = _kept.get(key)
    if known is None:
        known = _counted(session, view.today, edition)
        with _lock:
            _kept.clear()
            _kept[key] = known
    return known


def years_of(today: date) -> range:
    """The years that are told of."""
    return range(today.year - YEARS + 1, today.year + 1)


def _counted(session: Session, today: date, edition: Edition) -> SamplingRates:
    """The rates as the database has them."""
    version, row = RecordVersion, Registration
    by_industry = [
        (year, _letter(code, edition.industries), outcome, level, count)
        for year, outcome, code, level, count in session.execute(
            _counting(today, row.industry_code, version.level)
        )
    ]
    by_division = [
        (year, _place(code, edition.divisions, today), outcome, count)
        for year, outcome, code, count in session.execute(_counting(today, row.division_code))
    ]
    years = list(years_of(today))
    return SamplingRates(
        years=_rates((each[0], each[2], each[4]) for each in by_industry),
        by_industry={
            year: _rates((each[1], each[2], each[4]) for each in by_industry if each[0] == year)
            for year in years
        },
        by_division={
            year: _rates((each[1], each[2], each[3]) for each in by_division if each[0] == year)
            for year in years
        },
        higher=_rates((each[0], each[2], each[4]) for each in by_industry if each[3] in HIGHER),
    )


def _counting(today: date, *columns: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 - columns
    """How many samplings there were by year, outcome and the columns."""
    version = RecordVersion
    year = _year(today)
    return (
        select(year, version.outcome, *columns, func.count())
        .outerjoin(Registration, (Registration.subject_id == version.subject_id) & REGISTERED_NOW)
        .where(
            version.kind == RecordKind.SAMPLING.value,
            version.superseded_by.is_(None),
            version.state.not_in(_OPEN),
            version.outcome.in_([PASSED, FAILED]),
            or_(version.category.is_(None), version.category.not_in([RECHECK, ANNOUNCED])),
            version.occurred_on >= date(years_of(today)[0], 1, 1),
            version.occurred_on <= today,
        )
        .group_by(year, version.outcome, *columns)
    )


def _year(today: date) -> ColumnElement[int]:
    """The year of a sampling, told from its first days: no arithmetic with dates is needed."""
    newest_first = reversed(years_of(today))
    return case(
        *((RecordVersion.occurred_on >= date(year, 1, 1), year) for year in newest_first),
        else_=0,
    )


def _letter(code: str | None, industries: Industries) -> str:
    """The letter of an industry's section; empty where it is not known."""
    section = industries.section_of(code) if code else None
    return section.letter if section else ""


def _place(code: str | None, divisions: Divisions, today: date) -> str:
    """The code under which a division stands today; empty where it is not known."""
    place = divisions.named(code, today) if code else None
    return place.key if place else ""


def _rates(counts: Iterable[tuple[Any, str, int]]) -> dict[Any, Proportion]:
    """The share that passed, by the first of each count's values."""
    passed, whole = Counter[Any](), Counter[Any]()
    for key, outcome, count in counts:
        whole[key] += count
        if outcome == PASSED:
            passed[key] += count
    return {key: Proportion(passed[key], total) for key, total in whole.items()}
