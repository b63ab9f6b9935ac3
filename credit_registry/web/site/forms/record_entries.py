"""The form in which one record is entered: as many fields as its kind has."""

from datetime import date

from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.entries import Entry, read_entry
from credit_registry.domain.kinds.fields import FieldType, MoneyUnit
from credit_registry.domain.kinds.reasons import Reason, in_chinese
from credit_registry.domain.privacy import masked
from credit_registry.web import context
from credit_registry.web.site.forms import identity_entries
from credit_registry.web.site.forms.typed import SEPARATOR, Typed
from credit_registry.web.site.voices import Voice, voice

NUMBER, CONFIRMED = "entry_number", "confirmed"
UNIT = MoneyUnit.YUAN
"""Money is typed in yuan."""


def typed(kind: Kind) -> Typed:
    """What was sent; choices of a field that takes several are joined, identity numbers sealed."""
    form = context.current_request().form
    values = form.to_dict()
    for field in kind.fields:
        if field.type is FieldType.CHOICES:
            values[field.name] = SEPARATOR.join(filter(None, form.getlist(field.name)))
    return Typed(identity_entries.sealed(kind, values), voice())


def read(kind: Kind, sent: Typed, today: date) -> Entry:
    """The entry; its faults are noted in `sent`, and so is what a file would only be remarked for.

    A file's incomplete date is left empty with a remark; here somebody can still complete it.
    """
    texts = texts_of(kind, sent) | identity_entries.texts_of(kind, sent)
    amounts = {field.name: UNIT for field in kind.fields if field.type is FieldType.AMOUNT}
    entry = read_entry(kind, texts, today, units=amounts)
    incomplete = [fault for fault in entry.remarks if fault.reason == Reason.PARTIAL_DATE]
    for fault in (*entry.faults, *incomplete):
        name = fault.pointer.lstrip("/")
        sent.faults.setdefault(name, fault_text(fault, sent.voice))
    _hide_personal_numbers(sent, entry.faults)
    identity_entries.forget(sent, sent.faults)
    return entry


def texts_of(kind: Kind, sent: Typed) -> dict[str, str]:
    """What was typed into the fields of the kind."""
    return {
        field.name: text
        for field in kind.fields
        if (text := sent.values.get(field.name, "").strip())
    }


def fault_text(fault: FieldError, voice: Voice) -> str:
    """What is wrong with a field, and what would be accepted."""
    accepted = "" if fault.reason == Reason.MISSING else fault.accepted
    return refusal_text(fault.reason, accepted, voice)


def refusal_text(reason: str, accepted: str, voice: Voice) -> str:
    """A reason in words, and what would be accepted where that is known."""
    told = voice.either(in_chinese(reason), reason)
    if not accepted:
        return voice.say("entry.fault", reason=told)
    return voice.say("entry.fault_accepted", reason=told, accepted=accepted)


def _hide_personal_numbers(sent: Typed, faults: tuple[FieldError, ...]) -> None:
    """Take identity and mobile numbers out of what the page shows again; the rest stays typed."""
    names = {
        fault.pointer.lstrip("/") for fault in faults if fault.reason == Reason.PERSONAL_NUMBER
    }
    sent.values = {
        name: masked(text) if name in names else text for name, text in sent.values.items()
    }
