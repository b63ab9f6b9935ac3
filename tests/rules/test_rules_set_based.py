"""The set-based execution on its own: months in columns, an empty population, several subjects."""

from datetime import date

import numpy as np
import pytest
from rule_builders import COMPILED, a_dossier, a_failed_sampling, a_penalty, evaluated

from credit_registry.domain.dates import months_after
from credit_registry.domain.records import Severity
from credit_registry.rules.execution.columns import columns_of
from credit_registry.rules.execution.set_based import NO_SCORE, evaluate_population, prepare
from credit_registry.rules.execution.timings import LAST, column_months_after

DAY = date(2026, 11, 24)


@pytest.mark.parametrize("months", [0, 1, 11, 12, 24, 36])
def test_months_in_columns_are_the_months_of_the_law(months: int) -> None:
    days = [date.fromordinal(date(2023, 1, 1).toordinal() + i) for i in range(1500)]
    column = column_months_after(np.array([d.toordinal() for d in days], np.int32), months)
    assert column.tolist() == [months_after(day, months).toordinal() for day in days]


def test_months_past_the_end_of_the_calendar_stop_there() -> None:
    assert column_months_after(np.array([LAST], np.int32), 12).tolist() == [LAST]


def test_an_empty_population_has_empty_results() -> None:
    results = evaluate_population(prepare(COMPILED, columns_of([])), DAY)
    assert len(results.score_centi) == len(results.grade) == len(results.next_change_on) == 0


def test_every_subject_has_its_own_result() -> None:
    dossiers = [
        a_dossier(),
        a_dossier(a_failed_sampling(date(2026, 1, 1))),
        a_dossier(covered=frozenset()),
        a_dossier(established_on=date(2025, 11, 25)),
        a_dossier(a_failed_sampling(date(2026, 11, 25))),
        a_dossier(*(a_penalty(DAY, record_id=i, severity=Severity.SERIOUS) for i in (1, 2))),
    ]
    results = evaluate_population(prepare(COMPILED, columns_of(dossiers)), DAY)
    for row, dossier in enumerate(dossiers):
        alone = evaluated(dossier, DAY)
        score = NO_SCORE if alone.score_centi is None else alone.score_centi
        assert results.score_centi[row] == score
        assert COMPILED.grade_codes[results.grade[row]] == alone.grade
        assert results.next_change(row) == alone.next_change_on
    assert results.candidates.tolist() == [[False]] * 5 + [[True]]
