"""One's own account: what it may do, and another password."""

from dataclasses import replace
from http import HTTPStatus

from flask import redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.errors import InvalidInput, TooManyAttempts
from credit_registry.domain.permissions import Permission
from credit_registry.services.people import api_keys, passwords
from credit_registry.services.people.sign_ins import SignedIn
from credit_registry.web import auth, context, visits
from credit_registry.web.attempts import attempt
from credit_registry.web.auth import needs
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import accounts as forms
from credit_registry.web.site.forms.accounts import NewPassword
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import accounts as presenters
from credit_registry.web.site.presenters import waiting
from credit_registry.web.site.voices import voice

PATH = "/desk/account"
OK, SEE_OTHER, UNPROCESSABLE, TOO_MANY = 200, 303, 422, 429
CHANGED = "password"


@site.get(PATH)
@needs(Permission.MANAGE_OWN_ACCOUNT)
def own_account() -> ResponseReturnValue:
    """The account of whoever asks."""
    return _page(Typed({}, voice()))


@site.post(f"{PATH}/password")
@needs(Permission.MANAGE_OWN_ACCOUNT)
def change_password() -> ResponseReturnValue:
    """Another password: this session goes on, every other one ends."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    stated = forms.read(typed)
    if not typed.is_sound:
        return _page(typed, UNPROCESSABLE)
    try:
        auth.start(_changed(stated), has_given_code=visits.asked().has_given_code)
    except InvalidInput:
        typed.faults[forms.CURRENT] = typed.voice.say("account.wrong")
        return _page(typed, UNPROCESSABLE)
    except TooManyAttempts as error:
        typed.faults[forms.CURRENT] = waiting.said(error, typed.voice)
        return _page(typed, TOO_MANY)
    return redirect(here("own_account", done=CHANGED), SEE_OTHER)


@site.get("/desk/stay")
@needs(Permission.MANAGE_OWN_ACCOUNT)
def stay() -> ResponseReturnValue:
    """Nothing, for a session that is to go on: asking uses it."""
    return "", HTTPStatus.NO_CONTENT, {"Cache-Control": "no-store"}


def _changed(stated: NewPassword) -> SignedIn:
    """The session that goes on. Raises InvalidInput, TooManyAttempts."""
    registry, actor = context.registry(), context.actor()
    with attempt(actor.username), registry.transaction() as session:
        at = registry.clock.now()
        kept = passwords.change(session, stated.current, stated.new, actor=actor, at=at)
    return SignedIn(replace(actor, owes=None), kept)


def _page(typed: Typed, status: int = OK) -> ResponseReturnValue:
    """The page with the form."""
    actor, registry = context.actor(), context.registry()
    with registry.reading() as session:
        found = api_keys.listed(session, actor.account_id, actor)
    page = presenters.own_account(actor, found, typed, registry.clock.now())
    is_done = context.current_request().args.get("done") == CHANGED
    return console("account", status=status, page=page, is_changed=is_done)
