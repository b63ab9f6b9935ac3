"""Registration numbers of market entities before the unified code (GS15-2006): fifteen digits.

Six digits of the first registration authority, eight of a sequence and a check digit (ISO 7064,
hybrid system modulo 11,10).
"""

import re

from credit_registry.domain.subjects import SubjectKind

LENGTH = 15

_BODY = re.compile(r"[0-9]{14}")
_FORM = re.compile(r"[0-9]{15}")
_SEQUENCE = 6
_INDIVIDUAL_BUSINESSES = frozenset("6789")
"""First digits of the sequence kept for individually-owned businesses."""


def check_digit(first14: str) -> str:
    """The check digit of the first 14 digits. Raises ValueError for anything else.

    >>> check_digit("11010800000001")
    '6'
    """
    if not _BODY.fullmatch(first14):
        raise ValueError(f"{first14!r} is no body of a registration number: 14 digits.")
    product = 10
    for digit in first14:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def is_valid(number: str) -> bool:
    """Whether the number, in normal form, has fifteen digits and the right check digit.

    >>> is_valid("440301103097413"), is_valid("440300000025945")
    (True, False)
    """
    return _FORM.fullmatch(number) is not None and check_digit(number[:-1]) == number[-1]


def subject_kind(number: str) -> SubjectKind:
    """The kind of subject that the sequence was kept for.

    >>> subject_kind("360702600123456")
    <SubjectKind.INDIVIDUAL_BUSINESS: 'individual_business'>
    """
    if number[_SEQUENCE : _SEQUENCE + 1] in _INDIVIDUAL_BUSINESSES:
        return SubjectKind.INDIVIDUAL_BUSINESS
    return SubjectKind.LEGAL_PERSON
