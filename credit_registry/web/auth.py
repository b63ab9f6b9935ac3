"""Who may ask: sessions by Flask-Login, programs by a key, and the permission of every route."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from flask import Flask
from flask_login import LoginManager, current_user
from flask_login import login_user as start_session
from flask_login import logout_user as end_session
from flask_wtf.csrf import CSRFProtect

from credit_registry.domain import permissions
from credit_registry.domain.actors import PUBLIC, Actor
from credit_registry.domain.errors import Unauthenticated
from credit_registry.domain.permissions import SCOPED, Permission
from credit_registry.services.people import api_keys, second_factors, sign_ins
from credit_registry.services.people.lock_outs import of_codes
from credit_registry.services.people.second_factors import Vault
from credit_registry.services.people.sign_ins import Asked, SignedIn
from credit_registry.web import context, visits
from credit_registry.web.attempts import attempt
from credit_registry.web.visits import Visitor

P = ParamSpec("P")
R = TypeVar("R")
BEARER = "bearer"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

csrf = CSRFProtect()


def install(app: Flask) -> None:
    """Know sessions and keys, and ask every form for its token."""
    manager = LoginManager(app)
    manager.session_protection = "strong"
    manager.user_loader(visits.resumed)
    csrf.init_app(app)
    app.before_request(_check_token)
    with app.app_context():
        context.set_actor_source(_find_actor)


def needs(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark the view with its permission and refuse everybody who lacks it.

    Where the permission is scoped by division, the service decides for the thing concerned.
    """

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            _require(permission)
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def harmless(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view whose forms need no token: all it changes is how this browser shows pages."""
    view.is_harmless = True  # type: ignore[attr-defined]
    return view


def permission_of(view: Callable[..., object]) -> Permission | None:
    """The permission that a view is marked with."""
    return getattr(view, "permission", None)


def declare(view: Callable[..., object], permission: Permission) -> None:
    """Mark a view that the framework made; only what the public may read is open that way."""
    if permission is not Permission.READ_PUBLIC:
        raise ValueError("A view of the framework checks no permission.")
    view.permission = permission  # type: ignore[attr-defined]


def sign_in(username: str, password: str) -> Actor:
    """Start a session for the account. Raises TooManyAttempts, Unauthenticated."""
    registry = context.registry()
    begins = Asked(needs_second_factor=registry.settings.needs_second_factor)
    with attempt(username), registry.reading() as session:
        found = sign_ins.begin(session, username, password, registry.clock.now(), begins)
    start(found)
    return found.actor


def start(found: SignedIn, *, has_given_code: bool = False) -> None:
    """Start a session, in place of one that there may be."""
    start_session(visits.begun(found, has_given_code=has_given_code))
    context.forget_actor()


def give_code(code: str) -> None:
    """Go on with the session by a code of the second factor.

    Raises TooManyAttempts, Unauthenticated.
    """
    registry, actor = context.registry(), context.actor()
    vault = Vault(registry.settings.secret_key)
    with attempt(actor.username, of_codes), registry.transaction() as session:
        second_factors.check(session, code, vault, actor=actor, at=registry.clock.now())
    visits.note_code()


def sign_out() -> None:
    """End the session."""
    end_session()
    context.forget_actor()


def is_signed_in() -> bool:
    """Whether the request comes with a session; one with a key does not."""
    return _bearer_key() is None and isinstance(_session_user(), Visitor)


def _require(permission: Permission) -> None:
    """Pass if the actor holds the permission somewhere."""
    actor = context.actor()
    division = actor.division if permission in SCOPED else None
    permissions.require(actor, permission, division=division)


def _find_actor() -> Actor:
    """The actor of the request: a key excludes the session."""
    key = _bearer_key()
    if key is not None:
        return api_keys.identify(context.registry(), key)
    user = _session_user()
    return user.actor if isinstance(user, Visitor) else PUBLIC


def _session_user() -> object:
    """The user that Flask-Login found for the session."""
    return cast("Any", current_user)._get_current_object()  # noqa: SLF001 - unwraps it


def _bearer_key() -> str | None:
    """The key that the request carries. Raises Unauthenticated for another authorization."""
    stated = context.current_request().headers.get("Authorization")
    if stated is None:
        return None
    kind, _, key = stated.partition(" ")
    if kind.lower() != BEARER or not key.strip():
        raise Unauthenticated("Authorization must be: Bearer, a space and the API key.")
    return key.strip()


def _check_token() -> None:
    """Ask whatever a browser could be made to send for its token.

    A request with a key is no browser's; one to the API without a session has nothing to abuse, and
    neither has one to a view that is marked as harmless.
    """
    if context.current_request().method in SAFE_METHODS or _bearer_key() is not None:
        return
    if (context.is_api() and not is_signed_in()) or getattr(context.view(), "is_harmless", False):
        return
    csrf.protect()
