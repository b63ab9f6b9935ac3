"""Subjects: found by a code or an id, read with their names, codes and registration."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from credit_registry.domain import identifiers, taxpayer_numbers, usccs
from credit_registry.domain.errors import NotFound
from credit_registry.domain.kinds.codes import subject_kind_of
from credit_registry.domain.subjects import (
    FORWARDING_LINKS,
    IdentifierScheme,
    IdentifierState,
    SubjectKind,
    SubjectState,
)
from credit_registry.law.editions import Edition
from credit_registry.store.columns import Id
from credit_registry.store.ledgers import Event
from credit_registry.store.memberships import among
from credit_registry.store.subjects import (
    IS_ACTIVE,
    REGISTERED_NOW,
    Registration,
    Subject,
    SubjectIdentifier,
    SubjectLink,
    SubjectName,
)
from credit_registry.store.views import Sort, View, in_force, known, pattern

_CONFIRMED, _REJECTED = aliased(Event), aliased(Event)
"""The events that settled whether a subject exists; made once, as the ledger's are."""


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
    asked = view.times | {"subject_id": subject_id}
    names = session.scalars(_names(view.sort), asked).all()
    codes = session.scalars(_codes(view.sort), asked).all()
    registration = session.scalars(_registration(view.sort), asked).first()
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


_SUBJECT = bindparam("subject_id", type_=Id)


@cache
def _names(sort: Sort) -> Select[SubjectName]:
    """The names of a subject as they were known, the oldest first."""
    name = SubjectName
    return (
        select(name)
        .where(name.subject_id == _SUBJECT, known(name, pattern(sort)))
        .order_by(name.since.is_(None).desc(), name.since, name.id)
    )


@cache
def _codes(sort: Sort) -> Select[SubjectIdentifier]:
    """The active codes of a subject as they were known."""
    code = SubjectIdentifier
    is_active = code.state == IdentifierState.ACTIVE.value
    return select(code).where(code.subject_id == _SUBJECT, is_active, known(code, pattern(sort)))


@cache
def _registration(sort: Sort) -> Select[Registration]:
    """What the registration authority stated of a subject on the day, as it was known."""
    row, view = Registration, pattern(sort)
    return (
        select(row)
        .where(row.subject_id == _SUBJECT, known(row, view), in_force(row, view.as_of))
        .order_by(row.id.desc())
        .limit(1)
    )


@cache
def _settling() -> Select[*tuple[Any, ...]]:
    """A subject's state, and when what settled it was placed."""
    return (
        select(
            Subject.state,
            Subject.confirmed_by,
            Subject.rejected_by,
            _CONFIRMED.position.label("confirmed_at"),
            _REJECTED.position.label("rejected_at"),
        )
        .outerjoin(_CONFIRMED, _CONFIRMED.id == Subject.confirmed_by)
        .outerjoin(_REJECTED, _REJECTED.id == Subject.rejected_by)
        .where(Subject.id == _SUBJECT)
    )


def _state(session: Session, subject_id: int, view: View) -> SubjectState | None:
    """The subject's state as known at the view; None where there is no such subject."""
    row = session.execute(_settling(), {"subject_id": subject_id}).one_or_none()
    if row is None:
        return None
    if row.confirmed_by is None and row.rejected_by is None:
        return SubjectState(row.state)
    if row.confirmed_at is not None and row.confirmed_at < view.position:
        return SubjectState.CONFIRMED
    is_rejected = row.rejected_at is not None and row.rejected_at < view.position
    return SubjectState.REJECTED if is_rejected else SubjectState.PROVISIONAL


def _bears(name: SubjectName, view: View) -> bool:
    """Whether the subject bore the name on the view's day."""
    return (name.since is None or name.since <= view.as_of) and (
        name.until is None or name.until >= view.as_of
    )


def division_names(
    registration: Registration | Row[*tuple[Any, ...]] | None, edition: Edition, day: date
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
        Registration.subject_id == subject_id, REGISTERED_NOW
    )
    return session.scalars(statement).first()


def kind_without_registration(uscc: str | None, number: str | None) -> SubjectKind:
    """What kind a subject is by its code or registration number.

    Of one without either nothing is known: it is taken for an individual business, of which least
    is shown.
    """
    if uscc is None and number is None:
        return SubjectKind.INDIVIDUAL_BUSINESS
    return subject_kind_of(uscc, number)


def kinds_of(session: Session, subject_ids: Collection[int]) -> dict[int, SubjectKind]:
    """What kind each subject is: as registered, else as its code says."""
    schemes = (IdentifierScheme.REGISTRATION_NUMBER, IdentifierScheme.USCC)
    codes: dict[int, dict[str, str]] = {}
    coded = select(
        SubjectIdentifier.subject_id, SubjectIdentifier.scheme, SubjectIdentifier.value
    ).where(among(SubjectIdentifier.subject_id, subject_ids), SubjectIdentifier.scheme.in_(schemes))
    for subject_id, scheme, value in session.execute(coded.where(IS_ACTIVE)):
        codes.setdefault(subject_id, {})[scheme] = value
    registered = select(Registration.subject_id, Registration.kind).where(
        among(Registration.subject_id, subject_ids), REGISTERED_NOW
    )
    kinds = {
        subject_id: kind_without_registration(held.get(IdentifierScheme.USCC), held.get(schemes[0]))
        for subject_id in subject_ids
        for held in [codes.get(subject_id, {})]
    }
    return kinds | {row.subject_id: SubjectKind(row.kind) for row in session.execute(registered)}
