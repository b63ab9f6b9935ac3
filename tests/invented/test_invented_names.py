"""Nothing in the invented city is called as anything real is."""

import gzip
import lzma
import re
from io import StringIO
from itertools import islice, product
from pathlib import Path
from random import Random
from typing import TextIO

import pytest

from credit_registry.invented import codes, names
from credit_registry.invented.places import places

PAIRS = {first + second for first, second in product(names.FIRST, names.SECOND)}
PATTERN = re.compile(f"[{names.FIRST}][{names.SECOND}]")
CHARACTERS_A_STRETCH = 1 << 24
CHANCE = Random(1)  # noqa: S311 - nothing is kept secret by it


def pairs_in(lines: TextIO) -> tuple[set[str], int]:
    """The invented pairs that stand side by side anywhere in a file, and the lines read."""
    found: set[str] = set()
    read = 0
    while stretch := lines.readlines(CHARACTERS_A_STRETCH):
        found.update(PATTERN.findall("".join(stretch)))
        read += len(stretch)
    return found, read


def test_no_invented_trade_name_is_part_of_a_registered_name(samples: Path) -> None:
    file = samples / "enterprise-registry/bulk_uscc_name_region_demo.tsv.xz"
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        found, read = pairs_in(lines)
    assert read > 900_000
    assert found == set()


def test_no_invented_trade_name_is_part_of_a_name_in_the_register_of_a_city(samples: Path) -> None:
    file = samples / "enterprise-registry/ningbo_enterprises.csv.gz"
    with gzip.open(file, "rt", encoding="utf-8-sig") as lines:
        found, read = pairs_in(lines)
    assert read > 19_000
    assert found == set()


@pytest.mark.parametrize(
    ("file", "least"),
    [
        ("enterprise-registry/ningbo_modern_codes.csv", 465),
        ("enterprise-registry/raw_layout_500_utf8bom.csv", 500),
        ("class-a-taxpayers/class_a_2018_heilongjiang.csv", 5_222),
        ("listed-names/listed_demo.csv", 2_307),
        ("name-pairs/hard_negatives_one_char_ningbo.csv", 404),
    ],
)
def test_no_invented_trade_name_is_part_of_a_name_on_a_list(
    samples: Path, file: str, least: int
) -> None:
    with (samples / file).open(encoding="utf-8-sig") as lines:
        found, read = pairs_in(lines)
    assert read > least
    assert found == set()


def test_a_name_that_is_in_use_would_be_found() -> None:
    used = names.FIRST[3] + names.SECOND[5]
    assert pairs_in(StringIO(f"名称\n某市{used}家具有限公司\n")) == ({used}, 2)


def test_every_trade_name_holds_a_pair_that_no_real_name_holds() -> None:
    for name in islice(names.trade_names(CHANCE), 6_000):
        assert name[:2] in PAIRS


def test_trade_names_do_not_repeat_themselves() -> None:
    made = list(islice(names.trade_names(CHANCE), 20_000))
    assert len(set(made)) == len(made)


def test_the_divisions_are_named_by_such_pairs_too() -> None:
    assert {place.name[:2] for place in places()} <= PAIRS


def test_no_division_bears_the_name_or_the_code_of_a_real_one(samples: Path) -> None:
    with (samples / "text/cn_admin_divisions_level3.csv").open(encoding="utf-8-sig") as lines:
        text = lines.read()
    assert "110101" in text
    for place in places():
        assert place.name not in text
        assert place.code not in text


def test_no_division_code_of_the_country_begins_with_99() -> None:
    assert all(place.code.startswith("99") for place in places())


@pytest.mark.parametrize("number", [1, 2, 4_999, 899_999])
def test_numbers_far_apart_have_codes_of_their_own(number: int) -> None:
    assert codes.uscc(number, "91", "990101") != codes.uscc(number + 1, "91", "990101")
