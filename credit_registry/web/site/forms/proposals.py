"""The form that proposes a case: a list, the record it rests on, and the grounds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from credit_registry.domain.listings import names_a_document
from credit_registry.domain.opaque_ids import from_public
from credit_registry.web.site.forms.typed import Typed

LIST_TYPE, RECORD, GROUNDS = "list_type", "record", "grounds"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was stated; it counts only where `Typed` found no fault."""

    list_type: str
    record_id: int | None
    grounds: str


def read(
    typed: Typed, lists: Mapping[str, str], resting: Collection[str], records: Mapping[str, str]
) -> Proposal:
    """The proposal; lists and records are those that may be chosen.

    An entry of a list that is `resting` needs a record or a decision behind it.
    """
    record = typed.chosen(RECORD, {"": "", **records})
    proposal = Proposal(
        list_type=typed.chosen(LIST_TYPE, lists),
        record_id=from_public(record) if record in records else None,
        grounds=typed.needed(GROUNDS),
    )
    typed.impersonal(GROUNDS)
    is_resting = proposal.list_type in resting
    if is_resting and not record and not names_a_document(proposal.grounds):
        typed.faults.setdefault(RECORD, typed.voice.say("proposal.no_ground"))
    return proposal
