"""The lists: what each is, who is on it, and one entry by itself."""

from http import HTTPStatus

from flask import Response

from credit_registry.domain.errors import NotFound
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.law.list_types import ListType
from credit_registry.services.lists import entry_measures
from credit_registry.services.public_lists import list_movements, list_pages
from credit_registry.web import context
from credit_registry.web.api.lists import after_of, cursor_of
from credit_registry.web.api.readings import Reading, reading
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.addresses import same_page
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.forms import lists as forms
from credit_registry.web.site.forms.lists import Asked
from credit_registry.web.site.presenters import list_entries, list_filters, measures
from credit_registry.web.site.presenters import lists as presenter
from credit_registry.web.site.voices import voice

LIST = "/lists/<string:colour>/<string:list_type>"


@site.get("/lists")
@needs(Permission.READ_PUBLIC)
def lists() -> Response:
    """All lists that are in force, by field and kind."""
    with reading({}) as given:
        types = list_pages.public_types(given.edition).values()
        counted = [
            (kind, list_pages.count(given.session, kind, given.view))
            for kind in types
            if kind.is_active(given.view.today)
        ]
    return rendering.page("lists", groups=presenter.groups(counted, voice()))


@site.get(LIST)
@needs(Permission.READ_PUBLIC)
def list_page(colour: str, list_type: str) -> Response:
    """A list and who is on it, in the order asked for."""
    with reading({}) as given:
        kind = list_of(given, colour, list_type)
        asked = forms.asked(given.edition, given.view.today)
        if not asked.form.is_sound:
            return _shown(given, kind, asked, status=HTTPStatus.BAD_REQUEST)
        question = question_of("page", kind, asked)
        after = after_of(question, context.current_request().args.get(forms.CURSOR))
        page = list_pages.on_list(given.session, kind, given.view, asked.wanted, after=after)
        following = cursor_of(question, page.after)
        return _shown(
            given,
            kind,
            asked,
            count=voice().say("list.answers", count=page.total),
            lines=[presenter.line(row, kind, voice()) for row in page.rows],
            more=same_page(after=following) if following else "",
        )


@site.get(f"{LIST}/<string:entry>")
@needs(Permission.READ_PUBLIC)
def list_entry(colour: str, list_type: str, entry: str) -> Response:
    """One entry as long as it is public. Raises NotFound as soon as it is not, naming nobody."""
    with reading({}) as given:
        kind = list_of(given, colour, list_type)
        row = list_pages.one(given.session, kind, given.view, from_public(entry))
        if row is None:
            raise NotFound("There is no such entry on this list.")
        address = context.current_request().base_url
        following = entry_measures.following(
            given.session, row.listing_id, kind, given.view, given.edition
        )
        page = list_entries.page(row, kind, following, given.view.today, address, voice())
    return rendering.page("list_entry", page=page)


def list_of(given: Reading, colour: str, list_type: str) -> ListType:
    """The public list of the colour. Raises NotFound."""
    kind = list_pages.require_public(given.edition, list_type)
    if kind.colour.value != colour:
        raise NotFound(f"The list {list_type} is not {colour}.")
    return kind


def question_of(form: str, kind: ListType, asked: Asked) -> list[str | None]:
    """What the cursors of a form of a list are good for."""
    return [form, kind.code, *asked.wanted.question.words()]


def _shown(
    given: Reading, kind: ListType, asked: Asked, *, status: int = HTTPStatus.OK, **more: object
) -> Response:
    """The page of a list, with its filters."""
    speaking, today, is_faulty = voice(), given.view.today, not asked.form.is_sound
    movement = list_movements.this_month(given.session, kind, today)
    total = list_pages.count(given.session, kind, given.view)
    values: dict[str, object] = {
        "card": presenter.card(kind, total, speaking),
        "moved": presenter.moved(movement, speaking),
        "named": measures.named(given.edition.measures_of(kind.code), today, speaking),
        "fields": list_filters.fields(asked, given.edition, today, speaking),
        "orders": list_filters.orders(asked, speaking),
        "sort": asked.form.values.get("sort", ""),
        "is_filtered": asked.wanted.question.is_filtered or is_faulty,
        "is_faulty": is_faulty,
        "files": presenter.files(kind, {} if is_faulty else asked.query, speaking),
        "lines": (),
        "count": "",
        "more": "",
    }
    return rendering.page("list", status=status, **(values | more))
