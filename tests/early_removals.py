"""An early removal as it comes about: applied for, verified, granted; or revoked as false."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders import an_officer
from sqlalchemy import select

from credit_registry.domain.actors import Role
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.services.proceedings import proceedings, restoration_applications
from credit_registry.services.proceedings.proceeding_steps import ProceedingForm
from credit_registry.services.proceedings.restoration_applications import Application
from credit_registry.store.proceedings import Proceeding

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from sqlalchemy.orm import Session

    from credit_registry.domain.actors import Actor
    from credit_registry.services.acts import Act
    from credit_registry.services.registry import Registry

    Acting = Callable[[Actor], AbstractContextManager[tuple[Session, Act]]]

VERIFIED = ProceedingForm(2, "核〔2027〕1号", "义务已履行，行为已纠正")


def remove(
    registry: Registry, acting: Acting, listing_id: int, decider: Actor, number: str
) -> None:
    """Take the entry off its list: all steps on the day, the last one by the decider."""
    enterer, reviewer = (an_officer(registry, role) for role in (Role.ENTERER, Role.REVIEWER))
    applied = Application(listing_id=listing_id, fulfilment="缴款书〔2027〕1号", is_pledged=True)
    with acting(enterer) as (session, act):
        proceeding_id, _ = restoration_applications.apply(session, applied, act=act)
    for taken, actor, form in (
        ("accept", reviewer, ProceedingForm(1)),
        ("verify", reviewer, VERIFIED),
        ("grant", decider, ProceedingForm(3, number)),
    ):
        with acting(actor) as (session, act):
            proceedings.step(session, proceeding_id, taken, form, act=act)


def revoke(acting: Acting, listing_id: int, officer: Actor, number: str) -> None:
    """Put the entry back on its list: the application was false."""
    row = Proceeding
    of_entry = select(row).where(
        row.listing_id == listing_id, row.kind == ProcedureKind.RESTORATION.value
    )
    with acting(officer) as (session, act):
        header = session.scalars(of_entry.order_by(row.id.desc())).first()
        assert header is not None
        form = ProceedingForm(header.row_version, number, "申请材料虚假")
        proceedings.step(session, header.id, "revoke", form, act=act)
