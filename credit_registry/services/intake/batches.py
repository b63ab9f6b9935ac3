"""Deliveries and the rows of them that were refused, for those who deliver."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import NotFound
from credit_registry.domain.permissions import Permission
from credit_registry.exchange.receipts import Receipt
from credit_registry.services.intake.exchanging import receipt_of
from credit_registry.store.batches import Batch, BatchFault


@dataclass(frozen=True, slots=True)
class Delivery:
    """A receipt, and whether its import has come to its end."""

    receipt: Receipt
    batch: Batch

    @property
    def is_closed(self) -> bool:
        """Whether all slices are in."""
        return self.batch.closed_at is not None


def recent(
    session: Session, actor: Actor, limit: int = 50, before: int | None = None
) -> list[Delivery]:
    """The newest deliveries first, or those before a delivery. Raises NotPermitted.

    Who does not read what is internal sees the deliveries of their own account alone.
    """
    permissions.require(actor, Permission.READ_DELIVERIES)
    statement = select(Batch).where(*_own(actor)).order_by(Batch.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(Batch.id < before)
    batches = session.scalars(statement)
    return [Delivery(receipt_of(batch, is_repeat=False), batch) for batch in batches]


def one(session: Session, actor: Actor, batch_id: int) -> Delivery:
    """One delivery. Raises NotFound, NotPermitted."""
    permissions.require(actor, Permission.READ_DELIVERIES)
    batch = session.scalars(select(Batch).where(Batch.id == batch_id, *_own(actor))).one_or_none()
    if batch is None:
        raise NotFound("There is no such delivery.")
    return Delivery(receipt_of(batch, is_repeat=False), batch)


def faults(
    session: Session, actor: Actor, batch_id: int, after_line: int = 0, limit: int = 500
) -> list[BatchFault]:
    """The refusals and remarks of a delivery in the order of its lines. Raises NotPermitted.

    There are more than `limit` where the last line has further ones: no line is cut in two.
    """
    permissions.require(actor, Permission.READ_DELIVERIES)
    statement = (
        select(BatchFault)
        .join(Batch, Batch.id == BatchFault.batch_id)
        .where(BatchFault.batch_id == batch_id, *_own(actor))
        .order_by(BatchFault.line, BatchFault.number)
    )
    found = list(session.scalars(statement.where(BatchFault.line > after_line).limit(limit)))
    if len(found) < limit:
        return found
    last = found[-1]
    rest = statement.where(BatchFault.line == last.line, BatchFault.number > last.number)
    return [*found, *session.scalars(rest)]


def all_faults(session: Session, actor: Actor, batch_id: int) -> Iterator[BatchFault]:
    """Every refusal and remark of a delivery, some hundred at a time. Raises NotPermitted."""
    page = faults(session, actor, batch_id)
    while page:
        yield from page
        page = faults(session, actor, batch_id, after_line=page[-1].line)


def _own(actor: Actor) -> list[ColumnElement[bool]]:
    """The condition on what an actor sees; an officer sees every delivery."""
    if permissions.may(actor, Permission.READ_INTERNAL):
        return []
    return [Batch.account_id == actor.account_id]
