"""How records and entries of the invented city ended: by an act, or by a whole restoration."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.errors import Unlawful
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.domain.records import RecordState
from credit_registry.invented.proceedings import StepTaken
from credit_registry.invented.turns import Withdrawal
from credit_registry.services.acts import Act
from credit_registry.services.proceedings import proceedings, restoration_applications
from credit_registry.services.proceedings.proceeding_steps import ProceedingForm
from credit_registry.services.proceedings.restoration_applications import Application
from credit_registry.services.records import withdrawals
from credit_registry.store.proceedings import Proceeding

_DONE = "罚款已缴清，违法行为已改正。"


def end(
    session: Session, record_id: int, turn: Withdrawal, act: Act, people: Mapping[Role, Actor]
) -> None:
    """End a record as the turn says; one that is restored goes its whole way on the day.

    Raises NotFound, Conflict, Unlawful, NotPermitted.
    """
    if turn.state is not RecordState.RESTORED:
        withdrawals.withdraw(session, record_id, turn.state, turn.reason, act=act)
        return
    application = Application(
        record_id=record_id, fulfilment=f"{turn.document_number}（缴款凭证）", is_pledged=True
    )
    verified, granted = (f"{turn.document_number}（修复{word}）" for word in ("核实", "决定"))
    _run(session, application, (verified, granted), turn.reason, act, people)


def remove(
    session: Session, listing_id: int, taken: StepTaken, act: Act, people: Mapping[Role, Actor]
) -> None:
    """Take an entry off its list early, by an application that goes its whole way on the day.

    Where its enterprise was gravely punished again meanwhile, nobody applies.
    Raises NotFound, NotPermitted.
    """
    document = taken.document_number
    application = Application(
        listing_id=listing_id, fulfilment=f"{document}（履行证明）", is_pledged=True
    )
    with suppress(Unlawful):
        _run(session, application, (f"{document}（核实）", document), taken.note, act, people)


def relist(session: Session, listing_id: int, taken: StepTaken, act: Act) -> None:
    """Revoke the entry's restoration, whose application was false; nothing where there is none."""
    statement = select(Proceeding).where(Proceeding.listing_id == listing_id)
    of_entry = statement.where(Proceeding.kind == ProcedureKind.RESTORATION.value)
    header = session.scalars(of_entry).one_or_none()
    if header is None:
        return
    form = ProceedingForm(header.row_version, taken.document_number, taken.note)
    proceedings.step(session, header.id, "revoke", form, act=act)


def _run(
    session: Session,
    application: Application,
    documents: tuple[str, str],
    reason: str,
    act: Act,
    people: Mapping[Role, Actor],
) -> None:
    """Apply, verify and grant, each by whoever may, by the documents of the last two."""
    number, _ = restoration_applications.apply(
        session, application, act=replace(act, actor=people[Role.ENTERER])
    )
    verified, granted = documents
    steps = (
        ("accept", Role.REVIEWER, ProceedingForm(1)),
        ("verify", Role.REVIEWER, ProceedingForm(2, verified, _DONE)),
        ("grant", Role.DECIDER, ProceedingForm(3, granted, reason)),
    )
    for step, role, form in steps:
        proceedings.step(session, number, step, form, act=replace(act, actor=people[role]))
