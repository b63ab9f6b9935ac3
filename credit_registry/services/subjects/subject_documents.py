"""Confirmed subjects as the documents that the index holds; what is adverse has its days there.

A duplicate, or a subject whose code was corrected, has no document of its own: its codes and names
lead to the subject that stands for it now.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from credit_registry.domain.events import EventKind
from credit_registry.domain.privacy import masked
from credit_registry.domain.subjects import (
    FORWARDING_LINKS,
    IdentifierScheme,
    Standing,
    SubjectKind,
    SubjectState,
)
from credit_registry.services import law_editions
from credit_registry.services.subjects import subject_windows, subjects
from credit_registry.services.subjects.subject_windows import Windows
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.ledgers import Event
from credit_registry.store.listings import ListingVersion
from credit_registry.store.records import PublicationWindow, RecordVersion
from credit_registry.store.subjects import (
    IS_ACTIVE,
    REGISTERED_NOW,
    Registration,
    Subject,
    SubjectIdentifier,
    SubjectLink,
    SubjectName,
)
from search_index.documents import Document

KIND = "subject"
_RANKS = {Standing.OPERATING.value: 0}
"""Of equal hits those in operation come first."""
SUBJECTS_A_QUERY = 5_000


class Forwarding:
    """Which subjects stand for which: the links as they are now, followed to their ends."""

    def __init__(self, links: Mapping[int, int]) -> None:
        self._links = links
        self._sources: dict[int, list[int]] = defaultdict(list)
        for number in links:
            self._sources[self.end(number)].append(number)

    def end(self, number: int) -> int:
        """The subject that stands for this one now; itself where none does, or in a circle."""
        seen = {number}
        end = number
        while end in self._links:
            end = self._links[end]
            if end in seen:
                return number
            seen.add(end)
        return end

    def sources(self, number: int) -> Sequence[int]:
        """The subjects that this one stands for."""
        return [source for source in self._sources.get(number, ()) if source != number]


def forwarding(session: Session) -> Forwarding:
    """All links along which an address forwards."""
    statement = (
        select(SubjectLink.subject_id, SubjectLink.other_id)
        .where(
            SubjectLink.superseded_by.is_(None),
            SubjectLink.kind.in_([kind.value for kind in FORWARDING_LINKS]),
        )
        .order_by(SubjectLink.id.desc())
    )
    return Forwarding({row.subject_id: row.other_id for row in session.execute(statement)})


def touched_by(session: Session, events: Sequence[int]) -> set[int]:
    """The subjects of which the events changed something that a document may hold."""
    touched = changed_by(session, events)
    for brought in (RecordVersion, ListingVersion, Evaluation):
        those = select(brought.subject_id).where(brought.recorded_by.in_(events))
        touched.update(session.scalars(those))
    return touched | _moved_by_law(session, events)


def changed_by(session: Session, events: Sequence[int]) -> set[int]:
    """The subjects that the events name, or whose registration or links they changed."""
    named = select(Event.subject_id).where(Event.id.in_(events), Event.subject_id.is_not(None))
    touched = {number for number in session.scalars(named) if number is not None}
    for table in (SubjectName, SubjectIdentifier, Registration, SubjectLink):
        changed = or_(table.recorded_by.in_(events), table.superseded_by.in_(events))
        touched.update(session.scalars(select(table.subject_id).where(changed)))
        if table is SubjectLink:
            touched.update(session.scalars(select(SubjectLink.other_id).where(changed)))
    return touched


def _moved_by_law(session: Session, events: Sequence[int]) -> set[int]:
    """The subjects whose windows a new edition of the law moved."""
    editions = select(Event.id).where(
        Event.id.in_(events), Event.kind == EventKind.LAW_EDITION_LOADED.value
    )
    loaded = list(session.scalars(editions))
    if not loaded:
        return set()
    moved = select(PublicationWindow.subject_id).where(PublicationWindow.recorded_by.in_(loaded))
    return set(session.scalars(moved))


def documents_of(
    session: Session, ids: Collection[int], forwarded: Forwarding
) -> Iterator[Document]:
    """The documents of those of the subjects that have one."""
    ends = sorted(number for number in ids if forwarded.end(number) == number)
    for stretch in stretches(ends):
        yield from _documents(session, stretch, forwarded)


def stretches(ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids in stretches that one statement can name."""
    waiting = iter(ids)
    while stretch := list(islice(waiting, SUBJECTS_A_QUERY)):
        yield stretch


@dataclass(slots=True)
class _Facts:
    """What the registry knows of some subjects, by subject."""

    names: dict[int, list[SubjectName]] = field(default_factory=lambda: defaultdict(list))
    codes: dict[int, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    registrations: dict[int, Registration] = field(default_factory=dict)
    kinds: dict[int, SubjectKind] = field(default_factory=dict)
    windows: Windows = field(default_factory=lambda: defaultdict(list))


def _documents(session: Session, ids: Sequence[int], forwarded: Forwarding) -> Iterator[Document]:
    """The documents of the confirmed ones among subjects that stand for themselves."""
    sources = {number: forwarded.sources(number) for number in ids}
    everyone = set(ids).union(*sources.values())
    confirmed: set[int] = set()
    facts = _Facts()
    for stretch in stretches(everyone):
        shown = _confirmed(session, stretch)
        confirmed |= shown
        _read(session, shown, facts)
    edition = law_editions.current(session).edition if confirmed else None
    if edition:
        for stretch in stretches(sorted(confirmed)):
            facts.windows |= subject_windows.windows_of(session, stretch, edition)
    industries = edition.industries if edition else None
    for number in ids:
        if number not in confirmed:
            continue
        registration = facts.registrations.get(number)
        code = registration.industry_code if registration else None
        section = industries.section_of(code) if industries and code else None
        standing_for = [source for source in sources[number] if source in confirmed]
        yield _document(number, standing_for, facts, section.letter if section else "")


def _confirmed(session: Session, ids: Sequence[int]) -> set[int]:
    """Those of the subjects that may be shown publicly."""
    statement = select(Subject.id).where(
        Subject.id.in_(ids), Subject.state == SubjectState.CONFIRMED.value
    )
    return set(session.scalars(statement))


def _read(session: Session, ids: Collection[int], facts: _Facts) -> None:
    """Read what stands of the subjects now, in five statements."""
    names = select(SubjectName).where(
        SubjectName.subject_id.in_(ids), SubjectName.superseded_by.is_(None)
    )
    for name in session.scalars(names.order_by(SubjectName.id)):
        facts.names[name.subject_id].append(name)
    codes = select(SubjectIdentifier).where(SubjectIdentifier.subject_id.in_(ids), IS_ACTIVE)
    for code in session.scalars(codes.order_by(SubjectIdentifier.id)):
        facts.codes[code.subject_id].append((code.scheme, code.value))
    registrations = select(Registration).where(Registration.subject_id.in_(ids), REGISTERED_NOW)
    for registration in session.scalars(registrations):
        facts.registrations[registration.subject_id] = registration
    facts.kinds |= subjects.kinds_of(session, ids)


def _document(number: int, standing_for: Sequence[int], facts: _Facts, industry: str) -> Document:
    """One subject as the index holds it, with the codes and names of those it stands for."""
    names = facts.names[number]
    current = next((name for name in reversed(names) if name.until is None), names[-1])
    others = chain.from_iterable(facts.names[source] for source in standing_for)
    former = dict.fromkeys(name.name for name in (*names, *others))
    former.pop(current.name, None)
    codes = facts.codes[number]
    code = next((value for scheme, value in codes if scheme == IdentifierScheme.USCC), None)
    values = [*codes, *chain.from_iterable(facts.codes[source] for source in standing_for)]
    registration = facts.registrations.get(number)
    facets = {
        "division": (registration.division_code or "") if registration else "",
        "industry": industry,
        "subject_kind": facts.kinds[number].value,
        "standing": registration.standing if registration else "",
    }
    return Document(
        id=str(number),
        kind=KIND,
        code=code,
        other_codes=tuple(dict.fromkeys(value for _, value in values if value != code)),
        name=current.name,
        former_names=tuple(former),
        address=_address(registration),
        facets={facet: value for facet, value in facets.items() if value},
        windows=tuple(chain.from_iterable(facts.windows[one] for one in (number, *standing_for))),
        rank=_RANKS.get(facets["standing"], 1),
    )


def _address(registration: Registration | None) -> str:
    """The address that may be searched: none of an individual business, whose owner lives there."""
    if registration is None or registration.kind == SubjectKind.INDIVIDUAL_BUSINESS.value:
        return ""
    return masked(registration.address)
