"""How often one caller may ask: counted by Flask-Limiter, stated on every answer."""

import time
from dataclasses import dataclass

from flask import Flask, Response
from flask_limiter import Limiter, RequestLimit
from limits import RateLimitItem, parse
from werkzeug.exceptions import TooManyRequests

from credit_registry.domain.errors import Unauthenticated
from credit_registry.settings import Settings
from credit_registry.web import context

POLICY = "default"
SIGN_IN_PATH = "/desk/sign-in"
SIGN_IN_LIMIT = parse("10 per minute")
"""A password takes some 0.2 s of a processor to check, and guessing is to be slow."""


@dataclass(frozen=True, slots=True)
class Gate:
    """The counter of an application."""

    limiter: Limiter
    policy: RateLimitItem

    def state(self, response: Response) -> Response:
        """The answer with the policy and what is left of it."""
        window = self.policy.get_expiry()
        stated = f'"{POLICY}";q={self.policy.amount};w={window}'
        response.headers["RateLimit-Policy"] = stated
        current: RequestLimit | None = self.limiter.current_limit
        if current is not None:
            wait = min(window, max(0, round(current.reset_at - time.time())))
            response.headers["RateLimit"] = f'"{POLICY}";r={max(0, current.remaining)};t={wait}'
            if response.status_code == TooManyRequests.code:
                response.headers.setdefault("Retry-After", str(max(1, wait)))
        return response

    def slow_down_sign_in(self) -> None:
        """Count attempts to sign in by themselves. Raises TooManyRequests."""
        request = context.current_request()
        if request.method != "POST" or not request.path.endswith(SIGN_IN_PATH):
            return
        keys = ("sign-in", _address())
        if not self.limiter.limiter.hit(SIGN_IN_LIMIT, *keys):
            reset_at = self.limiter.limiter.get_window_stats(SIGN_IN_LIMIT, *keys).reset_time
            raise TooManyRequests(
                "Too many attempts to sign in.", retry_after=max(1, round(reset_at - time.time()))
            )


def install(app: Flask, settings: Settings) -> None:
    """Count every request, those for files and for what does not exist included."""
    limiter = Limiter(
        key_func=_caller,
        storage_uri=settings.rate_limit_storage,
        application_limits=[settings.rate_limit],
        request_identifier=lambda: "registry",
        headers_enabled=False,
    )
    limiter.init_app(app)
    gate = Gate(limiter, parse(settings.rate_limit))
    app.before_request(gate.slow_down_sign_in)
    app.after_request(gate.state)


def _caller() -> str:
    """Whose requests are counted together: an account's at the API, else an address's."""
    if context.is_api():
        try:
            actor = context.actor()
        except Unauthenticated:
            return _address()
        if not actor.is_public:
            return f"account {actor.account_id}"
    return _address()


def _address() -> str:
    """The address that the request came from; counted with, never written down."""
    return context.current_request().remote_addr or "unknown"
