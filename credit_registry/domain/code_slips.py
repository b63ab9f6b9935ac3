"""Codes that are one slip away from what was typed, each with the right check character.

A slip is a wrong character, one too many, one too few, or two neighbours exchanged. None of the
codes is taken for what was meant: a person chooses.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from credit_registry.domain import code_forms, organization_codes, registration_numbers, usccs


class _Form(NamedTuple):
    """A kind of code: its length, its characters, and whether one has its check character."""

    length: int
    alphabet: str
    is_valid: Callable[[str], bool]


_DIGITS = usccs.ALPHABET[:10]
_FORMS = (
    _Form(usccs.LENGTH, usccs.ALPHABET, usccs.is_valid),
    _Form(registration_numbers.LENGTH, _DIGITS, registration_numbers.is_valid),
    _Form(organization_codes.LENGTH, organization_codes.ALPHABET, organization_codes.is_valid),
)


def one_slip_from(text: str) -> tuple[str, ...]:
    """The codes of any kind that the text may be a slip of; none for a code that is right.

    >>> "91360700754225484B" in one_slip_from("91360700754225434B")
    True
    >>> one_slip_from("91360700754225484B"), one_slip_from("南康家具")
    ((), ())
    """
    typed = code_forms.normalise(text)
    if not typed.isascii() or not typed.isalnum():
        return ()
    if any(form.is_valid(typed) for form in _FORMS if len(typed) == form.length):
        return ()
    found = {code for form in _FORMS for code in _slips(typed, form) if form.is_valid(code)}
    return tuple(sorted(found))


def _slips(typed: str, form: _Form) -> Iterator[str]:
    """What one slip may have made the text of, right or not."""
    parts = [(typed[:place], typed[place:]) for place in range(len(typed) + 1)]
    match len(typed) - form.length:
        case 0:
            yield from (f"{one}{each}{two[1:]}" for one, two in parts for each in form.alphabet)
            yield from (f"{one}{two[:2][::-1]}{two[2:]}" for one, two in parts)
        case 1:
            yield from (f"{one}{two[1:]}" for one, two in parts)
        case -1:
            yield from (f"{one}{each}{two}" for one, two in parts for each in form.alphabet)
