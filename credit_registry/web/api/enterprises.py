"""Enterprises: who they are, their records, grade, entries on lists and history."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Response

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import NotFound
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.services import credit_files, subjects
from credit_registry.services.credit_files import CreditFile
from credit_registry.services.sessions import Session
from credit_registry.web import accesses, context
from credit_registry.web.api.operations import Answer, Subject, read
from credit_registry.web.api.readings import Query, Reading, reading
from credit_registry.web.api.schemas.enterprises import (
    History,
    InternalEnterprise,
    PublicEnterprise,
)
from credit_registry.web.api.schemas.grades import InternalEvaluation, PublicEvaluation
from credit_registry.web.api.schemas.listings import InternalListings, PublicListings
from credit_registry.web.api.schemas.records import InternalRecords, PublicRecords
from credit_registry.web.api.schemas.times import TimesQuery
from credit_registry.web.api.shapes import enterprises, grades, listings, records
from credit_registry.web.api.shapes.terms import Shape, times

subject = Subject("enterprises", __name__, description="企业 · Enterprises")
PATH = "/enterprises/<string:uscc>"
UNKNOWN = "There is no such subject on public record."
"""The same words whether nothing is known or nothing is public: which of them is not told."""


@read(subject, PATH, TimesQuery, Answer(schema=PublicEnterprise, internal=InternalEnterprise))
def enterprise(query: Query, uscc: str) -> object:
    """Read an enterprise.

    A duplicate's, a corrected or another of its codes answers 307 to the current one.
    """
    return _shown(query, uscc, _enterprise)


@read(
    subject,
    f"{PATH}/records",
    TimesQuery,
    Answer(schema=PublicRecords, internal=InternalRecords),
)
def record_list(query: Query, uscc: str) -> object:
    """Read an enterprise's records.

    The public gets those that are public today; an officer gets all, with their state.
    """
    return _shown(query, uscc, _records)


@read(
    subject,
    f"{PATH}/evaluation",
    TimesQuery,
    Answer(schema=PublicEvaluation, internal=InternalEvaluation),
)
def evaluation(query: Query, uscc: str) -> object:
    """Read an enterprise's grade with its reasons.

    Without a basis that makes it public, `is_shown` is false and nothing of the result is given.
    """
    return _shown(query, uscc, _evaluation)


@read(
    subject,
    f"{PATH}/listings",
    TimesQuery,
    Answer(schema=PublicListings, internal=InternalListings),
)
def listing_list(query: Query, uscc: str) -> object:
    """Read an enterprise's entries on lists.

    The public gets published entries; an officer gets those under way too.
    """
    return _shown(query, uscc, _listings)


@read(subject, f"{PATH}/history", TimesQuery, Answer(schema=History))
def history(query: Query, uscc: str) -> object:
    """Read what is on record of an enterprise in order of dates.

    It holds no more than the other answers: what is no longer public is not in it either.
    """
    return _shown(query, uscc, enterprises.history)


def subject_named(session: Session, code: str) -> int:
    """The subject that a code or a permanent id stands for now. Raises NotFound."""
    found = subjects.by_code(session, code)
    if found is None:
        try:
            found = from_public(code)
        except NotFound:
            raise NotFound(UNKNOWN) from None
    return subjects.forwarded(session, found)


def _shown(query: Query, code: str, shape: Callable[[CreditFile], Shape]) -> Shape | Response:
    """The shape of the enterprise's file, or the way to its current code."""
    with reading(query) as given:
        number = subject_named(given.session, code)
        file = credit_files.read(given.session, number, given.view, given.edition)
        current = _current_code(given, file)
        if current is None or current == code:
            if not file.view.is_public:
                accesses.note(AccessKind.CREDIT_FILE, file.subject_id)
            return shape(file)
    response = Response(status=HTTPStatus.TEMPORARY_REDIRECT)
    response.location = context.same_route(uscc=current)
    return response


def _current_code(given: Reading, file: CreditFile) -> str | None:
    """The enterprise's code today, whatever times were asked for."""
    if given.view.is_present:
        return file.code
    present = context.registry().view(given.session, accesses.reader())
    identity = subjects.identity(given.session, file.subject_id, present)
    return identity.codes.get(IdentifierScheme.USCC)


def _enterprise(file: CreditFile) -> Shape:
    """The enterprise as the caller may see it."""
    return enterprises.public(file) if file.view.is_public else enterprises.internal(file)


def _records(file: CreditFile) -> Shape:
    """The records as the caller may see them."""
    shape = records.public if file.view.is_public else records.internal
    shown = [shape(record) for record in file.records]
    return times(file.view) | {"code": file.code, "records": shown}


def _evaluation(file: CreditFile) -> Shape:
    """The grade as the caller may see it."""
    shape = grades.public if file.view.is_public else grades.internal
    return times(file.view) | {"code": file.code} | shape(file.grade)


def _listings(file: CreditFile) -> Shape:
    """The entries as the caller may see them."""
    shape = listings.public if file.view.is_public else listings.internal
    shown = [shape(entry) for entry in file.listings]
    return times(file.view) | {"code": file.code, "listings": shown}
