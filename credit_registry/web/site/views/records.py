"""The records of a subject alone: of one kind or of all, page by page, or one by itself."""

from datetime import date
from http import HTTPStatus

from flask import Response

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import FieldError, InvalidInput, NotFound
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.records import RecordKind
from credit_registry.services import records as services
from credit_registry.services import representations, subjects
from credit_registry.services.records import ALL_KINDS, Place, RecordsPage
from credit_registry.web import accesses, context
from credit_registry.web.api import cursors
from credit_registry.web.api.enterprises import UNKNOWN, current_code
from credit_registry.web.api.readings import Reading, reading
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.addresses import to_subject
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.forms import times
from credit_registry.web.site.presenters import record_pages as presenter
from credit_registry.web.site.presenters.record_pages import Asked
from credit_registry.web.site.voices import voice

RECORDS_ON_A_PAGE = 50


@site.get("/e/<string:code>/records")
@needs(Permission.READ_PUBLIC)
def enterprise_records(code: str) -> Response:
    """The records of the subject that holds a code."""
    with reading(times.asked().query) as given:
        number = subjects.by_code(given.session, code)
        if number is None:
            raise NotFound(UNKNOWN)
        return _shown(given, number, code)


@site.get("/s/<string:subject>/records")
@needs(Permission.READ_PUBLIC)
def subject_records(subject: str) -> Response:
    """The records of a subject without a code."""
    with reading(times.asked().query) as given:
        return _shown(given, from_public(subject), None)


def _shown(given: Reading, number: int, code: str | None) -> Response:
    """The page, or the way to where it stands now."""
    current = subjects.forwarded(given.session, number)
    identity = subjects.identity(given.session, current, given.view)
    standing = current_code(given, identity)
    if (current, standing) != (number, code):
        response = Response(status=HTTPStatus.TEMPORARY_REDIRECT)
        response.location = to_subject(current, standing, part="records")
        response.headers["Cache-Control"] = "no-cache"
        return response
    if not given.view.is_public:
        accesses.note(AccessKind.CREDIT_FILE, current)
    represented = representations.at_view(given.session, current, given.view)
    kind, named = _kind(), context.current_request().args.get("record", "")
    question = ["records", to_public(current), kind, *_times()]
    found = (
        _one(given, represented, named)
        if named
        else services.page(
            given.session,
            represented,
            given.view,
            kinds=frozenset({kind}) if kind else ALL_KINDS,
            after=_after(question),
            limit=RECORDS_ON_A_PAGE,
        )
    )
    counts = services.counts(given.session, represented, given.view)
    following = found.after and cursors.seal(question, [found.after[0].isoformat(), found.after[1]])
    asked = Asked(kind, is_one=bool(named), following=following or "")
    page = presenter.page(identity, found.records, counts, given.view, asked, voice())
    return rendering.page("records", page=page)


def _one(given: Reading, subject_ids: tuple[int, ...], named: str) -> RecordsPage:
    """The page of one record. Raises NotFound."""
    found = services.one(given.session, subject_ids, given.view, from_public(named))
    if found is None:
        raise NotFound("There is no such record on public record.")
    return RecordsPage((found,), None)


def _kind() -> RecordKind | None:
    """The kind that the address asks for. Raises InvalidInput."""
    named = context.current_request().args.get("kind")
    if not named:
        return None
    if named not in set(RecordKind):
        accepted = ", ".join(RecordKind)
        error = FieldError("/kind", "is not a kind of record", accepted)
        raise InvalidInput(f"`kind` must be one of {accepted}.", [error])
    return RecordKind(named)


def _times() -> list[str | None]:
    """The times that the address asks for, as they stand there."""
    query = context.current_request().args
    return [query.get("as_of"), query.get("known_at")]


def _after(question: object) -> Place | None:
    """The place after which the page begins. Raises InvalidInput."""
    cursor = context.current_request().args.get("after")
    if cursor is None:
        return None
    day, number = cursors.unseal(question, cursor)
    return date.fromisoformat(str(day)), int(number or 0)
