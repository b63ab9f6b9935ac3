"""JSON bytes: the one way in which the application writes JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from flask import Response, stream_with_context
from flask.json.provider import JSONProvider

JSON = "application/json"
NDJSON = "application/x-ndjson"
OPTIONS = orjson.OPT_NON_STR_KEYS


class OrjsonProvider(JSONProvider):
    """JSON by orjson: UTF-8 as it is, instants by RFC 3339."""

    def dumps(self, obj: Any, **_options: Any) -> str:  # noqa: ANN401 - the framework's signature
        """The JSON text of an object."""
        return orjson.dumps(obj, option=OPTIONS).decode()

    def loads(self, s: str | bytes, **_options: Any) -> Any:  # noqa: ANN401 - the framework's signature
        """The object of a JSON text."""
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - the framework's signature
        """A response with the JSON of its arguments."""
        content = orjson.dumps(self._prepare_response_obj(args, kwargs), option=OPTIONS)
        return Response(content, mimetype=JSON)


def of(body: object, status: int = 200) -> Response:
    """A response with the JSON of a body."""
    content = orjson.dumps(body, option=OPTIONS)
    return Response(content, status=status, mimetype=JSON)


def lines(rows: Iterable[object]) -> Response:
    """A response of JSON lines, written as the rows come."""

    def written() -> Iterator[bytes]:
        for row in rows:
            yield orjson.dumps(row, option=OPTIONS | orjson.OPT_APPEND_NEWLINE)

    return Response(stream_with_context(written()), mimetype=NDJSON)
