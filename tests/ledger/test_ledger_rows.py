from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_registry.domain.errors import InvalidInput
from credit_registry.ledger import tree
from credit_registry.ledger.prefixes import FIELD, LEAF, NODE, ROW, ROWS, SALT
from credit_registry.ledger.rows import RowsAccumulator, row_leaf, rows_root, verify_row

DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
ROWS_OF_FIELDS = st.lists(st.dictionaries(NAMES, DIGESTS, max_size=4), max_size=12)
ONE, OTHER = "ab" * 32, "cd" * 32


@given(ROWS_OF_FIELDS)
def test_the_streamed_root_is_the_root_of_the_slice(rows: list[dict[str, str]]) -> None:
    accumulator = RowsAccumulator()
    leaves = [accumulator.add(row) for row in rows]
    assert leaves == [row_leaf(ordinal, row) for ordinal, row in enumerate(rows)]
    assert accumulator.count == len(rows)
    assert accumulator.root() == rows_root(leaves)


@given(ROWS_OF_FIELDS.filter(bool), st.data())
def test_every_row_is_provable_and_no_other_row_in_its_place(
    rows: list[dict[str, str]], data: st.DataObject
) -> None:
    leaves = [row_leaf(ordinal, row) for ordinal, row in enumerate(rows)]
    frontier = tree.Frontier()
    nodes = {key: node for leaf in leaves for key, node in frontier.append(leaf)}
    root, count = rows_root(leaves), len(rows)
    at = data.draw(st.integers(0, count - 1))
    proof = tree.inclusion_proof(at, count, nodes.__getitem__)
    assert verify_row(root, count, at, rows[at], proof)
    assert not verify_row(root, count, at, rows[at] | {"extra": ONE}, proof)
    assert not verify_row(root, count + 1, at, rows[at], proof)
    assert not verify_row(root, count, at + 1, rows[at], proof)
    assert not verify_row(bytes(32), count, at, rows[at], proof)


def test_the_order_in_which_fields_are_given_does_not_matter() -> None:
    assert row_leaf(0, {"a": ONE, "b": OTHER}) == row_leaf(0, {"b": OTHER, "a": ONE})


def test_place_names_and_commitments_all_change_the_leaf() -> None:
    leaves = {
        row_leaf(0, {"a": ONE, "b": OTHER}),
        row_leaf(1, {"a": ONE, "b": OTHER}),
        row_leaf(0, {"a": OTHER, "b": ONE}),
        row_leaf(0, {"a": ONE, "c": OTHER}),
        row_leaf(0, {"a": ONE}),
        row_leaf(0, {}),
    }
    assert len(leaves) == 6


def test_interior_nodes_cannot_pass_for_the_rows_of_a_shorter_slice() -> None:
    leaves = [row_leaf(ordinal, {"a": ONE}) for ordinal in range(4)]
    halves = [tree.root(leaves[:2]), tree.root(leaves[2:])]
    assert tree.root(halves) == tree.root(leaves)
    assert rows_root(halves) != rows_root(leaves)


def test_an_empty_slice_has_a_root_of_its_own() -> None:
    assert rows_root([]) == RowsAccumulator().root() != tree.EMPTY_ROOT


def test_no_prefix_begins_another() -> None:
    known = [LEAF, NODE, SALT, FIELD, ROW, ROWS]
    assert not any(one.startswith(other) for one, other in permutations(known, 2))


@pytest.mark.parametrize(
    "commitments",
    [
        {"Name": ONE},
        {"a": ONE.upper()},
        {"a": "ab" * 31 + "  "},
        {"a": "ab" * 31, "b": "ab" * 33},
        {"a": "a" * 63, "b": "a" * 65},
        {"a": "g" * 64},
        {f"f{number}": ONE for number in range(256)},
    ],
)
def test_malformed_commitments_are_refused(commitments: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        row_leaf(0, commitments)


@pytest.mark.parametrize("ordinal", [-1, 2**64])
def test_an_ordinal_beyond_eight_bytes_is_refused(ordinal: int) -> None:
    with pytest.raises(InvalidInput):
        row_leaf(ordinal, {"a": ONE})
