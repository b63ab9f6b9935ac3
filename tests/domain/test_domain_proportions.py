"""Shares with their intervals, and which of them are too small to be told."""

import pytest

from credit_registry.domain.proportions import Proportion, untold


@pytest.mark.parametrize(
    ("part", "whole", "centi", "interval"),
    [
        (0, 10, 0, (0, 2775)),
        (10, 10, 10_000, (7225, 10_000)),
        (81, 263, 3079, (2553, 3662)),
        (15, 148, 1013, (624, 1605)),
    ],
    ids=["none", "all", "newcombe-81", "newcombe-15"],
)
def test_the_interval_is_wilsons(
    part: int, whole: int, centi: int, interval: tuple[int, int]
) -> None:
    found = Proportion(part, whole)
    assert (found.centi, found.interval_centi) == (centi, interval)


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({}, ""),
        ({"a": 10, "b": 20}, ""),
        ({"a": 9, "b": 10, "c": 50}, "ab"),
        ({"a": 3, "b": 4, "c": 50, "d": 60}, "abc"),
        ({"a": 9, "b": 8, "c": 50}, "ab"),
        ({"a": 9}, "a"),
    ],
    ids=["nothing", "ten", "nine", "few-together", "enough-together", "alone"],
)
def test_small_groups_are_hidden_so_that_no_subtraction_finds_them(
    sizes: dict[str, int], hidden: str
) -> None:
    groups = {name: Proportion(1, size) for name, size in sizes.items()}
    assert untold(groups) == set(hidden)
