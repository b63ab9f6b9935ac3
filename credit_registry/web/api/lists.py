"""The lists, and who is on them."""

from collections.abc import Iterator
from datetime import date

from flask import Response

from credit_registry.law.list_types import ListType, require_type
from credit_registry.services import list_pages
from credit_registry.services.list_pages import ListPage
from credit_registry.web.api import cursors, paging
from credit_registry.web.api.operations import Answer, Subject, prefers, read
from credit_registry.web.api.readings import Query, Reading, reading
from credit_registry.web.api.schemas.lists import Entries, Lists
from credit_registry.web.api.schemas.times import PagedQuery, TimesQuery
from credit_registry.web.api.shapes import listings
from credit_registry.web.api.shapes.terms import Shape, times
from credit_registry.web.responses import NDJSON, lines

subject = Subject("lists", __name__, description="名单 · Lists")
STREAMED_ROWS = 500


@read(subject, "/lists", TimesQuery, Answer(schema=Lists))
def lists(query: Query) -> object:
    """Read which lists there are.

    Each with its legal basis, who decides, how long an entry lasts and how to leave.
    """
    with reading(query) as given:
        types = sorted(given.edition.list_types.values(), key=lambda kind: kind.code)
        shown = [listings.list_kind(kind, given.view.as_of) for kind in types]
        return times(given.view) | {"lists": shown}


@read(
    subject,
    "/lists/<string:list_type>/entries",
    PagedQuery,
    Answer(schema=Entries, also=(NDJSON,)),
)
def list_entries(query: Query, list_type: str) -> object:
    """Read who is on a list.

    Newest decision first. With `Accept: application/x-ndjson`, one entry a line, to the end.
    """
    asked = ["entries", list_type, query.get("as_of"), query.get("known_at")]
    after = _keyset(cursors.unseal(asked, query["after"])) if "after" in query else None
    with reading(query) as given:
        kind = require_type(dict(given.edition.list_types), list_type)
        if prefers(NDJSON):
            return lines(_all_rows(query, kind, after))
        page = list_pages.on_list(
            given.session, kind, given.view, after=after, limit=query["limit"]
        )
        return _page(given, page, asked)


def _page(given: Reading, page: ListPage, asked: list[object]) -> Response:
    """A page with the cursor of the next."""
    following = page.after and cursors.seal(asked, [page.after[0].isoformat(), page.after[1]])
    shape: Shape = times(given.view) | {
        "list": listings.list_kind(page.list_type, given.view.as_of),
        "total": page.total,
        "entries": [listings.row(row) for row in page.rows],
        "next": following,
    }
    return paging.with_link(shape, following)


def _all_rows(query: Query, kind: ListType, after: tuple[date, int] | None) -> Iterator[Shape]:
    """All rows of a list from one state of the database."""
    with reading(query) as given:
        while True:
            page = list_pages.on_list(
                given.session, kind, given.view, after=after, limit=STREAMED_ROWS
            )
            yield from (listings.row(row) for row in page.rows)
            if page.after is None:
                return
            after = page.after


def _keyset(found: cursors.Keyset) -> tuple[date, int]:
    """The day and number after which a page begins."""
    day, number = found
    return date.fromisoformat(str(day)), int(number or 0)
