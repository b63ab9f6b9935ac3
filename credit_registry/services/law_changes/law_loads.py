"""Editions of the law: loaded by one event with all that they move, and kept for ever."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.dates import legal_date
from credit_registry.domain.errors import AlreadyRecorded, InvalidInput
from credit_registry.domain.events import EventKind
from credit_registry.domain.permissions import Permission
from credit_registry.law import list_types, notices
from credit_registry.law.editions import Edition, content_of, digest_of, parse
from credit_registry.services import law_editions, ledgers
from credit_registry.services.acts import Act
from credit_registry.services.law_changes import law_deadlines, law_effects, law_movements
from credit_registry.services.law_changes.law_effects import Means
from credit_registry.services.law_changes.law_movements import Moved, Report
from credit_registry.services.law_editions import CurrentLaw
from credit_registry.store.ids import new_id
from credit_registry.store.installations import LawEdition
from credit_registry.store.ledgers import Event


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
    texts: dict[str, str] = json.loads(law_editions.current_content(session))
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
    law_editions.hold(session, for_reading=False)
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
    report, current = Report(), CurrentLaw(number, edition)
    means = Means(edition, number, event.id, actor.account_id, legal_date(at), report)
    law_effects.rewrite_record_windows(session, means)
    law_effects.rewrite_listing_windows(session, means)
    law_deadlines.rewrite_deadlines(session, means)
    law_deadlines.recount_deadlines(session, means)
    law_deadlines.recount_cut_displays(session, means, Act(actor, at, means.today, current))
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
