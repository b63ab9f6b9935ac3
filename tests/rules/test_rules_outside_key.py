"""An answer key from outside: the UK food hygiene rating of every possible inspection.

The key is the scheme's published table: a rating asks for a sum of three scores and that no single
one is higher than a limit; the best rating whose both conditions are met is given.
"""

from datetime import date
from itertools import product

import numpy as np
from rule_builders import a_dossier
from rule_texts import SETS

from credit_registry.domain.records import RecordKind
from credit_registry.rules.documents.documents import read_rule_set
from credit_registry.rules.dossiers import Dossier, Fact
from credit_registry.rules.execution.columns import columns_of
from credit_registry.rules.execution.compilation import compile_rule_set
from credit_registry.rules.execution.set_based import evaluate_population, prepare
from credit_registry.rules.execution.traced import evaluate

DAY = date(2024, 1, 1)
TABLE = [("5", 15, 5), ("4", 20, 10), ("3", 30, 10), ("2", 40, 15), ("1", 50, 20)]
"""Rating, highest sum, highest single score; everything else is rated 0."""

HYGIENE = STRUCTURAL = (0, 5, 10, 15, 20, 25)
CONFIDENCE = (0, 5, 10, 20, 30)
COMPILED = compile_rule_set(read_rule_set((SETS / "food-hygiene.yaml").read_text("utf-8")))


def key(scores: tuple[int, ...]) -> str:
    fits = (r for r, total, single in TABLE if sum(scores) <= total and max(scores) <= single)
    return next(fits, "0")


def inspected(scores: tuple[int, ...]) -> Dossier:
    items = zip(("hygiene", "structural", "confidence"), scores, strict=True)
    return a_dossier(
        *(
            Fact(
                record_id=number,
                version_id=number,
                kind=RecordKind.RANDOM_INSPECTION,
                category=category,
                score_centi=score * 100,
                occurred_on=DAY,
            )
            for number, (category, score) in enumerate(items, 1)
        ),
        covered=frozenset(),
    )


def test_every_inspection_is_rated_as_the_scheme_rates_it() -> None:
    combinations = list(product(HYGIENE, STRUCTURAL, CONFIDENCE))
    expected = [key(scores) for scores in combinations]
    dossiers = [inspected(scores) for scores in combinations]
    assert [evaluate(COMPILED, each, DAY).grade for each in dossiers] == expected
    results = evaluate_population(prepare(COMPILED, columns_of(dossiers)), DAY)
    assert list(np.array(COMPILED.grade_codes)[results.grade]) == expected
    assert set(expected) == {"0", "1", "2", "3", "4", "5"}


def test_who_was_not_inspected_awaits_it() -> None:
    assert evaluate(COMPILED, a_dossier(covered=frozenset()), DAY).grade == "awaiting"
