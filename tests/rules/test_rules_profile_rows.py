"""The rows of use profiles: what is refused with its pointer, and what those that ship name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml
from profile_builders import (
    PROCUREMENT,
    edited,
)

from credit_registry.domain.errors import FieldError, InvalidInput, NotFound
from credit_registry.domain.kinds.abnormal_operations import GROUNDS
from credit_registry.domain.kinds.accidents import ACCIDENT_CLASSES, RESPONSIBILITIES
from credit_registry.domain.kinds.contracts import PERFORMANCES
from credit_registry.domain.kinds.penalty_categories import PENALTY_CATEGORIES
from credit_registry.domain.kinds.projects import RESULTS
from credit_registry.domain.kinds.sampling_results import FAILED
from credit_registry.domain.records import RecordKind
from credit_registry.rules.profiles.profile_documents import (
    in_force,
    named,
    read_profile,
    shipped_profiles,
    to_tree,
    version_of,
)
from credit_registry.rules.profiles.profiles import Profile

WORDS = {
    RecordKind.PENALTY: set(PENALTY_CATEGORIES.values),
    RecordKind.ACCIDENT: {*ACCIDENT_CLASSES.values, *RESPONSIBILITIES.values},
    RecordKind.CONTRACT: set(PERFORMANCES.values),
    RecordKind.PROJECT: set(RESULTS.values),
    RecordKind.SAMPLING: {FAILED},
    RecordKind.ABNORMAL_OPERATIONS: set(GROUNDS.values),
}
"""The values of outcome and category that records of a kind can have."""


def faults(change: Callable[[dict[str, Any]], object], row: int = 0) -> list[FieldError]:
    with pytest.raises(InvalidInput) as refused:
        edited(change, row)
    return list(refused.value.errors)


def _unread(row: dict[str, Any]) -> None:
    row["basis"][1]["verification"] = "instrument"


@pytest.mark.parametrize(
    ("row", "change", "pointer"),
    [
        (0, _unread, "/rows/0/basis"),
        (0, lambda row: row["basis"][0].pop("articles"), "/rows/0/basis"),
        (0, lambda row: row.pop("basis"), "/rows/0/basis"),
        (3, lambda row: row.update(yields="barred"), "/rows/3/basis"),
        (0, lambda row: row.update(yields="no_bar_found"), "/rows/0/yields"),
        (0, lambda row: row.update(code="GP-2"), "/rows/1/code"),
        (0, lambda row: row.pop("kind"), "/rows/0/kind"),
        (0, lambda row: row.pop("timing"), "/rows/0/timing"),
        (0, lambda row: row.update(use="honours"), "/rows/0/use"),
        (0, lambda row: row.update(at_least=2), "/rows/0/at_least"),
        (0, lambda row: row.update(since="2026-02-02", until="2026-02-01"), "/rows/0/until"),
        (0, lambda row: row["timing"]["steps"][0].update(percent=50), "/rows/0/timing/steps"),
        (0, lambda row: row["timing"].pop("dated_by"), "/rows/0/timing/dated_by"),
        (0, lambda row: row["timing"].update(open_months=1), "/rows/0/timing"),
        (4, lambda row: row.pop("use"), "/rows/4/use"),
        (4, lambda row: row.update(match={"categories": ["fine"]}), "/rows/4/match"),
        (0, lambda row: row.update(grade="D"), "/rows/0/grade"),
        (0, lambda row: row.update(reads="grade"), "/rows/0/reads"),
        (0, lambda row: row["basis"][0].update(articles=["22(4)"]), "/rows/0/basis/0/articles/0"),
    ],
)
def test_a_faulty_row_is_refused_with_its_pointer(
    row: int, change: Callable[[dict[str, Any]], object], pointer: str
) -> None:
    assert pointer in [fault.pointer for fault in faults(change, row)]


def test_a_profile_for_information_bars_nothing() -> None:
    tree = to_tree(PROCUREMENT) | {"is_information_only": True}
    with pytest.raises(InvalidInput) as refused:
        read_profile(yaml.safe_dump(tree, allow_unicode=True))
    assert [fault.pointer for fault in refused.value.errors] == [
        "/rows/0/yields",
        "/rows/1/yields",
        "/rows/4/yields",
    ]


def test_text_that_is_no_yaml_is_refused() -> None:
    with pytest.raises(InvalidInput, match="YAML"):
        read_profile("rows: [")


@pytest.mark.parametrize("profile", shipped_profiles(), ids=lambda profile: profile.code)
def test_a_shipped_profile_reads_back_and_names_values_that_there_are(profile: Profile) -> None:
    text = yaml.safe_dump(to_tree(profile), allow_unicode=True)
    assert read_profile(text) == profile
    assert len(version_of(profile)) == 64
    for row in profile.rows:
        if row.kind in WORDS:
            assert {*row.match.outcomes, *row.match.categories} <= WORDS[row.kind], row.code
        else:
            assert not row.match.outcomes
            assert not row.match.categories


def test_another_row_is_another_version() -> None:
    assert version_of(edited(lambda row: row.update(at_least=2, reads="count"))) != version_of(
        PROCUREMENT
    )


def test_of_a_code_the_newest_that_has_begun_is_in_force() -> None:
    later = replace(PROCUREMENT, since=date(2027, 1, 1))
    both = [later, PROCUREMENT]
    assert in_force(both, date(2026, 12, 31)) == (PROCUREMENT,)
    assert in_force(both, date(2027, 1, 1)) == (later,)
    assert in_force(both, date(2018, 1, 1)) == ()
    with pytest.raises(NotFound, match="government_procurement"):
        named(both, "housing")
