"""Signing in and out, and the way to both for whoever may not see a page."""

from flask import redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.actors import Duty
from credit_registry.domain.errors import NotPermitted, TooManyAttempts, Unauthenticated
from credit_registry.domain.permissions import ALLOWED, Permission
from credit_registry.web import auth, context, problems
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.addresses import here, is_local
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.presenters import desks, waiting
from credit_registry.web.site.voices import voice

PATH = "/desk/sign-in"
OWED = {
    Duty.GIVE_CODE: "ask_code",
    Duty.CHANGE_PASSWORD: "own_account",
    Duty.ENROL_SECOND_FACTOR: "second_factor",
}
"""The page on which an account does what it owes."""

SEE_OTHER, UNAUTHORIZED, FORBIDDEN, TOO_MANY = 303, 401, 403, 429


@site.get(PATH)
@needs(Permission.READ_PUBLIC)
def sign_in() -> ResponseReturnValue:
    """The form that asks who is there."""
    following = _following(context.current_request().args.get("next", ""))
    if auth.is_signed_in():
        return redirect(following or desks.first_page(context.actor()), SEE_OTHER)
    return rendering.desk_page("sign_in", username="", fault="", following=following)


@site.post(PATH)
@needs(Permission.READ_PUBLIC)
def start_session() -> ResponseReturnValue:
    """Begin a session; what was wrong with a name and its password is not told."""
    form = context.current_request().form
    username, following = form.get("username", "").strip(), _following(form.get("next", ""))
    values = {"username": username, "following": following}
    try:
        actor = auth.sign_in(username, form.get("password", ""))
    except Unauthenticated:
        fault = voice().say("sign_in.fault")
        return rendering.desk_page("sign_in", status=UNAUTHORIZED, fault=fault, **values)
    except TooManyAttempts as error:
        fault = waiting.said(error, voice())
        response = rendering.desk_page("sign_in", status=TOO_MANY, fault=fault, **values)
        response.headers["Retry-After"] = str(error.wait_seconds)
        return response
    if actor.owes is not None:
        return redirect(here(OWED[actor.owes], next=following or None), SEE_OTHER)
    return redirect(following or desks.first_page(actor), SEE_OTHER)


@site.post("/desk/sign-out")
@needs(Permission.READ_PUBLIC)
def sign_out() -> ResponseReturnValue:
    """End the session."""
    auth.sign_out()
    return redirect(here("home"), SEE_OTHER)


@site.errorhandler(Unauthenticated)
def ask_to_sign_in(error: Unauthenticated) -> ResponseReturnValue:
    """The way to the form, and from there back to the page; a program is told plainly."""
    request = context.current_request()
    if request.method != "GET" or "Authorization" in request.headers:
        return problems.answer(problems.problem_of(error))
    query = request.query_string.decode()
    return redirect(here("sign_in", next=f"{request.path}?{query}" if query else request.path))


@site.errorhandler(NotPermitted)
def say_who_may(error: NotPermitted) -> ResponseReturnValue:
    """The page that names the roles which the route asks for, or the one for what is owed first."""
    owed = context.actor().owes
    if owed is not None:
        return redirect(here(OWED[owed]), SEE_OTHER)
    view = context.application().view_functions[context.current_request().endpoint or ""]
    roles = ALLOWED.get(auth.permission_of(view) or Permission.READ_PUBLIC, frozenset())
    if not roles or context.actor().roles & roles:
        return problems.answer(problems.problem_of(error))
    names = voice().listed([voice().label(role) for role in sorted(roles)])
    return console("forbidden", status=FORBIDDEN, roles=names)


def _following(path: str) -> str:
    """Where to go on, if that is on this site."""
    return path if is_local(path) else ""
