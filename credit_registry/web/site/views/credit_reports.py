"""The credit report of an enterprise to print and the badge of its grade: what is public today."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Response, render_template

from credit_registry.domain.actors import PUBLIC
from credit_registry.domain.errors import NotFound
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.law.editions import Edition
from credit_registry.services import law_editions
from credit_registry.services.files import credit_files, surroundings
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.sessions import Session
from credit_registry.services.subjects import subjects
from credit_registry.web import caching, context
from credit_registry.web.api.enterprises import UNKNOWN
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.addresses import here, to_subject
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.presenters import credit_reports as presenters
from credit_registry.web.site.presenters import enterprises
from credit_registry.web.site.voices import voice

BADGE = "badge"
MOST = 200
"""So many records of a kind are printed, the newest first; the report says where the rest is."""
Show = Callable[[Session, CreditFile, Edition], Response]


@site.get("/e/<string:code>/report")
@needs(Permission.READ_PUBLIC)
def enterprise_report(code: str) -> Response:
    """The report of the subject that holds a code."""
    return _of_code(code, "report", _report, MOST)


@site.get("/s/<string:subject>/report")
@needs(Permission.READ_PUBLIC)
def subject_report(subject: str) -> Response:
    """The report of a subject without a code."""
    with context.registry().reading() as session:
        return _shown(session, from_public(subject), None, "report", _report, MOST)


@site.get("/e/<string:code>/badge.svg")
@needs(Permission.READ_PUBLIC)
def enterprise_badge(code: str) -> Response:
    """The badge of the grade of the subject that holds a code, where that is public."""
    return _of_code(code, BADGE, _badge, 0)


def _of_code(code: str, part: str, show: Show, each: int) -> Response:
    """The part of the subject that holds a code. Raises NotFound."""
    with context.registry().reading() as session:
        number = subjects.by_code(session, code)
        if number is None:
            raise NotFound(UNKNOWN)
        return _shown(session, number, code, part, show, each)


def _shown(
    session: Session, number: int, code: str | None, part: str, show: Show, each: int
) -> Response:
    """The part as the public sees it today whoever asks, or the way to where it stands now."""
    current = subjects.forwarded(session, number)
    edition = law_editions.current(session).edition
    view = context.registry().view(session, PUBLIC)
    file = credit_files.read(session, current, view, edition, each=each)
    if file.code is None and part == BADGE:
        raise NotFound(UNKNOWN)
    if (current, file.code) != (number, code):
        response = Response(status=HTTPStatus.TEMPORARY_REDIRECT)
        response.location = to_subject(current, file.code, part=part)
        response.headers["Cache-Control"] = "no-cache"
        return response
    return show(session, file, edition)


def _report(session: Session, file: CreditFile, edition: Edition) -> Response:
    """The report."""
    around = surroundings.read(session, file, edition)
    page = enterprises.enterprise(file, around, edition, PUBLIC, voice())
    report = presenters.report(file, page, voice())
    return rendering.page("credit_report", page=page, report=report, is_kept_out=True)


def _badge(_session: Session, file: CreditFile, _edition: Edition) -> Response:
    """The badge, which may stand on other sites. Raises NotFound where no grade is public."""
    host = context.current_request().host_url.rstrip("/")
    address = host + here("enterprise", code=file.code)
    badge = presenters.badge(file, address, voice())
    if badge is None:
        raise NotFound("No grade of this enterprise is public.")
    drawn = render_template("badge.svg", badge=badge)
    response = Response(drawn, mimetype="image/svg+xml")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return caching.revalidated(response)
