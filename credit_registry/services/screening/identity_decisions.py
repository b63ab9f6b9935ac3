"""Who is meant by each row: what a code or a choice decides, and what can only be suggested."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from credit_registry.domain.screenings import Identified, IdentityReason, Sureness
from credit_registry.services.screening import code_lookups
from credit_registry.services.screening.asked_subjects import Understood
from credit_registry.services.screening.code_lookups import Holders
from credit_registry.services.subjects import representations
from credit_registry.store.views import View


@dataclass(frozen=True, slots=True)
class Decision:
    """Who is meant: the subject where that is decided, else the reason why it is not.

    `suggested` are subjects that the code speaks of without deciding.
    """

    subject_id: int | None
    reason: IdentityReason
    is_forwarded: bool = False
    suggested: tuple[int, ...] = field(default=())

    @property
    def is_decided(self) -> bool:
        """Whether a code or a choice has decided."""
        return self.subject_id is not None

    @property
    def identified(self) -> Identified:
        """How sure it is where it is decided."""
        return Identified(Sureness.CERTAIN, self.reason)


def of_rows(session: Session, rows: Sequence[Understood], view: View) -> list[Decision]:
    """The decision for each row at the view, in a fixed number of statements."""
    held = code_lookups.holders(session, code_lookups.asked_codes(rows), view)
    chosen = _chosen(session, (row.chosen for row in rows if row.chosen is not None), view)
    return [_decided(row, held, chosen) for row in rows]


def _chosen(session: Session, ids: Iterable[int], view: View) -> dict[int, int]:
    """The confirmed subject that stands for each one that was chosen."""
    numbers = set(ids)
    if not numbers:
        return {}
    ends = representations.ends_at_view(session, numbers, view)
    standing = {number: ends.get(number, number) for number in numbers}
    confirmed = code_lookups.confirmed_at(session, set(standing.values()), view)
    return {number: end for number, end in standing.items() if end in confirmed}


def _decided(row: Understood, held: Mapping[str, Holders], chosen: Mapping[int, int]) -> Decision:
    """The decision for one row: a code before a choice, and neither before a name."""
    if row.fault is not None:
        return Decision(None, IdentityReason.REFUSED)
    if row.wanted.code:
        decision = _by_code(row, held)
        if decision.is_decided or row.chosen is None:
            return decision
    if row.chosen is not None and row.chosen in chosen:
        return Decision(chosen[row.chosen], IdentityReason.CHOSEN_BY_ASKER)
    if row.is_natural_person:
        return Decision(None, IdentityReason.NATURAL_PERSON)
    return Decision(None, IdentityReason.NAME_ONLY_SUGGESTS)


def _by_code(row: Understood, held: Mapping[str, Holders]) -> Decision:
    """What a code decides, or why it does not."""
    nobody = Holders(())
    if not row.schemes:
        near = (held.get(code, nobody).subject_ids for code in row.suggested_codes)
        suggested = tuple(dict.fromkeys(number for each in near for number in each))
        return Decision(None, IdentityReason.CODE_FAULTY, suggested=suggested)
    found = held.get(row.wanted.code, nobody)
    if len(found.subject_ids) == 1:
        number = found.subject_ids[0]
        return Decision(number, IdentityReason.CODE_DECIDES, found.is_forwarded)
    if found.subject_ids:
        return Decision(None, IdentityReason.CODE_AMBIGUOUS, suggested=found.subject_ids)
    return Decision(None, IdentityReason.CODE_NOT_ON_FILE)
