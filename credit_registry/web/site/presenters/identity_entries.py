"""The fields of an identity document in a record's form; the number is never among the values."""

from collections.abc import Iterable

from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.entries import Entry
from credit_registry.domain.kinds.identities import DOCUMENT_TYPES, IdentityField
from credit_registry.web.site.forms import identity_entries as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice


def items(kind: Kind, typed: Typed) -> Iterable[FieldItem]:
    """Type and number of each document that the form asks for."""
    for each in forms.asked_for(kind):
        yield _type(each, typed)
        yield _number(each, typed)


def kept(kind: Kind, typed: Typed) -> Iterable[Fact]:
    """What goes along to the next page, the numbers sealed."""
    for each in forms.asked_for(kind):
        if text := typed.values.get(each.type_name, ""):
            yield each.type_name, text
    yield from sealed_part(typed)


def sealed_part(typed: Typed) -> Iterable[Fact]:
    """The numbers that were sealed before, which the form sends again."""
    if text := typed.values.get(forms.SEALED, ""):
        yield forms.SEALED, text


def facts(kind: Kind, entry: Entry, voice: Voice) -> Iterable[Fact]:
    """That a number is given, and of what document; not the number."""
    holders = {each.holder: each for each in kind.identities}
    for document in entry.identities:
        told = voice.say("identity.given", document=voice.label(document.type))
        yield _label(holders[document.holder], voice, "identity.number"), told


def _type(each: IdentityField, typed: Typed) -> FieldItem:
    """What document it is."""
    voice = typed.voice
    options = [(str(code), voice.either(*pair)) for code, pair in DOCUMENT_TYPES.values.items()]
    return FieldItem(
        name=each.type_name,
        kind="line",
        label=_label(each, voice, "identity.type"),
        hint=voice.say("identity.type_hint"),
        value=typed.values.get(each.type_name, ""),
        fault=typed.faults.get(each.type_name, ""),
        is_needed=False,
        options=(("", voice.say("entry.nothing_chosen")), *options),
    )


def _number(each: IdentityField, typed: Typed) -> FieldItem:
    """Its number, always empty; the hint says whether one is there."""
    voice = typed.voice
    is_there = each.number_name in forms.numbers_in(typed.values)
    return FieldItem(
        name=each.number_name,
        kind="line",
        label=_label(each, voice, "identity.number"),
        hint=voice.say("identity.number_kept" if is_there else "identity.number_hint"),
        value="",
        fault=typed.faults.get(each.number_name, ""),
        is_needed=False,
    )


def _label(each: IdentityField, voice: Voice, key: str) -> str:
    """Whose document, and what of it."""
    return voice.say(key, holder=voice.label(each.holder))
