"""What a procedure is: its states, its steps, whose they are and which periods they start.

Every kind of proceeding is such a table and is run by the same services, so that no case goes a way
that is not written down, and every one has its owner, its deadline and its event.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from credit_registry.domain.deadlines import Clock
from credit_registry.domain.errors import NotPermitted, TransitionNotAllowed
from credit_registry.domain.permissions import Permission


class ProcedureKind(StrEnum):
    """The kinds of proceeding."""

    RESTORATION = "restoration"
    OBJECTION = "objection"
    CHALLENGE = "challenge"
    SAMPLING_FOLLOW_UP = "sampling_follow_up"
    RE_INSPECTION = "re_inspection"
    MEASURE = "measure"
    REPLY = "reply"


class Need(StrEnum):
    """What has to be stated with a step."""

    DOCUMENT_NUMBER = "document_number"
    NOTE = "note"
    ON = "on"


class About(StrEnum):
    """What a proceeding is about; of an entry or a record it also says the subject."""

    SUBJECT = "subject"
    RECORD = "record"
    LISTING = "listing"


@dataclass(frozen=True, slots=True)
class Move:
    """One step from some states to another.

    `needs` is what it has to state, `apart` names steps whose takers do not take this one, and
    `starts` the periods that begin on its day.
    """

    step: str
    at: frozenset[str]
    to: str
    permission: Permission
    needs: frozenset[Need] = frozenset()
    apart: frozenset[str] = frozenset()
    starts: tuple[Clock, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """One kind of proceeding: the move that opens it, and all that may follow.

    A proceeding is over in the states that no move leaves, and in those `settled`, out of which
    only a decision of its own leads. `words` says in Chinese and English what the kind, each state
    and each step are called, the kind under its own value.
    """

    kind: ProcedureKind
    about: frozenset[About]
    opening: Move
    moves: tuple[Move, ...]
    words: Mapping[str, tuple[str, str]]
    settled: frozenset[str] = frozenset()
    _table: dict[tuple[str, str], Move] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        for move in self.moves:
            for state in move.at:
                if (state, move.step) in self._table:
                    raise ValueError(f"{self.kind}: {state} has two moves {move.step}.")
                self._table[state, move.step] = move
        names = {self.kind.value, self.opening.step, *self.states, *self.steps}
        if unnamed := sorted(names - self.words.keys()):
            raise ValueError(f"{self.kind}: nothing says what is called {', '.join(unnamed)}.")

    @property
    def states(self) -> tuple[str, ...]:
        """All states, in the order in which the table names them."""
        return tuple(dict.fromkeys(move.to for move in (self.opening, *self.moves)))

    @property
    def steps(self) -> Mapping[str, Permission]:
        """The steps after the opening one, with the permission that each needs."""
        return {move.step: move.permission for move in self.moves}

    def is_over(self, state: str) -> bool:
        """Whether nothing is asked of anybody in the state."""
        return state in self.settled or not any(at == state for at, _ in self._table)

    def moves_from(self, state: str) -> Iterator[Move]:
        """The moves that leave the state, in the table's order."""
        return (move for move in self.moves if state in move.at)

    def move(self, state: str, step: str) -> Move:
        """The move. Raises TransitionNotAllowed naming what would be possible."""
        found = self._table.get((state, step))
        if found is None:
            possible = ", ".join(sorted(move.step for move in self.moves_from(state)))
            raise TransitionNotAllowed(
                f"A proceeding of the kind {self.kind} that is {state} cannot {step}; "
                f"it may: {possible or 'nothing further'}."
            )
        return found

    def clock(self, deadline: str) -> Clock | None:
        """The clock of the deadline, whichever move starts it."""
        moves = (self.opening, *self.moves)
        return next((c for move in moves for c in move.starts if c.deadline == deadline), None)


def require_apart(move: Move, taken_by: Mapping[str, int], acting: int) -> None:
    """Pass unless the account took a step of the proceeding that is to be another's."""
    barring = sorted(name for name in move.apart if taken_by.get(name) == acting)
    if barring:
        raise NotPermitted(
            f"Who took the step {', '.join(barring)} of a proceeding does not {move.step} in it; "
            "another officer who may do so has to."
        )
