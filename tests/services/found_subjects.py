"""What tests of the index share: subjects delivered, changed and asked for by name."""

from dataclasses import replace

from builders import an_officer
from sqlalchemy import select

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.subjects import LinkKind
from credit_registry.services import law_editions
from credit_registry.services.finding import indexing, searching
from credit_registry.services.finding.searching import Question, SearchHit, SearchPage
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subject_links
from credit_registry.store.subjects import SubjectName
from search_index.queries import Query
from search_index.results import Results


def number_of(registry: Registry, name: str) -> int:
    """The subject that bears or bore the name."""
    with registry.reading() as session:
        statement = select(SubjectName.subject_id).where(SubjectName.name == name).distinct()
        return session.scalars(statement).one()


def linked(
    registry: Registry, name: str, other: str, kind: LinkKind = LinkKind.DUPLICATE_OF
) -> int:
    """Link the subject of one name to that of another; the link's id."""
    pair = number_of(registry, name), number_of(registry, other)
    enterer = an_officer(registry, Role.ENTERER)
    with registry.transaction() as session:
        at = registry.clock.now()
        return subject_links.link(session, *pair, kind, actor=enterer, at=at)


def unlinked(registry: Registry, link_id: int) -> None:
    """Take a link back."""
    enterer = an_officer(registry, Role.ENTERER)
    with registry.transaction() as session:
        at = registry.clock.now()
        subject_links.reverse(session, link_id, "误并", actor=enterer, at=at)


def names(registry: Registry, text: str) -> list[str]:
    """The names that the index answers with, once it has caught up."""
    indexing.follow(registry)
    return [hit.name for hit in registry.index.port.search(Query(text)).hits]


def everything(registry: Registry, *texts: str) -> list[Results]:
    """All that the index answers to nothing and to each text, its cursor left out."""
    port = registry.index.port
    answers = [port.search(Query(text, limit=200, public_only=False)) for text in ("", *texts)]
    return [replace(answer, cursor=0) for answer in answers]


def page(
    registry: Registry, text: str, actor: Actor = PUBLIC, question: Question | None = None
) -> SearchPage:
    """The answer that a reader is shown today."""
    with registry.reading() as session:
        edition = law_editions.current(session).edition
        view = registry.view(session, actor)
        return searching.find(session, registry.index, question or Question(text), view, edition)


def hits(registry: Registry, text: str, actor: Actor = PUBLIC) -> tuple[SearchHit, ...]:
    """The hits that a reader is shown today."""
    return page(registry, text, actor).hits
