"""Which scheme a code belongs to: for a search box, or a column that mixes them."""

from credit_registry.domain import (
    code_forms,
    organization_codes,
    registration_numbers,
    taxpayer_numbers,
    usccs,
)
from credit_registry.domain.privacy import is_identity_number
from credit_registry.domain.subjects import IdentifierScheme

CHECKS = {
    IdentifierScheme.USCC: usccs.is_valid,
    IdentifierScheme.ORGANIZATION_CODE: organization_codes.is_valid,
    IdentifierScheme.REGISTRATION_NUMBER: registration_numbers.is_valid,
    IdentifierScheme.TAXPAYER_NUMBER: taxpayer_numbers.is_valid,
}
"""The check of each scheme, in the order in which a code is tried."""


def recognise(text: str) -> tuple[IdentifierScheme, str] | None:
    """The scheme and the normal form of a whole, valid code; None for anything else.

    Fifteen digits can satisfy two schemes; they are then taken for a registration number, and
    `schemes` names both. An identity number is never recognised, whatever else it satisfies.

    >>> recognise("75422548-4")
    (<IdentifierScheme.ORGANIZATION_CODE: 'organization_code'>, '754225484')
    """
    code = code_forms.normalise(text)
    found = schemes(code)
    return (found[0], code) if found else None


def schemes(code: str) -> tuple[IdentifierScheme, ...]:
    """Every scheme whose check the code, in normal form, passes; the likeliest first."""
    if _is_personal(code):
        return ()
    return tuple(scheme for scheme, is_valid in CHECKS.items() if is_valid(code))


def _is_personal(code: str) -> bool:
    """Whether the code is an identity number, though it may satisfy GB 32100 as well.

    One in 31 does where its first two digits are a known class. No province's code begins with 9,
    so that a code of market regulation is never taken for one.
    """
    return not code.startswith("9") and is_identity_number(code)
