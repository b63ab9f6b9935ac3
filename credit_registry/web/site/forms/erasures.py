"""The form that erases a field: which, on what ground, by which document."""

from collections.abc import Iterable
from dataclasses import dataclass

from credit_registry.web.site.forms.typed import LONGEST_LINE, Typed

FIELD, GROUND, DOCUMENT = "erased_field", "erasure_ground", "erasure_document"
FIELDS = (FIELD, GROUND, DOCUMENT)


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was stated; it counts only where `Typed` found no fault."""

    field: str
    ground: str
    document_number: str
    version: int
    is_confirmed: bool
    is_to_change: bool


def read(typed: Typed, accepted: Iterable[str]) -> Erasure:
    """The erasure, with the version that the officer had before the eyes."""
    field = typed.chosen(FIELD, dict.fromkeys(accepted, ""))
    ground = typed.needed(GROUND)
    document = typed.needed(DOCUMENT, longest=LONGEST_LINE)
    typed.impersonal(GROUND, DOCUMENT)
    confirmed = typed.values.get("confirmed")
    return Erasure(
        field, ground, document, typed.number("version"), confirmed == "yes", confirmed == "no"
    )
