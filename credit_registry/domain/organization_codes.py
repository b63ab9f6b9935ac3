"""Organisation codes (GB 11714): eight characters and a check character.

A unified social credit code embeds one at its positions 9 to 17.
"""

import string
from operator import getitem

ALPHABET = string.digits + string.ascii_uppercase
BODY_LENGTH = 8
LENGTH = BODY_LENGTH + 1

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "0X987654321"
"""The check character by the weighted sum modulo 11: 11 minus it, where 10 is X and 11 is 0."""

_TABLES = tuple(
    {character: value * weight for character, value in _VALUES.items()} for weight in _WEIGHTS
)
"""One look-up for each position, so that a million codes are checked in seconds."""


def check_character(body: str) -> str:
    """The check character of the first eight characters. Raises ValueError for any others.

    >>> check_character("75422548")
    '4'
    >>> check_character("57877546")
    'X'
    """
    if len(body) != BODY_LENGTH or not all(character in _VALUES for character in body):
        raise ValueError(f"{body!r} is no body of an organisation code: 8 characters 0-9, A-Z.")
    total = sum(_VALUES[each] * weight for each, weight in zip(body, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def is_valid(code: str) -> bool:
    """Whether the code, in normal form (nine characters, no hyphen), has its check character.

    >>> is_valid("754225484"), is_valid("754225485")
    (True, False)
    """
    if len(code) != LENGTH:
        return False
    try:
        total = sum(map(getitem, _TABLES, code))
    except KeyError:
        return False
    return code[BODY_LENGTH] == _CHECK_CHARACTERS[total % 11]
