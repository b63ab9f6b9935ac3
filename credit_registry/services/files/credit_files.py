"""A subject's credit file, as one reader may see it: who it is, its records, lists and grade.

The number of statements is fixed, whatever the number of records: of each kind the newest are read,
and all are counted. The grade rests on all of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.privacy import hidden
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import IdentifierScheme, Standing, SubjectKind, SubjectState
from credit_registry.law.editions import Edition
from credit_registry.law.inheritances import inherited_kinds
from credit_registry.services.grading import evaluations
from credit_registry.services.grading.evaluations import GradeCard
from credit_registry.services.lists import entries
from credit_registry.services.lists.listings import ListEntry
from credit_registry.services.records import records
from credit_registry.services.records.record_selections import Kinds
from credit_registry.services.records.records import RecordView
from credit_registry.services.subjects import representations, subject_links, subjects
from credit_registry.services.subjects.subject_links import Relation
from credit_registry.store.subjects import Registration, SubjectName
from credit_registry.store.views import View

Counts = Mapping[RecordKind, int]
EACH = 10
"""So many records of a kind are read; the rest is read in pages."""


@dataclass(frozen=True, slots=True)
class CreditFile:
    """All that the page and the API show of one subject.

    `represented` are the subject and those it stands for; `records` and `inherited` hold the newest
    of each kind, and their counts how many there are. `standing_counts` are of those shown now.
    """

    subject_id: int
    represented: tuple[int, ...]
    state: SubjectState
    name: str
    codes: dict[IdentifierScheme, str]
    former_names: tuple[SubjectName, ...]
    registration: Registration | None
    division_zh: str
    division_en: str
    records: tuple[RecordView, ...]
    record_counts: Counts
    standing_counts: Counts
    listings: tuple[ListEntry, ...]
    grade: GradeCard
    relations: tuple[Relation, ...]
    inherited: tuple[RecordView, ...]
    inherited_counts: Counts
    is_home: bool
    """Whether a person may live at the address: the subject is an individual business, or was."""
    view: View

    @property
    def record_count(self) -> int:
        """How many records of its own the reader may see."""
        return sum(self.record_counts.values())

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
        return "" if is_reduced else hidden(self.registration.address)

    @property
    def kind(self) -> SubjectKind | None:
        """What kind of subject it is, where the registration says."""
        return SubjectKind(self.registration.kind) if self.registration else None

    @property
    def standing(self) -> Standing:
        """Its operating standing."""
        return Standing(self.registration.standing) if self.registration else Standing.UNKNOWN


def read(
    session: Session, subject_id: int, view: View, edition: Edition, *, each: int = EACH
) -> CreditFile:
    """The credit file with `each` records of a kind.

    Raises NotFound where there is nothing the reader may see.
    """
    identity = subjects.identity(session, subject_id, view)
    represented = representations.at_view(session, subject_id, view)
    standing = records.standing(session, represented, view)
    shown_counts = dict(standing.counts)
    relations = tuple(subject_links.at_view(session, subject_id, view))
    inherited, inherited_counts = _inherited(session, relations, view, edition, each)
    place = subjects.division_names(identity.registration, edition, view.as_of)
    division_zh, division_en = place
    return CreditFile(
        subject_id=subject_id,
        represented=represented,
        state=identity.state,
        name=identity.name,
        codes=identity.codes,
        former_names=identity.former_names,
        registration=identity.registration,
        division_zh=division_zh,
        division_en=division_en,
        records=records.newest(session, represented, view, each),
        record_counts=shown_counts
        if view.is_public
        else records.counts(session, represented, view),
        standing_counts=shown_counts,
        listings=tuple(entries.of_subjects(session, represented, view, edition)),
        grade=evaluations.card(
            session, represented, identity.registration, view, edition, standing=standing
        ),
        relations=relations,
        inherited=inherited,
        inherited_counts=inherited_counts,
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
    session: Session, relations: Iterable[Relation], view: View, edition: Edition, each: int
) -> tuple[tuple[RecordView, ...], Counts]:
    """The records of predecessors that the law of the day lets the successor's page show."""
    found, counts = [], Counter[RecordKind]()
    for kinds, predecessors in _predecessors(relations, view, edition):
        newest = records.newest(session, predecessors, view, each, kinds)
        found += [replace(record, earned_by=record.version.subject_id) for record in newest]
        counts.update(records.counts(session, predecessors, view, kinds))
    return tuple(sorted(found, key=_place)), counts


def _place(record: RecordView) -> tuple[int, int]:
    """Where a record stands among others, the newest first."""
    return -(record.day or date.min).toordinal(), record.record_id


def _predecessors(
    relations: Iterable[Relation], view: View, edition: Edition
) -> Iterator[tuple[Kinds, list[int]]]:
    """The predecessors by what passes from them."""
    passing: dict[int, Kinds] = {}
    for relation in relations:
        if not relation.is_from:
            kinds = inherited_kinds(edition.inheritances, relation.kind, view.as_of)
            passing[relation.other_id] = passing.get(relation.other_id, Kinds()) | kinds
    for kinds in sorted(set(passing.values()) - {Kinds()}, key=sorted):
        yield kinds, sorted(number for number, each in passing.items() if each == kinds)


def one_shown(
    session: Session, file: CreditFile, record_id: int, edition: Edition
) -> RecordView | None:
    """A record that the file's page shows, whether in full or not; None for any other."""
    own = records.one(session, file.represented, file.view, record_id)
    if own is not None:
        return own
    for kinds, predecessors in _predecessors(file.relations, file.view, edition):
        found = records.one(session, predecessors, file.view, record_id)
        if found is not None and found.kind in kinds:
            return replace(found, earned_by=found.version.subject_id)
    return None
