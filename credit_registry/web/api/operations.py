"""How an operation is declared: its address, what it takes and gives, and who may ask."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Response
from flask_smorest import Blueprint  # type: ignore[import-untyped]
from marshmallow import Schema
from werkzeug.exceptions import NotAcceptable

from credit_registry.domain.permissions import Permission
from credit_registry.web import caching, context, responses
from credit_registry.web.api import parsing
from credit_registry.web.api.schemas.fields import example_of
from credit_registry.web.auth import needs
from credit_registry.web.responses import JSON

View = Callable[..., Any]
Decorator = Callable[[View], View]


class Subject(Blueprint):  # type: ignore[misc]  # the library has no types
    """The operations of one subject."""

    ARGUMENTS_PARSER = parsing.Parser()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an operation answers: the shape for the public, the one for officers, other types."""

    schema: type[Schema] | None
    internal: type[Schema] | None = None
    status: int = 200
    also: tuple[str, ...] = ()
    media: str = JSON
    example: str = ""


def read(
    subject: Subject,
    rule: str,
    query: type[Schema],
    answer: Answer,
    *,
    permission: Permission = Permission.READ_PUBLIC,
) -> Decorator:
    """Declare a read: GET with a query; its answer is revalidated each time."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(*args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - any view's
            return caching.revalidated(_response(view(*args, **kwargs)))

        documented = _documented(subject, answered, answer)
        documented = subject.arguments(query, location="query")(documented)
        return _route(
            subject, rule, "GET", documented, answer, permission, frozenset(query().fields)
        )

    return decorate


def command(
    subject: Subject,
    rule: str,
    body: type[Schema] | None,
    answer: Answer,
    *,
    permission: Permission,
    upload: type[Schema] | None = None,
    instead: type[Schema] | None = None,
) -> Decorator:
    """Declare a command: POST with a JSON body, or with an upload that the view reads itself.

    `instead` is the JSON body that such a view takes in the upload's place.
    """

    def decorate(view: View) -> View:
        documented = _documented(subject, view, answer)
        if body is not None:
            example = example_of(body)
            documented = subject.arguments(body, location="json", example=example)(documented)
        if upload is not None:
            form = {"multipart/form-data": {"schema": upload, "example": example_of(upload)}}
            if instead is not None:
                form[JSON] = {"schema": instead, "example": example_of(instead)}
            documented = subject.doc(requestBody={"required": True, "content": form})(documented)
        return _route(subject, rule, "POST", documented, answer, permission, frozenset())

    return decorate


def _documented(subject: Subject, view: View, answer: Answer) -> View:
    """The view with its answer described."""
    example: object = answer.example or (example_of(answer.schema) if answer.schema else None)
    described: View = subject.response(
        answer.status,
        answer.schema or {"type": "string"},
        content_type=answer.media,
        example=example,
        description="The answer.",
    )(view)
    return described


def _route(
    subject: Subject,
    rule: str,
    method: str,
    view: View,
    answer: Answer,
    permission: Permission,
    query_names: frozenset[str],
) -> View:
    """The view behind its permission, at its address."""
    guarded = needs(permission)(_checked(view, query_names, (answer.media, *answer.also)))
    guarded.operation = answer  # type: ignore[attr-defined]
    subject.route(rule, methods=[method])(guarded)
    return guarded


def _checked(view: View, query_names: frozenset[str], produces: tuple[str, ...]) -> View:
    """The view behind the checks that every operation makes."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any view's
        _require_acceptable(produces)
        parsing.refuse_unknown_query(query_names)
        return view(*args, **kwargs)

    return checked


def _require_acceptable(produces: tuple[str, ...]) -> None:
    """Pass if the caller takes one of the types the operation can give."""
    accepted = context.current_request().accept_mimetypes
    if accepted and accepted.best_match(produces) is None:
        raise NotAcceptable(f"This operation gives: {', '.join(produces)}.")


def prefers(media: str) -> bool:
    """Whether the caller would rather have this type than JSON."""
    return preferred(media) == media


def preferred(*media: str) -> str:
    """Of JSON and these types the one that the caller would rather have."""
    accepted = context.current_request().accept_mimetypes
    return accepted.best_match([JSON, *media], JSON) if accepted else JSON


def _response(result: object) -> Response:
    """The response of what a view returned."""
    if isinstance(result, Response):
        return result
    return responses.of(result)
