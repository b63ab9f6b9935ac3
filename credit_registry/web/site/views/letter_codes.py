"""Letters to enterprises: an officer issues a code, and the enterprise's user enters it."""

from flask import redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.errors import NotFound, TooManyAttempts, Unauthenticated
from credit_registry.domain.permissions import Permission
from credit_registry.services import law_editions
from credit_registry.services.people import letter_codes
from credit_registry.services.people.lock_outs import of_letters
from credit_registry.services.proceedings import own_affairs
from credit_registry.web import context
from credit_registry.web.attempts import attempt
from credit_registry.web.auth import needs
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.presenters import own_affairs as presenters
from credit_registry.web.site.presenters import waiting
from credit_registry.web.site.voices import voice

LETTERS, ENTERPRISE = "/desk/letters", "/desk/enterprise"
DONE = {"replied": "reply.done", "signed": "commitment.done"}
"""What was just done, and how that is said."""

OK, SEE_OTHER, NOT_FOUND, UNPROCESSABLE, TOO_MANY = 200, 303, 404, 422, 429


@site.get(LETTERS)
@needs(Permission.ISSUE_LETTER_CODE)
def letters() -> ResponseReturnValue:
    """The form that asks which enterprise a letter is for."""
    return console("letters", uscc="", code="", fault="")


@site.post(LETTERS)
@needs(Permission.ISSUE_LETTER_CODE)
def issue_letter() -> ResponseReturnValue:
    """A code for a letter; it is shown this once."""
    registry, uscc = context.registry(), _typed("uscc")
    try:
        with registry.transaction() as session:
            at = registry.clock.now()
            code = letter_codes.issue(session, uscc, actor=context.actor(), at=at)
    except NotFound:
        fault = voice().say("letter.unknown")
        return console("letters", status=NOT_FOUND, uscc=uscc, code="", fault=fault)
    return console("letters", uscc=uscc, code=code, fault="")


@site.get(ENTERPRISE)
@needs(Permission.BIND_ENTERPRISE)
def own_enterprise() -> ResponseReturnValue:
    """Whether the account is bound to an enterprise, and the form for a letter's code."""
    return _page("", "")


@site.post(ENTERPRISE)
@needs(Permission.BIND_ENTERPRISE)
def bind_enterprise() -> ResponseReturnValue:
    """Bind the account by the code of a letter."""
    uscc = _typed("uscc")
    try:
        _bind(uscc, _typed("code"))
    except Unauthenticated:
        return _page(uscc, voice().say("letter.wrong"), UNPROCESSABLE)
    except TooManyAttempts as error:
        return _page(uscc, waiting.said(error, voice()), TOO_MANY)
    return redirect(here("own_enterprise"), SEE_OTHER)


def _bind(uscc: str, code: str) -> None:
    """Bind the account. Raises TooManyAttempts, Unauthenticated once the try has been counted."""
    registry, actor = context.registry(), context.actor()
    with attempt(actor.username, of_letters):
        with registry.transaction() as session:
            at = registry.clock.now()
            is_bound = letter_codes.bind(session, uscc, code, actor=actor, at=at)
        if not is_bound:
            raise Unauthenticated("The code is not that of a letter to the enterprise.")


def _typed(name: str) -> str:
    """What was typed, without the spaces around it."""
    return context.current_request().form.get(name, "").strip()


def _page(uscc: str, fault: str, status: int = OK) -> ResponseReturnValue:
    """The desk of the enterprise, once the account acts for one, and the form for a code."""
    actor, page = context.actor(), None
    if actor.subject_id is not None:
        with context.registry().reading() as session:
            edition = law_editions.current(session).edition
            found = own_affairs.read(session, actor)
        page = presenters.page(found, edition, context.today(), voice())
    done = DONE.get(context.current_request().args.get("done", ""))
    return console(
        "own_enterprise",
        status=status,
        page=page,
        done=voice().say(done) if done else "",
        uscc=uscc,
        fault=fault,
    )
