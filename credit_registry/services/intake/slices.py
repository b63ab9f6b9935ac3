"""One slice of an import: its event, its salted rows, and what became of each line."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from credit_registry.exchange.rows import RowFault
from credit_registry.law.editions import Edition
from credit_registry.ledger import commitments
from credit_registry.ledger.canonical import JSON
from credit_registry.ledger.events import RowsRoot
from credit_registry.services.intake.row_hashing import RowHashing, SaltedRow
from credit_registry.services.law_changes.law_windows import Computed
from credit_registry.services.sealing import NO_KEYS, KeyRing

_TOGETHER = 256
"""Rows whose seeds are drawn at once, as each draw is a system call, and hashed at once."""


@dataclass(slots=True)
class Slice:
    """What is gathered while a slice is written; it becomes one event and the batch's counts."""

    event_id: int
    layout: str
    today: date
    edition: Edition
    edition_id: int
    hashing: RowHashing
    windows: Computed
    own_events: Collection[int] = ()
    identity_keys: KeyRing = field(default_factory=lambda: NO_KEYS)
    accepted: int = 0
    changed: int = 0
    unchanged: int = 0
    provisional: int = 0
    quarantined: int = 0
    ambiguous: int = 0
    refusals: list[tuple[int, Sequence[RowFault]]] = field(default_factory=list)
    remarks: list[tuple[int, RowFault]] = field(default_factory=list)
    _seeds: list[bytes] = field(default_factory=list)
    _salted: list[SaltedRow] = field(default_factory=list)

    def accept(self) -> int:
        """Count a row that is taken in; its ordinal in the event comes back."""
        self.accepted += 1
        return self.accepted - 1

    def commit(self, fields: Mapping[str, JSON]) -> str:
        """Commit to the fields of the row that was accepted last; the seed of its salts, in hex."""
        if not self._seeds:
            self._seeds = commitments.new_seeds(_TOGETHER)
        seed = self._seeds.pop().hex()
        self._salted.append((seed, fields))
        if len(self._salted) == _TOGETHER:
            self.hash_rows()
        return seed

    def hash_rows(self) -> None:
        """Have the rows hashed that were committed to so far."""
        self.hashing.add(self._salted)
        self._salted = []

    def root(self) -> RowsRoot:
        """The number and the root of the rows committed to."""
        self.hash_rows()
        return self.hashing.root()

    def refuse(self, line: int, faults: Sequence[RowFault]) -> None:
        """Note a row that is refused, and why."""
        self.refusals.append((line, faults))

    def remark(self, line: int, fault: RowFault) -> None:
        """Note something about a row that is taken in."""
        self.remarks.append((line, fault))

    def fault_rows(self, batch_id: int) -> Iterator[dict[str, object]]:
        """The refusals and remarks as rows of their batch, numbered within their line."""
        numbers: dict[int, int] = {}
        told = [(line, fault, True) for line, faults in self.refusals for fault in faults]
        told += [(line, fault, False) for line, fault in self.remarks]
        for line, fault, is_refusal in told:
            numbers[line] = numbers.get(line, 0) + 1
            yield {
                "batch_id": batch_id,
                "line": line,
                "number": numbers[line],
                "is_refusal": is_refusal,
                "field": fault.field,
                "reason": fault.reason,
                "accepted": fault.accepted,
            }
