"""The running request: the one module that knows Flask's globals."""

import uuid
from collections.abc import Callable, MutableMapping
from datetime import date
from typing import Any, Literal, cast

from flask import Flask, Request, current_app, g, has_request_context, request, session, url_for
from werkzeug.local import LocalProxy

from credit_registry.domain.actors import PUBLIC, Actor
from credit_registry.services.registry import Registry

Language = Literal["zh", "en"]
EXTENSION = "credit_registry"
API_PREFIX = "/api"
ENGLISH_PREFIX = "/en"


def application() -> Flask:
    """The application that is running."""
    return cast("LocalProxy[Flask]", current_app)._get_current_object()  # noqa: SLF001 - unwraps the proxy


def registry() -> Registry:
    """The registry that the application serves."""
    return cast("Registry", current_app.extensions[EXTENSION])


def current_request() -> Request:
    """The request that is being answered."""
    return cast("LocalProxy[Request]", request)._get_current_object()  # noqa: SLF001 - unwraps the proxy


def view() -> Callable[..., object] | None:
    """The view that answers the request; None where there is none at the address."""
    return current_app.view_functions.get(request.endpoint or "")


def today() -> date:
    """The legal date of this request; the same until it is answered."""
    if "today" not in g:
        g.today = registry().clock.today()
    return cast("date", g.today)


def set_actor_source(find: Callable[[], Actor]) -> None:
    """Say how the actor of a request is found."""
    current_app.extensions["credit_registry_actor"] = find


def actor() -> Actor:
    """Who asks: the account signed in or named by its key, else the public."""
    if "actor" not in g:
        find = current_app.extensions.get("credit_registry_actor")
        g.actor = find() if find else PUBLIC
    return cast("Actor", g.actor)


def forget_actor() -> None:
    """Find the actor anew; for the request that signs in or out."""
    g.pop("actor", None)


def is_api() -> bool:
    """Whether the request asks the programming interface rather than the site."""
    path = request.path
    return path.startswith(f"{API_PREFIX}/")


def is_site() -> bool:
    """Whether the request asks for a page or a file of the site, rather than the interface."""
    path = request.path
    return path != API_PREFIX and not path.startswith(f"{API_PREFIX}/")


def has_session() -> bool:
    """Whether the browser's session holds anything: who signed in, or the secret of a form."""
    return bool(session)


def language() -> Language:
    """The language of the answer: the site's by its address, the API's by Accept-Language."""
    if not has_request_context():
        return "zh"
    if request.path == ENGLISH_PREFIX or request.path.startswith(f"{ENGLISH_PREFIX}/"):
        return "en"
    if request.path.startswith(API_PREFIX) and request.accept_languages:
        return "en" if request.accept_languages.best_match(["zh", "en"], "zh") == "en" else "zh"
    return "zh"


def request_number() -> str:
    """The number to quote of this request; it stands in the log and in every problem."""
    if "number" not in g:
        g.number = str(uuid.uuid4())
    return cast("str", g.number)


def start_timing(instant: float) -> None:
    """Note when the request came, by the performance counter."""
    g.started_at = instant


def started_at() -> float:
    """When the request came, by the performance counter."""
    return cast("float", g.get("started_at", 0.0))


def address() -> str:
    """The address that the request came from; counted with, never written down as it is."""
    return request.remote_addr or "unknown"


def session_marks() -> MutableMapping[str, Any]:
    """What the signed cookie of the session carries."""
    return session


def bound_session() -> None:
    """Let the session that has begun end after its lifetime, however long the browser runs."""
    session.permanent = True


def same_route(**values: str) -> str:
    """The address of the route that was asked for, with other values and the same query."""
    stated = (request.view_args or {}) | values
    address = url_for(request.endpoint or "", **stated)
    query = request.query_string.decode()
    return f"{address}?{query}" if query else address
