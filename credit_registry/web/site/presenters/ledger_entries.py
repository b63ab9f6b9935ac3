"""The ledger on the desk: who did what, and one event with its bytes and its proof."""

import json
from dataclasses import dataclass

from credit_registry.domain.dates import legal_date
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.histories.ledger_entries import LedgerEntry, Sealed
from credit_registry.web.site.addresses import here, same_page
from credit_registry.web.site.forms.ledger_entries import Asked
from credit_registry.web.site.presenters.fields import FieldItem, filtering
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.presenters.subject_histories import proof_of, title_of
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class LedgerItem:
    """One event on the page; its subject is named by its id alone."""

    position: str
    address: str
    title: str
    at: str
    iso_at: str
    account: str
    subject: str
    subject_address: str
    told: str


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """A stretch of the ledger; `more` is the address of what came before, empty at the end."""

    sentence: str
    fields: tuple[FieldItem, ...]
    items: tuple[LedgerItem, ...]
    more: str
    newest: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """One event: its facts, what it says, its bytes laid out for reading, and its proof."""

    title: str
    agrees: bool
    facts: tuple[Fact, ...]
    told: tuple[Fact, ...]
    body: str
    subject: str
    subject_address: str
    proof_address: str


def page(asked: Asked, found: list[LedgerEntry], size: int, limit: int, voice: Voice) -> LedgerPage:
    """The page; `found` may hold one event more than are shown."""
    shown = found[:limit]
    return LedgerPage(
        sentence=voice.say("ledger.sentence", count=size),
        fields=_fields(asked, voice),
        items=tuple(_item(entry, voice) for entry in shown),
        more=same_page(before=shown[-1].position) if len(found) > limit else "",
        newest=same_page(before=None) if asked.form.values.get("before") else "",
    )


def event(sealed: Sealed, voice: Voice) -> EventPage:
    """The page of one event."""
    entry, item = sealed.entry, _item(sealed.entry, voice)
    return EventPage(
        title=item.title,
        agrees=sealed.agrees,
        facts=(
            (voice.say("ledger.position"), item.position),
            (voice.say("ledger.at"), item.at),
            (voice.say("ledger.legal_day"), voice.day(legal_date(entry.at))),
            (voice.say("ledger.account"), item.account),
            (voice.say("ledger.leaf"), sealed.leaf),
        ),
        told=tuple((name, _value(value)) for name, value in sorted(entry.told.items())),
        body=json.dumps(json.loads(sealed.body), ensure_ascii=False, indent=2),
        subject=item.subject,
        subject_address=item.subject_address,
        proof_address=proof_of(entry.position),
    )


def _fields(asked: Asked, voice: Voice) -> tuple[FieldItem, ...]:
    """The filters above the ledger."""
    kinds = tuple((kind.value, title_of(kind, voice)) for kind in EventKind)
    return (
        filtering("kind", "choice", "ledger.kind", asked.form,
                  (("", voice.say("list.filter_any")), *kinds)),
        filtering("account", "line", "ledger.username", asked.form),
        filtering("since", "day", "ledger.since", asked.form),
        filtering("until", "day", "ledger.until", asked.form),
    )  # fmt: skip


def _item(entry: LedgerEntry, voice: Voice) -> LedgerItem:
    """One event on the page."""
    subject = "" if entry.subject_id is None else to_public(entry.subject_id)
    return LedgerItem(
        position=str(entry.position),
        address=here("ledger_event", position=entry.position),
        title=title_of(entry.kind, voice),
        at=voice.instant(entry.at),
        iso_at=entry.at.isoformat(timespec="milliseconds"),
        account=f"{entry.account_name} ({entry.username})",
        subject=subject,
        subject_address=here("subject_case", subject=subject) if subject else "",
        told=str(entry.told.get("document_number") or ""),
    )


def _value(value: object) -> str:
    """A value of an event as it is written there."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
