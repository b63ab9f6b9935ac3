"""The invented city's follow-ups of samplings, replayed step by step as officers take them."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.permissions import ALLOWED
from credit_registry.domain.procedures.tables_of_all import PROCEDURES
from credit_registry.domain.records import RecordKind
from credit_registry.invented.follow_ups import FollowUpStep
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.proceedings import proceedings
from credit_registry.services.proceedings.proceeding_steps import ProceedingForm
from credit_registry.services.registry import Registry
from credit_registry.store.proceedings import Proceeding
from credit_registry.store.records import Record

IN_CHARGE = (Role.PROPOSER, Role.ENTERER, Role.REVIEWER, Role.DECIDER)
"""Who acts, the first of them who may."""


def take(then: Registry, taken: FollowUpStep, people: Mapping[Role, Actor]) -> None:
    """Take a step of a follow-up or a re-inspection; the first one of the latter opens it.

    Nothing follows a sampling whose row the registry refused.
    """
    procedure = PROCEDURES[taken.kind]
    is_first = taken.step == procedure.opening.step
    needed = procedure.opening.permission if is_first else procedure.steps[taken.step]
    actor = next(people[role] for role in IN_CHARGE if role in ALLOWED[needed])
    with then.transaction() as session:
        law = law_editions.current(session)
        act = Act(actor, then.clock.now(), then.clock.today(), law)
        record_id = _record(session, taken.sampling_number)
        if record_id is None:
            return
        if is_first:
            opening = proceedings.about(session, taken.kind, record_id=record_id)
            proceedings.begin(session, opening, _form(taken, 0), act=act)
        else:
            header = _open_about(session, taken, record_id)
            form = _form(taken, header.row_version)
            proceedings.step(session, header.id, taken.step, form, act=act)


def _form(taken: FollowUpStep, version: int) -> ProceedingForm:
    """What is stated with the step."""
    return ProceedingForm(version, taken.document_number, taken.note, taken.stepped_on)


def _record(session: Session, sampling_number: str) -> int | None:
    """The record of the sampling; None where it was not taken in."""
    row = Record
    statement = select(row.id).where(
        row.kind == RecordKind.SAMPLING.value, row.document_number == sampling_number
    )
    return session.scalars(statement).one_or_none()


def _open_about(session: Session, taken: FollowUpStep, record_id: int) -> Proceeding:
    """The open proceeding of the step's kind about the record."""
    row = Proceeding
    statement = select(row).where(
        row.kind == taken.kind.value, row.record_id == record_id, row.is_open
    )
    return session.scalars(statement).one()
