"""What a new edition of the law moved: counted by kind, with the first examples of each."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from credit_registry.domain.movements import Movement, Span
from credit_registry.domain.opaque_ids import to_public

EXAMPLES_EACH = 3


class Moved(StrEnum):
    """What an edition moves."""

    RECORDS = "records"
    ENTRIES = "entries"
    DEADLINES = "deadlines"


@dataclass(frozen=True, slots=True)
class Count:
    """How many of one kind moved in one way."""

    what: Moved
    kind: str
    movement: Movement
    count: int


@dataclass(frozen=True, slots=True)
class Example:
    """One thing that moved, with its days before and after; for officers alone.

    `subject` and `thing` are opaque ids; a deadline has its day alone.
    """

    what: Moved
    kind: str
    movement: Movement
    subject: str
    thing: str
    before: Span | None
    after: Span | None


@dataclass(slots=True)
class Report:
    """All that an edition moved."""

    counted: Counter[tuple[Moved, str, Movement]] = field(default_factory=Counter)
    examples: list[Example] = field(default_factory=list)

    def note(
        self,
        what: Moved,
        kind: str,
        movement: Movement,
        ids: tuple[int, int],
        before: Span | None,
        after: Span | None,
    ) -> None:
        """Count a thing that moved; `ids` are its subject's and its own."""
        key = (what, kind, movement)
        self.counted[key] += 1
        if self.counted[key] <= EXAMPLES_EACH:
            subject, thing = map(to_public, ids)
            self.examples.append(Example(what, kind, movement, subject, thing, before, after))

    def total(self, what: Moved) -> int:
        """How many things of the sort moved."""
        return sum(count for key, count in self.counted.items() if key[0] is what)

    @property
    def counts(self) -> tuple[Count, ...]:
        """The numbers by sort, kind and movement, in a fixed order."""
        return tuple(Count(*key, count) for key, count in sorted(self.counted.items()))

    def texts(self) -> dict[str, str]:
        """The report as its event keeps it: the numbers, and apart from them the examples."""
        counts = [[*key, count] for key, count in sorted(self.counted.items())]
        examples = [
            [*_key(each), each.subject, each.thing, _days(each.before), _days(each.after)]
            for each in sorted(self.examples, key=_key)
        ]
        return {"moves": _text(counts), "examples": _text(examples)}


def read(payload: Mapping[str, Any]) -> Report:
    """The report that an edition's event keeps; an event before there were reports has none."""
    report = Report()
    for what, kind, movement, count in json.loads(payload.get("moves", "[]")):
        report.counted[Moved(what), kind, Movement(movement)] = count
    for what, kind, movement, subject, thing, before, after in json.loads(
        payload.get("examples", "[]")
    ):
        sort, moved = Moved(what), Movement(movement)
        report.examples.append(
            Example(sort, kind, moved, subject, thing, _span(before), _span(after))
        )
    return report


def _key(example: Example) -> tuple[Moved, str, Movement]:
    """What an example is one of."""
    return example.what, example.kind, example.movement


def _text(value: object) -> str:
    """The value as JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _days(span: Span | None) -> list[str | None] | None:
    """A span's days as they are written."""
    if span is None:
        return None
    since, until = span
    return [since.isoformat(), until.isoformat() if until else None]


def _span(days: tuple[str, str | None] | None) -> Span | None:
    """The span that was written."""
    if days is None:
        return None
    since, until = days
    return date.fromisoformat(since), date.fromisoformat(until) if until else None
