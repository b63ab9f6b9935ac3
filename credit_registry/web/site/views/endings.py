"""The propagation board on the desk: who has taken which ending in, and who is late."""

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.errors import Conflict, FieldError, InvalidInput
from credit_registry.domain.permissions import Permission, may
from credit_registry.domain.saved_filters import Worklist
from credit_registry.services import law_editions
from credit_registry.services.lists import dated_endings
from credit_registry.services.lists import endings as services
from credit_registry.services.lists.endings import Ending
from credit_registry.web import context
from credit_registry.web.acts import acting
from credit_registry.web.auth import needs
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import endings as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import endings as presenters
from credit_registry.web.site.views import saved_filters
from credit_registry.web.site.voices import voice

PATH = "/desk/propagation/<int:position>"
ON_A_PAGE, ALL = 50, "all"
OK, SEE_OTHER, CONFLICT, UNPROCESSABLE = 200, 303, 409, 422


@site.get("/desk/propagation")
@needs(Permission.READ_ENDINGS)
def propagation() -> Response:
    """The endings that somebody has not taken in, the earliest first; or all."""
    query = context.current_request().args
    after, is_all = query.get("after", ""), query.get("which", "") == ALL
    if after and not (after.isascii() and after.isdigit()):
        error = FieldError("/after", "is not known", "an address that the page itself wrote")
        raise InvalidInput("There is no such page.", [error])
    registry = context.registry()
    index_position = registry.index.port.cursor()
    with registry.reading() as session:
        edition, today = law_editions.current(session).edition, context.today()
        dated = dated_endings.recent(session, edition, today, actor=context.actor())
        found = services.board(
            session,
            edition,
            today,
            index_position,
            actor=context.actor(),
            is_all=is_all,
            after=int(after) if after else None,
            limit=ON_A_PAGE + 1,
        )
    page = presenters.board(found, ON_A_PAGE, voice(), is_all=is_all)
    return console(
        "propagation",
        page=page,
        dated=presenters.dated(dated, voice()),
        saved=saved_filters.above(Worklist.ENDINGS),
    )


@site.get(PATH)
@needs(Permission.READ_ENDINGS)
def ending(position: int) -> Response:
    """One ending with the form of a confirmation."""
    return _page(_read(position), Typed({}, voice()))


@site.post(PATH)
@needs(Permission.CONFIRM_ENDING)
def confirm_ending(position: int) -> ResponseReturnValue:
    """Confirm that a downstream has taken the ending in."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    found = _read(position)
    stated = forms.read(typed, dict(presenters.waiting(found, typed.voice)))
    if not typed.is_sound:
        return _page(found, typed, UNPROCESSABLE)
    try:
        with context.registry().transaction() as session:
            act = acting(session)
            services.confirm(session, position, stated.downstream, stated.note, act=act)
    except Conflict:
        typed.faults[forms.DOWNSTREAM] = typed.voice.say("ending.confirmed_already")
        return _page(_read(position), typed, CONFLICT)
    return redirect(here("propagation"), SEE_OTHER)


def _read(position: int) -> Ending:
    """The ending at the position. Raises NotFound."""
    registry = context.registry()
    index_position = registry.index.port.cursor()
    with registry.reading() as session:
        edition, actor = law_editions.current(session).edition, context.actor()
        return services.one(
            session, position, edition, context.today(), index_position, actor=actor
        )


def _page(found: Ending, typed: Typed, status: int = OK) -> Response:
    """The page of one ending."""
    may_confirm = may(context.actor(), Permission.CONFIRM_ENDING)
    page = presenters.page(found, typed, may_confirm=may_confirm)
    return console("ending", status=status, page=page)
