"""A subject's credit file, as one reader may see it: who it is, its records, lists and grade.

The number of statements is fixed, whatever the number of records.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.subjects import IdentifierScheme, Standing, SubjectKind, SubjectState
from credit_registry.law.editions import Edition
from credit_registry.law.inheritances import inherited_kinds
from credit_registry.services import (
    entries,
    evaluations,
    records,
    representations,
    subject_links,
    subjects,
)
from credit_registry.services.evaluations import GradeCard
from credit_registry.services.listings import ListEntry
from credit_registry.services.records import RecordView
from credit_registry.services.subject_links import Relation
from credit_registry.store.subjects import Registration, SubjectName
from credit_registry.store.views import View


@dataclass(frozen=True, slots=True)
class CreditFile:
    """All that the page and the API show of one subject."""

    subject_id: int
    state: SubjectState
    name: str
    codes: dict[IdentifierScheme, str]
    former_names: tuple[SubjectName, ...]
    registration: Registration | None
    division_zh: str
    division_en: str
    records: tuple[RecordView, ...]
    listings: tuple[ListEntry, ...]
    grade: GradeCard
    relations: tuple[Relation, ...]
    inherited: tuple[RecordView, ...]
    is_home: bool
    """Whether a person may live at the address: the subject is an individual business, or was."""
    view: View

    @property
    def code(self) -> str | None:
        """The current unified social credit code."""
        return self.codes.get(IdentifierScheme.USCC)

    @property
    def address(self) -> str:
        """The address; the public is not shown where an individual business lives."""
        if self.registration is None:
            return ""
        is_reduced = self.view.is_public and self.is_home
        return "" if is_reduced else self.registration.address

    @property
    def kind(self) -> SubjectKind | None:
        """What kind of subject it is, where the registration says."""
        return SubjectKind(self.registration.kind) if self.registration else None

    @property
    def standing(self) -> Standing:
        """Its operating standing."""
        return Standing(self.registration.standing) if self.registration else Standing.UNKNOWN


def read(session: Session, subject_id: int, view: View, edition: Edition) -> CreditFile:
    """The credit file. Raises NotFound where there is nothing the reader may see."""
    identity = subjects.identity(session, subject_id, view)
    represented = representations.at_view(session, subject_id, view)
    shown = records.of_subjects(session, represented, view)
    relations = tuple(subject_links.at_view(session, subject_id, view))
    place = subjects.division_names(identity.registration, edition, view.as_of)
    division_zh, division_en = place
    return CreditFile(
        subject_id=subject_id,
        state=identity.state,
        name=identity.name,
        codes=identity.codes,
        former_names=identity.former_names,
        registration=identity.registration,
        division_zh=division_zh,
        division_en=division_en,
        records=tuple(shown),
        listings=tuple(entries.of_subjects(session, represented, view, edition)),
        grade=evaluations.card(session, represented, identity.registration, view, edition),
        relations=relations,
        inherited=tuple(_inherited(session, relations, view, edition)),
        is_home=_is_home(session, subject_id),
        view=view,
    )


def _is_home(session: Session, subject_id: int) -> bool:
    """Whether any registration of the subject, of whatever time, is an individual business's.

    A look back shows no address that the page of today hides.
    """
    statement = select(Registration.id).where(
        Registration.subject_id == subject_id,
        Registration.kind == SubjectKind.INDIVIDUAL_BUSINESS.value,
    )
    return session.scalars(statement.limit(1)).first() is not None


def _inherited(
    session: Session,
    relations: Iterable[Relation],
    view: View,
    edition: Edition,
) -> Iterator[RecordView]:
    """The records of predecessors that the law of the day lets the successor's page show."""
    rules = edition.inheritances
    kinds = {
        relation.other_id: inherited_kinds(rules, relation.kind, view.as_of)
        for relation in relations
        if not relation.is_from
    }
    predecessors = sorted(number for number, passing in kinds.items() if passing)
    if not predecessors:
        return
    for record in records.of_subjects(session, predecessors, view):
        earned_by = record.version.subject_id
        if record.kind in kinds[earned_by]:
            yield replace(record, earned_by=earned_by)
