"""Law editions: loaded by an event, immutable, and the one in force at a position."""

import json
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
from credit_registry.law import list_types, notices
from credit_registry.law.editions import Edition, content_of, digest_of, parse
from credit_registry.services import law_deadlines, law_effects, law_movements, ledgers
from credit_registry.services.law_effects import Means
from credit_registry.services.law_movements import Moved, Report
from credit_registry.store.databases import may_write
from credit_registry.store.ids import new_id
from credit_registry.store.installations import LawEdition
from credit_registry.store.ledgers import Event

NONE_LOADED = "No law edition is loaded; run `credit-registry law load`."


@dataclass(frozen=True, slots=True)
class CurrentLaw:
    """An edition with the id that rows refer to."""

    edition_id: int
    edition: Edition


@dataclass(frozen=True, slots=True)
class Loaded(CurrentLaw):
    """An edition that was just loaded, with what it moved."""

    report: Report


@dataclass(frozen=True, slots=True)
class KeptEdition:
    """An edition on file: when it was loaded and what that moved; `is_current` for the newest."""

    digest: str
    loaded_at: datetime
    position: int | None
    report: Report
    is_current: bool


def load(session: Session, content: str, *, actor: Actor, at: datetime) -> Loaded:
    """Load an edition, and rewrite what it changes, by one ledger event.

    Raises AlreadyRecorded for one that is loaded, InvalidInput for a faulty one, NotPermitted.
    """
    permissions.require(actor, Permission.LOAD_LAW_EDITION)
    return _loaded(session, content, actor, at)


def load_working_days(session: Session, notice: str, *, actor: Actor, at: datetime) -> Loaded:
    """Load the edition in force with a year's notice on working days put in.

    Raises AlreadyRecorded, InvalidInput naming the line at fault, NotPermitted.
    """
    permissions.require(actor, Permission.LOAD_WORKING_DAYS)
    texts: dict[str, str] = json.loads(current_content(session))
    try:
        texts[notices.TABLE] = notices.with_notice(texts[notices.TABLE], notice)
    except ValueError as error:
        raise InvalidInput(f"The notice cannot be read: {error}") from error
    return _loaded(session, content_of(texts), actor, at)


def _loaded(session: Session, content: str, actor: Actor, at: datetime) -> Loaded:
    """The edition of the content, with its effects, under its event."""
    edition = _parsed(content)
    known = select(LawEdition.id).where(LawEdition.digest == edition.digest)
    if session.scalars(known).one_or_none() is not None:
        raise AlreadyRecorded(f"The edition {edition.digest[:12]} is loaded already.")
    _hold(session, for_reading=False)
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
    report = Report()
    means = Means(edition, number, event.id, actor.account_id, legal_date(at), report)
    law_effects.rewrite_record_windows(session, means)
    law_effects.rewrite_listing_windows(session, means)
    law_deadlines.rewrite_deadlines(session, means)
    law_deadlines.recount_deadlines(session, means)
    told: dict[str, ledgers.PayloadValue] = {
        "digest": edition.digest,
        "record_windows": report.total(Moved.RECORDS),
        "listing_windows": report.total(Moved.ENTRIES),
        "deadlines": report.total(Moved.DEADLINES),
        **report.texts(),
    }
    ledgers.seal(session, event, told)
    return Loaded(number, edition, report)


def _parsed(content: str) -> Edition:
    """What the content says. Raises InvalidInput naming the file at fault, or the list."""
    try:
        edition = parse(content)
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidInput(f"The edition cannot be read: {error}") from error
    if found := list_types.faults(edition.list_types.values()):
        raise InvalidInput(f"The edition sets up a list that it may not: {'; '.join(found)}.")
    return edition


def kept(session: Session) -> list[KeptEdition]:
    """All editions, the newest first."""
    statement = (
        select(LawEdition.digest, LawEdition.loaded_at, Event.position, Event.payload)
        .join(Event, Event.id == LawEdition.loaded_by)
        .order_by(LawEdition.id.desc())
    )
    return [
        KeptEdition(
            digest, loaded_at, position, law_movements.read(payload), is_current=number == 0
        )
        for number, (digest, loaded_at, position, payload) in enumerate(session.execute(statement))
    ]


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
        _hold(session, for_reading=True)
    statement = select(LawEdition.id, LawEdition.content).order_by(LawEdition.id.desc()).limit(1)
    if position is not None:
        statement = statement.join(Event, Event.id == LawEdition.loaded_by).where(
            Event.position < position
        )
    row = session.execute(statement).one_or_none()
    if row is None:
        raise Unavailable(NONE_LOADED)
    return CurrentLaw(row.id, parse(row.content))


def _hold(session: Session, *, for_reading: bool) -> None:
    """Lock the law until the transaction ends: the first edition's row stands for all of it."""
    first = select(LawEdition.id).order_by(LawEdition.id).limit(1)
    session.execute(first.with_for_update(read=for_reading))
