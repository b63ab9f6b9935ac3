"""Values of a record in words: choices, amounts and days, as the kind's own fields mean them."""

import re
from datetime import date

from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.fields import Enumeration, Field, FieldType
from credit_registry.domain.records import RecordKind
from credit_registry.web.api.shapes.records import TYPED_WORDS
from credit_registry.web.site.voices import Voice

_UNIT = re.compile(r"\s*[(（](?:万元|元|10,000 yuan|yuan)[)）]")
"""Labels name the unit of the source's column; here amounts carry their own."""

Fact = tuple[str, str]
EMPTY: tuple[object, ...] = ("", [])


def word(kind: RecordKind, code: str | None, voice: Voice) -> str:
    """A typed fact in words, by the kind's own choices first; empty where there is none."""
    if code is None:
        return ""
    for field in KINDS[kind].fields:
        if field.enumeration is not None and code in field.enumeration.values:
            return voice.either(*field.enumeration.values[code])
    return voice.either(*TYPED_WORDS.get(code, (code, code)))


def details(kind: RecordKind, detail: dict[str, object], voice: Voice) -> tuple[Fact, ...]:
    """The kind's own fields that are filled, with their labels, in the kind's order."""
    return tuple(
        (without_unit(voice.either(field.label_zh, field.label_en)), _text(field, value, voice))
        for field in KINDS[kind].fields
        if (value := detail.get(field.name)) is not None and value not in EMPTY
    )


def without_unit(label: str) -> str:
    """A label without the unit of the source's column."""
    return _UNIT.sub("", label)


def _text(field: Field, value: object, voice: Voice) -> str:
    """One field's value."""
    if field.enumeration is not None:
        return _choice(field.enumeration, value, voice)
    if field.type is FieldType.AMOUNT and isinstance(value, int):
        return voice.yuan(value)
    if field.type is FieldType.DATE:
        return _day(str(value), voice)
    return str(value)


def _choice(enumeration: Enumeration, value: object, voice: Voice) -> str:
    """A coded value, or several."""
    codes = value if isinstance(value, list | tuple) else [value]
    words = (enumeration.values.get(str(code), (str(code), str(code))) for code in codes)
    return voice.listed([voice.either(*pair) for pair in words])


def _day(text: str, voice: Voice) -> str:
    """A day as the detail writes it, or the text where it is no whole day."""
    try:
        return voice.day(date.fromisoformat(text))
    except ValueError:
        return text
