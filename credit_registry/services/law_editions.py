"""Law editions: loaded by an event, immutable, and the one in force at a position."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.dates import legal_date
from credit_registry.domain.errors import AlreadyRecorded, InvalidInput, Unavailable
from credit_registry.domain.events import EventKind
from credit_registry.domain.permissions import Permission
from credit_registry.law.editions import Edition, digest_of, parse
from credit_registry.services import law_effects, ledgers
from credit_registry.services.law_effects import Means
from credit_registry.store.ids import new_id
from credit_registry.store.installations import LawEdition
from credit_registry.store.ledgers import Event


@dataclass(frozen=True, slots=True)
class CurrentLaw:
    """An edition with the id that rows refer to."""

    edition_id: int
    edition: Edition


def load(session: Session, content: str, *, actor: Actor, at: datetime) -> CurrentLaw:
    """Load an edition, and rewrite what it changes, by one ledger event.

    Raises AlreadyRecorded for one that is loaded, InvalidInput for a faulty one, NotPermitted.
    """
    permissions.require(actor, Permission.LOAD_LAW_EDITION)
    edition = _parsed(content)
    known = select(LawEdition.id).where(LawEdition.digest == edition.digest)
    if session.scalars(known).one_or_none() is not None:
        raise AlreadyRecorded(f"The edition {edition.digest[:12]} is loaded already.")
    event = ledgers.begin(session, EventKind.LAW_EDITION_LOADED, actor=actor, at=at)
    number = new_id()
    session.add(
        LawEdition(
            id=number, digest=digest_of(content), content=content, loaded_by=event.id, loaded_at=at
        )
    )
    try:
        session.flush()  # the unique digest decides; windows refer to the edition
    except IntegrityError:
        raise AlreadyRecorded(f"The edition {edition.digest[:12]} is loaded already.") from None
    means = Means(edition, number, event.id, actor.account_id, legal_date(at))
    told: dict[str, ledgers.PayloadValue] = {
        "digest": edition.digest,
        "record_windows": law_effects.rewrite_record_windows(session, means),
        "listing_windows": law_effects.rewrite_listing_windows(session, means),
        "deadlines": law_effects.rewrite_deadlines(session, means),
    }
    ledgers.seal(session, event, told)
    return CurrentLaw(number, edition)


def _parsed(content: str) -> Edition:
    """What the content says. Raises InvalidInput naming the file at fault."""
    try:
        return parse(content)
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidInput(f"The edition cannot be read: {error}") from error


def current(session: Session, position: int | None = None) -> CurrentLaw:
    """The newest edition, or the newest known at a position. Raises Unavailable where none is."""
    statement = select(LawEdition.id, LawEdition.content).order_by(LawEdition.id.desc()).limit(1)
    if position is not None:
        statement = statement.join(Event, Event.id == LawEdition.loaded_by).where(
            Event.position < position
        )
    row = session.execute(statement).one_or_none()
    if row is None:
        raise Unavailable("No law edition is loaded; run `credit-registry law load`.")
    return CurrentLaw(row.id, parse(row.content))
