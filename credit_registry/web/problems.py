"""What went wrong, told over HTTP: RFC 9457 for programs, a page for people."""

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus

from flask import Flask, Response
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from credit_registry.domain import errors
from credit_registry.domain.errors import FieldError, RegistryError
from credit_registry.web import context, responses

LOG = logging.getLogger(__name__)
PROBLEM_JSON = "application/problem+json"
PAGE_HOOK = "credit_registry_problem_page"
RETRY_AFTER_SECONDS = 5

STATUSES: dict[type[RegistryError], HTTPStatus] = {
    errors.RegistryError: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.InvalidInput: HTTPStatus.BAD_REQUEST,
    errors.Unauthenticated: HTTPStatus.UNAUTHORIZED,
    errors.TooManyAttempts: HTTPStatus.TOO_MANY_REQUESTS,
    errors.NotPermitted: HTTPStatus.FORBIDDEN,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.StaleVersion: HTTPStatus.PRECONDITION_FAILED,
    errors.LeaseLost: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.PreconditionRequired: HTTPStatus.PRECONDITION_REQUIRED,
    errors.Unlawful: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""The status of each class; one that is not here has that of its nearest ancestor."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem, as both the API and the site tell it; `number` is to be quoted."""

    status: HTTPStatus
    code: str
    title: str
    detail: str
    number: str
    errors: tuple[FieldError, ...] = ()

    @property
    def type(self) -> str:
        """Where the kind of problem is explained."""
        return f"/api#problem-{self.code}"

    def body(self) -> dict[str, object]:
        """The members of RFC 9457."""
        members: dict[str, object] = {
            "type": self.type,
            "title": self.title,
            "status": int(self.status),
            "detail": self.detail,
            "instance": f"urn:uuid:{self.number}",
        }
        if self.errors:
            members["errors"] = [asdict(error) for error in self.errors]
        return members


PageHook = Callable[[Problem], ResponseReturnValue]


def install(app: Flask) -> None:
    """Answer every error as a problem."""
    app.register_error_handler(RegistryError, _registry_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def set_page(app: Flask, page: PageHook) -> None:
    """Say how the site shows a problem."""
    app.extensions[PAGE_HOOK] = page


def status_of(kind: type[RegistryError]) -> HTTPStatus:
    """The status of an error class: its own, or its nearest ancestor's."""
    for ancestor in kind.__mro__:
        if ancestor in STATUSES:
            return STATUSES[ancestor]
    raise LookupError(f"{kind.__name__} is not an error of the registry.")


def code_of(name: str) -> str:
    """A class name as it stands in an address.

    >>> code_of("TransitionNotAllowed")
    'transition-not-allowed'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def title_of(kind: type[RegistryError]) -> str:
    """The first line of the class's docstring."""
    return (kind.__doc__ or kind.__name__).splitlines()[0]


def problem_of(error: RegistryError) -> Problem:
    """The problem that an error is."""
    kind = type(error)
    found: Sequence[FieldError] = getattr(error, "errors", ())
    return Problem(
        status=status_of(kind),
        code=code_of(kind.__name__),
        title=title_of(kind),
        detail=str(error),
        number=context.request_number(),
        errors=tuple(found),
    )


def _registry_error(error: RegistryError) -> Response:
    """The answer to an error of the registry."""
    problem = problem_of(error)
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        LOG.error("request %s: %s: %s", problem.number, type(error).__name__, error)
    response = answer(problem)
    if isinstance(error, errors.TooManyAttempts):
        response.headers["Retry-After"] = str(error.wait_seconds)
    return response


def _http_error(error: HTTPException) -> ResponseReturnValue:
    """The answer to an error of the protocol; a redirection goes through."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST or error.response is not None:
        return error
    status = HTTPStatus(error.code)
    problem = Problem(
        status=status,
        code=status.phrase.lower().replace(" ", "-"),
        title=status.phrase,
        detail=error.description or status.description,
        number=context.request_number(),
    )
    response = answer(problem)
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    """The answer to a fault of ours; what it was is in the log under the number alone."""
    number = context.request_number()
    LOG.error("request %s failed", number, exc_info=error)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    detail = "The registry has a fault; the number identifies it in the log."
    return answer(Problem(status, "internal-server-error", status.phrase, detail, number))


def answer(problem: Problem) -> Response:
    """The problem in the form that the caller can read."""
    app = context.application()
    page: PageHook | None = app.extensions.get(PAGE_HOOK)
    if context.is_api() or page is None:
        response = responses.of(problem.body())
        response.mimetype = PROBLEM_JSON
    else:
        response = app.make_response(page(problem))
    response.status_code = problem.status
    _add_headers(response, problem.status)
    return response


def _add_headers(response: Response, status: HTTPStatus) -> None:
    """What the protocol asks of an answer with the status."""
    response.headers["Cache-Control"] = "no-store"
    if status is HTTPStatus.UNAUTHORIZED and context.is_api():
        response.headers["WWW-Authenticate"] = 'Bearer realm="credit registry"'
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
