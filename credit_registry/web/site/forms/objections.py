"""The form of an objection: what it is about, and why that is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from credit_registry.web.site.forms.typed import Typed

ABOUT, NOTE = "about", "objection_note"


@dataclass(frozen=True, slots=True)
class Stated:
    """What was typed: `r-` and a record's opaque id or `l-` and an entry's, and the reason."""

    about: str
    note: str


def read(typed: Typed, accepted: Mapping[str, str]) -> Stated:
    """The form; faults are noted in `typed`."""
    stated = Stated(typed.chosen(ABOUT, accepted), typed.needed(NOTE))
    typed.impersonal(NOTE)
    return stated
