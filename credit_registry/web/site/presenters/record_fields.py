"""The dictionary of fields: every kind of record with its fields, read off the catalogue."""

from dataclasses import dataclass

from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import Field
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field: its name in files and in the interface, its label, and what it holds."""

    name: str
    label: str
    holds: str
    length: str
    needed: str
    is_public: bool
    choices: str
    headings: str


@dataclass(frozen=True, slots=True)
class KindTable:
    """One kind and its fields."""

    code: str
    label: str
    fields: tuple[FieldLine, ...]


def tables(voice: Voice) -> tuple[KindTable, ...]:
    """All kinds in the order of the catalogue."""
    return tuple(_table(kind, voice) for kind in KINDS.values())


def _table(kind: Kind, voice: Voice) -> KindTable:
    """One kind."""
    label = voice.either(kind.label_zh, kind.label_en)
    return KindTable(kind.code.value, label, tuple(_line(field, voice) for field in kind.fields))


def _line(field: Field, voice: Voice) -> FieldLine:
    """One field."""
    choices = field.enumeration.values.items() if field.enumeration else ()
    return FieldLine(
        name=field.name,
        label=voice.either(field.label_zh, field.label_en),
        holds=voice.say(f"type.{field.type.value}"),
        length=str(field.max_length or ""),
        needed=_needed(field, voice),
        is_public=field.is_public,
        choices=voice.listed([f"{code} ({voice.either(*words)})" for code, words in choices]),
        headings=voice.listed(_others(field, voice)),
    )


def _others(field: Field, voice: Voice) -> list[str]:
    """The headings under which the field is known beside its name and its label here."""
    label = voice.either(field.label_zh, field.label_en)
    return [each for each in field.all_headings if each not in {field.name, label}]


def _needed(field: Field, voice: Voice) -> str:
    """Whether the field must be filled."""
    if callable(field.required):
        return voice.say("dictionary.sometimes")
    return voice.say("dictionary.always" if field.required else "dictionary.never")
