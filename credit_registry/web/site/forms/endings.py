"""The form by which an officer confirms that a downstream has taken an ending in."""

from collections.abc import Mapping
from dataclasses import dataclass

from credit_registry.web.site.forms.typed import Typed

DOWNSTREAM, EVIDENCE = "downstream", "ending_evidence"
FIELDS = (DOWNSTREAM, EVIDENCE)


@dataclass(frozen=True, slots=True)
class Stated:
    """Which downstream, and what shows it."""

    downstream: str
    note: str


def read(typed: Typed, waiting: Mapping[str, str]) -> Stated:
    """The form; faults are noted in `typed`."""
    stated = Stated(typed.chosen(DOWNSTREAM, waiting), typed.needed(EVIDENCE))
    typed.impersonal(EVIDENCE)
    return stated
