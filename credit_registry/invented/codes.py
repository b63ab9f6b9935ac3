"""Unified codes of the invented city: valid by GB 32100 and GB 11714, in a division never assigned.

No division code of GB/T 2260 begins with 99, so that no code made here is anyone's.
"""

from credit_registry.domain import organization_codes, usccs

_SPREAD = 7_919
"""A prime, so that neighbours in the numbering do not look like neighbours."""

_NUMBERS = 10**6


def uscc(number: int, department_class: str, division: str) -> str:
    """The valid code of a number below a million.

    >>> uscc(1, "91", "990101")
    '91990101WU00791954'
    """
    body = f"WU{number * _SPREAD % _NUMBERS:06d}"
    first = f"{department_class}{division}{body}{organization_codes.check_character(body)}"
    return first + usccs.check_character(first)


def misread(code: str) -> str:
    """The code with a wrong check character, as a slip of the pen leaves it."""
    alphabet = usccs.ALPHABET
    return code[:-1] + alphabet[(alphabet.index(code[-1]) + 1) % len(alphabet)]
