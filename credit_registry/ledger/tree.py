"""The hash tree of RFC 6962 and RFC 9162: roots, growth by appending, and proofs.

Leaves are leaf hashes. A node is named by (level, index) and covers the complete run of leaves
from index x 2^level to (index + 1) x 2^level - 1; level 0 is the leaves themselves.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Final, TypeAlias

from credit_registry.domain.errors import InvalidInput
from credit_registry.ledger.names import DIGEST_BYTES
from credit_registry.ledger.prefixes import NODE

NodeKey: TypeAlias = tuple[int, int]
NodeGetter: TypeAlias = Callable[[NodeKey], bytes]
_Range: TypeAlias = tuple[int, int]

EMPTY_ROOT: Final = sha256(b"").digest()

_SIZE_BYTES = 8


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an interior node."""
    return sha256(NODE + left + right).digest()


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes in their order."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


class Frontier:
    """The right edge of a tree, which is all that is needed to append to it."""

    __slots__ = ("_peaks", "size")

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if size < 0 or len(peaks) != size.bit_count():
            raise InvalidInput(f"A tree of {size} leaves does not have {len(peaks)} peaks.")
        if any(len(peak) != DIGEST_BYTES for peak in peaks):
            raise InvalidInput(f"Every peak has {DIGEST_BYTES} bytes.")
        self.size = size
        self._peaks = list(peaks)

    def append(self, leaf: bytes) -> list[tuple[NodeKey, bytes]]:
        """The nodes that the leaf completes, itself first; stored, they serve all later proofs."""
        level, index, node = 0, self.size, leaf
        completed = [((level, index), node)]
        while index & 1:
            level, index, node = level + 1, index >> 1, node_hash(self._peaks.pop(), node)
            completed.append(((level, index), node))
        self._peaks.append(node)
        self.size += 1
        return completed

    def root(self) -> bytes:
        """The root of the tree as it stands."""
        return _folded(self._peaks)

    def to_bytes(self) -> bytes:
        """The size in eight bytes, most significant first, then the peaks from the largest."""
        return self.size.to_bytes(_SIZE_BYTES, "big") + b"".join(self._peaks)

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Frontier":
        """The frontier that `to_bytes` wrote; raises InvalidInput when the bytes do not fit."""
        size = int.from_bytes(stored[:_SIZE_BYTES], "big")
        if len(stored) != _SIZE_BYTES + DIGEST_BYTES * size.bit_count():
            raise InvalidInput(f"{len(stored)} bytes cannot be the frontier of {size} leaves.")
        starts = range(_SIZE_BYTES, len(stored), DIGEST_BYTES)
        return cls(size, [stored[start : start + DIGEST_BYTES] for start in starts])


def inclusion_proof(index: int, size: int, node: NodeGetter) -> list[bytes]:
    """The proof that a leaf stands at `index` (from 0) of the tree of `size` leaves."""
    return [_range_root(each, node) for each in _inclusion_ranges(index, size)]


def inclusion_nodes(index: int, size: int) -> list[NodeKey]:
    """The nodes that `inclusion_proof` asks for, so that they can be fetched at once."""
    return [key for each in _inclusion_ranges(index, size) for key in _complete_nodes(each)]


def consistency_proof(old_size: int, new_size: int, node: NodeGetter) -> list[bytes]:
    """The proof that the tree of `old_size` leaves is the beginning of that of `new_size`."""
    return [_range_root(each, node) for each in _consistency_ranges(old_size, new_size)]


def consistency_nodes(old_size: int, new_size: int) -> list[NodeKey]:
    """The nodes that `consistency_proof` asks for, so that they can be fetched at once."""
    return [
        key for each in _consistency_ranges(old_size, new_size) for key in _complete_nodes(each)
    ]


def _inclusion_ranges(index: int, size: int) -> list[_Range]:
    """The runs of leaves beside the path (RFC 9162, 2.1.3.1), the nearest to the leaf first."""
    if not 0 <= index < size:
        raise InvalidInput(f"A tree of {size} leaves has no leaf {index}.")
    start, end, beside = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            beside.append((middle, end))
            end = middle
        else:
            beside.append((start, middle))
            start = middle
    return beside[::-1]


def _consistency_ranges(old_size: int, new_size: int) -> list[_Range]:
    """The runs of leaves of the proof (RFC 9162, 2.1.4.1), in its order."""
    if not 0 <= old_size <= new_size:
        raise InvalidInput(f"A tree of {new_size} leaves never had {old_size}.")
    if old_size == 0:
        return []
    start, end, runs = 0, new_size, []
    while end != old_size:
        middle = start + _split(end - start)
        if old_size <= middle:
            runs.append((middle, end))
            end = middle
        else:
            runs.append((start, middle))
            start = middle
    # A run from the first leaf is the old tree itself, whose root the verifier already holds.
    return ([(start, end)] if start else []) + runs[::-1]


def _range_root(run: _Range, node: NodeGetter) -> bytes:
    return _folded([node(key) for key in _complete_nodes(run)])


def _complete_nodes(run: _Range) -> list[NodeKey]:
    """The complete subtrees that a run consists of, from the largest to the smallest."""
    start, end = run
    keys = []
    while start < end:
        level = (end - start).bit_length() - 1
        keys.append((level, start >> level))
        start += 1 << level
    return keys


def _folded(peaks: Sequence[bytes]) -> bytes:
    """The root over complete subtrees of falling size."""
    if not peaks:
        return EMPTY_ROOT
    node = peaks[-1]
    for left in reversed(peaks[:-1]):
        node = node_hash(left, node)
    return node


def _split(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << ((size - 1).bit_length() - 1)
