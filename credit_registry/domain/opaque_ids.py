"""The form in which permanent ids are shown: thirteen characters that carry no meaning.

>>> to_public(81985529216486895)
'028t5cy4tqkff'
>>> from_public('028T5CY4TQKFF')
81985529216486895
"""

from credit_registry.domain.errors import NotFound

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 13
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_PAIRS = tuple(first + second for first in ALPHABET for second in ALPHABET)
"""Two characters at a time, as every row of a bulk load commits to an id."""


def to_public(number: int) -> str:
    """The id as thirteen characters of Crockford's base 32, least significant last."""
    return ALPHABET[number >> 60 & 31] + "".join(
        [_PAIRS[number >> shift & 1023] for shift in (50, 40, 30, 20, 10, 0)]
    )


def from_public(text: str) -> int:
    """The number behind a shown id. Raises NotFound for what cannot be one."""
    number = 0
    for character in text.lower():
        if character not in _VALUES:
            raise NotFound(f"No id has the form {text!r}.")
        number = number << 5 | _VALUES[character]
    if len(text) != LENGTH or number >= 1 << 63:
        raise NotFound(f"No id has the form {text!r}.")
    return number
