"""Worklists of the desk, and what each can be asked for, so that a question can be kept by name."""

from collections.abc import Mapping
from enum import StrEnum

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.events import EventKind
from credit_registry.domain.listings import ListingStatus
from credit_registry.domain.procedures.tables import ProcedureKind


class Worklist(StrEnum):
    """A list of the desk with filters."""

    CASES = "cases"
    PROCEEDINGS = "proceedings"
    SAMPLINGS = "samplings"
    ENDINGS = "endings"
    LEDGER = "ledger"


FILTERS: Mapping[Worklist, Mapping[str, frozenset[str]]] = {
    Worklist.CASES: {"status": frozenset(ListingStatus)},
    Worklist.PROCEEDINGS: {"kind": frozenset(ProcedureKind), "due": frozenset({"overdue"})},
    Worklist.SAMPLINGS: {"only": frozenset({"overdue"})},
    Worklist.ENDINGS: {"which": frozenset({"all"})},
    Worklist.LEDGER: {"kind": frozenset(EventKind)},
}
"""The filters of each worklist with their values. None takes a text, so none can name a person."""


def chosen(worklist: Worklist, query: Mapping[str, str]) -> dict[str, str]:
    """The filters that a query chooses, in order; the place in the list and all else is left out.

    Raises InvalidInput for a value that a filter does not have.
    """
    found = {name: query[name] for name in FILTERS[worklist] if query.get(name)}
    for name, value in found.items():
        if value not in FILTERS[worklist][name]:
            accepted = ", ".join(sorted(FILTERS[worklist][name]))
            error = FieldError(f"/{name}", "is not known", f"one of: {accepted}")
            raise InvalidInput(f"The list has no filter {name} of that value.", [error])
    return found
