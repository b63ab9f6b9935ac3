"""The filters that an account keeps: above each worklist, saved by name, deleted."""

from http import HTTPStatus
from urllib.parse import parse_qsl

from flask import redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.errors import AlreadyRecorded, FieldError, InvalidInput, Unlawful
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.domain.saved_filters import Worklist, chosen
from credit_registry.services.files import saved_filters as services
from credit_registry.web import context
from credit_registry.web.auth import needs
from credit_registry.web.problems import status_of
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import fields
from credit_registry.web.site.presenters import saved_filters as presenters
from credit_registry.web.site.presenters.saved_filters import SavedFilters
from credit_registry.web.site.voices import voice

NAME = "filter_name"


def above(worklist: Worklist) -> SavedFilters | None:
    """The account's filters, to stand above a worklist that this request has asked for."""
    actor = context.actor()
    if not may(actor, Permission.MANAGE_OWN_ACCOUNT):
        return None
    try:
        asked = chosen(worklist, context.current_request().args)
    except InvalidInput:
        asked = {}
    with context.registry().reading() as session:
        found = services.of_account(session, worklist, actor=actor)
    return presenters.shown(found, worklist, asked)


@site.post("/desk/filters")
@needs(Permission.MANAGE_OWN_ACCOUNT)
def save_filter() -> ResponseReturnValue:
    """Keep the filter that is open by a name, and show its list again."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    worklist = _worklist(typed.values.get("worklist", ""))
    query = dict(parse_qsl(typed.values.get("query", "")))
    name = typed.needed(NAME, longest=services.LONGEST_NAME)
    typed.impersonal(NAME)
    if not typed.is_sound:
        return _page(typed, worklist, HTTPStatus.UNPROCESSABLE_ENTITY)
    registry, actor = context.registry(), context.actor()
    try:
        with registry.transaction() as session:
            at = registry.clock.now()
            kept = services.save(session, worklist, name, query, actor=actor, at=at)
    except AlreadyRecorded:
        typed.faults[NAME] = typed.voice.say("filters.taken")
        return _page(typed, worklist, HTTPStatus.CONFLICT)
    except Unlawful as error:
        typed.faults[NAME] = typed.voice.say("filters.too_many", most=services.MOST_FILTERS)
        return _page(typed, worklist, int(status_of(type(error))))
    return redirect(presenters.place(worklist, kept.query), HTTPStatus.SEE_OTHER)


@site.post("/desk/filters/<string:saved>/deletion")
@needs(Permission.MANAGE_OWN_ACCOUNT)
def delete_filter(saved: str) -> ResponseReturnValue:
    """Keep a filter no longer, and show its list."""
    registry, actor = context.registry(), context.actor()
    with registry.transaction() as session:
        number, at = from_public(saved), registry.clock.now()
        kept = services.delete(session, number, actor=actor, at=at)
    return redirect(presenters.place(kept.worklist, {}), HTTPStatus.SEE_OTHER)


def _worklist(text: str) -> Worklist:
    """The worklist of the name. Raises InvalidInput."""
    if text not in set(Worklist):
        error = FieldError("/worklist", "is not known", f"one of: {', '.join(Worklist)}")
        raise InvalidInput("There is no such worklist.", [error])
    return Worklist(text)


def _page(typed: Typed, worklist: Worklist, status: int) -> ResponseReturnValue:
    """The form with what was typed and what is wrong with it."""
    field = fields.item(NAME, "line", typed, is_needed=True)
    back = presenters.place(worklist, dict(parse_qsl(typed.values.get("query", ""))))
    return console("saved_filter", status=status, field=field, values=typed.values, back=back)
