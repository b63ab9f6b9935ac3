"""A page about a part of a subject's file: found by code or id, and shown where it stands now."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Response

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import NotFound
from credit_registry.domain.opaque_ids import from_public
from credit_registry.services.subjects import subjects
from credit_registry.services.subjects.subjects import Identity
from credit_registry.web import accesses
from credit_registry.web.api.enterprises import UNKNOWN, current_code
from credit_registry.web.api.readings import Reading, reading
from credit_registry.web.site.addresses import to_subject
from credit_registry.web.site.forms import times

Show = Callable[[Reading, Identity], Response]
"""What makes the page of a subject at the view that was asked for."""


def of_code(code: str, part: str, show: Show) -> Response:
    """The part's page of the subject that holds a code. Raises NotFound."""
    with reading(times.asked().query) as given:
        number = subjects.by_code(given.session, code)
        if number is None:
            raise NotFound(UNKNOWN)
        return _shown(given, number, code, part, show)


def of_id(subject: str, part: str, show: Show) -> Response:
    """The part's page of a subject without a code. Raises NotFound."""
    with reading(times.asked().query) as given:
        return _shown(given, from_public(subject), None, part, show)


def _shown(given: Reading, number: int, code: str | None, part: str, show: Show) -> Response:
    """The page, or the way to where it stands now."""
    current = subjects.forwarded(given.session, number)
    identity = subjects.identity(given.session, current, given.view)
    standing = current_code(given, identity)
    if (current, standing) != (number, code):
        response = Response(status=HTTPStatus.TEMPORARY_REDIRECT)
        response.location = to_subject(current, standing, part=part)
        response.headers["Cache-Control"] = "no-cache"
        return response
    if not given.view.is_public:
        accesses.note(AccessKind.CREDIT_FILE, current)
    return show(given, identity)
