"""The second factor: a code after the password, and how an account comes to one."""

from flask import redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.actors import Duty
from credit_registry.domain.errors import (
    AlreadyRecorded,
    InvalidInput,
    TooManyAttempts,
    Unauthenticated,
)
from credit_registry.domain.permissions import Permission
from credit_registry.services.people import second_factors
from credit_registry.services.people.second_factors import Vault
from credit_registry.web import auth, context, visits
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.addresses import here, is_local
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.presenters import desks, waiting
from credit_registry.web.site.presenters import second_factors as presenters
from credit_registry.web.site.voices import voice

CODE_PATH, FACTOR_PATH = "/desk/sign-in/code", "/desk/account/second-factor"
OK, SEE_OTHER, UNAUTHORIZED, CONFLICT, UNPROCESSABLE, TOO_MANY = 200, 303, 401, 409, 422, 429


@site.get(CODE_PATH)
@needs(Permission.READ_PUBLIC)
def ask_code() -> ResponseReturnValue:
    """The form that asks whoever has given a password for a code."""
    following = _following(context.current_request().args.get("next", ""))
    return _code_page("", following) if _owes_code() else _first_page(following)


@site.post(CODE_PATH)
@needs(Permission.READ_PUBLIC)
def give_code() -> ResponseReturnValue:
    """Go on with a code, or with a recovery code."""
    form = context.current_request().form
    following = _following(form.get("next", ""))
    if not _owes_code():
        return _first_page(following)
    try:
        auth.give_code(form.get("code", ""))
    except Unauthenticated:
        return _code_page(voice().say("second_factor.wrong"), following, UNAUTHORIZED)
    except TooManyAttempts as error:
        return _code_page(waiting.said(error, voice()), following, TOO_MANY)
    return _first_page(following)


@site.get(FACTOR_PATH)
@needs(Permission.MANAGE_OWN_ACCOUNT)
def second_factor() -> ResponseReturnValue:
    """Whether the account has a second factor, and a fresh secret where it has none."""
    with context.registry().reading() as session:
        is_enrolled = second_factors.is_enrolled(session, context.actor().account_id)
    return _factor_page("" if is_enrolled else second_factors.new_secret(), "")


@site.post(FACTOR_PATH)
@needs(Permission.MANAGE_OWN_ACCOUNT)
def enrol() -> ResponseReturnValue:
    """Begin to use the secret that was shown; the recovery codes are shown this once."""
    form, registry, actor = context.current_request().form, context.registry(), context.actor()
    secret, code = form.get("secret", ""), form.get("code", "")
    vault = Vault(registry.settings.secret_key)
    try:
        with registry.transaction() as session:
            at = registry.clock.now()
            codes = second_factors.enrol(session, secret, code, vault, actor=actor, at=at)
    except InvalidInput:
        return _factor_page(secret, voice().say("second_factor.wrong"), UNPROCESSABLE)
    except AlreadyRecorded:
        return _factor_page("", "", CONFLICT)
    visits.note_code()
    return console("recovery_codes", codes=codes)


def _owes_code() -> bool:
    """Whether a password has been given, and a code is due."""
    return auth.is_signed_in() and context.actor().owes is Duty.GIVE_CODE


def _first_page(following: str) -> ResponseReturnValue:
    """Where to go when no code is due."""
    actor = context.actor()
    if actor.is_public:
        return redirect(here("sign_in"), SEE_OTHER)
    return redirect(following or desks.first_page(actor), SEE_OTHER)


def _code_page(fault: str, following: str, status: int = OK) -> ResponseReturnValue:
    """The form that asks for a code."""
    return rendering.desk_page("code", status=status, fault=fault, following=following)


def _factor_page(secret: str, fault: str, status: int = OK) -> ResponseReturnValue:
    """The page with the secret, or with the word that there is a second factor."""
    page = presenters.second_factor(context.actor(), secret, fault)
    return console("second_factor", status=status, page=page)


def _following(path: str) -> str:
    """Where to go on, if that is on this site."""
    return path if is_local(path) else ""
