"""The public feed of changes, in the order of the ledger."""

from collections.abc import Iterator

from credit_registry.domain.opaque_ids import to_public
from credit_registry.services import changes as feed
from credit_registry.services.changes import Change
from credit_registry.web.api import paging
from credit_registry.web.api.operations import Answer, Subject, prefers, read
from credit_registry.web.api.readings import Query, reading
from credit_registry.web.api.schemas.changes import Changes, ChangesQuery
from credit_registry.web.api.shapes.terms import Shape, times
from credit_registry.web.responses import NDJSON, lines

subject = Subject("changes", __name__, description="最近公布 · Changes")
STREAMED_ROWS = 500
LAST_ORDINAL = 2**31 - 1
Place = tuple[int, int]
BEGINNING: Place = (-1, -1)


@read(subject, "/changes", ChangesQuery, Answer(schema=Changes, also=(NDJSON,)))
def changes(query: Query) -> object:
    """Read what has become public.

    Oldest first, after a ledger position or a `next`; what is no longer public is left out. The
    feed tells what was recorded, when it was recorded: it does not tell that something is no longer
    public, nor that something recorded earlier has become so. It cannot keep a copy in step; ask
    for an enterprise or a list anew whenever it is shown.
    With `Accept: application/x-ndjson`, one change a line, to the end.
    """
    after = place(query["after"])
    if prefers(NDJSON):
        return lines(_all(query, after))
    with reading(query) as given:
        found = feed.since(given.session, given.view, after, query["limit"])
        last = (found[-1].position, found[-1].ordinal) if found else after
        shape = times(given.view) | {
            "changes": [_change(change) for change in found],
            "next": text_of(last),
        }
        return paging.with_link(shape, text_of(last) if len(found) == query["limit"] else None)


def place(stated: str | None) -> Place:
    """The place after which the feed is read; a position alone means all of it was seen.

    >>> place("1042"), place("1042.7"), place(None)
    ((1042, 2147483647), (1042, 7), (-1, -1))
    """
    if not stated:
        return BEGINNING
    position, _, ordinal = stated.partition(".")
    return int(position), int(ordinal) if ordinal else LAST_ORDINAL


def text_of(last: Place) -> str:
    """The place as the caller gives it back."""
    return "" if last == BEGINNING else f"{last[0]}.{last[1]}"


def _all(query: Query, after: Place) -> Iterator[Shape]:
    """All changes from one state of the database."""
    with reading(query) as given:
        while found := feed.since(given.session, given.view, after, STREAMED_ROWS):
            yield from (_change(change) for change in found)
            after = found[-1].position, found[-1].ordinal


def _change(change: Change) -> Shape:
    """One change."""
    return {
        "position": change.position,
        "at": change.at,
        "enterprise_id": to_public(change.subject_id),
        "code": change.code,
        "name": change.name,
        "what": change.what,
        "kind": change.kind,
        "title": change.title,
        "day": change.day,
    }
