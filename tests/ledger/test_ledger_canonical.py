from enum import StrEnum
from types import MappingProxyType
from typing import Any, cast

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from credit_registry.domain.errors import InvalidInput
from credit_registry.ledger.canonical import JSON, canonical

GREATEST = 2**53 - 1
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = st.none() | st.booleans() | st.integers(-GREATEST, GREATEST) | TEXT
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=20
)


class Colour(StrEnum):
    RED = "red"


@given(VALUES)
def test_the_bytes_are_those_of_rfc_8785(value: JSON) -> None:
    assert canonical(value) == rfc8785.dumps(cast("Any", value))


@pytest.mark.parametrize("code", [*range(0x100), 0x2028, 0xFEFF, 0xFFFF, 0x10000, 0x10FFFF])
def test_every_special_character_is_written_as_rfc_8785_does(code: int) -> None:
    assert canonical(chr(code)) == rfc8785.dumps(chr(code))


def test_keys_are_ordered_by_their_utf_16_units() -> None:
    assert canonical({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'.encode()


@pytest.mark.parametrize("number", [0, -1, GREATEST, -GREATEST])
def test_integers_up_to_the_bound_are_written_in_full(number: int) -> None:
    assert canonical(number) == str(number).encode()


@pytest.mark.parametrize(
    "value",
    [
        0.5,
        1.0,
        [1.0],
        {"a": {"b": 2.5}},
        GREATEST + 1,
        -GREATEST - 1,
        [GREATEST + 1],
        "\ud800",
        {"\ud800": 1},
        {1: "a"},
        {None: "a"},
        b"bytes",
        {1, 2},
    ],
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(InvalidInput):
        canonical(cast("JSON", value))


def test_a_read_only_mapping_a_tuple_and_an_enum_are_written_as_json_has_them() -> None:
    assert canonical(MappingProxyType({"a": (1, Colour.RED)})) == b'{"a":[1,"red"]}'
    assert canonical(Colour.RED) == b'"red"'
