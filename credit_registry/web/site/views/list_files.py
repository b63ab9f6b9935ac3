"""A list as a file: a table, JSON or a feed, with the filters that its page has."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import partial
from typing import BinaryIO

import orjson
from flask import Response

from credit_registry.domain.dates import ZONE
from credit_registry.domain.permissions import Permission
from credit_registry.exchange import feeds, writing
from credit_registry.exchange.feeds import Link
from credit_registry.law.list_types import ListType
from credit_registry.services import installations
from credit_registry.services.public_lists import list_movements, list_pages
from credit_registry.web import context, kept_files
from credit_registry.web.api.lists import after_of, cursor_of
from credit_registry.web.api.readings import Reading, reading
from credit_registry.web.api.shapes import listings
from credit_registry.web.auth import needs
from credit_registry.web.responses import JSON
from credit_registry.web.rule_set_files import XLSX
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.forms import lists as forms
from credit_registry.web.site.forms.lists import Asked
from credit_registry.web.site.presenters import list_files as presenter
from credit_registry.web.site.presenters import lists
from credit_registry.web.site.views.lists import LIST, list_of, question_of
from credit_registry.web.site.voices import voice

CSV = "text/csv"
FEED_ENTRIES = 100


@dataclass(frozen=True, slots=True)
class Part:
    """What a file is made of: the list, what is asked of it, and the read that it is made in."""

    given: Reading
    kind: ListType
    asked: Asked

    @property
    def table(self) -> presenter.Table:
        """How the list's lines become rows."""
        return presenter.Table(self.kind, self.given.view.today, root(), voice())


@site.get(f"{LIST}.<any(atom,csv,json,xlsx):form>")
@needs(Permission.READ_PUBLIC)
def list_file(colour: str, list_type: str, form: str) -> Response:
    """What a filtered page shows, to its end; a feed in pages that follow one another."""
    write, media, is_kept = FORMS[form]
    with reading({}) as given:
        kind = list_of(given, colour, list_type)
        asked = forms.exactly_asked(given.edition, given.view.today)
        name = f"{list_type}-{given.view.today.isoformat()}.{form}" if is_kept else ""
        return kept_files.response(partial(write, Part(given, kind, asked)), media, name)


def root() -> str:
    """The beginning of this site's addresses."""
    return context.current_request().host_url.rstrip("/")


def _rows(part: Part) -> list_pages.Rows:
    """All lines that answer."""
    given = part.given
    return list_pages.all_rows(given.session, part.kind, given.view, part.asked.wanted)


def _csv(part: Part, target: BinaryIO) -> None:
    """The list for spreadsheets, as text."""
    table, text = part.table, io.TextIOWrapper(target, "utf-8", newline="", write_through=True)
    writing.write_csv(map(table.cells, _rows(part)), table.columns, text)
    text.detach()


def _xlsx(part: Part, target: BinaryIO) -> None:
    """The list for spreadsheets, as a workbook."""
    table, day = part.table, part.given.view.today
    writing.write_xlsx(map(table.cells, _rows(part)), table.columns, target, day=day)


def _json(part: Part, target: BinaryIO) -> None:
    """The list with its terms, and its entries as the API tells them."""
    day, kind = part.given.view.today, part.kind
    head = {"as_of": day, "list": listings.list_kind(kind, day), "filters": part.asked.query}
    target.write(orjson.dumps(head)[:-1] + b',"entries":[')
    target.writelines(
        b",\n" * bool(number) + orjson.dumps(listings.row(row, kind, day))
        for number, row in enumerate(_rows(part))
    )
    target.write(b"]}\n")


def _atom(part: Part, target: BinaryIO) -> None:
    """A page of the list's feed; the next one is named in it (RFC 5005)."""
    given, kind = part.given, part.kind
    question = question_of("feed", kind, part.asked)
    after = after_of(question, context.current_request().args.get(forms.CURSOR))
    page = list_pages.on_list(
        given.session, kind, given.view, part.asked.wanted, after=after, limit=FEED_ENTRIES
    )
    feed = _feed(part, cursor_of(question, page.after))
    place = {
        "root": root(),
        "origin": context.registry().settings.origin,
        "measures": presenter.measures(kind, given.view.today, voice()),
    }
    entries = (presenter.feed_entry(row, kind, place, voice()) for row in page.rows)
    target.writelines(piece.encode() for piece in feeds.written(feed, entries))


def _feed(part: Part, following: str | None) -> feeds.Feed:
    """The feed's head."""
    given, kind, query = part.given, part.kind, part.asked.query
    changed = list_movements.changed_at(given.session, kind, given.view.today)
    links = [
        Link("self", context.current_request().url, feeds.MEDIA),
        Link("alternate", root() + lists.of_list(kind, **query)),
        Link("alternate", root() + lists.of_file(kind, "json", query), JSON),
    ]
    if following is not None:
        address = root() + lists.of_file(kind, "atom", query | {forms.CURSOR: following})
        links.append(Link("next", address, feeds.MEDIA))
    city, origin = installations.city(given.session), context.registry().settings.origin
    author = voice().either(city.city_zh, city.city_en) if city else origin
    since = datetime.combine(kind.since, time.min, ZONE).astimezone(UTC)
    author = voice().say("frame.name", city=author)
    filters = [f"{name}={value}" for name, value in sorted(query.items())]
    named = feeds.tag(origin, "lists", kind.code, *filters), author
    return presenter.feed(kind, changed or since, links, named, voice())


Write = Callable[[Part, BinaryIO], None]

FORMS: dict[str, tuple[Write, str, bool]] = {
    "csv": (_csv, CSV, True),
    "xlsx": (_xlsx, XLSX, True),
    "json": (_json, JSON, True),
    "atom": (_atom, feeds.MEDIA, False),
}
"""How each form is written, its type, and whether it is a file to keep."""
