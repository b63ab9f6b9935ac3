"""Taxpayer identification numbers: 15, 18 or 20 characters.

Fifteen are six digits of a division and an organisation code; eighteen are a unified social credit
code. Numbers of natural persons, and of individually-owned businesses before the unified code (20
characters), are made of an identity number: they name a person and embed no organisation code.
"""

import re

from credit_registry.domain import organization_codes, usccs

_OLDER_LENGTH = 15
_DIVISION = re.compile(r"[0-9]{6}")


def organization_code_of(number: str) -> str | None:
    """The organisation code inside the number, in normal form; None where it holds no sound one.

    >>> organization_code_of("360702754225484")
    '754225484'
    >>> organization_code_of("91360700754225484B")
    '754225484'
    """
    if len(number) == _OLDER_LENGTH and _DIVISION.match(number):
        code = number[6:]
    elif usccs.is_valid(number):
        code = usccs.parts(number).subject_identifier
    else:
        return None
    return code if organization_codes.is_valid(code) else None


def is_valid(number: str) -> bool:
    """Whether the number, in normal form, names an organisation."""
    return usccs.is_valid(number) or organization_code_of(number) is not None
