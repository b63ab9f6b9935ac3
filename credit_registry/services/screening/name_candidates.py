"""Whom names may mean: by the index, and by exact spelling from the database for all at once."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.services.screening import code_lookups
from credit_registry.services.screening.asked_subjects import Understood
from credit_registry.services.subject_indexes import SubjectIndex
from credit_registry.services.subjects import representations
from credit_registry.store.memberships import among
from credit_registry.store.subjects import SubjectName
from credit_registry.store.views import View, known
from search_index.errors import QueryRefused, SearchIndexError
from search_index.queries import LONGEST_TEXT, MOST_FRAGMENTS, Query

LOG = logging.getLogger(__name__)
LOOKED_AT = 20
"""How many hits of the index are looked at for one name, the likeliest first."""

_WIDE_BRACKETS = str.maketrans("()", "（）")
_NARROW_BRACKETS = str.maketrans("（）", "()")


@dataclass(slots=True)
class Candidates:
    """Whom each row may mean, by its place, and what of the index the answer rests on.

    `is_degraded` says that the index could not answer, so that exact names alone were looked up.
    """

    by_place: dict[int, tuple[int, ...]] = field(default_factory=dict)
    cursor: int = 0
    is_degraded: bool = False


def of_rows(
    session: Session, index: SubjectIndex, rows: Iterable[tuple[int, Understood]], view: View
) -> Candidates:
    """The confirmed subjects that the rows' names may mean; the way to each is an index's."""
    wanted = [(place, row) for place, row in rows if row.texts]
    found = Candidates()
    met: defaultdict[int, list[int]] = defaultdict(list)
    exact = _by_spelling(session, [text for _, row in wanted for text in row.texts], view)
    for place, row in wanted:
        for text in row.texts:
            met[place] += exact.get(_plain(text), ())
            met[place] += _by_index(index, text, view, found)
    numbers = {number for each in met.values() for number in each}
    ends = representations.ends_at_view(session, numbers, view)
    confirmed = code_lookups.confirmed_at(session, {ends.get(n, n) for n in numbers}, view)
    for place, each in met.items():
        standing = dict.fromkeys(ends.get(number, number) for number in each)
        found.by_place[place] = tuple(number for number in standing if number in confirmed)
    return found


def _by_index(index: SubjectIndex, text: str, view: View, found: Candidates) -> list[int]:
    """The subjects that the index finds for a text, the likeliest first."""
    if found.is_degraded:
        return []
    day = view.today.toordinal()
    # Blanks part a question; a name of many words is asked for as one.
    asked = text if len(text.split()) <= MOST_FRAGMENTS else "".join(text.split())
    try:
        query = Query(
            asked[:LONGEST_TEXT],
            day=day,
            limit=LOOKED_AT,
            public_only=view.is_public,
            counts_facets=False,
        )
        results = index.port.search(query)
    except QueryRefused:
        return []
    except SearchIndexError as fault:
        LOG.warning("the search index cannot answer a screening: %s", fault)
        found.is_degraded = True
        return []
    found.cursor = results.cursor
    return [int(hit.id) for hit in results.hits]


def _by_spelling(session: Session, texts: Sequence[str], view: View) -> dict[str, list[int]]:
    """The subjects that bear or bore a name as it is spelled, by the name in narrow brackets."""
    spellings = {
        spelling
        for text in texts
        for spelling in (text, text.translate(_WIDE_BRACKETS), _plain(text))
    }
    if not spellings:
        return {}
    row = SubjectName
    statement = select(row.name, row.subject_id).where(
        among(row.name, list(spellings)), known(row, view)
    )
    found: dict[str, list[int]] = {}
    for name, number in session.execute(statement.order_by(row.until.is_not(None), row.id)):
        found.setdefault(_plain(name), []).append(number)
    return found


def _plain(name: str) -> str:
    """The name with narrow brackets."""
    return name.translate(_NARROW_BRACKETS)
