"""One entry of a list as its own page shows it: to be cited, to be printed, to be answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.listings import ListColour
from credit_registry.domain.measures import Measure
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.remedies import OBJECTING
from credit_registry.law.list_types import ListType
from credit_registry.services.public_lists.list_pages import ListRow
from credit_registry.web.site.addresses import here, of_records, of_subject
from credit_registry.web.site.presenters import badges, lists, measures
from credit_registry.web.site.presenters.badges import Badge
from credit_registry.web.site.presenters.marks import marks
from credit_registry.web.site.presenters.measures import MeasureItem
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class EntryPage:
    """All that stands on the page of one entry."""

    name: str
    code: str
    badge: Badge
    list_title: str
    list_address: str
    subject_address: str
    record_address: str
    report_address: str
    objection_address: str
    sentence: str
    mirror: str
    decision: tuple[Fact, ...]
    basis: tuple[Fact, ...]
    consequences: str
    measures: tuple[MeasureItem, ...]
    leaving: str
    whom: str
    objecting: str
    citation: str


def page(
    row: ListRow,
    kind: ListType,
    following: Sequence[Measure],
    today: date,
    address: str,
    voice: Voice,
) -> EntryPage:
    """The page of one entry with the measures following; `address` is where it is cited from."""
    title = voice.either(kind.label_zh, kind.label_en)
    return EntryPage(
        name=row.name,
        code=row.code or "",
        badge=badges.of_list(kind.colour, title),
        list_title=title,
        list_address=lists.of_list(kind),
        subject_address=of_subject(row.subject_id, row.code),
        record_address=_record(row),
        report_address=here("report_form", subject=to_public(row.subject_id)),
        objection_address=here("object_to", about=_about(row)),
        sentence=voice.say("list.entry_lead", list=title, term=voice.span(row.since, row.until)),
        mirror=_mirror(row, voice),
        decision=tuple(fact for fact in decision(row, kind, voice) if fact[1]),
        basis=tuple(lists.basis(kind, voice)),
        consequences=voice.either(kind.consequences_zh, kind.consequences_en),
        measures=measures.named(following, today, voice),
        leaving=voice.either(kind.leaving_zh, kind.leaving_en),
        whom=_whom(row, kind, voice),
        objecting=voice.either(*OBJECTING[kind.colour]),
        citation=voice.say(
            "list.citation", name=row.name, list=title, address=address, day=voice.day(today)
        ),
    )


def decision(row: ListRow, kind: ListType, voice: Voice) -> Iterable[Fact]:
    """The decision in short."""
    decided_by = row.decided_by or voice.either(kind.decided_by_zh, kind.decided_by_en)
    yield voice.say("listing.grounds"), row.grounds
    yield voice.say("listing.decision"), row.document_number
    yield voice.say("listing.decided_on"), voice.day(row.decided_on)
    yield voice.say("listing.decided_by"), decided_by
    yield voice.say("listing.term"), voice.span(row.since, row.until)
    yield voice.say("list.confirmed_on"), voice.day(row.confirmed_on)
    yield voice.say("list.shown_until"), voice.day(row.shown_until)
    yield from marks(row, voice)


def _mirror(row: ListRow, voice: Voice) -> str:
    """When the source confirmed a mirrored entry last, and until when it is shown without more."""
    if row.shown_until is None:
        return ""
    told = {"day": voice.day(row.confirmed_on), "last": voice.day(row.shown_until)}
    return voice.say("list.mirrored", **told)


def _whom(row: ListRow, kind: ListType, voice: Voice) -> str:
    """To whom one turns to leave: of a mirrored entry the body that determined it."""
    if kind.colour is not ListColour.MIRRORED:
        return ""
    body = row.decided_by or voice.either(kind.decided_by_zh, kind.decided_by_en)
    return voice.say("list.whom", body=body)


def _about(row: ListRow) -> str:
    """The entry or the record as an objection names it."""
    return f"{'r' if row.record_id else 'l'}-{to_public(row.number)}"


def _record(row: ListRow) -> str:
    """The record that stands behind the entry, on the page of whom it names."""
    if row.record_id is None:
        return ""
    return of_records(row.subject_id, row.code, record=to_public(row.record_id))
