"""Verification of proofs by anyone who holds a root (RFC 9162, sections 2.1.3.2 and 2.1.4.2)."""

from collections.abc import Sequence

from credit_registry.ledger.names import DIGEST_BYTES
from credit_registry.ledger.tree import EMPTY_ROOT, node_hash


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether the proof shows the leaf hash at `index` (from 0) under the root of `size` leaves."""
    return root_of_inclusion(leaf, index, size, proof) == root


def root_of_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that the proof leads to, or None when it does not fit the position and the size."""
    if not 0 <= index < size or not _are_digests([leaf, *proof]):
        return None
    path, last, node = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            return None
        if path & 1 or path == last:
            node = node_hash(beside, node)
            path, last = _past_right_edge(path, last)
        else:
            node = node_hash(node, beside)
        path, last = path >> 1, last >> 1
    return node if last == 0 else None


def verify_consistency(
    old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows that the old tree is the beginning of the new one."""
    if not 0 <= old_size <= new_size or not _are_digests([old_root, new_root, *proof]):
        return False
    if old_size == 0:
        is_new_empty = new_size > 0 or new_root == EMPTY_ROOT
        return not proof and old_root == EMPTY_ROOT and is_new_empty
    if old_size == new_size:
        return not proof and old_root == new_root
    # An old tree of 2^n leaves is a node of the new one, and the proof leaves it out.
    nodes = [old_root, *proof] if old_size.bit_count() == 1 else list(proof)
    return _roots_of_consistency(old_size, new_size, nodes) == (old_root, new_root)


def _roots_of_consistency(
    old_size: int, new_size: int, nodes: Sequence[bytes]
) -> tuple[bytes, bytes] | None:
    """The two roots that the nodes lead to, or None when they do not fit the sizes."""
    if not nodes:
        return None
    path, last = old_size - 1, new_size - 1
    while path & 1:
        path, last = path >> 1, last >> 1
    old = new = nodes[0]
    for beside in nodes[1:]:
        if last == 0:
            return None
        if path & 1 or path == last:
            old, new = node_hash(beside, old), node_hash(beside, new)
            path, last = _past_right_edge(path, last)
        else:
            new = node_hash(new, beside)
        path, last = path >> 1, last >> 1
    return (old, new) if last == 0 else None


def _past_right_edge(path: int, last: int) -> tuple[int, int]:
    """The same node named from the level where it becomes a right child or the root."""
    while path and not path & 1:
        path, last = path >> 1, last >> 1
    return path, last


def _are_digests(hashes: Sequence[bytes]) -> bool:
    # Of other lengths, two hashes could share their bytes differently and give the same node.
    return all(len(each) == DIGEST_BYTES for each in hashes)
