"""How this browser shows the pages: as they are, or larger and of the highest contrast (关怀版).

The choice is kept in a cookie of its own that says nothing else; no account is needed.
"""

from enum import StrEnum

from flask import Response

from credit_registry.web import context

COOKIE = "display"
KEPT_SECONDS = 31_536_000


class Display(StrEnum):
    """A way of showing pages; the value is what the cookie holds."""

    PLAIN = "plain"
    LARGE = "large"


def chosen() -> Display:
    """What this browser asks for; plain where its cookie says nothing that is known."""
    said = context.current_request().cookies.get(COOKIE)
    return Display.LARGE if said == Display.LARGE else Display.PLAIN


def other() -> Display:
    """What the switch on every page leads to."""
    return Display.PLAIN if chosen() is Display.LARGE else Display.LARGE


def keep(response: Response, display: Display) -> None:
    """Let the browser keep the choice for a year."""
    response.set_cookie(
        COOKIE,
        display.value,
        max_age=KEPT_SECONDS,
        secure=context.registry().settings.is_secure,
        httponly=True,
        samesite="Lax",
    )
