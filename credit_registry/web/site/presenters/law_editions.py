"""Editions of the law: digest, when each was loaded and what that moved."""

from collections.abc import Iterable
from dataclasses import dataclass

from credit_registry.domain.labels import label
from credit_registry.domain.movements import Movement, Span
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.records import RecordKind
from credit_registry.law.editions import Edition
from credit_registry.services.law_changes.law_loads import KeptEdition
from credit_registry.services.law_changes.law_movements import Count, Example, Moved
from credit_registry.web.site.addresses import to_subject
from credit_registry.web.site.voices import Voice

FOR_ALL = {Moved.RECORDS, Moved.ENTRIES}
"""What the public is told of: a deadline belongs to a case that is not public."""


@dataclass(frozen=True, slots=True)
class ExampleItem:
    """One thing that moved: whose it is, and its days before and after."""

    address: str
    subject: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EditionItem:
    """An edition as it is listed."""

    digest: str
    short: str
    loaded: str
    is_current: bool
    moved: tuple[str, ...]
    examples: tuple[ExampleItem, ...] = ()


def public_edition(kept: KeptEdition, edition: Edition, voice: Voice) -> EditionItem:
    """The edition for everybody: what became of displays, in numbers."""
    counts = (
        count
        for count in kept.report.counts
        if count.what in FOR_ALL and count.movement is not Movement.RESTATED
    )
    return EditionItem(*_head(kept, voice), _moved(counts, edition, voice))


def internal_edition(kept: KeptEdition, edition: Edition, voice: Voice) -> EditionItem:
    """The edition for officers: all that moved, with examples."""
    examples = tuple(_example(each, edition, voice) for each in kept.report.examples)
    moved = _moved(kept.report.counts, edition, voice)
    return EditionItem(*_head(kept, voice), moved, examples)


def _head(kept: KeptEdition, voice: Voice) -> tuple[str, str, str, bool]:
    """The edition's digest, its beginning, when it was loaded, whether it is the newest."""
    return kept.digest, kept.digest[:12], voice.instant(kept.loaded_at), kept.is_current


def _moved(counts: Iterable[Count], edition: Edition, voice: Voice) -> tuple[str, ...]:
    """Numbers in words."""
    return tuple(
        voice.say(
            "editions.moved",
            kind=_kind(count.what, count.kind, edition, voice),
            movement=voice.label(count.movement),
            count=count.count,
        )
        for count in counts
    )


def _kind(what: Moved, kind: str, edition: Edition, voice: Voice) -> str:
    """What the sort of thing is called: a kind of record, or a list."""
    if what is Moved.RECORDS:
        return label(RecordKind(kind), voice.language)
    list_type = edition.list_types.get(kind)
    return voice.either(list_type.label_zh, list_type.label_en) if list_type else kind


def _example(example: Example, edition: Edition, voice: Voice) -> ExampleItem:
    """One thing that moved."""
    kind = _kind(example.what, example.kind, edition, voice)
    return ExampleItem(
        address=to_subject(from_public(example.subject), None),
        subject=example.subject,
        what=voice.say("editions.example", kind=kind, movement=voice.label(example.movement)),
        before=_days(example.before, voice),
        after=_days(example.after, voice),
    )


def _days(span: Span | None, voice: Voice) -> str:
    """The days of a display, or the day of a deadline."""
    if span is None:
        return voice.say("editions.nothing")
    since, until = span
    return voice.day(since) if since == until else voice.span(since, until)
