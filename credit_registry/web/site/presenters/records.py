"""Records of conduct as a page shows them, grouped by year or by what they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.procedures import sampling_follow_ups
from credit_registry.domain.publications import Reason
from credit_registry.domain.records import ENDED, Level, RecordKind, RecordState, Severity
from credit_registry.services.records.records import RecordView
from credit_registry.web.site.addresses import here
from credit_registry.web.site.presenters import record_words, replies
from credit_registry.web.site.presenters.marks import marks
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.presenters.replies import ReplyItem
from credit_registry.web.site.voices import Voice

SIGNS = {
    RecordKind.PENALTY: "⚖",
    RecordKind.SAMPLING: "◎",
    RecordKind.COMMITMENT: "✎",
    RecordKind.HONOUR: "★",
    RecordKind.CERTIFICATE: "▣",
    RecordKind.LICENCE: "▤",
    RecordKind.RANDOM_INSPECTION: "⚲",
    RecordKind.RECALL: "↩",
    RecordKind.ACCIDENT: "⚠",
    RecordKind.COMPLAINT: "☏",
    RecordKind.SURVEY: "☺",
    RecordKind.ABNORMAL_OPERATIONS: "⚑",
    RecordKind.NATIONAL_LIST: "☰",
    RecordKind.CONTRACT: "⇄",
    RecordKind.STANDARD: "§",
    RecordKind.TRACEABILITY: "⛓",
    RecordKind.INSURANCE: "☂",
    RecordKind.QUALITY_OFFICER: "♙",
    RecordKind.TRAINING: "✍",
    RecordKind.INSTRUMENT: "◷",
    RecordKind.PROJECT: "⌂",
    RecordKind.COMPARISON_TEST: "≷",
    RecordKind.EXPORT_NOTIFICATION: "⇥",
}


@dataclass(frozen=True, slots=True)
class RecordItem:
    """One record: its title as the source wrote it, its facts, and until when it is public.

    `address` is the record's own page, for officers.
    """

    anchor: str
    record: str
    sign: str
    kind: str
    title: str
    day: str
    iso_day: str
    facts: tuple[Fact, ...]
    details: tuple[Fact, ...]
    note: str
    reply: ReplyItem | None
    address: str


@dataclass(frozen=True, slots=True)
class Year:
    """The records filed under one year."""

    title: str
    records: tuple[RecordItem, ...]


def item(record: RecordView, voice: Voice, *, is_linked: bool = False) -> RecordItem:
    """One record; linked to its own page where officers ask."""
    number = to_public(record.record_id)
    day = record.day
    return RecordItem(
        anchor=f"r-{number}",
        record=number,
        sign=SIGNS.get(record.kind, "•"),
        kind=voice.label(record.kind),
        title=record.title or voice.say("record.title_erased"),
        day=voice.day(day) or voice.say("record.no_day"),
        iso_day=day.isoformat() if day else "",
        facts=tuple(fact for fact in _facts(record, voice) if fact[1]),
        details=record_words.details(record.kind, record.detail, voice),
        note=_note(record, voice),
        reply=replies.item(record.reply, voice),
        address=here("record", record=number) if is_linked else "",
    )


def years(items: Iterable[RecordItem], voice: Voice) -> tuple[Year, ...]:
    """The records by year, in the order they come in."""
    groups = groupby(items, key=lambda item: item.iso_day.partition("-")[0])
    return tuple(
        Year(
            voice.say("record.year", year=int(year)) if year else voice.say("record.no_day"),
            tuple(found),
        )
        for year, found in groups
    )


def _facts(record: RecordView, voice: Voice) -> Iterable[Fact]:
    """What everybody asks of a record first."""
    version, kind = record.version, record.kind
    if record.earned_by is not None:
        yield voice.say("record.earned_by"), voice.say("record.earned_by_other")
    yield from marks(record, voice)
    yield voice.say("record.unit"), record.unit
    yield voice.say("record.document"), record.document_number
    if kind is not RecordKind.PENALTY:  # its class of violation stands among its fields
        yield voice.say("record.outcome"), record_words.word(kind, version.outcome, voice)
    yield voice.say("record.category"), record_words.word(kind, version.category, voice)
    followed = sampling_follow_ups.public_words(record.follow_up, version.outcome)
    yield voice.say("record.follow_up"), voice.either(*followed) if followed else ""
    if version.severity:
        yield voice.say("record.severity"), voice.label(Severity(version.severity))
    if version.level:
        yield voice.say("record.level"), voice.label(Level(version.level))
    if version.amount_fen is not None:
        yield voice.say("record.amount"), voice.yuan(version.amount_fen)
    if version.effective_from or version.effective_to:
        yield voice.say("record.valid"), voice.span(version.effective_from, version.effective_to)


def _note(record: RecordView, voice: Voice) -> str:
    """Until when the record is public, or why it is not."""
    state = RecordState(record.version.state)
    if record.withheld:
        reason = voice.label(Reason(record.withheld))
        return voice.say("record.withheld", reason=reason)
    if state in ENDED:
        return voice.say("record.state", state=voice.label(state))
    if record.public_until is None:
        return ""
    return voice.say("record.public_until", day=voice.day(record.public_until))
