"""The lists, and who is on them."""

from collections.abc import Iterator

from flask import Response

from credit_registry.domain.errors import NotFound
from credit_registry.domain.opaque_ids import from_public
from credit_registry.law.list_types import ListType
from credit_registry.services.public_lists import list_pages, list_questions
from credit_registry.services.public_lists.list_pages import Key, ListPage
from credit_registry.services.public_lists.list_questions import ListQuestion, Wanted
from credit_registry.web.api import cursors, paging
from credit_registry.web.api.operations import Answer, Subject, prefers, read
from credit_registry.web.api.readings import Query, Reading, reading
from credit_registry.web.api.schemas.lists import Entries, ListedEntry, ListQuery, Lists
from credit_registry.web.api.schemas.times import TimesQuery
from credit_registry.web.api.shapes import listings
from credit_registry.web.api.shapes.terms import Shape, times
from credit_registry.web.responses import NDJSON, lines

subject = Subject("lists", __name__, description="名单 · Lists")


@read(subject, "/lists", TimesQuery, Answer(schema=Lists))
def lists(query: Query) -> object:
    """Read which lists there are.

    Each with its legal basis, who decides, how long an entry lasts and how to leave.
    """
    with reading(query) as given:
        types = list_pages.public_types(given.edition)
        shown = [listings.list_kind(types[code], given.view.as_of) for code in sorted(types)]
        return times(given.view) | {"lists": shown}


@read(
    subject,
    "/lists/<string:list_type>/entries",
    ListQuery,
    Answer(schema=Entries, also=(NDJSON,)),
)
def list_entries(query: Query, list_type: str) -> object:
    """Read who is on a list.

    Newest decision first, unless another order is asked for. With `Accept: application/x-ndjson`,
    one entry a line, to the end.
    """
    question = _question(query)
    asked = ["entries", list_type, query.get("as_of"), query.get("known_at"), *question.words()]
    after = after_of(asked, query.get("after"))
    with reading(query) as given:
        kind = list_pages.require_public(given.edition, list_type)
        wanted = list_questions.wanted(question, given.edition, given.view.as_of)
        if prefers(NDJSON):
            return lines(_all_rows(query, kind, wanted, after))
        page = list_pages.on_list(
            given.session, kind, given.view, wanted, after=after, limit=query["limit"]
        )
        return _page(given, page, asked)


@read(
    subject,
    "/lists/<string:list_type>/entries/<string:entry>",
    TimesQuery,
    Answer(schema=ListedEntry),
)
def list_entry(query: Query, list_type: str, entry: str) -> object:
    """Read one entry of a list.

    Not found as soon as it has left, whatever the times that are asked for.
    """
    with reading(query) as given:
        kind, day = list_pages.require_public(given.edition, list_type), given.view.as_of
        row = list_pages.one(given.session, kind, given.view, from_public(entry))
        if row is None:
            raise NotFound(f"There is no such entry on the list {list_type}.")
        return times(given.view) | {
            "list": listings.list_kind(kind, day),
            "entry": listings.row(row, kind, day),
        }


def after_of(asked: object, cursor: str | None) -> Key | None:
    """The place after which a page begins. Raises InvalidInput."""
    if cursor is None:
        return None
    place, number = cursors.unseal(asked, cursor)
    return str(place), int(number or 0)


def cursor_of(asked: object, after: Key | None) -> str | None:
    """The cursor of the page after the place."""
    return None if after is None else cursors.seal(asked, list(after))


def _question(query: Query) -> ListQuestion:
    """What the query asks of a list."""
    question = ListQuestion(
        text=query.get("q", "").strip(),
        division=query.get("division", ""),
        industry=query.get("industry", ""),
        decided_from=query.get("decided_from"),
        decided_to=query.get("decided_to"),
        order=query["sort"],
    )
    return question.within(query.get("year"))


def _page(given: Reading, page: ListPage, asked: list[object]) -> Response:
    """A page with the cursor of the next."""
    following, day = cursor_of(asked, page.after), given.view.as_of
    shape: Shape = times(given.view) | {
        "list": listings.list_kind(page.list_type, day),
        "total": page.total,
        "entries": [listings.row(row, page.list_type, day) for row in page.rows],
        "next": following,
    }
    return paging.with_link(shape, following)


def _all_rows(query: Query, kind: ListType, wanted: Wanted, after: Key | None) -> Iterator[Shape]:
    """All rows of a list from one state of the database."""
    with reading(query) as given:
        for row in list_pages.all_rows(given.session, kind, given.view, wanted, after):
            yield listings.row(row, kind, given.view.as_of)
