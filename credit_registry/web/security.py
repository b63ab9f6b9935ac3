"""Headers and cookies that every answer has, and the log of requests."""

import logging
import time

from flask import Flask, Response

from credit_registry.settings import Settings
from credit_registry.web import context, visits

LOG = logging.getLogger(__name__)

POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'; script-src 'self'; style-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
STRICT_TRANSPORT = "max-age=63072000; includeSubDomains"
LARGEST_UPLOAD_BYTES = 256 * 1024 * 1024
LARGEST_FORM_BYTES = 512 * 1024


def configure(app: Flask, settings: Settings) -> None:
    """Set what the session's cookie and the forms' tokens rest on."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-session" if settings.is_secure else "session",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=visits.LONGEST_SECONDS,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.is_secure,
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD_BYTES,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM_BYTES,
    )


def install(app: Flask, settings: Settings) -> None:
    """Add the headers to every answer, and write a line for each request."""
    headers = dict(HEADERS)
    if settings.is_secure:
        headers["Strict-Transport-Security"] = STRICT_TRANSPORT

    @app.before_request
    def start() -> None:
        """Note when the request came."""
        context.start_timing(time.perf_counter())

    @app.after_request
    def finish(response: Response) -> Response:
        """Add the headers and write the line."""
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        response.headers["X-Request-Number"] = context.request_number()
        _log(response)
        return response


def _log(response: Response) -> None:
    """One line: the route, never the address asked for, so that no code or query is written."""
    request = context.current_request()
    rule = request.url_rule.rule if request.url_rule else "-"
    LOG.info(
        "%s %s %s %d %.1f ms",
        context.request_number(),
        request.method,
        rule,
        response.status_code,
        1000 * (time.perf_counter() - context.started_at()),
    )
