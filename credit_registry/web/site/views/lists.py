"""The lists: what each is, who is on it, and the same as files."""

import io
from collections.abc import Iterator
from datetime import date
from itertools import chain

from flask import Response

from credit_registry.domain.errors import NotFound
from credit_registry.domain.permissions import Permission
from credit_registry.exchange import writing
from credit_registry.law.list_types import ListType, require_type
from credit_registry.services import list_pages
from credit_registry.services.list_pages import ListRow
from credit_registry.web import caching, context
from credit_registry.web.api import cursors
from credit_registry.web.api.readings import Reading, reading
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.addresses import same_page
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.presenters import lists as presenter
from credit_registry.web.site.voices import voice

FILE_ROWS = 500


@site.get("/lists")
@needs(Permission.READ_PUBLIC)
def lists() -> Response:
    """All lists that are in force."""
    with reading({}) as given:
        day = given.view.today
        kinds = [kind for kind in given.edition.list_types.values() if kind.is_active(day)]
        pages = [list_pages.on_list(given.session, kind, given.view, limit=1) for kind in kinds]
    cards = [presenter.card(page.list_type, page.total, voice()) for page in pages]
    return rendering.page("lists", cards=cards)


@site.get("/lists/<string:colour>/<string:list_type>")
@needs(Permission.READ_PUBLIC)
def list_page(colour: str, list_type: str) -> Response:
    """A list and who is on it, newest decision first."""
    speaking = voice()
    question = ["page", list_type]
    with reading({}) as given:
        kind = _kind(given, colour, list_type)
        page = list_pages.on_list(given.session, kind, given.view, after=_after(question))
    following = page.after and cursors.seal(question, [page.after[0].isoformat(), page.after[1]])
    return rendering.page(
        "list",
        card=presenter.card(kind, page.total, speaking),
        lines=[presenter.line(row, speaking) for row in page.rows],
        files=presenter.files(kind),
        more=same_page(after=following) if following else "",
    )


@site.get("/lists/<string:colour>/<string:list_type>.csv")
@needs(Permission.READ_PUBLIC)
def list_file(colour: str, list_type: str) -> Response:
    """All of a list as CSV, for spreadsheets."""
    text = io.StringIO()
    with reading({}) as given:
        kind = _kind(given, colour, list_type)
        pages = _pages(given, kind)
        rows = (presenter.cells(row, voice()) for row in chain.from_iterable(pages))
        writing.write_csv(rows, presenter.columns(voice()), text)
    response = Response(text.getvalue(), mimetype="text/csv")
    name = f"{list_type}-{context.today().isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return caching.revalidated(response)


def _kind(given: Reading, colour: str, list_type: str) -> ListType:
    """The list of the colour. Raises NotFound."""
    kind = require_type(dict(given.edition.list_types), list_type)
    if kind.colour.value != colour:
        raise NotFound(f"The list {list_type} is not {colour}.")
    return kind


def _after(question: list[str]) -> tuple[date, int] | None:
    """The day and number after which the page begins. Raises InvalidInput."""
    cursor = context.current_request().args.get("after")
    if cursor is None:
        return None
    day, number = cursors.unseal(question, cursor)
    return date.fromisoformat(str(day)), int(number or 0)


def _pages(given: Reading, kind: ListType) -> Iterator[tuple[ListRow, ...]]:
    """All of the list, a stretch at a time."""
    after = None
    while True:
        page = list_pages.on_list(given.session, kind, given.view, after=after, limit=FILE_ROWS)
        yield page.rows
        if page.after is None:
            return
        after = page.after
