"""Input read and refused in the registry's words: malformed is 400, not acceptable is 422."""

from typing import Any, NoReturn, cast

from marshmallow import RAISE, Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import UnsupportedMediaType

from credit_registry.domain.errors import FieldError, InvalidInput, Unlawful
from credit_registry.web import context

QUERY = "query"
UNKNOWN = "Unknown field."


class Parser(FlaskParser):
    """The parser of all operations; what is not declared is refused."""

    DEFAULT_UNKNOWN_BY_LOCATION = {QUERY: RAISE, "json": RAISE, "form": RAISE}  # noqa: RUF012

    def load_json(self, req: Any, schema: Schema) -> Any:  # noqa: ANN401 - the library's signature
        """The body, which must say that it is JSON."""
        if not req.is_json:
            raise UnsupportedMediaType("The body must be application/json.")
        return super().load_json(req, schema)

    def handle_error(
        self,
        error: ValidationError,
        req: object,  # noqa: ARG002 - the library's signature
        schema: Schema,
        *,
        error_status_code: int | None,  # noqa: ARG002 - as above
        error_headers: object,  # noqa: ARG002 - as above
    ) -> NoReturn:
        """Raise InvalidInput for what stands in the address, Unlawful for a body."""
        messages = cast("dict[str, Any]", error.messages)
        location, found = next(iter(messages.items()))
        errors = _faults(found, schema)
        if location == QUERY:
            named = ", ".join(fault.pointer.removeprefix("/") for fault in errors)
            raise InvalidInput(f"The query is not accepted: {named}.", errors)
        raise Unlawful("The body is not as the schema asks.", errors)

    def _handle_invalid_json_error(
        self, error: Exception, *_args: object, **_kwargs: object
    ) -> NoReturn:
        """Raise InvalidInput for a body that is no JSON."""
        raise InvalidInput(
            "The body is no JSON.", [FieldError("", "is no JSON", "a JSON object")]
        ) from error


def _faults(found: Any, schema: Schema) -> list[FieldError]:  # noqa: ANN401 - the library's messages
    """The library's messages as faults."""
    if not isinstance(found, dict):
        return [FieldError("", " ".join(str(part) for part in found), "an object")]
    return [_fault(str(name), messages, schema) for name, messages in found.items()]


def _fault(name: str, messages: Any, schema: Schema) -> FieldError:  # noqa: ANN401 - as above
    """One field's fault, with what would be accepted."""
    flat = messages if isinstance(messages, list) else [str(messages)]
    field = schema.fields.get(name)
    if field is None:
        accepted = ", ".join(sorted(schema.fields)) or "nothing"
        return FieldError(f"/{name}", "is not known", f"one of: {accepted}")
    return FieldError(f"/{name}", " ".join(flat), str(field.metadata.get("description", "")))


def refuse_unknown_query(names: frozenset[str]) -> None:
    """Refuse a query parameter that the operation does not know; it is never ignored."""
    unknown = sorted(set(context.current_request().args) - names)
    if unknown:
        accepted = f"one of: {', '.join(sorted(names))}" if names else "no parameter"
        errors = [FieldError(f"/{name}", "is not known", accepted) for name in unknown]
        raise InvalidInput(f"The query is not accepted: {', '.join(unknown)}.", errors)
