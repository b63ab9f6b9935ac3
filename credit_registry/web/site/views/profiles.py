"""What uses an enterprise's file can be put to: each use profile, with its reasons and its gaps."""

from http import HTTPStatus

from flask import Response

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import NotFound
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import profiles, subjects
from credit_registry.web import accesses
from credit_registry.web.api.enterprises import UNKNOWN, current_code
from credit_registry.web.api.readings import Reading, reading
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.addresses import to_subject
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.forms import times
from credit_registry.web.site.presenters import profiles as presenter
from credit_registry.web.site.voices import voice


@site.get("/e/<string:code>/profiles")
@needs(Permission.READ_PUBLIC)
def enterprise_profiles(code: str) -> Response:
    """The uses of the file of the subject that holds a code."""
    with reading(times.asked().query) as given:
        number = subjects.by_code(given.session, code)
        if number is None:
            raise NotFound(UNKNOWN)
        return _shown(given, number, code)


@site.get("/s/<string:subject>/profiles")
@needs(Permission.READ_PUBLIC)
def subject_profiles(subject: str) -> Response:
    """The uses of the file of a subject without a code."""
    with reading(times.asked().query) as given:
        return _shown(given, from_public(subject), None)


def _shown(given: Reading, number: int, code: str | None) -> Response:
    """The page, or the way to where it stands now."""
    current = subjects.forwarded(given.session, number)
    identity = subjects.identity(given.session, current, given.view)
    standing = current_code(given, identity)
    if (current, standing) != (number, code):
        response = Response(status=HTTPStatus.TEMPORARY_REDIRECT)
        response.location = to_subject(current, standing, part="profiles")
        response.headers["Cache-Control"] = "no-cache"
        return response
    if not given.view.is_public:
        accesses.note(AccessKind.CREDIT_FILE, current)
    offered = profiles.offered(given.view)
    checked = profiles.check_one(given.session, current, offered, given.view, given.edition)
    page = presenter.page(identity, checked, given.view, voice())
    return rendering.page("profiles", page=page)
