"""The records of a subject alone: of one kind or of all, page by page, or one by itself."""

from datetime import date

from flask import Response

from credit_registry.domain.errors import FieldError, InvalidInput, NotFound
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.records import RecordKind
from credit_registry.services.records import records as services
from credit_registry.services.records.records import ALL_KINDS, Place, RecordsPage
from credit_registry.services.subjects import representations
from credit_registry.services.subjects.subjects import Identity
from credit_registry.web import context
from credit_registry.web.api import cursors
from credit_registry.web.api.readings import Reading
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.presenters import record_pages as presenter
from credit_registry.web.site.presenters.record_pages import Asked
from credit_registry.web.site.views import file_parts
from credit_registry.web.site.voices import voice

RECORDS_ON_A_PAGE = 50


@site.get("/e/<string:code>/records")
@needs(Permission.READ_PUBLIC)
def enterprise_records(code: str) -> Response:
    """The records of the subject that holds a code."""
    return file_parts.of_code(code, "records", _page)


@site.get("/s/<string:subject>/records")
@needs(Permission.READ_PUBLIC)
def subject_records(subject: str) -> Response:
    """The records of a subject without a code."""
    return file_parts.of_id(subject, "records", _page)


def _page(given: Reading, identity: Identity) -> Response:
    """One record, or a page of them."""
    current = identity.subject_id
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
