"""Unified social credit codes (GB 32100-2015 with amendment 1): reading and checking.

Eighteen characters: department, institution class, six digits of the division at registration,
nine characters of the organisation code, and a check character modulo 31. The division need not
exist any more: a code keeps the one it was given under.
"""

from dataclasses import dataclass
from enum import StrEnum
from operator import getitem
from typing import NamedTuple

from credit_registry.domain import code_forms, organization_codes
from credit_registry.domain.subjects import SubjectKind
from credit_registry.domain.uscc_classes import CLASSES

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
FILLER = "00000000000000000X"
"""What exchange formats write where a body has no code; never an identifier."""

FORM = "18 characters of 0-9 and A-Z without I, O, S, V, Z (GB 32100-2015)"

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, position, 31) for position in range(LENGTH - 1))
_DIVISION = slice(2, 8)
_IDENTIFIER = slice(8, 17)


def _weighted(position: int, weight: int) -> dict[str, int]:
    """What each character that may stand at the position adds to the sum."""
    permitted = ALPHABET[:10] if _DIVISION.start <= position < _DIVISION.stop else ALPHABET
    return {character: _VALUES[character] * weight for character in permitted}


_TABLES = tuple(_weighted(position, weight) for position, weight in enumerate((*_WEIGHTS, 1)))
"""One look-up for each position, so that a million codes are checked in seconds."""


class UsccVerdict(StrEnum):
    """What a check of a code found."""

    VALID = "valid"
    FILLER = "filler"
    WRONG_LENGTH = "wrong_length"
    WRONG_CHARACTER = "wrong_character"
    UNKNOWN_DEPARTMENT_CLASS = "unknown_department_class"
    WRONG_DIVISION_PART = "wrong_division_part"
    WRONG_CHECK_CHARACTER = "wrong_check_character"


@dataclass(frozen=True, slots=True)
class UsccCheck:
    """A code in normal form and what is to be said of it; reason and accepted are sentences.

    `organization_code_mismatch` is a warning: the embedded organisation code fails GB 11714.
    `suggestion` is the one code that may have been meant, for a person to confirm.
    """

    code: str
    verdict: UsccVerdict
    suggestion: str | None
    organization_code_mismatch: bool
    reason: str
    accepted: str


class UsccParts(NamedTuple):
    """What a code is made of; the identifier is an organisation code."""

    department: str
    institution_class: str
    division_code: str
    subject_identifier: str
    check_character: str


def normalise(text: str) -> str:
    """The text in narrow capitals without spaces and hyphens; letters are never repaired."""
    return code_forms.normalise(text)


def is_valid(code: str) -> bool:
    """Whether the code, in normal form, is valid; quick enough for a whole register."""
    if len(code) != LENGTH or code[:2] not in CLASSES:
        return False
    try:
        return sum(map(getitem, _TABLES, code)) % 31 == 0
    except KeyError:
        return False


def check(text: str) -> UsccCheck:
    """The code in the text with what is wrong with it, if anything."""
    code = normalise(text)
    verdict = _verdict(code)
    mismatch = verdict in _COMPLETE and not organization_codes.is_valid(code[_IDENTIFIER])
    suggestion = _suggestion(code) if verdict in _REPAIRABLE else None
    accepted = "" if verdict is UsccVerdict.VALID else _accepted(verdict, suggestion)
    return UsccCheck(
        code, verdict, suggestion, mismatch, _reason(code, verdict, mismatch), accepted
    )


def check_character(first17: str) -> str:
    """The check character of the first 17 characters. Raises ValueError where one is not allowed.

    >>> check_character("91360700754225484")
    'B'
    """
    if len(first17) != LENGTH - 1 or not all(character in _VALUES for character in first17):
        raise ValueError(f"{first17!r} is no body of a code: 17 of the {FORM}.")
    total = sum(_VALUES[each] * weight for each, weight in zip(first17, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def parts(code: str) -> UsccParts:
    """What a code in normal form is made of. Raises ValueError where it is not 18 characters."""
    if len(code) != LENGTH:
        raise ValueError(f"{code!r} has {len(code)} characters; accepted: {FORM}.")
    return UsccParts(code[0], code[1], code[_DIVISION], code[_IDENTIFIER], code[-1])


def subject_kind(code: str) -> SubjectKind:
    """The kind of subject that the code's department and class are given to.

    >>> subject_kind("92360702MA3QWERT8H")
    <SubjectKind.INDIVIDUAL_BUSINESS: 'individual_business'>
    """
    found = CLASSES.get(code[:2])
    return found.subject_kind if found else SubjectKind.UNINCORPORATED


def suggestions(text: str) -> tuple[str, ...]:
    """The valid codes that the text may be a slip of; more than one means that none is sure.

    Letters for digits and neighbours exchanged come first. Where neither explains the text and the
    organisation code inside is sound, the check character itself is taken for the slip.
    """
    code = normalise(text)
    if len(code) != LENGTH or is_valid(code):
        return ()
    candidates = {*_reread(code), *_exchanged(code)}
    found = sorted(candidate for candidate in candidates if _is_sound(candidate))
    if not found and _verdict(code) is UsccVerdict.WRONG_CHECK_CHARACTER:
        corrected = code[:-1] + check_character(code[:-1])
        return (corrected,) if _is_sound(corrected) else ()
    return tuple(found)


_COMPLETE = frozenset({UsccVerdict.VALID, UsccVerdict.WRONG_CHECK_CHARACTER})
_REPAIRABLE = frozenset(UsccVerdict) - {
    UsccVerdict.VALID,
    UsccVerdict.FILLER,
    UsccVerdict.WRONG_LENGTH,
}
_ALWAYS_MISREAD = str.maketrans({"O": "0", "I": "1", "S": "5", "Z": "2"})
"""Letters outside the alphabet, for the digits they look like."""

_SOMETIMES_MISREAD = {"B": "8", "8": "B"}


def _verdict(code: str) -> UsccVerdict:
    """The first thing that is wrong with a code in normal form."""
    if code == FILLER:
        return UsccVerdict.FILLER
    if len(code) != LENGTH:
        return UsccVerdict.WRONG_LENGTH
    if not all(character in _VALUES for character in code):
        return UsccVerdict.WRONG_CHARACTER
    if code[:2] not in CLASSES:
        return UsccVerdict.UNKNOWN_DEPARTMENT_CLASS
    if not code[_DIVISION].isdecimal():
        return UsccVerdict.WRONG_DIVISION_PART
    return UsccVerdict.VALID if is_valid(code) else UsccVerdict.WRONG_CHECK_CHARACTER


def _suggestion(code: str) -> str | None:
    """The one code that may have been meant."""
    found = suggestions(code)
    return found[0] if len(found) == 1 else None


def _is_sound(code: str) -> bool:
    """Whether both check characters of a candidate are right."""
    return is_valid(code) and organization_codes.is_valid(code[_IDENTIFIER])


def _reread(code: str) -> list[str]:
    """The code with its misread characters as the digits or letters they look like."""
    plain = code.translate(_ALWAYS_MISREAD)
    return [plain] + [
        plain[:position] + _SOMETIMES_MISREAD[character] + plain[position + 1 :]
        for position, character in enumerate(plain)
        if character in _SOMETIMES_MISREAD
    ]


def _exchanged(code: str) -> list[str]:
    """The code with each pair of neighbours exchanged."""
    return [
        code[:position] + code[position + 1] + code[position] + code[position + 2 :]
        for position in range(LENGTH - 1)
    ]


def _reason(code: str, verdict: UsccVerdict, mismatch: bool) -> str:  # noqa: FBT001 - a clause of the sentence
    """What was found, as a sentence."""
    if verdict is UsccVerdict.WRONG_LENGTH:
        return f"The code has {len(code)} characters instead of {LENGTH}."
    if verdict is UsccVerdict.WRONG_CHARACTER:
        strange = "".join(dict.fromkeys(each for each in code if each not in _VALUES))
        return f"The code contains {strange!r}, which no unified social credit code does."
    if verdict is UsccVerdict.UNKNOWN_DEPARTMENT_CLASS:
        return f"{code[:2]!r} names no registering department and institution class."
    if verdict is UsccVerdict.WRONG_DIVISION_PART:
        return f"{code[_DIVISION]!r} stands where the six digits of the division belong."
    if verdict is UsccVerdict.VALID and mismatch:
        return "The code is valid, but the organisation code inside it fails its own check."
    return _PLAIN_REASONS[verdict]


_PLAIN_REASONS = {
    UsccVerdict.VALID: "The code is valid.",
    UsccVerdict.FILLER: "This is the filler for bodies that have no code.",
    UsccVerdict.WRONG_CHECK_CHARACTER: "The last character is not the check character of the rest.",
}


def _accepted(verdict: UsccVerdict, suggestion: str | None) -> str:
    """What would be accepted instead, as a sentence."""
    if verdict is UsccVerdict.FILLER:
        return "It is accepted on import as 'no code' and never as an identifier."
    if suggestion:
        return f"{suggestion} would be accepted, if that is what was meant."
    if verdict is UsccVerdict.UNKNOWN_DEPARTMENT_CLASS:
        return f"Accepted at the beginning: {', '.join(CLASSES)}."
    return f"Accepted: {FORM}."
