"""The interface described by OpenAPI 3.1: collected from the operations, completed here."""

import re
from collections.abc import Callable
from copy import deepcopy
from http import HTTPStatus
from typing import Any

import orjson
from flask import Flask
from flask_smorest import Api  # type: ignore[import-untyped]
from marshmallow import Schema, fields

from credit_registry.domain.permissions import ALLOWED, OPEN, Permission
from credit_registry.web.api.operations import Answer
from credit_registry.web.api.schemas.fields import example_of
from credit_registry.web.api.schemas.problems import ProblemBody
from credit_registry.web.auth import permission_of
from credit_registry.web.problems import PROBLEM_JSON
from credit_registry.web.rule_set_files import XLSX, YAML

Tree = dict[str, Any]
PROBLEM = "Problem"
VERSION = "1.0"
TITLE = "质量信用登记 · Registry of Quality Credit"
ABOUT = (
    "What is public needs no key. Every read takes `as_of` (a legal date) and `known_at` (a ledger "
    "position or instant) and repeats both; the public sees what is public today. Labels are "
    "Chinese, or English with `Accept-Language: en`. Money is in fen, scores in hundredths, dates "
    "are legal dates in Asia/Shanghai, instants RFC 3339. Errors are problem details by RFC 9457. "
    "Answers carry an ETag and are revalidated; `RateLimit` says how often one may ask."
)
READ_FAULTS = (400, 404, 406, 429, 503)
COMMAND_FAULTS = (400, 404, 406, 409, 412, 413, 415, 422, 428, 429, 503)
GUARDED_FAULTS = (401, 403)
PATH_PARAMETERS = {
    "number": ("The certificate's number.", "20261123-0123456789"),
    "report": ("The report's permanent id.", "028t5cy4tqkff"),
    "trial": ("The permanent id of a what-if trial.", "028t5cy4tqkff"),
    "draft": ("The permanent id of a submitted draft.", "028t5cy4tqkff"),
    "delivery": ("The permanent id of a kept delivery.", "028t5cy4tqkff"),
    "uscc": ("Unified social credit code, GB 32100, or the permanent id.", "91990101MA9990XA2M"),
    "list_type": ("The list's code.", "serious_violation"),
    "version": ("The rule set's version.", "9f2c…"),
    "profile": ("The use profile's code.", "government_procurement"),
    "position": ("The event's ledger position, from 0.", 17),
    "batch": ("The delivery's permanent id.", "028t5cy4tqkff"),
    "listing": ("The entry's permanent id.", "028t5cy4tqkff"),
    "entry": ("The id of the entry, or of the record on a list of honours.", "028t5cy4tqkff"),
    "proceeding": ("The proceeding's permanent id.", "028t5cy4tqkff"),
}
FILES = {
    YAML: ("The rule set as YAML that reads back to the same version.", "code: GZ-QC-1\n"),
    XLSX: ("The rule set as a workbook that reads back to the same version.", "PK…"),
}
"""What an operation gives besides JSON that is no lines of JSON, by its type."""

COMMAND_HEADERS = {
    "Idempotency-Key": ("The same key with the same request gets the same answer.", "7f3a-1"),
}
STEP_HEADERS = {"If-Match": ("The ETag that the entry was read with.", '"2-5f2a"')}
UNVERSIONED = frozenset({"position", "number"})
"""What a path names that never changes: an event, a certificate."""


class Interface(Api):  # type: ignore[misc]  # the library has no types
    """The collection of operations; errors are answered by the application itself."""

    def _register_error_handlers(self) -> None:
        """Leave errors to the application."""


def interface_of(app: Flask) -> Interface:
    """An interface that collects the application's operations."""
    app.config.update(API_TITLE=TITLE, API_VERSION=VERSION, OPENAPI_VERSION="3.1.0")
    return Interface(app, spec_kwargs={"info": {"description": ABOUT}})


def document(app: Flask, interface: Interface) -> Tree:
    """The whole description."""
    components = interface.spec.components
    components.schema(PROBLEM, schema=ProblemBody)
    operations = list(_operations(app))
    for answer in {id(answer): answer for _, _, answer, _ in operations}.values():
        if answer.internal and answer.internal.__name__ not in components.schemas:
            components.schema(answer.internal.__name__, schema=answer.internal)
    tree: Tree = deepcopy(interface.spec.to_dict())
    tree["servers"] = [{"url": "/", "description": "This registry."}]
    tree["components"].pop("headers", None)
    tree["components"]["responses"] = {str(code): _fault(code) for code in _all_faults()}
    tree["components"]["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "An API key; it expires."},
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": app.config["SESSION_COOKIE_NAME"],
            "description": "A session of the site; commands need X-CSRFToken beside it.",
        },
    }
    for path, method, answer, view in operations:
        _complete(tree["paths"][path], method, answer, view)
    return tree


def _operations(app: Flask) -> list[tuple[str, str, Answer, Callable[..., object]]]:
    """The application's operations: path, method, answer and view."""
    found: list[tuple[str, str, Answer, Callable[..., object]]] = []
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        answer = getattr(view, "operation", None)
        if isinstance(answer, Answer):
            path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
            method = "post" if "POST" in (rule.methods or ()) else "get"
            found.append((path, method, answer, view))
    return found


def _complete(path: Tree, method: str, answer: Answer, view: Callable[..., object]) -> None:
    """Add what the collection does not know of one operation."""
    operation: Tree = path[method]
    permission = permission_of(view) or Permission.READ_PUBLIC
    operation["operationId"] = view.__name__
    operation["x-permission"] = permission.value
    path["parameters"] = [_path_parameter(each) for each in path.get("parameters", [])]
    if permission in OPEN:
        operation["security"] = [{}, {"key": []}]
    else:
        operation["security"] = [{"key": []}, {"session": []}]
        roles = ", ".join(sorted(ALLOWED[permission]))
        operation["description"] = f"{operation.get('description', '')}\n\nRoles: {roles}.".strip()
    _complete_answer(operation, answer)
    faults = READ_FAULTS if method == "get" else COMMAND_FAULTS
    if permission not in OPEN:
        faults = tuple(sorted({*faults, *GUARDED_FAULTS}))
    for code in faults:
        operation["responses"][str(code)] = {"$ref": f"#/components/responses/{code}"}
    if method == "post":
        named = {each["name"] for each in path["parameters"]} - UNVERSIONED
        headers = COMMAND_HEADERS | (STEP_HEADERS if named else {})
        stated = [_header(name, *words) for name, words in headers.items()]
        operation["parameters"] = [*operation.get("parameters", []), *stated]


def _complete_answer(operation: Tree, answer: Answer) -> None:
    """The success of an operation: for officers more, in other types, with its headers."""
    operation["responses"] = {
        code: told for code, told in operation["responses"].items() if code == str(answer.status)
    }
    told: Tree = operation["responses"][str(answer.status)]
    if answer.internal is not None:
        shown = told["content"][answer.media]["schema"]
        inner = {"$ref": f"#/components/schemas/{answer.internal.__name__}"}
        told["content"][answer.media]["schema"] = {"anyOf": [shown, inner]}
    for media in answer.also:
        meaning, example = FILES.get(media) or ("One object a line.", _line(answer.schema))
        told["content"][media] = {
            "schema": {"type": "string", "description": meaning},
            "example": example,
        }
    told["headers"] = {
        name: {"description": meaning, "schema": {"type": "string"}}
        for name, meaning in (
            ("ETag", "The tag to revalidate with."),
            ("RateLimit", "What is left of the policy."),
            ("RateLimit-Policy", "How often one caller may ask."),
        )
    }


def _line(page: type[Schema] | None) -> str:
    """One row of a page, as a line of JSON."""
    shapes = page().fields.values() if page else ()
    for field in shapes:
        inner = field.inner if isinstance(field, fields.List) else None
        if isinstance(inner, fields.Nested):
            return orjson.dumps(example_of(type(inner.schema))).decode() + "\n"
    raise LookupError(f"{page} has no rows to be written as lines.")


def _path_parameter(parameter: Tree) -> Tree:
    """A path parameter with its meaning."""
    meaning, example = PATH_PARAMETERS[parameter["name"]]
    return {**parameter, "description": meaning, "example": example}


def _header(name: str, meaning: str, example: str) -> Tree:
    """A header parameter."""
    return {
        "in": "header",
        "name": name,
        "description": meaning,
        "required": name in STEP_HEADERS,
        "schema": {"type": "string"},
        "example": example,
    }


def _all_faults() -> tuple[int, ...]:
    """All statuses of problems."""
    return tuple(sorted({*READ_FAULTS, *COMMAND_FAULTS, *GUARDED_FAULTS}))


def _fault(code: int) -> Tree:
    """A problem of one status, with an example."""
    status = HTTPStatus(code)
    example = example_of(ProblemBody) | {
        "type": f"/api#problem-{status.phrase.lower().replace(' ', '-')}",
        "title": status.phrase,
        "status": code,
        "detail": status.description or status.phrase,
    }
    if code != HTTPStatus.BAD_REQUEST:
        example.pop("errors")
    schema = {"$ref": f"#/components/schemas/{PROBLEM}"}
    return {
        "description": status.phrase,
        "content": {PROBLEM_JSON: {"schema": schema, "example": example}},
    }
