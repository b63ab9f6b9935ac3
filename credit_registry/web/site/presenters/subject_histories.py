"""A subject's whole history on the desk: event by event, with its proof and what it changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from credit_registry.domain.dates import legal_date
from credit_registry.domain.events import EventKind
from credit_registry.domain.listings import RemovalReason
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import MistakeReason, RecordState
from credit_registry.law.editions import Edition
from credit_registry.services.histories.subject_histories import Happening, day_of
from credit_registry.services.subjects.identities import QueuedSubject
from credit_registry.store.views import View
from credit_registry.web.site.addresses import here, same_page
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import erasable_fields, fields
from credit_registry.web.site.presenters.changed_rows import ChangeItem, Teller
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice

STATED = {
    "document_number": "field.document_number",
    "note": "field.note",
    "reason": "happening.reason",
    "answer": "happening.answer",
}
"""What an event says in words, with its label; what was erased of it is not there any more."""

REASONS: dict[EventKind, type[RemovalReason | MistakeReason]] = {
    EventKind.LISTING_REMOVED: RemovalReason,
    EventKind.LISTING_WITHDRAWN: RemovalReason,
    EventKind.MISTAKE_REPORTED: MistakeReason,
}
"""The events whose reason is one of several."""


@dataclass(frozen=True, slots=True)
class HappeningItem:
    """One event: what, on which day, by whom, where it stands in the ledger, what it changed."""

    title: str
    day: str
    iso_day: str
    recorded: str
    roles: str
    position: str
    proof_address: str
    facts: tuple[Fact, ...]
    changes: tuple[ChangeItem, ...]


@dataclass(frozen=True, slots=True)
class SubjectHistoryPage:
    """A stretch of the history; `more` is the address of what came before, empty at the end."""

    name: str
    subject_address: str
    address: str
    seen: str
    fields: tuple[FieldItem, ...]
    items: tuple[HappeningItem, ...]
    more: str
    newest: str


def page(
    subject: QueuedSubject,
    found: list[Happening],
    limit: int,
    view: View,
    edition: Edition,
    typed: Typed,
) -> SubjectHistoryPage:
    """The page; `found` may hold one event more than are shown."""
    voice, shown = typed.voice, found[:limit]
    number = to_public(subject.subject_id)
    more = same_page(before=shown[-1].position) if len(found) > limit else ""
    tellers = (
        (each, Teller(subject.subject_id, edition, legal_date(each.at), voice)) for each in shown
    )
    return SubjectHistoryPage(
        name=subject.name,
        subject_address=here("subject_case", subject=number),
        address=here("subject_history", subject=number),
        seen=voice.say("happening.seen", day=voice.day(view.as_of), count=view.position),
        fields=(fields.item("as_of", "day", typed), fields.item("known_at", "line", typed)),
        items=tuple(_item(each, teller) for each, teller in tellers),
        more=more,
        newest=same_page(before=None) if typed.values.get("before") else "",
    )


def proof_of(position: int) -> str:
    """Where the proof that an event stands in the ledger is read."""
    return f"/api/v1/ledger/events/{position}/proof"


def _item(happening: Happening, teller: Teller) -> HappeningItem:
    """One event in words."""
    voice = teller.voice
    recorded_on = legal_date(happening.at)
    own = {day_of(change, recorded_on) for change in happening.changes}
    day = own.pop() if len(own) == 1 else recorded_on
    roles = [voice.label(role) for role in happening.roles]
    return HappeningItem(
        title=title_of(happening.kind, voice),
        day=voice.day(day),
        iso_day=day.isoformat(),
        recorded=voice.instant(happening.at),
        roles=voice.listed(roles) or voice.say("happening.nobody"),
        position=str(happening.position),
        proof_address=proof_of(happening.position),
        facts=tuple(_facts(happening, voice)),
        changes=tuple(filter(None, map(teller.item, happening.changes))),
    )


def title_of(kind: EventKind, voice: Voice) -> str:
    """What happened."""
    return voice.say(f"happening.{kind.value}")


def _facts(happening: Happening, voice: Voice) -> Iterable[Fact]:
    """What the event itself says."""
    told = happening.told
    if told.get("state") in set(RecordState):
        yield voice.say("column.state"), voice.label(RecordState(told["state"]))
    if told.get("field"):
        yield voice.say("happening.field"), erasable_fields.label(str(told["field"]), voice)
    reasons = REASONS.get(happening.kind)
    for name, label in STATED.items():
        text = str(told.get(name) or "")
        if name == "reason" and reasons and text:
            text = voice.label(reasons(text))
        if text:
            yield voice.say(label), text
