"""Which subjects of a register's slice stand already, found by set and not by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.drafts import SubjectDraft
from credit_registry.domain.errors import Conflict
from credit_registry.domain.names import compared
from credit_registry.domain.subjects import IdentifierScheme, SubjectState
from credit_registry.store.memberships import among
from credit_registry.store.subjects import (
    IS_ACTIVE,
    Registration,
    Subject,
    SubjectIdentifier,
    SubjectName,
)

Key = tuple[str, str]
Keyed = tuple[Key, SubjectDraft]
_SCHEME, _NUMBER = IdentifierScheme.USCC.value, IdentifierScheme.REGISTRATION_NUMBER.value
_UNCODED = frozenset({"quarantined", "name"})


@dataclass(slots=True)
class Known:
    """A subject that stands already: its current name and registration rows."""

    subject_id: int
    state: str
    name: str = ""
    name_id: int = 0
    name_since: date | None = None
    registration: dict[str, Any] = field(default_factory=dict)
    borne: set[str] = field(default_factory=set)
    """All names it bears or bore, as they are compared."""

    codes: dict[str, tuple[int, str]] = field(default_factory=dict)
    """The active codes: the row's id and the value, by scheme."""

    def holds(self, scheme: str) -> str | None:
        """The subject's active code of the scheme."""
        return self.codes[scheme][1] if scheme in self.codes else None

    def is_surely(self, name: str) -> bool:
        """Whether the subject is the one of that name: it bears it, and bore no other."""
        return self.borne <= {compared(name)}


def key_of(draft: SubjectDraft) -> Key:
    """What identifies the row's subject: its code, its older number, its faulty code, its name."""
    if draft.uscc:
        return _SCHEME, draft.uscc
    if draft.registration_number:
        return _NUMBER, draft.registration_number
    if draft.quarantined_code:
        return "quarantined", f"{draft.quarantined_code} {draft.name}"
    return "name", draft.name


def number_key(draft: SubjectDraft) -> Key | None:
    """The key of the older number that a row states beside its code."""
    number = draft.registration_number
    return (_NUMBER, number) if number and draft.uscc else None


def subject_of(draft: SubjectDraft, key: Key, known: Mapping[Key, Known]) -> Known | None:
    """The subject a row is about. Raises Conflict where its two codes are of different ones.

    A row that states both codes records their equivalence, so that a subject which had the older
    number alone is found by it.
    """
    by_code = known.get(key)
    older = number_key(draft)
    by_number = known.get(older) if older else None
    if by_number is None or by_number is by_code:
        return by_code
    if by_code is None and by_number.holds(_SCHEME) is None:
        return by_number
    raise Conflict("The registration number is another subject's.")


def known_subjects(session: Session, keyed: Sequence[Keyed]) -> dict[Key, Known]:
    """The subjects of the drafts that stand already, by key, in seven statements at most."""
    found: dict[Key, Known] = {}
    codes = [draft.uscc for _, draft in keyed if draft.uscc]
    numbers = [draft.registration_number for _, draft in keyed if draft.registration_number]
    for scheme, values in ((_SCHEME, codes), (_NUMBER, numbers)):
        if values:
            statement = (
                select(SubjectIdentifier.value, Subject.id, Subject.state)
                .join(Subject, Subject.id == SubjectIdentifier.subject_id)
                .where(
                    among(SubjectIdentifier.value, values),
                    SubjectIdentifier.scheme == scheme,
                    IS_ACTIVE,
                )
            )
            for value, subject_id, state in session.execute(statement):
                found[scheme, value] = Known(subject_id, state)
    _find_uncoded(session, keyed, found)
    _load(session, found)
    return found


def _find_uncoded(session: Session, keyed: Sequence[Keyed], found: dict[Key, Known]) -> None:
    """Provisional subjects that only a faulty code or a name identifies."""
    names = [draft.name for (kind, _), draft in keyed if kind in _UNCODED]
    if not names:
        return
    statement = (
        select(SubjectName.name, Subject.id, Subject.state, SubjectIdentifier.value)
        .join(Subject, Subject.id == SubjectName.subject_id)
        .outerjoin(
            SubjectIdentifier,
            (SubjectIdentifier.subject_id == Subject.id)
            & SubjectIdentifier.superseded_by.is_(None),
        )
        .where(
            among(SubjectName.name, names),
            SubjectName.superseded_by.is_(None),
            Subject.state == SubjectState.PROVISIONAL.value,
        )
    )
    for name, subject_id, state, value in session.execute(statement):
        key = ("quarantined", f"{value} {name}") if value else ("name", name)
        found[key] = Known(subject_id, state)


def _load(session: Session, found: dict[Key, Known]) -> None:
    """The current names, codes and registrations of the subjects that were found."""
    by_id: dict[int, Known] = {}
    for key, known in found.items():
        found[key] = by_id.setdefault(known.subject_id, known)
    if not by_id:
        return
    identifiers = select(
        SubjectIdentifier.subject_id,
        SubjectIdentifier.scheme,
        SubjectIdentifier.id,
        SubjectIdentifier.value,
    ).where(among(SubjectIdentifier.subject_id, by_id), IS_ACTIVE)
    for subject_id, scheme, row_id, value in session.execute(identifiers):
        by_id[subject_id].codes[scheme] = (row_id, value)
    names = select(SubjectName).where(
        among(SubjectName.subject_id, by_id), SubjectName.superseded_by.is_(None)
    )
    for name in session.scalars(names):
        known = by_id[name.subject_id]
        known.borne.add(compared(name.name))
        if name.until is None:
            known.name, known.name_id, known.name_since = name.name, name.id, name.since
    table = Registration.__table__
    registrations = select(table).where(
        among(table.c.subject_id, by_id), table.c.superseded_by.is_(None), table.c.until.is_(None)
    )
    for row in session.execute(registrations).mappings():
        by_id[row["subject_id"]].registration = dict(row)
