"""What stands on file of the identity of many subjects at a view, in a few statements."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.divisions import Divisions
from credit_registry.domain.identity_matching import Known
from credit_registry.domain.kinds.codes import subject_kind_of
from credit_registry.domain.privacy import hidden
from credit_registry.domain.subjects import (
    IdentifierScheme,
    IdentifierState,
    Standing,
    SubjectKind,
)
from credit_registry.services.screening.asked_subjects import division_key, spelled
from credit_registry.store.memberships import among
from credit_registry.store.subjects import Registration, SubjectIdentifier, SubjectName
from credit_registry.store.views import View, in_force, known
from search_index.analysis import key


@dataclass(slots=True)
class Facts:
    """Who a subject is: its codes by scheme, its name, those it bore, and its registration."""

    subject_id: int
    codes: dict[str, str] = field(default_factory=dict)
    name: str = ""
    former_names: tuple[str, ...] = ()
    registration: Registration | None = None

    @property
    def uscc(self) -> str | None:
        """The unified social credit code."""
        return self.codes.get(IdentifierScheme.USCC.value)

    @property
    def kind(self) -> SubjectKind:
        """What kind of subject it is: as registered, else as its code says."""
        if self.registration is not None:
            return SubjectKind(self.registration.kind)
        if not self.codes:
            return SubjectKind.INDIVIDUAL_BUSINESS
        number = self.codes.get(IdentifierScheme.REGISTRATION_NUMBER.value)
        return subject_kind_of(self.uscc, number)

    @property
    def standing(self) -> Standing:
        """Whether it operates, as the registration authority states it."""
        return Standing(self.registration.standing) if self.registration else Standing.UNKNOWN

    def known(self, divisions: Divisions, view: View) -> Known:
        """The facts as they are compared; nobody is told where an individual business lives."""
        row = self.registration
        is_told = row is not None and self.kind is not SubjectKind.INDIVIDUAL_BUSINESS
        address = hidden(row.address) if row is not None and is_told else ""
        return Known(
            codes=tuple(self.codes.values()),
            name=spelled(self.name),
            former_names=tuple(map(spelled, self.former_names)),
            address=address,
            address_key=key(address),
            division=division_key((row.division_code if row else "") or "", divisions, view.as_of),
        )


def of_subjects(session: Session, subject_ids: Collection[int], view: View) -> dict[int, Facts]:
    """The facts of each of the subjects, in three statements; one without a name is left out."""
    found = {number: Facts(number) for number in subject_ids}
    if not found:
        return found
    _find_codes(session, found, view)
    _find_names(session, found, view)
    row = Registration
    registered = select(row).where(
        among(row.subject_id, list(found)), known(row, view), in_force(row, view.as_of)
    )
    for registration in session.scalars(registered.order_by(row.id)):
        found[registration.subject_id].registration = registration
    return {number: facts for number, facts in found.items() if facts.name}


def _find_codes(session: Session, found: dict[int, Facts], view: View) -> None:
    """The active codes."""
    row = SubjectIdentifier
    statement = select(row.subject_id, row.scheme, row.value).where(
        among(row.subject_id, list(found)),
        row.state == IdentifierState.ACTIVE.value,
        known(row, view),
    )
    for number, scheme, value in session.execute(statement.order_by(row.id.desc())):
        found[number].codes[scheme] = value


def _find_names(session: Session, found: dict[int, Facts], view: View) -> None:
    """The name on the day, and those that were borne before it."""
    row = SubjectName
    statement = select(row.subject_id, row.name, row.since, row.until).where(
        among(row.subject_id, list(found)), known(row, view)
    )
    borne: dict[int, list[tuple[str, bool]]] = {}
    order = (row.since.is_(None).desc(), row.since, row.id)
    for number, name, since, until in session.execute(statement.order_by(*order)):
        bears = (since is None or since <= view.as_of) and (until is None or until >= view.as_of)
        borne.setdefault(number, []).append((name, bears))
    for number, names in borne.items():
        now = next((name for name, bears in reversed(names) if bears), names[-1][0])
        found[number].name = now
        others = (name for name, bears in names if not bears and name != now)
        found[number].former_names = tuple(dict.fromkeys(others))
