"""The law edition in force at a position, locked against another until a writer has ended."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.errors import Unavailable
from credit_registry.law.editions import Edition, parse
from credit_registry.store.databases import may_write
from credit_registry.store.installations import LawEdition
from credit_registry.store.ledgers import Event

NONE_LOADED = "No law edition is loaded; run `credit-registry law load`."
_NEWEST = select(LawEdition.id, LawEdition.content).order_by(LawEdition.id.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class CurrentLaw:
    """An edition with the id that rows refer to."""

    edition_id: int
    edition: Edition


def current_content(session: Session) -> str:
    """The files of the newest edition. Raises Unavailable where none is loaded."""
    statement = select(LawEdition.content).order_by(LawEdition.id.desc()).limit(1)
    content = session.scalars(statement).one_or_none()
    if content is None:
        raise Unavailable(NONE_LOADED)
    return content


def current(session: Session, position: int | None = None) -> CurrentLaw:
    """The newest edition, or the newest known at a position. Raises Unavailable where none is.

    Until a transaction that writes has ended, no other edition is loaded: what it writes under this
    one would be missed by what rewrites all that an edition changes.
    """
    if position is None and may_write(session):
        hold(session, for_reading=True)
    statement = _NEWEST
    if position is not None:
        statement = statement.join(Event, Event.id == LawEdition.loaded_by).where(
            Event.position < position
        )
    row = session.execute(statement).one_or_none()
    if row is None:
        raise Unavailable(NONE_LOADED)
    return CurrentLaw(row.id, parse(row.content))


def hold(session: Session, *, for_reading: bool) -> None:
    """Lock the law until the transaction ends: the first edition's row stands for all of it."""
    first = select(LawEdition.id).order_by(LawEdition.id).limit(1)
    session.execute(first.with_for_update(read=for_reading))
