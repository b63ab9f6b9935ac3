"""Who the subjects are that a search has found, in statements that are written once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from credit_registry.domain.subjects import IdentifierScheme, SubjectKind, SubjectState
from credit_registry.services.subjects import subjects
from credit_registry.store.columns import Id
from credit_registry.store.subjects import (
    IS_ACTIVE,
    REGISTERED_NOW,
    Registration,
    Subject,
    SubjectIdentifier,
    SubjectName,
)
from credit_registry.store.views import View

_IDS = bindparam("subject_ids", expanding=True, type_=Id)
_NAMES = (
    select(SubjectName.subject_id, SubjectName.name)
    .where(
        SubjectName.subject_id.in_(_IDS),
        SubjectName.superseded_by.is_(None),
        SubjectName.until.is_(None),
    )
    .order_by(SubjectName.id)
)
_CODES = (
    select(SubjectIdentifier.subject_id, SubjectIdentifier.value, SubjectIdentifier.scheme)
    .where(
        SubjectIdentifier.subject_id.in_(_IDS),
        SubjectIdentifier.scheme.in_(
            (IdentifierScheme.USCC.value, IdentifierScheme.REGISTRATION_NUMBER.value)
        ),
        IS_ACTIVE,
    )
    .order_by(SubjectIdentifier.id.desc())
)
_REGISTRATIONS = select(
    Registration.subject_id,
    Registration.kind,
    Registration.standing,
    Registration.province,
    Registration.city,
    Registration.division_code,
    Registration.industry_code,
).where(Registration.subject_id.in_(_IDS), REGISTERED_NOW)
_STATES = select(Subject.id, Subject.state).where(Subject.id.in_(_IDS))


@dataclass(slots=True)
class Named:
    """The name and the unified social credit code of a subject; `number` is its registration's."""

    name: str = ""
    code: str | None = None
    number: str | None = None


@dataclass(slots=True)
class Identity:
    """What a hit shows of who the subject is."""

    named: Named
    kind: SubjectKind
    registration: Row[*tuple[Any, ...]] | None = None


def named(session: Session, ids: Sequence[int], view: View) -> dict[int, Named]:
    """The names and codes of the subjects that the reader may see, whatever the index thought."""
    asked = {"subject_ids": ids}
    found = {
        number: Named()
        for number, state in session.execute(_STATES, asked)
        if not view.is_public or state == SubjectState.CONFIRMED.value
    }
    seen = {"subject_ids": list(found)}
    for number, name in session.execute(_NAMES, seen):
        found[number].name = name
    for number, value, scheme in session.execute(_CODES, seen):
        if scheme == IdentifierScheme.USCC.value:
            found[number].code = value
        else:
            found[number].number = value
    return found


def identities(session: Session, ids: Sequence[int], view: View) -> dict[int, Identity]:
    """The subjects among the ids that the reader may see, with what is registered of them now."""
    found = {
        number: Identity(each, subjects.kind_without_registration(each.code, each.number))
        for number, each in named(session, ids, view).items()
    }
    for row in session.execute(_REGISTRATIONS, {"subject_ids": list(found)}):
        identity = found[row.subject_id]
        identity.registration, identity.kind = row, SubjectKind(row.kind)
    return found
