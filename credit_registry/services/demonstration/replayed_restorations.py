"""How records of the invented city ended: by a decider's act, or by a whole restoration."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.records import RecordState
from credit_registry.invented.turns import Withdrawal
from credit_registry.services.acts import Act
from credit_registry.services.proceedings import proceedings, restoration_applications
from credit_registry.services.proceedings.proceeding_steps import ProceedingForm
from credit_registry.services.proceedings.restoration_applications import Application
from credit_registry.services.records import withdrawals

_STEPS = (
    ("accept", Role.REVIEWER, "", ""),
    ("verify", Role.REVIEWER, "（修复核实）", "罚款已缴清，违法行为已改正。"),
    ("grant", Role.DECIDER, "（修复决定）", ""),
)


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
    number, _ = restoration_applications.apply(
        session, application, act=replace(act, actor=people[Role.ENTERER])
    )
    for version, (step, role, suffix, note) in enumerate(_STEPS, start=1):
        document = f"{turn.document_number}{suffix}" if suffix else ""
        form = ProceedingForm(version, document, note or turn.reason)
        proceedings.step(session, number, step, form, act=replace(act, actor=people[role]))
