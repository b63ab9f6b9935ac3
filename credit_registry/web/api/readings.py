"""A read at the edge: one state of the database, the caller's view, the law known there."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from credit_registry.domain.errors import NotFound, Unavailable
from credit_registry.law.editions import Edition
from credit_registry.services import law_editions
from credit_registry.services.law_editions import CurrentLaw
from credit_registry.services.sessions import Session
from credit_registry.store.views import View
from credit_registry.web import accesses, context

Query = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a read is made with."""

    session: Session
    view: View
    law: CurrentLaw

    @property
    def edition(self) -> Edition:
        """What the law says at the view."""
        return self.law.edition


@contextmanager
def reading(query: Query) -> Iterator[Reading]:
    """A read at the two times of a query."""
    registry = context.registry()
    with registry.reading() as session:
        asked = query.get("as_of"), query.get("known_at")
        view = registry.view(session, accesses.reader(), *asked)
        yield Reading(session, view, _law(session, view))


def _law(session: Session, view: View) -> CurrentLaw:
    """The law at the view. Raises NotFound where nothing was known yet."""
    if view.position == view.head:
        return law_editions.current(session)
    try:
        return law_editions.current(session, view.position)
    except Unavailable:
        raise NotFound(f"Nothing was on record yet at position {view.position}.") from None
