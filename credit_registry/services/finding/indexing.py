"""The search index as a reader of the ledger: what changed is read again and written there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.errors import Conflict, Unavailable
from credit_registry.domain.events import EventKind
from credit_registry.domain.subjects import SubjectState
from credit_registry.services import ledgers
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subject_documents
from credit_registry.services.subjects.subject_documents import SUBJECTS_A_QUERY
from credit_registry.store.ledgers import Event
from credit_registry.store.subjects import Subject
from search_index.documents import Document
from search_index.errors import (
    CursorBehind,
    IndexBusy,
    IndexOutdated,
    IndexTorn,
    SearchIndexError,
)

EVENTS_A_STEP = 500
SLICES_A_STEP = 4
"""A slice of a delivery may change thousands of subjects, any other event a few."""


def follow(registry: Registry, limit: int | None = None) -> int:
    """Bring the index up to the ledger's head; how many documents were written.

    `limit` bounds the events taken. The cursor moves with the documents or not at all. An index
    that is damaged, or not of this ledger, is written anew. Raises Conflict while another process
    writes, Unavailable where the index cannot be used.
    """
    with _in_our_words():
        try:
            return (
                _rebuilt(registry)
                if limit is None and _is_gone(registry)
                else _followed(registry, limit)
            )
        except (IndexTorn, IndexOutdated):
            return _rebuilt(registry)


def rebuild(registry: Registry) -> int:
    """Write the whole index anew beside the live one and swap it in; the documents written.

    Raises Conflict while another process writes, Unavailable where the index cannot be used.
    """
    with _in_our_words():
        return _rebuilt(registry)


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Tell the engine's errors as the registry's."""
    try:
        yield
    except IndexBusy as fault:
        raise Conflict("Another process writes to the search index now.") from fault
    except SearchIndexError as fault:
        raise Unavailable(f"The search index cannot be used: {fault}") from fault


def _is_gone(registry: Registry) -> bool:
    """Whether there is no index for a ledger that has events.

    Followed from its first event, the index would answer with a part of the subjects meanwhile,
    and nobody would be told; built beside, it answers with all of them or says that it cannot.
    """
    if registry.index.cursor() or registry.index.port.document_count():
        return False
    with registry.reading() as session:
        return ledgers.size(session) > 0


def _followed(registry: Registry, limit: int | None) -> int:
    """Take in the events that wait, step by step; the documents written."""
    written, taken = 0, 0
    while limit is None or taken < limit:
        most = EVENTS_A_STEP if limit is None else min(EVENTS_A_STEP, limit - taken)
        with registry.reading() as session:
            cursor = registry.index.port.cursor()
            if cursor > ledgers.size(session):
                raise IndexTorn(f"The index holds {cursor} events, more than this ledger has")
            events = _events(session, cursor, most)
            if not events:
                break
            documents, gone = _changed(session, events)
        try:
            registry.index.port.apply(documents, gone, cursor + len(events))
        except CursorBehind:
            continue  # another process was faster; what it took in is not taken in again
        written += len(documents)
        taken += len(events)
    return written


def _rebuilt(registry: Registry) -> int:
    """Write the whole index anew; the documents written."""
    written = 0
    with registry.reading() as session, registry.index.port.rebuild() as fresh:
        head = ledgers.size(session)
        documents = all_documents(session)
        while stretch := list(islice(documents, SUBJECTS_A_QUERY)):
            fresh.apply(stretch, [], 0)
            written += len(stretch)
        fresh.apply([], [], head)
    return written


def all_documents(session: Session) -> Iterator[Document]:
    """The documents of all subjects that have one."""
    forwarded = subject_documents.forwarding(session)
    for ids in _all_subjects(session):
        yield from subject_documents.documents_of(session, ids, forwarded)


def _events(session: Session, cursor: int, most: int) -> Sequence[int]:
    """The ids of the next events in the order of their positions, as many as make one step."""
    statement = (
        select(Event.id, Event.kind)
        .where(Event.position >= cursor)
        .order_by(Event.position)
        .limit(most)
    )
    taken: list[int] = []
    slices = 0
    for number, kind in session.execute(statement):
        slices += kind == EventKind.BATCH_SLICE_RECORDED.value
        if slices > SLICES_A_STEP:
            break
        taken.append(number)
    return taken


def _changed(session: Session, events: Sequence[int]) -> tuple[list[Document], list[str]]:
    """The documents that the events changed, and the ids of those that are gone."""
    touched = subject_documents.touched_by(session, events)
    if not touched:
        return [], []
    forwarded = subject_documents.forwarding(session)
    affected = touched.union(map(forwarded.end, touched))
    documents = list(subject_documents.documents_of(session, affected, forwarded))
    stand = {document.id for document in documents}
    return documents, sorted({str(number) for number in affected} - stand)


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
