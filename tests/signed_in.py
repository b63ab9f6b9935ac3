"""Test clients of officers: each with a session, and with the form's token on every command."""

from collections.abc import Iterator, Mapping
from typing import Any

from builders import an_officer
from flask import Flask
from flask.testing import FlaskClient
from flask_login.utils import _create_identifier
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Actor, Role
from credit_registry.services.registry import Registry
from credit_registry.web import visits

FIRST_GENERATION = 1
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class OfficerClient(FlaskClient):
    """A browser that has signed in; it sends the token that the forms of its session carry."""

    actor: Actor
    token: str
    seen_at: int

    def sign_in(self, actor: Actor) -> None:
        """Begin the session, as signing in does, without the time a password takes."""
        self.actor = actor
        with self.application.test_request_context(environ_base=dict(self.environ_base)):
            from flask import session as made

            self.token = generate_csrf()
            kept = {"csrf_token": made["csrf_token"], "_id": _create_identifier()}
        user = f"{actor.account_id}.{FIRST_GENERATION}"
        with self.session_transaction() as session:
            session.update(kept, _user_id=user, _fresh=True)
            session[visits.PURPOSE] = "a test"
        self.seen_at = 0
        self.stay()

    def stay(self) -> None:
        """Keep the session alive, however far the test's clock has gone."""
        registry: Registry = self.application.extensions["credit_registry"]
        now = int(registry.clock.now().timestamp())
        if now - self.seen_at < visits.NOTED_EVERY_SECONDS:
            return
        self.seen_at = now
        with self.session_transaction() as session:
            session.update({visits.BEGAN: now, visits.SEEN: now})

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:  # noqa: ANN401 - as the client's
        """Send the request; the token goes with whatever is not merely read."""
        if hasattr(self, "actor"):
            self.stay()
        if kwargs.get("method", "GET") not in SAFE_METHODS:
            headers = dict(kwargs.pop("headers", None) or {})
            kwargs["headers"] = {"X-CSRFToken": self.token, **headers}
        return super().open(*args, **kwargs)


def officer_client(app: Flask, actor: Actor) -> OfficerClient:
    """A browser in which the account has signed in."""
    client = OfficerClient(app, app.response_class)
    client.sign_in(actor)
    return client


class OfficerClients(Mapping[Role, FlaskClient]):
    """One browser a role; the account is made when its browser is first asked for."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.opened: dict[Role, FlaskClient] = {}

    def __getitem__(self, role: Role) -> FlaskClient:
        if role not in self.opened:
            registry: Registry = self.app.extensions["credit_registry"]
            self.opened[role] = officer_client(self.app, an_officer(registry, role))
        return self.opened[role]

    def __iter__(self) -> Iterator[Role]:
        return iter(Role)

    def __len__(self) -> int:
        return len(Role)
