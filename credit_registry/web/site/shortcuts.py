"""Whether this browser takes single keys as shortcuts on the desk; the choice is kept in a cookie.

Whoever speaks to a computer sets them off unawares, so they can be turned off (WCAG 2.1.4). Nothing
needs them.
"""

from flask import Response

from credit_registry.web import context

COOKIE = "shortcuts"
OFF, ON = "off", "on"
KEPT_SECONDS = 31_536_000


def are_on() -> bool:
    """Whether shortcuts are taken; they are where nobody turned them off."""
    return context.current_request().cookies.get(COOKIE) != OFF


def keep(response: Response, *, are_on: bool) -> None:
    """Let the browser keep the choice for a year."""
    response.set_cookie(
        COOKIE,
        ON if are_on else OFF,
        max_age=KEPT_SECONDS,
        secure=context.registry().settings.is_secure,
        httponly=True,
        samesite="Lax",
    )
