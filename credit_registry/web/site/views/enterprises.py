"""An enterprise's page: its credit file, as of today or as of a day."""

from http import HTTPStatus

from flask import Response

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import NotFound
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.services.files import credit_files, surroundings
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.subjects import subjects
from credit_registry.web import accesses, context
from credit_registry.web.api.enterprises import UNKNOWN
from credit_registry.web.api.readings import Reading, reading
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.addresses import here, to_subject
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.forms import times
from credit_registry.web.site.forms.times import Times
from credit_registry.web.site.presenters import enterprises as presenter
from credit_registry.web.site.voices import voice


@site.get("/e/<string:code>")
@needs(Permission.READ_PUBLIC)
def enterprise(code: str) -> Response:
    """The file of the subject that holds a code; another code of it leads to its current one."""
    asked = times.asked()
    with reading(asked.query) as given:
        number = subjects.by_code(given.session, code)
        if number is None:
            raise NotFound(UNKNOWN)
        return _shown(given, number, code, asked)


@site.get("/s/<string:subject>")
@needs(Permission.READ_PUBLIC)
def subject(subject: str) -> Response:
    """The file of a subject without a code; one that has a code is shown under that."""
    asked = times.asked()
    with reading(asked.query) as given:
        return _shown(given, from_public(subject), None, asked)


def _shown(given: Reading, number: int, code: str | None, asked: Times) -> Response:
    """The page, or the way to where it stands now."""
    current = subjects.forwarded(given.session, number)
    file = credit_files.read(given.session, current, given.view, given.edition)
    standing = _current_code(given, file)
    if (current, standing) != (number, code):
        response = Response(status=HTTPStatus.TEMPORARY_REDIRECT)
        response.location = to_subject(current, standing)
        response.headers["Cache-Control"] = "no-cache"
        return response
    if not file.view.is_public:
        accesses.note(AccessKind.CREDIT_FILE, file.subject_id)
    around = surroundings.read(given.session, file, given.edition)
    return rendering.page(
        "enterprise",
        page=presenter.enterprise(file, around, given.edition, context.actor(), voice()),
        purpose_address=_purpose_address(),
        fields=presenter.times(asked.form),
        is_kept_out=file.is_home,
    )


def _purpose_address() -> str:
    """Where an officer says why more is to be read, if that is still to be said."""
    path = context.current_request().full_path.rstrip("?")
    return here("purpose", next=path) if accesses.is_asked() else ""


def _current_code(given: Reading, file: CreditFile) -> str | None:
    """The subject's code today, whatever times were asked for."""
    if given.view.is_present:
        return file.code
    present = context.registry().view(given.session, accesses.reader())
    identity = subjects.identity(given.session, file.subject_id, present)
    return identity.codes.get(IdentifierScheme.USCC)
