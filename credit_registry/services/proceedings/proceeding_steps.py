"""What is stated with a step of a proceeding, and what the kinds of proceeding add to a step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from credit_registry.domain.errors import FieldError, Unlawful
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.procedures.tables import Move, Need, Procedure, ProcedureKind
from credit_registry.services.acts import Act
from credit_registry.store.proceedings import Proceeding, ProceedingVersion


@dataclass(frozen=True, slots=True)
class ProceedingForm:
    """What is stated with a step; `version` is the one that whoever takes it was looking at.

    `details` is what the kind asks for beyond these, as JSON holds it.
    """

    version: int = 0
    document_number: str = ""
    note: str = ""
    on: date | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a proceeding is about. `item` tells apart what goes on side by side about one thing."""

    kind: ProcedureKind
    subject_id: int
    record_id: int | None = None
    listing_id: int | None = None
    item: str = ""
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """A proceeding as it stands for a step; `taken_by` says who took which step of it."""

    procedure: Procedure
    proceeding: Proceeding
    version: ProceedingVersion | None
    taken_by: Mapping[str, int]


Condition = Callable[[Session, Filed, ProceedingForm, Act], None]
"""What the law asks before a step; raises Unlawful or NotPermitted."""
Effect = Callable[[Session, Filed, ProceedingForm, Act], None]
"""What follows from a step in the same transaction; the proceeding has its new version."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a kind of proceeding adds to its table, by step."""

    conditions: Mapping[str, Condition] = field(default_factory=dict)
    effects: Mapping[str, Effect] = field(default_factory=dict)


ACCEPTED = {
    Need.DOCUMENT_NUMBER: "the number of the document",
    Need.NOTE: "some words",
    Need.ON: "YYYY-MM-DD",
}


def require_stated(move: Move, form: ProceedingForm) -> None:
    """Pass if the form states what the move needs. Raises Unlawful naming each field."""
    stated = {
        Need.DOCUMENT_NUMBER: form.document_number.strip(),
        Need.NOTE: form.note.strip(),
        Need.ON: form.on,
    }
    missing = [need for need in Need if need in move.needs and not stated[need]]
    if missing:
        faults = [FieldError(f"/{need}", "is missing", ACCEPTED[need]) for need in missing]
        raise Unlawful(f"The step {move.step} has to state: {', '.join(missing)}.", faults)


def stated_day(form: ProceedingForm, before: ProceedingVersion | None, act: Act) -> date:
    """The day of a step as stated, else today. Raises Unlawful out of order or in the future."""
    day = form.on or act.today
    if day > act.today:
        raise Unlawful(f"{day.isoformat()} has not come; state a day up to today.")
    if before is not None and day < before.stepped_on:
        raise Unlawful(
            f"The step before was taken on {before.stepped_on.isoformat()}; "
            f"state that day or a later one, not {day.isoformat()}."
        )
    return day


def told(header: Proceeding, move: Move, form: ProceedingForm) -> Mapping[str, str | None]:
    """What the event of a step says."""
    return {
        "proceeding": to_public(header.id),
        "procedure": header.kind,
        "step": move.step,
        "state": move.to,
        "record": _public(header.record_id),
        "listing": _public(header.listing_id),
        "document_number": form.document_number.strip(),
        "note": form.note.strip(),
    }


def _public(number: int | None) -> str | None:
    """The opaque form of an id, where there is one."""
    return None if number is None else to_public(number)
