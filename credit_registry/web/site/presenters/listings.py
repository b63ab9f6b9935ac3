"""Entries on lists as pages show them: type, grounds, decision, term, effect and way out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.listings import ListColour, ListingStatus
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.privacy import hidden
from credit_registry.services.lists.listings import ListEntry
from credit_registry.web.site.addresses import here, of_case
from credit_registry.web.site.presenters import badges, measures
from credit_registry.web.site.presenters.badges import Badge
from credit_registry.web.site.presenters.marks import marks
from credit_registry.web.site.presenters.measures import MeasureItem
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class EntryItem:
    """One entry; `case_address` is empty for the public."""

    badge: Badge
    title: str
    list_address: str
    entry_address: str
    status: str
    facts: tuple[Fact, ...]
    measures: tuple[MeasureItem, ...]
    case_address: str


def items(
    entries: Iterable[ListEntry], day: date, voice: Voice, *, is_public: bool
) -> tuple[EntryItem, ...]:
    """The entries in their order, each published one with the measures in force on the day."""
    return tuple(_item(entry, day, voice, is_public=is_public) for entry in entries)


def published(entries: Iterable[ListEntry]) -> list[ListEntry]:
    """Those that stand on a list now."""
    return [entry for entry in entries if entry.status is ListingStatus.PUBLISHED]


def sentence(entries: Iterable[ListEntry], voice: Voice) -> str:
    """On which lists the subject stands, in one sentence."""
    parts = [
        voice.say(
            "listing.on",
            list=voice.either(entry.list_type.label_zh, entry.list_type.label_en),
            term=voice.span(entry.version.since, entry.version.until),
        )
        for entry in published(entries)
    ]
    return voice.say("listing.none") if not parts else voice.either("", " ").join(parts)


def _item(entry: ListEntry, day: date, voice: Voice, *, is_public: bool) -> EntryItem:
    """One entry."""
    kind = entry.list_type
    title = voice.either(kind.label_zh, kind.label_en)
    status = voice.label(entry.status)
    has_case = not is_public and kind.colour is not ListColour.MIRRORED
    imposed = entry.measures if entry.status is ListingStatus.PUBLISHED else ()
    return EntryItem(
        badge=badges.of_status(entry.status, kind.colour, title if is_public else status),
        title=title,
        list_address=here("list_page", colour=kind.colour.value, list_type=kind.code),
        entry_address=_address(entry) if is_public else "",
        status=status,
        facts=tuple(fact for fact in _facts(entry, voice) if fact[1]),
        measures=measures.in_force(imposed, day, voice),
        case_address=of_case(entry.listing_id) if has_case else "",
    )


def _address(entry: ListEntry) -> str:
    """The entry's own page among the lists."""
    kind, number = entry.list_type, to_public(entry.listing_id)
    return here("list_entry", colour=kind.colour.value, list_type=kind.code, entry=number)


def _facts(entry: ListEntry, voice: Voice) -> Iterable[Fact]:
    """What the entry says, in the order in which it is asked for."""
    kind, version = entry.list_type, entry.version
    decided_by = version.decided_by_unit or voice.either(kind.decided_by_zh, kind.decided_by_en)
    yield from marks(entry, voice)
    yield voice.say("listing.grounds"), hidden(version.grounds)
    yield voice.say("listing.decision"), version.decision_number or ""
    yield voice.say("listing.decided_on"), voice.day(version.decided_on)
    yield voice.say("listing.decided_by"), decided_by if version.decided_on else ""
    if version.since:
        yield voice.say("listing.term"), voice.span(version.since, version.until)
    if entry.removal:
        yield voice.say("field.reason"), voice.label(entry.removal)
    yield voice.say("listing.basis"), voice.either(kind.basis.text_zh, kind.basis.text_en)
    yield (
        voice.say("listing.consequences"),
        voice.either(kind.consequences_zh, kind.consequences_en),
    )
    yield voice.say("listing.leaving"), voice.either(kind.leaving_zh, kind.leaving_en)
