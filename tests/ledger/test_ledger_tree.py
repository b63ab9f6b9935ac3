from collections.abc import Sequence
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_registry.domain.errors import InvalidInput
from credit_registry.ledger import tree
from credit_registry.ledger.proofs import verify_consistency, verify_inclusion

MOST = 70
LEAVES = [sha256(b"%d" % number).digest() for number in range(MOST)]
SIZES = st.integers(0, MOST)


def oracle(leaves: Sequence[bytes]) -> bytes:
    """The root as RFC 6962, section 2.1 defines it."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = max(2**power for power in range(10) if 2**power < len(leaves))
    return sha256(b"\1" + oracle(leaves[:middle]) + oracle(leaves[middle:])).digest()


def grown(size: int) -> tuple[tree.Frontier, dict[tree.NodeKey, bytes]]:
    frontier = tree.Frontier()
    nodes = {key: node for leaf in LEAVES[:size] for key, node in frontier.append(leaf)}
    return frontier, nodes


ROOTS = [oracle(LEAVES[:size]) for size in range(MOST + 1)]
NODES = grown(MOST)[1]
STORED = NODES.__getitem__


@st.composite
def positions(draw: st.DrawFn) -> tuple[int, int]:
    size = draw(st.integers(1, MOST))
    return draw(st.integers(0, size - 1)), size


@st.composite
def growths(draw: st.DrawFn) -> tuple[int, int]:
    size = draw(SIZES)
    return draw(st.integers(0, size)), size


def flipped(digests: Sequence[bytes], bit: int) -> list[bytes]:
    """The digests with one bit of them all turned."""
    joined = bytearray(b"".join(digests))
    joined[bit // 8] ^= 1 << bit % 8
    return [bytes(joined[start : start + 32]) for start in range(0, len(joined), 32)]


def bits_of(digests: Sequence[bytes]) -> st.SearchStrategy[int]:
    return st.integers(0, 256 * len(digests) - 1)


@pytest.mark.parametrize("size", range(MOST + 1))
def test_the_root_is_that_of_the_definition(size: int) -> None:
    frontier, nodes = grown(size)
    assert tree.root(LEAVES[:size]) == frontier.root() == ROOTS[size]
    for (level, index), node in nodes.items():
        assert node == oracle(LEAVES[index << level : (index + 1) << level])


@given(SIZES, SIZES)
def test_a_stored_frontier_goes_on_where_it_stopped(before: int, after: int) -> None:
    size = min(before + after, MOST)
    frontier = tree.Frontier.from_bytes(grown(min(before, size))[0].to_bytes())
    for leaf in LEAVES[frontier.size : size]:
        frontier.append(leaf)
    assert frontier.size == size
    assert frontier.root() == ROOTS[size]
    assert frontier.to_bytes() == grown(size)[0].to_bytes()


@given(positions(), st.data())
def test_every_inclusion_proof_verifies_and_a_flipped_bit_fails(
    position: tuple[int, int], data: st.DataObject
) -> None:
    index, size = position
    proof = tree.inclusion_proof(index, size, STORED)
    assert verify_inclusion(LEAVES[index], index, size, proof, ROOTS[size])
    parts = [LEAVES[index], ROOTS[size], *proof]
    leaf, root, *rest = flipped(parts, data.draw(bits_of(parts)))
    assert not verify_inclusion(leaf, index, size, rest, root)


@given(positions(), st.integers(-1, MOST), st.integers(-1, MOST))
def test_an_inclusion_proof_holds_at_its_own_position_only(
    position: tuple[int, int], index: int, size: int
) -> None:
    proof = tree.inclusion_proof(*position, STORED)
    holds = verify_inclusion(LEAVES[position[0]], index, size, proof, ROOTS[position[1]])
    # Sizes whose path to the leaf has the same turns share a proof: the root alone binds the size.
    assert not holds or index == position[0]


@given(growths(), st.data())
def test_every_consistency_proof_verifies_and_a_flipped_bit_fails(
    growth: tuple[int, int], data: st.DataObject
) -> None:
    old, new = growth
    proof = tree.consistency_proof(old, new, STORED)
    assert verify_consistency(old, new, ROOTS[old], ROOTS[new], proof)
    # From nothing, any tree has grown: only the empty root is left to be wrong.
    parts = [ROOTS[old], *proof] if old == 0 < new else [ROOTS[old], ROOTS[new], *proof]
    turned = flipped(parts, data.draw(bits_of(parts)))
    if old == 0 < new:
        turned.insert(1, ROOTS[new])
    assert not verify_consistency(old, new, turned[0], turned[1], turned[2:])


@given(growths(), st.data())
def test_a_rewritten_past_has_no_consistency_proof(
    growth: tuple[int, int], data: st.DataObject
) -> None:
    old, new = growth
    if old == 0:
        return
    changed = list(LEAVES[:new])
    changed[data.draw(st.integers(0, old - 1))] = sha256(b"rewritten").digest()
    frontier = tree.Frontier()
    nodes = {key: node for leaf in changed for key, node in frontier.append(leaf)}
    proof = tree.consistency_proof(old, new, nodes.__getitem__)
    assert not verify_consistency(old, new, ROOTS[old], frontier.root(), proof)


@given(positions(), st.data())
def test_a_proof_that_is_longer_shorter_or_cut_elsewhere_fails(
    position: tuple[int, int], data: st.DataObject
) -> None:
    index, size = position
    proof = tree.inclusion_proof(index, size, STORED)
    leaf, root = LEAVES[index], ROOTS[size]
    assert not verify_inclusion(leaf, index, size, [*proof, leaf], root)
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        assert not verify_inclusion(leaf, index, size, proof[:at] + proof[at + 1 :], root)
        assert not verify_inclusion(leaf, index, size, [proof[0] + b"\0", *proof[1:]], root)


@given(growths())
def test_a_consistency_proof_that_is_longer_or_shorter_fails(growth: tuple[int, int]) -> None:
    old, new = growth
    proof = tree.consistency_proof(old, new, STORED)
    assert not verify_consistency(old, new, ROOTS[old], ROOTS[new], [*proof, ROOTS[1]])
    if proof:
        assert not verify_consistency(old, new, ROOTS[old], ROOTS[new], proof[:-1])


@given(positions(), growths())
def test_a_proof_asks_for_few_nodes_and_names_them_beforehand(
    position: tuple[int, int], growth: tuple[int, int]
) -> None:
    asked: list[tree.NodeKey] = []

    def node(key: tree.NodeKey) -> bytes:
        asked.append(key)
        return NODES[key]

    tree.inclusion_proof(*position, node)
    assert asked == tree.inclusion_nodes(*position)
    assert len(asked) <= 2 * position[1].bit_length()
    asked.clear()
    tree.consistency_proof(*growth, node)
    assert asked == tree.consistency_nodes(*growth)
    assert len(asked) <= 2 * growth[1].bit_length() + 1


def test_the_trees_of_all_sizes_follow_from_each_other() -> None:
    for old, new in pairwise(range(MOST + 1)):
        proof = tree.consistency_proof(old, new, STORED)
        assert verify_consistency(old, new, ROOTS[old], ROOTS[new], proof)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_proof_is_made_of_a_leaf_that_does_not_exist(index: int, size: int) -> None:
    with pytest.raises(InvalidInput):
        tree.inclusion_proof(index, size, STORED)
    assert not verify_inclusion(LEAVES[0], index, size, [], LEAVES[0])


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (4, 3)])
def test_no_proof_is_made_of_a_tree_that_shrinks(old: int, new: int) -> None:
    with pytest.raises(InvalidInput):
        tree.consistency_proof(old, new, STORED)
    assert not verify_consistency(old, new, ROOTS[1], ROOTS[new], [])


def test_an_empty_proof_shows_no_growth_but_from_nothing() -> None:
    assert verify_consistency(0, 7, tree.EMPTY_ROOT, ROOTS[7], [])
    assert not verify_consistency(3, 7, ROOTS[3], ROOTS[7], [])
    assert not verify_consistency(4, 7, ROOTS[4], ROOTS[7], [])


@pytest.mark.parametrize("stored", [b"", bytes(7), bytes(9), bytes(7) + b"\3" + bytes(32)])
def test_a_damaged_frontier_is_refused(stored: bytes) -> None:
    with pytest.raises(InvalidInput):
        tree.Frontier.from_bytes(stored)


def test_a_frontier_with_the_wrong_peaks_is_refused() -> None:
    with pytest.raises(InvalidInput):
        tree.Frontier(3, [bytes(32)])
    with pytest.raises(InvalidInput):
        tree.Frontier(1, [bytes(31)])
