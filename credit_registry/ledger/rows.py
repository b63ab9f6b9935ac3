"""The rows of one slice of a bulk load, hashed into the root that their event carries."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256

from credit_registry.domain.errors import InvalidInput
from credit_registry.ledger.names import digests_from_hex, framed
from credit_registry.ledger.prefixes import ROW, ROWS
from credit_registry.ledger.proofs import root_of_inclusion
from credit_registry.ledger.tree import Frontier

_NUMBER_BYTES = 8
_MOST_FIELDS = 255  # their number is one byte


def row_leaf(ordinal: int, commitments: Mapping[str, str]) -> bytes:
    """The leaf of the row at `ordinal` (from 0) with these commitments in hexadecimal by name."""
    fields = tuple(sorted(commitments))
    return _leaf(ordinal, fields, digests_from_hex([commitments[field] for field in fields]))


def _leaf(ordinal: int, fields: tuple[str, ...], digests: bytes) -> bytes:
    """The leaf of a row with the joined digests of its fields, which are in order."""
    return sha256(ROW + _number(ordinal) + _columns(fields) + digests).digest()


def rows_root(leaves: Iterable[bytes]) -> bytes:
    """The root of a slice: its row leaves as a tree, bound to their number."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return _bound(frontier.size, frontier.root())


def verify_row(
    root: bytes, count: int, ordinal: int, commitments: Mapping[str, str], proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows the row at `ordinal` in the slice of `count` rows with this root."""
    if not 0 <= ordinal < count:
        return False
    top = root_of_inclusion(row_leaf(ordinal, commitments), ordinal, count, proof)
    return top is not None and _bound(count, top) == root


class RowsAccumulator:
    """The root of a slice whose rows arrive one by one; holds one hash for each level only."""

    __slots__ = ("_frontier",)

    def __init__(self) -> None:
        self._frontier = Frontier()

    def add(self, commitments: Mapping[str, str]) -> bytes:
        """The leaf of the next row; its ordinal is the number of rows added before it."""
        leaf = row_leaf(self.count, commitments)
        self._frontier.append(leaf)
        return leaf

    def add_digests(self, commitments: Mapping[str, bytes]) -> bytes:
        """The leaf of the next row, whose commitments are not yet written in hexadecimal."""
        fields = tuple(sorted(commitments))
        leaf = _leaf(self.count, fields, b"".join(map(commitments.__getitem__, fields)))
        self._frontier.append(leaf)
        return leaf

    @property
    def count(self) -> int:
        """The number of rows added."""
        return self._frontier.size

    def root(self) -> bytes:
        """The root of the rows added so far."""
        return _bound(self.count, self._frontier.root())


def _bound(count: int, top: bytes) -> bytes:
    """The slice's root: without its number, a shorter slice of interior nodes would look alike."""
    return sha256(ROWS + _number(count) + top).digest()


@lru_cache(maxsize=256)
def _columns(fields: tuple[str, ...]) -> bytes:
    """The number of fields and their framed names; the rows of a slice mostly share them."""
    if len(fields) > _MOST_FIELDS:
        raise InvalidInput(f"A row has at most {_MOST_FIELDS} fields; {len(fields)} were given.")
    return bytes((len(fields),)) + b"".join(framed(field) for field in fields)


def _number(value: int) -> bytes:
    try:
        return value.to_bytes(_NUMBER_BYTES, "big")
    except OverflowError as error:
        raise InvalidInput(f"{value} cannot number a row.") from error
