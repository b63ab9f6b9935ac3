"""Pages: the cursor of the next one stands in the body and in the Link header."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Response

from credit_registry.web import context, responses


def with_link(shape: Mapping[str, object], following: str | None) -> Response:
    """The answer, with `Link: rel="next"` where there is a next page."""
    response = responses.of(shape)
    if following is not None:
        request = context.current_request()
        asked = [pair for pair in request.args.items(multi=True) if pair[0] != "after"]
        address = f"{request.path}?{urlencode([*asked, ('after', following)])}"
        response.headers["Link"] = f'<{address}>; rel="next"'
    return response
