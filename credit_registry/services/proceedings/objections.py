"""Objections: who may review one, and what is objected to, for every reader at once."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.errors import NotPermitted
from credit_registry.domain.listings import Step
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.services.acts import Act
from credit_registry.services.lists import listings
from credit_registry.services.proceedings.proceeding_steps import Filed, ProceedingForm, Rules
from credit_registry.store.proceedings import Proceeding

JUDGED = (Step.DECIDE.value, Step.PUBLISH.value)


def _require_not_the_decider(
    session: Session, filed: Filed, _form: ProceedingForm, act: Act
) -> None:
    """Pass unless the officer decided or published the entry that is objected to."""
    listing_id = filed.proceeding.listing_id
    if listing_id is None:
        return
    taken_by = listings.officers(session, listing_id)
    if any(taken_by.get(step) == act.actor.account_id for step in JUDGED):
        raise NotPermitted(
            "Who decided or published an entry does not review the objection to it; "
            "another officer who may do so has to."
        )


RULES = Rules(
    conditions=dict.fromkeys(
        ("accept", "not_accept", "uphold", "dismiss"), _require_not_the_decider
    )
)
"""What is added to the table of objections."""


def open_about(
    session: Session, *, records: Collection[int] = (), listings: Collection[int] = ()
) -> tuple[frozenset[int], frozenset[int]]:
    """The records and the entries among those named that are objected to, in one statement."""
    row = Proceeding
    statement = select(row.record_id, row.listing_id).where(
        row.kind == ProcedureKind.OBJECTION.value,
        row.is_open,
        row.record_id.in_(records) | row.listing_id.in_(listings),
    )
    found = session.execute(statement).all()
    return (
        frozenset(each.record_id for each in found if each.record_id is not None),
        frozenset(each.listing_id for each in found if each.listing_id is not None),
    )
