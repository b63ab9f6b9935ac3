"""How often one caller may ask: counted by Flask-Limiter, stated on every answer."""

import re
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
SIGN_IN_LIMIT = parse("10 per minute")
"""A password takes some 0.2 s of a processor to check, and guessing is to be slow."""

FOLLOW_LIMIT = parse("10 per minute")
"""A code has eighty bits of chance; whoever holds one types it a few times at most."""

REPORT_LIMIT = parse("5 per minute")
"""People who report a mistake write a few sentences; a person reads each."""

SCREEN_LIMIT = parse("30 per minute")
"""A screening looks up to five hundred subjects up, and each is kept as a certificate."""

SLOWED = (
    ("screen", re.compile(r"(/en)?/check|/api/v1/screenings(/files)?"), SCREEN_LIMIT),
    (
        "certificate",
        re.compile(r"(/en)?/certificates/[^/]+|/api/v1/screenings/[^/]+/reading"),
        FOLLOW_LIMIT,
    ),
    ("sign-in", re.compile(r"(/en)?/desk/sign-in"), SIGN_IN_LIMIT),
    ("follow", re.compile(r"(/en)?/follow|/api/v1/restorations/status"), FOLLOW_LIMIT),
    ("report", re.compile(r"(/en)?/report(/[^/]+)?"), REPORT_LIMIT),
)
"""What is sent from outside without an account, each counted by itself."""


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

    def slow_down(self) -> None:
        """Count what is sent without an account by itself. Raises TooManyRequests."""
        request = context.current_request()
        if request.method != "POST":
            return
        for name, path, limit in SLOWED:
            keys = (name, context.address())
            if path.fullmatch(request.path) and not self.limiter.limiter.hit(limit, *keys):
                reset_at = self.limiter.limiter.get_window_stats(limit, *keys).reset_time
                raise TooManyRequests(
                    "Too many attempts.", retry_after=max(1, round(reset_at - time.time()))
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
    app.before_request(gate.slow_down)
    app.after_request(gate.state)


def _caller() -> str:
    """Whose requests are counted together: an account's at the API, else an address's."""
    if context.is_api():
        try:
            actor = context.actor()
        except Unauthenticated:
            return context.address()
        if not actor.is_public:
            return f"account {actor.account_id}"
    return context.address()
