"""Where a record is entered: the kinds, the form of one, and what is asked once more."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.identity_documents import Holder
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.entries import Entry
from credit_registry.domain.kinds.fields import Enumeration, Field, FieldType
from credit_registry.domain.kinds.reasons import in_chinese
from credit_registry.domain.publications import FieldSet
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.exchange import writing
from credit_registry.services.intake.record_entries import Foreseen
from credit_registry.services.subjects.subjects import Identity
from credit_registry.web.site.addresses import here
from credit_registry.web.site.forms import record_entries as forms
from credit_registry.web.site.forms.typed import SEPARATOR, Typed
from credit_registry.web.site.presenters import identity_entries, record_words
from credit_registry.web.site.presenters.fields import FieldItem, Option
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice

LONG_TEXT = 300
"""From this length on a text gets several lines."""


@dataclass(frozen=True, slots=True)
class KindItem:
    """One kind that can be entered."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    """The form of a kind; `number` makes sending it twice one entry, `kept` goes along unseen."""

    kind: str
    address: str
    kinds_address: str
    number: str
    fields: tuple[FieldItem, ...]
    kept: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class EntryAsked:
    """The question before a record is saved: what is public of it and until when, and what is not.

    `kept` is what was typed, which goes along unseen.
    """

    title: str
    subject: str
    sentences: tuple[str, ...]
    remarks: tuple[str, ...]
    public: tuple[Fact, ...]
    internal: tuple[Fact, ...]
    kept: tuple[Fact, ...]


def kinds(code: str, voice: Voice) -> tuple[KindItem, ...]:
    """Every kind, each with the address of its form."""
    return tuple(
        KindItem(
            voice.either(kind.label_zh, kind.label_en),
            here("enter_record", kind=kind.code.value, code=code or None),
        )
        for kind in KINDS.values()
    )


def known_of(kind: Kind, subject: Identity) -> dict[str, str]:
    """What the form is filled in with, of a subject that is on record."""
    codes = {
        "uscc": IdentifierScheme.USCC,
        "registration_number": IdentifierScheme.REGISTRATION_NUMBER,
        "organization_code": IdentifierScheme.ORGANIZATION_CODE,
        "taxpayer_number": IdentifierScheme.TAXPAYER_NUMBER,
    }
    stated = {name: subject.codes.get(scheme, "") for name, scheme in codes.items()}
    known = {"subject_name": subject.name, **stated}
    return {name: text for name, text in known.items() if name in kind.by_name and text}


def stated_of(kind: Kind, draft: RecordDraft) -> dict[str, str]:
    """What the form is filled in with to correct a record: all that stands, amounts in yuan."""
    row = writing.record_row(draft)
    stated = {name: str(cell) for name, cell in row.items() if cell != ""}
    for field in kind.fields:
        if field.type is FieldType.AMOUNT and field.name in stated:
            stated[field.name] = str(Decimal(stated[field.name]).scaleb(-2))
    return stated


def page(kind: Kind, typed: Typed) -> EntryPage:
    """The form as it is filled in so far."""
    return EntryPage(
        kind=typed.voice.either(kind.label_zh, kind.label_en),
        address=here("enter_record", kind=kind.code.value),
        kinds_address=here("enter_record"),
        number=typed.values.get(forms.NUMBER) or uuid.uuid4().hex,
        fields=tuple(_items(kind, typed)),
        kept=tuple(identity_entries.sealed_part(typed)),
    )


def asked(
    kind: Kind, entry: Entry, draft: RecordDraft, foreseen: Foreseen, typed: Typed
) -> EntryAsked:
    """What the officer reads once more."""
    voice = typed.voice
    public = _public_fields(kind, foreseen)
    shown = {field.name for field in public}
    is_any = bool(foreseen.publication.windows)
    open_facts = record_words.details(draft.kind, _part(draft, shown, inside=True), voice)
    head = (
        (voice.say("column.title"), draft.title),
        (voice.say("record.unit"), draft.source_unit.name),
        (voice.say("record.document"), draft.document_number),
    )
    hidden = [
        *record_words.details(draft.kind, _part(draft, shown, inside=False), voice),
        *identity_entries.facts(kind, entry, voice),
    ]
    return EntryAsked(
        title=voice.either(kind.label_zh, kind.label_en),
        subject=foreseen.subject.name if foreseen.subject else draft.subject.name,
        sentences=tuple(_sentences(foreseen, voice)),
        remarks=tuple(voice.either(in_chinese(r.reason), r.reason) for r in entry.remarks),
        public=(*head, *open_facts) if is_any else (),
        internal=tuple(hidden) if is_any else (*head, *open_facts, *hidden),
        kept=tuple(_kept(kind, typed)),
    )


def label(field: Field, voice: Voice) -> str:
    """The field's label; an amount is typed in yuan whatever the source's column is in."""
    return record_words.without_unit(voice.either(field.label_zh, field.label_en))


def options(enumeration: Enumeration, voice: Voice) -> tuple[Option, ...]:
    """The choices by their codes."""
    return tuple((str(code), voice.either(*pair)) for code, pair in enumeration.values.items())


def _items(kind: Kind, typed: Typed) -> Iterable[FieldItem]:
    """The fields, and the representative's document behind the representative."""
    for field in kind.fields:
        yield _item(field, typed)
        if field.name == Holder.LEGAL_REPRESENTATIVE.value:
            yield from identity_entries.items(kind, typed)


def _item(field: Field, typed: Typed) -> FieldItem:
    """One field."""
    voice = typed.voice
    chosen = options(field.enumeration, voice) if field.enumeration else ()
    if field.type is FieldType.CHOICE:
        chosen = (("", voice.say("entry.nothing_chosen")), *chosen)
    return FieldItem(
        name=field.name,
        kind=_kind_of(field),
        label=label(field, voice),
        hint=voice.either("", " ").join(_hints(field, voice)),
        value=_value(field, typed),
        fault=typed.faults.get(field.name, ""),
        is_needed=field.always_required,
        options=chosen,
    )


def _value(field: Field, typed: Typed) -> str:
    """What is typed; choices written as words show as their codes, so that they stay chosen."""
    text, known = typed.values.get(field.name, ""), field.enumeration
    if known is None:
        return text
    return SEPARATOR.join(known.code(word) or word for word in text.split(SEPARATOR))


def _kind_of(field: Field) -> str:
    """How the field is typed: days as text, so that even a wrong one stays as it was typed."""
    if field.type is FieldType.CHOICES:
        return "choices"
    is_long = (field.max_length or 0) >= LONG_TEXT and field.type is FieldType.TEXT
    return "text" if is_long else "line"


def _hints(field: Field, voice: Voice) -> Iterable[str]:
    """What to know before typing."""
    if field.type is FieldType.DATE:
        yield voice.say("entry.hint_day")
    if field.type is FieldType.AMOUNT:
        yield voice.say("entry.hint_yuan")
    if field.type is FieldType.CHOICES:
        yield voice.say("entry.hint_several")
    if _kind_of(field) == "text":
        yield voice.say("entry.hint_length", longest=field.max_length)
    if callable(field.required):
        yield voice.say("entry.hint_sometimes")
    if field.is_own and not field.is_public:
        yield voice.say("entry.hint_internal")


def _public_fields(kind: Kind, foreseen: Foreseen) -> tuple[Field, ...]:
    """The fields that the public will see, should it see any."""
    is_reduced = any(
        window.field_set is FieldSet.REDUCED for window in foreseen.publication.windows
    )
    return kind.reduced_fields if is_reduced else kind.public_fields


def _part(draft: RecordDraft, names: set[str], *, inside: bool) -> dict[str, object]:
    """The part of the detail that is among the names, or is not."""
    return {name: value for name, value in draft.detail.items() if (name in names) is inside}


def _sentences(foreseen: Foreseen, voice: Voice) -> Iterable[str]:
    """From when until when the record is public, or why it is not."""
    for window in foreseen.publication.windows:
        span, reason = voice.span(window.since, window.until), voice.label(window.reason)
        yield voice.say("entry.public", span=span, reason=reason)
    if foreseen.publication.withheld:
        reason = voice.label(foreseen.publication.withheld)
        yield voice.say("record.withheld", reason=reason)
    if not foreseen.is_confirmed:
        yield voice.say("entry.provisional")


def _kept(kind: Kind, typed: Typed) -> Iterable[Fact]:
    """What goes along to the next page."""
    for field in kind.fields:
        if text := typed.values.get(field.name, ""):
            yield field.name, text
    yield from identity_entries.kept(kind, typed)
    yield forms.NUMBER, typed.values.get(forms.NUMBER, "")
