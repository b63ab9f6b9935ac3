"""A page of a subject's records alone: of one kind or of all, or one record by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.services.records.records import RecordView
from credit_registry.services.subjects.subjects import Identity
from credit_registry.store.views import View
from credit_registry.web.site.addresses import here, of_records, of_subject, same_page
from credit_registry.web.site.presenters import records
from credit_registry.web.site.presenters.records import Year
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind that the subject has records of; no address for the one that is shown."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class RecordsOfSubject:
    """The page; `more` is the address of what follows, empty at the end."""

    name: str
    code: str
    subject_address: str
    title: str
    count: str
    seen: str
    looking_back: str
    kinds: tuple[KindLine, ...]
    years: tuple[Year, ...]
    report_address: str
    more: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is shown: a kind, None for all; whether it is one record; the cursor of what follows."""

    kind: RecordKind | None
    is_one: bool
    following: str


def page(
    identity: Identity,
    found: Sequence[RecordView],
    counts: Mapping[RecordKind, int],
    view: View,
    asked: Asked,
    voice: Voice,
) -> RecordsOfSubject:
    """The page of some records of a subject."""
    code = identity.codes.get(IdentifierScheme.USCC)
    shown = [records.item(record, voice, is_linked=not view.is_public) for record in found]
    total = sum(counts.values()) if asked.kind is None else counts.get(asked.kind, 0)
    return RecordsOfSubject(
        name=identity.name,
        code=code or "",
        subject_address=of_subject(identity.subject_id, code),
        title=voice.label(asked.kind) if asked.kind else voice.say("record.all"),
        count="" if asked.is_one else voice.say("record.count", count=total),
        seen=voice.say("enterprise.seen", day=voice.day(view.as_of), count=view.position),
        looking_back="" if view.is_present else voice.say(
            "enterprise.looking_back", day=voice.day(view.as_of), count=view.position
        ),
        kinds=tuple(_kinds(identity, code, counts, asked, voice)),
        years=records.years(shown, voice),
        report_address=here("report_form", subject=code or to_public(identity.subject_id)),
        more=same_page(after=asked.following) if asked.following else "",
    )  # fmt: skip


def _kinds(
    identity: Identity,
    code: str | None,
    counts: Mapping[RecordKind, int],
    asked: Asked,
    voice: Voice,
) -> list[KindLine]:
    """All records, and those of each kind, with their numbers."""
    chosen: list[tuple[RecordKind | None, str, int]] = [
        (None, voice.say("record.all"), sum(counts.values()))
    ]
    chosen += [(kind, voice.label(kind), counts[kind]) for kind in sorted(counts)]
    return [
        KindLine(
            voice.say("record.of_kind", kind=label, count=count),
            "" if kind is asked.kind and not asked.is_one else of_records(
                identity.subject_id, code, kind=kind.value if kind else None
            ),
        )
        for kind, label, count in chosen
    ]  # fmt: skip
