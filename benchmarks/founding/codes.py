"""Unified social credit codes with right check characters, in a division never assigned."""

from credit_registry.domain.usccs import check_character

NEVER_ASSIGNED = "999901"
ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def a_code(number: int, department_class: str = "91") -> str:
    """The valid code of a number."""
    body = f"MA{number:06d}"
    total = sum(
        int(character, 36) * weight
        for character, weight in zip(body, ORGANIZATION_WEIGHTS, strict=True)
    )
    first = f"{department_class}{NEVER_ASSIGNED}{body}{'0123456789X0'[11 - total % 11]}"
    return first + check_character(first)
