"""Lists: what each is and rests on, and a page of who is on it."""

from collections.abc import Iterable
from dataclasses import dataclass

from credit_registry.law.list_types import ListType
from credit_registry.services.list_pages import ListRow
from credit_registry.web.site.addresses import here, of_subject
from credit_registry.web.site.presenters import badges
from credit_registry.web.site.presenters.badges import Badge
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice

COLUMNS = (
    "list.name",
    "list.code",
    "list.grounds",
    "list.document",
    "list.decided_on",
    "list.until",
)


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
class Line:
    """One line of a list."""

    name: str
    address: str
    code: str
    grounds: str
    document: str
    decided_on: str
    until: str


def card(kind: ListType, total: int, voice: Voice) -> ListCard:
    """A list with what it rests on, who decides, how long it lasts and how to leave."""
    return ListCard(
        badge=badges.of_list(kind.colour, voice.label(kind.colour)),
        title=voice.either(kind.label_zh, kind.label_en),
        lead=voice.say(f"list.lead_{kind.colour.value}"),
        address=here("list_page", colour=kind.colour.value, list_type=kind.code),
        count=voice.say("list.count", count=total),
        facts=tuple(_facts(kind, voice)),
    )


def line(row: ListRow, voice: Voice) -> Line:
    """One line of the table."""
    return Line(
        name=row.name,
        address=of_subject(row.subject_id, row.code),
        code=row.code or "",
        grounds=row.grounds,
        document=row.document_number,
        decided_on=voice.day(row.decided_on),
        until=voice.until(row.until),
    )


def files(kind: ListType) -> tuple[Fact, ...]:
    """The list as files: what each is called, and its address."""
    return (
        ("CSV", here("list_file", colour=kind.colour.value, list_type=kind.code)),
        ("JSON", f"/api/v1/lists/{kind.code}/entries"),
    )


def columns(voice: Voice) -> tuple[str, ...]:
    """The heads of a list's columns."""
    return tuple(voice.say(key) for key in COLUMNS)


def cells(row: ListRow, voice: Voice) -> dict[str, str]:
    """One line of a list's file, by the heads of its columns; days as YYYY-MM-DD."""
    decided_on = row.decided_on.isoformat() if row.decided_on else ""
    until = row.until.isoformat() if row.until else ""
    values = (row.name, row.code or "", row.grounds, row.document_number, decided_on, until)
    return dict(zip(columns(voice), values, strict=True))


def _facts(kind: ListType, voice: Voice) -> Iterable[Fact]:
    """The list's terms."""
    yield voice.say("list.basis"), voice.either(kind.basis.text_zh, kind.basis.text_en)
    if kind.basis.checked_zh:
        yield voice.say("list.checked"), voice.either(kind.basis.checked_zh, kind.basis.checked_en)
    yield voice.say("list.decided_by"), voice.either(kind.decided_by_zh, kind.decided_by_en)
    yield voice.say("list.term"), voice.period(kind.term)
    yield voice.say("list.leaving"), voice.either(kind.leaving_zh, kind.leaving_en)
    yield voice.say("list.consequences"), voice.either(kind.consequences_zh, kind.consequences_en)
