"""Lists: what each is and rests on, and a page of who is on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from credit_registry.domain.listings import PUBLIC_COLOURS
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.remedies import OBJECTING
from credit_registry.law.list_types import ListType
from credit_registry.services.public_lists.list_movements import Movement
from credit_registry.services.public_lists.list_pages import ListRow
from credit_registry.web.site.addresses import here, of_subject
from credit_registry.web.site.presenters import badges
from credit_registry.web.site.presenters.badges import Badge
from credit_registry.web.site.presenters.law import checked
from credit_registry.web.site.presenters.marks import marks
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice

FORMS = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON", "atom": ""}
"""The files of a list by their endings, with what they are called everywhere."""
MEDIA = {"json": "application/json", "atom": "application/atom+xml"}
"""The files that programs ask for, and that a page names as its other forms."""


@dataclass(frozen=True, slots=True)
class ListCard:
    """A list, in words."""

    badge: Badge
    title: str
    lead: str
    address: str
    count: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """The lists of one field."""

    title: str
    cards: tuple[ListCard, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list."""

    name: str
    address: str
    subject_address: str
    code: str
    grounds: str
    document: str
    decided_on: str
    decided_by: str
    until: str
    confirmed: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListFile:
    """One form of a list: what it is called, its type and its address."""

    label: str
    media: str
    address: str


def groups(counted: Iterable[tuple[ListType, int]], voice: Voice) -> tuple[FieldGroup, ...]:
    """The lists by field, and within a field by colour."""

    def place(each: tuple[ListType, int]) -> tuple[str, int, str]:
        kind = each[0]
        return kind.field_zh, PUBLIC_COLOURS.index(kind.colour), kind.code

    found = groupby(sorted(counted, key=place), lambda each: each[0].field_zh)
    return tuple(_group(list(within), voice) for _, within in found)


def _group(within: Sequence[tuple[ListType, int]], voice: Voice) -> FieldGroup:
    """The lists of one field."""
    first = within[0][0]
    name = voice.either(first.field_zh, first.field_en[:1].upper() + first.field_en[1:])
    cards = tuple(card(kind, total, voice) for kind, total in within)
    return FieldGroup(voice.say("lists.field", name=name), cards)


def card(kind: ListType, total: int, voice: Voice) -> ListCard:
    """A list with what it rests on, who decides, how long it lasts and how to leave."""
    return ListCard(
        badge=badges.of_list(kind.colour, voice.label(kind.colour)),
        title=voice.either(kind.label_zh, kind.label_en),
        lead=voice.say(f"list.lead_{kind.colour.value}"),
        address=of_list(kind),
        count=voice.say("list.count", count=total),
        facts=tuple(_facts(kind, voice)),
    )


def line(row: ListRow, kind: ListType, voice: Voice) -> Line:
    """One line of the table."""
    told = {"day": voice.day(row.confirmed_on), "last": voice.day(row.shown_until)}
    return Line(
        name=row.name,
        address=of_entry(row, kind),
        subject_address=of_subject(row.subject_id, row.code),
        code=row.code or "",
        grounds=row.grounds,
        document=row.document_number,
        decided_on=voice.day(row.decided_on),
        decided_by=row.decided_by,
        until=voice.until(row.until),
        confirmed=voice.say("list.confirmed", **told) if row.shown_until else "",
        marks=tuple(words for _, words in marks(row, voice)),
    )


def moved(movement: Movement, voice: Voice) -> str:
    """Who came and who left this month, as numbers alone."""
    return voice.say(
        "list.moved",
        since=voice.day(movement.since),
        entered=movement.entered,
        left=movement.left,
    )


def of_list(kind: ListType, **query: object) -> str:
    """The page of a list."""
    return here("list_page", colour=kind.colour.value, list_type=kind.code, **query)


def of_entry(row: ListRow, kind: ListType) -> str:
    """The page of one entry."""
    number = to_public(row.number)
    return here("list_entry", colour=kind.colour.value, list_type=kind.code, entry=number)


def files(kind: ListType, query: Mapping[str, str], voice: Voice) -> tuple[ListFile, ...]:
    """The list as files, with the same filters."""
    return tuple(
        ListFile(label or voice.say("list.feed"), MEDIA.get(form, ""), of_file(kind, form, query))
        for form, label in FORMS.items()
    )


def offers(
    kinds: Iterable[ListType], voice: Voice
) -> tuple[tuple[str, str, tuple[ListFile, ...]], ...]:
    """The lists with their pages and their files."""
    return tuple(
        (voice.either(kind.label_zh, kind.label_en), of_list(kind), files(kind, {}, voice))
        for kind in kinds
    )


def of_file(kind: ListType, form: str, query: Mapping[str, str]) -> str:
    """The address of one of a list's files."""
    where = {"colour": kind.colour.value, "list_type": kind.code, "form": form}
    return here("list_file", **where, **query)


def _facts(kind: ListType, voice: Voice) -> Iterable[Fact]:
    """The list's terms."""
    yield from basis(kind, voice)
    yield voice.say("list.decided_by"), voice.either(kind.decided_by_zh, kind.decided_by_en)
    yield voice.say("list.term"), voice.period(kind.term)
    for consent in kind.consents:
        given_by = voice.either(consent.given_by_zh, consent.given_by_en)
        span = voice.span(consent.since, consent.until)
        yield voice.say("list.consent"), voice.say("list.consent_by", by=given_by, span=span)
    for key, zh, en in (
        ("list.removal", kind.removal_zh, kind.removal_en),
        ("list.remedies", kind.remedies_zh, kind.remedies_en),
        ("list.channel", kind.channel_zh, kind.channel_en),
    ):
        if zh:
            yield voice.say(key), voice.either(zh, en)
    yield voice.say("list.consequences"), voice.either(kind.consequences_zh, kind.consequences_en)
    yield voice.say("list.leaving"), voice.either(kind.leaving_zh, kind.leaving_en)
    yield voice.say("list.objecting"), voice.either(*OBJECTING[kind.colour])


def basis(kind: ListType, voice: Voice) -> Iterable[Fact]:
    """What the list rests on, and how far that was checked."""
    yield voice.say("list.basis"), voice.either(kind.basis.text_zh, kind.basis.text_en)
    yield voice.say("list.verified"), checked(kind.basis.verification, voice)
    if kind.basis.checked_zh:
        yield voice.say("list.checked"), voice.either(kind.basis.checked_zh, kind.basis.checked_en)
