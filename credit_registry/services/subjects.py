"""Subjects: found by a code or an id, read with their names, codes and registration."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import identifiers, permissions, taxpayer_numbers, usccs
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import AlreadyRecorded, Conflict, NotFound, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.kinds.codes import subject_kind_of
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import (
    FORWARDING_LINKS,
    IdentifierScheme,
    IdentifierState,
    SubjectKind,
    SubjectState,
)
from credit_registry.law.editions import Edition
from credit_registry.services import ledgers
from credit_registry.store.ids import new_id
from credit_registry.store.ledgers import Event
from credit_registry.store.subjects import (
    IS_ACTIVE,
    Registration,
    Subject,
    SubjectIdentifier,
    SubjectLink,
    SubjectName,
)
from credit_registry.store.views import View, in_force, known


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a subject is, at a view."""

    subject_id: int
    state: SubjectState
    name: str
    former_names: tuple[SubjectName, ...]
    codes: dict[IdentifierScheme, str]
    registration: Registration | None


def by_code(session: Session, code: str) -> int | None:
    """The subject that holds the code; a taxpayer number only where one subject matches.

    Fifteen digits can satisfy two schemes: each that fits is tried, the likeliest first.
    """
    value = usccs.normalise(code)
    for scheme in identifiers.schemes(value):
        found = session.scalars(
            select(SubjectIdentifier.subject_id).where(
                SubjectIdentifier.value == value,
                SubjectIdentifier.scheme == scheme.value,
                IS_ACTIVE,
            )
        ).one_or_none()
        if found is None and scheme is IdentifierScheme.TAXPAYER_NUMBER:
            found = by_organization_code(session, taxpayer_numbers.organization_code_of(value))
        elif found is None and scheme is IdentifierScheme.ORGANIZATION_CODE:
            found = by_organization_code(session, value)
        if found is not None:
            return found
    return None


def by_organization_code(session: Session, code: str | None) -> int | None:
    """The one subject whose unified code embeds the code; None where it is not exactly one."""
    if code is None:
        return None
    embedded = (SubjectIdentifier.scheme == IdentifierScheme.USCC.value) & (
        func.substr(SubjectIdentifier.value, 9, 9) == code
    )
    stated = (SubjectIdentifier.scheme == IdentifierScheme.ORGANIZATION_CODE.value) & (
        SubjectIdentifier.value == code
    )
    found = session.scalars(
        select(SubjectIdentifier.subject_id)
        .where(or_(embedded, stated), IS_ACTIVE)
        .distinct()
        .limit(2)
    ).all()
    return found[0] if len(found) == 1 else None


def forwarded(session: Session, subject_id: int) -> int:
    """The subject that a duplicate or a corrected code stands for now; itself otherwise."""
    seen = {subject_id}
    while True:
        other = session.scalars(
            select(SubjectLink.other_id).where(
                SubjectLink.subject_id == subject_id,
                SubjectLink.superseded_by.is_(None),
                SubjectLink.kind.in_([kind.value for kind in FORWARDING_LINKS]),
            )
        ).first()
        if other is None or other in seen:
            return subject_id
        seen.add(other)
        subject_id = other


def identity(session: Session, subject_id: int, view: View) -> Identity:
    """Who the subject is at the view. Raises NotFound; a provisional one is not public."""
    state = _state(session, subject_id, view)
    if state is None or (view.is_public and state is not SubjectState.CONFIRMED):
        raise NotFound("There is no such subject on public record.")
    names = session.scalars(
        select(SubjectName)
        .where(SubjectName.subject_id == subject_id, known(SubjectName, view))
        .order_by(SubjectName.since.is_(None).desc(), SubjectName.since, SubjectName.id)
    ).all()
    codes = session.scalars(
        select(SubjectIdentifier).where(
            SubjectIdentifier.subject_id == subject_id,
            SubjectIdentifier.state == IdentifierState.ACTIVE.value,
            known(SubjectIdentifier, view),
        )
    ).all()
    registration = session.scalars(
        select(Registration)
        .where(
            Registration.subject_id == subject_id,
            known(Registration, view),
            in_force(Registration, view.as_of),
        )
        .order_by(Registration.id.desc())
        .limit(1)
    ).first()
    if not names:
        raise NotFound("The subject was not yet on record then.")
    current = next((name for name in reversed(names) if _bears(name, view)), names[-1])
    former = tuple(
        name
        for name in names
        if name.name != current.name and name.until is not None and name.until < view.as_of
    )
    return Identity(
        subject_id,
        state,
        current.name,
        former,
        {IdentifierScheme(code.scheme): code.value for code in codes},
        registration,
    )


def _state(session: Session, subject_id: int, view: View) -> SubjectState | None:
    """The subject's state as known at the view; None where there is no such subject."""
    row = session.execute(
        select(Subject.state, Subject.confirmed_by, Event.position)
        .outerjoin(Event, Event.id == Subject.confirmed_by)
        .where(Subject.id == subject_id)
    ).one_or_none()
    if row is None:
        return None
    is_confirmed_later = row.confirmed_by is not None and (
        row.position is None or row.position >= view.position
    )
    return SubjectState.PROVISIONAL if is_confirmed_later else SubjectState(row.state)


def _bears(name: SubjectName, view: View) -> bool:
    """Whether the subject bore the name on the view's day."""
    return (name.since is None or name.since <= view.as_of) and (
        name.until is None or name.until >= view.as_of
    )


def division_names(
    registration: Registration | None, edition: Edition, day: date
) -> tuple[str, str]:
    """The division's names on the day in both languages, or the place that the register states."""
    if registration is None:
        return "", ""
    if registration.division_code:
        division = edition.divisions.named(registration.division_code, day)
        if division is not None:
            return division.name, division.name_en or division.name
    parts = dict.fromkeys(part for part in (registration.province, registration.city) if part)
    place = " ".join(parts)
    return place, place


def division_of(session: Session, subject_id: int) -> str | None:
    """The division in which the subject is registered now."""
    statement = select(Registration.division_code).where(
        Registration.subject_id == subject_id, Registration.superseded_by.is_(None)
    )
    return session.scalars(statement).first()


def kinds_of(session: Session, subject_ids: Collection[int]) -> dict[int, SubjectKind]:
    """What kind each subject is: as registered, else as its code says.

    Of one without either nothing is known: it is taken for an individual business, of which least
    is shown.
    """
    schemes = (IdentifierScheme.REGISTRATION_NUMBER, IdentifierScheme.USCC)
    codes: dict[int, dict[str, str]] = {}
    coded = select(
        SubjectIdentifier.subject_id, SubjectIdentifier.scheme, SubjectIdentifier.value
    ).where(SubjectIdentifier.subject_id.in_(subject_ids), SubjectIdentifier.scheme.in_(schemes))
    for subject_id, scheme, value in session.execute(coded.where(IS_ACTIVE)):
        codes.setdefault(subject_id, {})[scheme] = value
    registered = select(Registration.subject_id, Registration.kind).where(
        Registration.subject_id.in_(subject_ids), Registration.superseded_by.is_(None)
    )
    kinds = dict.fromkeys(subject_ids, SubjectKind.INDIVIDUAL_BUSINESS)
    for subject_id, held in codes.items():
        uscc, number = held.get(IdentifierScheme.USCC), held.get(schemes[0])
        kinds[subject_id] = subject_kind_of(uscc, number)
    return kinds | {row.subject_id: SubjectKind(row.kind) for row in session.execute(registered)}


def correct_code(
    session: Session, subject_id: int, code: str, *, actor: Actor, at: datetime
) -> None:
    """Give a quarantined subject its right code, and confirm it.

    Raises Unlawful for a code that fails GB 32100, Conflict where nothing is quarantined or the
    code is another's.
    """
    division = division_of(session, subject_id) or actor.division
    permissions.require(actor, Permission.CORRECT_IDENTIFIER, division=division)
    checked = usccs.check(code)
    if checked.verdict is not usccs.UsccVerdict.VALID:
        raise Unlawful(f"{checked.code} is no valid code: {checked.reason}")
    quarantined = session.scalars(
        select(SubjectIdentifier).where(
            SubjectIdentifier.subject_id == subject_id,
            SubjectIdentifier.state == IdentifierState.QUARANTINED.value,
            SubjectIdentifier.superseded_by.is_(None),
        )
    ).first()
    if quarantined is None:
        raise Conflict("The subject has no quarantined code.")
    holder = by_code(session, checked.code)
    if holder is not None:
        raise AlreadyRecorded(f"{checked.code} is the code of another subject.")
    event = ledgers.record(
        session,
        EventKind.IDENTIFIER_CORRECTED,
        actor=actor,
        at=at,
        subject_id=subject_id,
        payload={"from": quarantined.value, "to": checked.code},
    )
    quarantined.superseded_by = event
    session.add(
        SubjectIdentifier(
            id=new_id(),
            subject_id=subject_id,
            scheme=IdentifierScheme.USCC.value,
            value=checked.code,
            state=IdentifierState.ACTIVE.value,
            suggestion=None,
            since=quarantined.since,
            until=None,
            source=quarantined.source,
            recorded_by=event,
            ordinal=0,
        )
    )
    try:
        session.flush()  # the unique index on active codes decides
    except IntegrityError:
        raise AlreadyRecorded(f"{checked.code} is the code of another subject.") from None
    _confirm(session.get_one(Subject, subject_id), event)


def _confirm(subject: Subject, event: int) -> None:
    """Set the subject confirmed by an event, if it is not yet."""
    if subject.state == SubjectState.PROVISIONAL.value:
        subject.state = SubjectState.CONFIRMED.value
        subject.confirmed_by = event
    subject.row_version += 1


def confirm(session: Session, subject_id: int, *, actor: Actor, at: datetime) -> None:
    """Confirm a provisional subject. Raises NotFound, Conflict."""
    division = division_of(session, subject_id) or actor.division
    permissions.require(actor, Permission.CONFIRM_SUBJECT, division=division)
    subject = session.get(Subject, subject_id, with_for_update=True)
    if subject is None:
        raise NotFound("There is no such subject.")
    if subject.state != SubjectState.PROVISIONAL.value:
        raise Conflict(f"The subject is {subject.state} already.")
    event = ledgers.record(
        session, EventKind.SUBJECT_CONFIRMED, actor=actor, at=at, subject_id=subject_id
    )
    _confirm(subject, event)
