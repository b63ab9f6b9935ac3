"""The erasure of a field on the desk: what can be erased, what was, and that the proofs hold."""

from dataclasses import dataclass

from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.histories.erasable_fields import Erasable, Proof
from credit_registry.web.site.addresses import here
from credit_registry.web.site.forms import erasures as forms
from credit_registry.web.site.forms.erasures import Erasure
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import erasable_fields, fields
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.presenters.subject_histories import proof_of
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class ProofItem:
    """One event, and whether it still stands as it was written."""

    position: str
    address: str
    told: str
    verdict: str


@dataclass(frozen=True, slots=True)
class ErasurePage:
    """The form, with what was erased before; `fields` is empty where nothing can be erased."""

    title: str
    back: str
    address: str
    history_address: str
    version: int
    fields: tuple[FieldItem, ...]
    erased: tuple[str, ...]
    proofs: tuple[ProofItem, ...]


def page(found: Erasable, title: str, back: str, address: str, typed: Typed) -> ErasurePage:
    """The page of a record's or a registration's fields."""
    voice = typed.voice
    return ErasurePage(
        title=title or voice.say("record.title_erased"),
        back=back,
        address=address,
        history_address=here("subject_history", subject=to_public(found.subject_id)),
        version=found.row_version,
        fields=_fields(found, typed) if found.held else (),
        erased=tuple(erasable_fields.label(name, voice) for name in found.erased),
        proofs=tuple(_proof(each, voice) for each in found.proofs) if found.erased else (),
    )


def summary(stated: Erasure, voice: Voice) -> tuple[Fact, ...]:
    """What the officer is about to state."""
    return (
        (voice.say("field.erased_field"), erasable_fields.label(stated.field, voice)),
        (voice.say("field.erasure_ground"), stated.ground),
        (voice.say("field.erasure_document"), stated.document_number),
    )


def _fields(found: Erasable, typed: Typed) -> tuple[FieldItem, ...]:
    """The fields of the form."""
    none = ("", typed.voice.say("entry.nothing_chosen"))
    held = tuple((name, erasable_fields.label(name, typed.voice)) for name in found.held)
    return (
        fields.item(forms.FIELD, "choice", typed, is_needed=True, options=(none, *held)),
        fields.item(forms.GROUND, "text", typed, is_needed=True),
        fields.item(forms.DOCUMENT, "line", typed, is_needed=True),
    )


def _proof(proof: Proof, voice: Voice) -> ProofItem:
    """One event with its verdict."""
    instant = voice.instant(proof.at)
    told = voice.say("erasure.brought", instant=instant)
    if proof.field:
        name = erasable_fields.label(proof.field, voice)
        told = voice.say("erasure.erased_then", instant=instant, field=name)
    verdict = voice.say("erasure.intact" if proof.is_intact else "erasure.broken")
    return ProofItem(str(proof.position), proof_of(proof.position), told, verdict)
