"""Smaller answers: pages and style sheets go out compressed to whoever takes them so.

Pages for a browser that has a session stay as they are: they hold tokens of forms, which must not
be guessed from how well a page compresses; files hold none. The interface's answers to
programs stay too, as their tags are compared byte by byte.
"""

import gzip
from functools import lru_cache

from flask import Flask, Response

from credit_registry.web import context

KINDS = frozenset({"text/html", "text/css", "image/svg+xml", "application/xml", "text/plain"})
DOCUMENTATION = frozenset({"text/html", "text/css"})
"""What the interface answers for people to read."""

SMALLEST_BYTES = 1_024
"""Below this a packet is not saved."""
LEVEL = 6
FILES_KEPT = 32


def install(app: Flask) -> None:
    """Compress what may be compressed, after all else is done to it."""

    @app.after_request
    def compress(response: Response) -> Response:
        """The response, compressed where that is wanted and does no harm."""
        if _is_fit(response):
            _compress(response)
        return response


def _is_fit(response: Response) -> bool:
    """Whether the answer may be compressed, and is worth it."""
    if response.status_code != 200 or response.mimetype not in KINDS:  # noqa: PLR2004 - OK
        return False
    if "Set-Cookie" in response.headers or "Content-Encoding" in response.headers:
        return False
    is_wanted = context.current_request().accept_encodings["gzip"] > 0
    return is_wanted and _holds_no_secret() and _is_page_or_file(response)


def _holds_no_secret() -> bool:
    """Whether the answer is a file of the site, or a page for a browser without a session."""
    return context.current_request().endpoint == "static" or not context.has_session()


def _is_page_or_file(response: Response) -> bool:
    """Whether the answer is the site's, or the interface's documentation."""
    return context.is_site() or response.mimetype in DOCUMENTATION


def _compress(response: Response) -> None:
    """Put the compressed content in the place of the plain one; the tag now means either."""
    is_file = response.direct_passthrough
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) < SMALLEST_BYTES:
        return
    small = _file(content) if is_file else gzip.compress(content, LEVEL, mtime=0)
    response.set_data(small)
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    tag, _ = response.get_etag()
    if tag is not None:
        response.set_etag(tag, weak=True)


@lru_cache(maxsize=FILES_KEPT)
def _file(content: bytes) -> bytes:
    """A static file, compressed once and as far as it goes."""
    return gzip.compress(content, 9, mtime=0)
