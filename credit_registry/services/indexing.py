"""The search index as a reader of the ledger: what changed is read again and written there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from credit_registry.domain.industries import Industries
from credit_registry.domain.subjects import IdentifierScheme, IdentifierState, SubjectState
from credit_registry.services import law_editions
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event
from credit_registry.store.subjects import Registration, Subject, SubjectIdentifier, SubjectName
from search_index.documents import Document

EVENTS_A_STEP = 4
SUBJECTS_A_QUERY = 5_000
KIND = "subject"


def follow(registry: Registry, limit: int | None = None) -> int:
    """Bring the index up to the ledger's head; how many documents were written.

    `limit` bounds the events taken. The cursor moves with the documents or not at all.
    """
    written, taken = 0, 0
    while limit is None or taken < limit:
        with registry.reading() as session:
            cursor = registry.index.port.cursor()
            events = _events(session, cursor)
            if not events:
                return written
            documents, gone = _changed(session, events)
        registry.index.port.apply(documents, gone, cursor + len(events))
        written += len(documents)
        taken += len(events)
    return written


def rebuild(registry: Registry) -> int:
    """Write the whole index anew beside the live one and swap it in; the documents written."""
    written = 0
    with registry.reading() as session, registry.index.port.rebuild() as fresh:
        head = _head(session)
        industries = law_editions.current(session).edition.industries
        for ids in _all_subjects(session):
            documents = list(_documents(session, ids, industries))
            fresh.apply(documents, [], 0)
            written += len(documents)
        fresh.apply([], [], head)
    return written


def _head(session: Session) -> int:
    """How many events have a position."""
    last = session.scalars(
        select(Event.position)
        .where(Event.position.is_not(None))
        .order_by(Event.position.desc())
        .limit(1)
    ).one_or_none()
    return 0 if last is None else last + 1


def _events(session: Session, cursor: int) -> Sequence[int]:
    """The ids of the next events in the order of their positions."""
    statement = (
        select(Event.id)
        .where(Event.position >= cursor)
        .order_by(Event.position)
        .limit(EVENTS_A_STEP)
    )
    return session.scalars(statement).all()


def _changed(session: Session, events: Sequence[int]) -> tuple[list[Document], list[str]]:
    """The documents that the events changed, and the ids of those that are gone."""
    named = select(Event.subject_id).where(Event.id.in_(events), Event.subject_id.is_not(None))
    dirty = {number for number in session.scalars(named) if number is not None}
    for table in (SubjectName, SubjectIdentifier, Registration):
        touched = or_(table.recorded_by.in_(events), table.superseded_by.in_(events))
        dirty.update(session.scalars(select(table.subject_id).where(touched)))
    industries = law_editions.current(session).edition.industries if dirty else None
    documents: list[Document] = []
    for ids in batched_ids(sorted(dirty)):
        documents += _documents(session, ids, industries)
    return documents, [str(number) for number in dirty - {int(each.id) for each in documents}]


def batched_ids(ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids in stretches that one statement can name."""
    stretch: list[int] = []
    for number in ids:
        stretch.append(number)
        if len(stretch) == SUBJECTS_A_QUERY:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _all_subjects(session: Session) -> Iterator[list[int]]:
    """All confirmed subjects in stretches."""
    last = 0
    while True:
        statement = (
            select(Subject.id)
            .where(Subject.id > last, Subject.state == SubjectState.CONFIRMED.value)
            .order_by(Subject.id)
            .limit(SUBJECTS_A_QUERY)
        )
        ids = list(session.scalars(statement))
        if not ids:
            return
        yield ids
        last = ids[-1]


def _documents(
    session: Session, ids: Sequence[int], industries: Industries | None
) -> Iterator[Document]:
    """The documents of confirmed subjects, read in four statements."""
    confirmed = select(Subject.id).where(
        Subject.id.in_(ids), Subject.state == SubjectState.CONFIRMED.value
    )
    shown = set(session.scalars(confirmed))
    names: dict[int, list[SubjectName]] = defaultdict(list)
    for name in session.scalars(
        select(SubjectName)
        .where(SubjectName.subject_id.in_(shown), SubjectName.superseded_by.is_(None))
        .order_by(SubjectName.id)
    ):
        names[name.subject_id].append(name)
    codes: dict[int, dict[str, str]] = defaultdict(dict)
    for code in session.scalars(
        select(SubjectIdentifier).where(
            SubjectIdentifier.subject_id.in_(shown),
            SubjectIdentifier.superseded_by.is_(None),
            SubjectIdentifier.state == IdentifierState.ACTIVE.value,
        )
    ):
        codes[code.subject_id][code.scheme] = code.value
    for registration in session.scalars(
        select(Registration).where(
            Registration.subject_id.in_(shown), Registration.superseded_by.is_(None)
        )
    ):
        number = registration.subject_id
        industry = registration.industry_code
        section = industries.section_of(industry) if industries and industry else None
        letter = section.letter if section else ""
        yield _document(names[number], codes[number], registration, letter)


def _document(
    names: Sequence[SubjectName],
    codes: dict[str, str],
    registration: Registration,
    industry: str,
) -> Document:
    """One subject as the index holds it; nothing in it is adverse or personal."""
    current = [name.name for name in names if name.until is None]
    former = tuple(name.name for name in names if name.until is not None)
    facets = {
        "division": registration.division_code or "",
        "industry": industry,
        "subject_kind": registration.kind,
        "standing": registration.standing,
    }
    return Document(
        id=str(registration.subject_id),
        kind=KIND,
        code=codes.get(IdentifierScheme.USCC.value),
        other_codes=tuple(
            value for scheme, value in codes.items() if scheme != IdentifierScheme.USCC.value
        ),
        name=current[-1] if current else "",
        former_names=former,
        address=registration.address,
        facets={facet: value for facet, value in facets.items() if value},
        is_public=True,
        since=None,
        until=None,
    )
