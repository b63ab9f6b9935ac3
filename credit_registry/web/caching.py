"""Revalidation: every answer about subjects is asked for anew, and 304 where nothing changed.

Nothing is kept for a period, so that nothing outlives a publication window or a removal.
"""

import hashlib

from flask import Response

from credit_registry.web import context

VARY = ("Accept", "Accept-Language", "Authorization", "Cookie")
DIGEST_LENGTH = 32


def revalidated(response: Response) -> Response:
    """The response with its ETag and `no-cache`, or 304 where the caller has it already.

    The tag is a digest of the content, the language and whether the public is asking; a tag that
    the view has set stays. A streamed response gets none but that.
    """
    response.headers["Cache-Control"] = "no-cache"
    response.vary.update(VARY)
    has_tag = "ETag" in response.headers
    if response.status_code != 200 or (response.is_streamed and not has_tag):  # noqa: PLR2004 - OK
        return response
    if not has_tag:
        response.set_etag(digest(response.get_data()))
    request = context.current_request()
    if request.method in {"GET", "HEAD"}:
        response.make_conditional(request)
    return response


def digest(content: bytes) -> str:
    """The tag of a content as it goes to this caller."""
    audience = "public" if context.actor().is_public else "internal"
    mark = f"{context.language()}\0{audience}\0".encode()
    return hashlib.sha256(mark + content).hexdigest()[:DIGEST_LENGTH]
