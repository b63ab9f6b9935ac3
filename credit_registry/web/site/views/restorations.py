"""A subject's paths to restoration: what it can do for a better grade, and when it counts."""

from http import HTTPStatus

from flask import Response

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import NotFound
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.services import representations, restorations, subjects
from credit_registry.services.subjects import Identity
from credit_registry.web import accesses, context
from credit_registry.web.api.enterprises import UNKNOWN
from credit_registry.web.api.readings import Reading, reading
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.addresses import to_subject
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.forms import times
from credit_registry.web.site.presenters import restorations as presenter
from credit_registry.web.site.voices import voice


@site.get("/e/<string:code>/restoration")
@needs(Permission.READ_PUBLIC)
def enterprise_restoration(code: str) -> Response:
    """The paths of the subject that holds a code."""
    with reading(times.asked().query) as given:
        number = subjects.by_code(given.session, code)
        if number is None:
            raise NotFound(UNKNOWN)
        return _shown(given, number, code)


@site.get("/s/<string:subject>/restoration")
@needs(Permission.READ_PUBLIC)
def subject_restoration(subject: str) -> Response:
    """The paths of a subject without a code."""
    with reading(times.asked().query) as given:
        return _shown(given, from_public(subject), None)


def _shown(given: Reading, number: int, code: str | None) -> Response:
    """The page, or the way to where it stands now."""
    current = subjects.forwarded(given.session, number)
    identity = subjects.identity(given.session, current, given.view)
    standing = _current_code(given, identity)
    if (current, standing) != (number, code):
        response = Response(status=HTTPStatus.TEMPORARY_REDIRECT)
        response.location = to_subject(current, standing, part="restoration")
        response.headers["Cache-Control"] = "no-cache"
        return response
    if not given.view.is_public:
        accesses.note(AccessKind.CREDIT_FILE, current)
    represented = representations.at_view(given.session, current, given.view)
    found = restorations.read(
        given.session, represented, identity.registration, given.view, given.edition
    )
    return rendering.page("restoration", page=presenter.page(identity, found, given.view, voice()))


def _current_code(given: Reading, identity: Identity) -> str | None:
    """The subject's code today, whatever times were asked for."""
    if not given.view.is_present:
        present = context.registry().view(given.session, accesses.reader())
        identity = subjects.identity(given.session, identity.subject_id, present)
    return identity.codes.get(IdentifierScheme.USCC)
