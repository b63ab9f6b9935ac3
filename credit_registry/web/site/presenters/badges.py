"""Badges: how a list, a standing or a status looks; words always stand beside the sign."""

from dataclasses import dataclass

from credit_registry.domain.listings import OPEN, ListColour, ListingStatus

SIGNS = {
    ListColour.RED: ("red", "★"),
    ListColour.BLACK: ("black", "■"),
    ListColour.MIRRORED: ("mirrored", "■"),
    ListColour.WATCH: ("pending", "○"),
}


@dataclass(frozen=True, slots=True)
class Badge:
    """A sign with its words; `look` is a class of the style sheet."""

    look: str
    sign: str
    text: str


def of_list(colour: ListColour, text: str) -> Badge:
    """The badge of a list."""
    look, sign = SIGNS[colour]
    return Badge(look, sign, text)


def of_status(status: ListingStatus, colour: ListColour, text: str) -> Badge:
    """The badge of an entry on the desk: pending, on the list, or past."""
    if status is ListingStatus.PUBLISHED:
        return of_list(colour, text)
    if status in OPEN:
        return Badge("pending", "●", text)
    return Badge("past", "○", text)
