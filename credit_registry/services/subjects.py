"""Subjects: found by a code or an id, read with their names, codes and registration."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from credit_registry.domain import identifiers, permissions, taxpayer_numbers, usccs
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import AlreadyRecorded, Conflict, NotFound, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import (
    FORWARDING_LINKS,
    IdentifierScheme,
    IdentifierState,
    LinkKind,
    SubjectState,
)
from credit_registry.law.editions import Edition
from credit_registry.services import ledgers
from credit_registry.store.ids import new_id
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
    subject = session.get(Subject, subject_id)
    if subject is None or (view.is_public and subject.state != SubjectState.CONFIRMED.value):
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
    former = tuple(name for name in names if name.name != current.name)
    return Identity(
        subject_id,
        SubjectState(subject.state),
        current.name,
        former,
        {IdentifierScheme(code.scheme): code.value for code in codes},
        registration,
    )


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


def correct_code(
    session: Session, subject_id: int, code: str, *, actor: Actor, at: datetime
) -> None:
    """Give a quarantined subject its right code, and confirm it.

    Raises Unlawful for a code that fails GB 32100, Conflict where nothing is quarantined or the
    code is another's.
    """
    permissions.require(actor, Permission.CORRECT_IDENTIFIER)
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
    subject = session.get_one(Subject, subject_id)
    subject.state = SubjectState.CONFIRMED.value
    subject.row_version += 1


def confirm(session: Session, subject_id: int, *, actor: Actor, at: datetime) -> None:
    """Confirm a provisional subject. Raises NotFound, Conflict."""
    permissions.require(actor, Permission.CONFIRM_SUBJECT)
    subject = session.get(Subject, subject_id)
    if subject is None:
        raise NotFound("There is no such subject.")
    if subject.state != SubjectState.PROVISIONAL.value:
        raise Conflict(f"The subject is {subject.state} already.")
    subject.state = SubjectState.CONFIRMED.value
    subject.row_version += 1
    ledgers.record(session, EventKind.SUBJECT_CONFIRMED, actor=actor, at=at, subject_id=subject_id)


def link(
    session: Session, subject_id: int, other_id: int, kind: LinkKind, *, actor: Actor, at: datetime
) -> int:
    """Record that one subject is related to another; returns the link's id."""
    permissions.require(actor, Permission.LINK_SUBJECTS)
    if subject_id == other_id:
        raise Unlawful("A subject is not linked to itself.")
    event = ledgers.record(
        session,
        EventKind.SUBJECTS_LINKED,
        actor=actor,
        at=at,
        subject_id=subject_id,
        payload={"other": to_public(other_id), "kind": kind.value},
    )
    number = new_id()
    session.add(
        SubjectLink(
            id=number, subject_id=subject_id, other_id=other_id, kind=kind.value,
            since=None, until=None, recorded_by=event, ordinal=0,
        )
    )  # fmt: skip
    return number
