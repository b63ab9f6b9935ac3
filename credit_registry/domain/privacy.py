"""Personal numbers in free text: identity numbers and mobile numbers.

A unified social credit code is no identity number: the date part and the ISO 7064 check
character of the identity number (GB 11643) tell them apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_WIDE_DIGITS = str.maketrans("０１２３４５６７８９Ｘｘ－　", "0123456789Xx- ")
_LONG_NUMBER = re.compile(r"[0-9０-９](?:[ 　－-]?[0-9０-９]){10}")
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])([1-9]\d{5})[ -]?((?:18|19|20)\d{6})[ -]?(\d{3}[0-9Xx])"
    r"(?:\d\d)?(?![0-9A-Za-z])"
)
_MOBILE = re.compile(
    r"(?:(?<![0-9A-Za-z.])|(?<=tel)|(?<=mob)|(?<=phone))"
    r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9A-Za-z]|\.\d)",
    re.IGNORECASE,
)
_LIKE_IDENTITY = re.compile(
    r"[1-9]\d{5}[ -]?(?:18|19|20)\d{6}[ -]?\d{3}[0-9Xx]"
    r"|(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)"
)
"""Numbers of 18 characters, and the older ones of 15, whose date part may be a date."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"


class PersonalNumber(StrEnum):
    """What kind of personal number it is."""

    IDENTITY = "identity_number"
    MOBILE = "mobile_number"


@dataclass(frozen=True, slots=True)
class Span:
    """Where a personal number stands in a text; the number itself is not carried along."""

    start: int
    end: int
    kind: PersonalNumber


def is_identity_number(text: str) -> bool:
    """Whether the 18 characters are an identity number: a real date and the right check character.

    >>> is_identity_number("11010519491231002X")
    True
    >>> is_identity_number("913717001688556000")
    False
    """
    if not re.fullmatch(r"[1-9]\d{16}[0-9Xx]", text):
        return False
    try:
        date.fromisoformat(text[6:14])
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11] == text[17].upper()


def may_hold_personal_numbers(text: str) -> bool:
    """A quick look: whether the text has eleven digits in a row at all."""
    return _LONG_NUMBER.search(text) is not None


def personal_numbers(text: str) -> list[Span]:
    """Where identity numbers and mobile numbers stand in the text, in order.

    >>> personal_numbers("联系电话13800138000")
    [Span(start=4, end=15, kind=<PersonalNumber.MOBILE: 'mobile_number'>)]
    """
    if not may_hold_personal_numbers(text):
        return []
    narrow = text.translate(_WIDE_DIGITS)
    return sorted((*_identity_spans(narrow), *_mobile_spans(narrow)), key=lambda span: span.start)


def masked(text: str) -> str:
    """The text with each personal number, and each that looks like one, replaced by `***`.

    >>> masked("张三110105194912310021")
    '张三***'
    """
    if not may_hold_personal_numbers(text):
        return text
    return _MOBILE.sub("***", _LIKE_IDENTITY.sub("***", text.translate(_WIDE_DIGITS)))


def hidden(text: str) -> str:
    """The text with each personal number replaced by `***`, and nothing that only looks like one.

    >>> hidden("联系电话13800138000，案号360700202601050001")
    '联系电话***，案号360700202601050001'
    """
    return _without(text, frozenset(PersonalNumber))


def without_identity_numbers(text: str) -> str:
    """The text with each identity number replaced by `***`.

    >>> without_identity_numbers("11010519491231002X 13800138000")
    '*** 13800138000'
    """
    return _without(text, frozenset({PersonalNumber.IDENTITY}))


def _without(text: str, kinds: frozenset[PersonalNumber]) -> str:
    """The text with the numbers of these kinds replaced, from the last to the first."""
    for span in reversed(personal_numbers(text)):
        if span.kind in kinds:
            text = f"{text[: span.start]}***{text[span.end :]}"
    return text


def _identity_spans(text: str) -> Iterator[Span]:
    for match in _IDENTITY.finditer(text):
        if is_identity_number("".join(match.groups())):
            yield Span(match.start(), match.end(), PersonalNumber.IDENTITY)


def _mobile_spans(text: str) -> Iterator[Span]:
    for match in _MOBILE.finditer(text):
        yield Span(match.start(), match.end(), PersonalNumber.MOBILE)
