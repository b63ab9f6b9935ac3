"""Enterprises: who they are, their records, grade, entries on lists and history."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from flask import Response

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import NotFound
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.services.files import chronicles, credit_files
from credit_registry.services.grading import evaluations
from credit_registry.services.lists import entries
from credit_registry.services.records import records as services
from credit_registry.services.records.records import ALL_KINDS
from credit_registry.services.sessions import Session
from credit_registry.services.subjects import representations, subjects
from credit_registry.services.subjects.subjects import Identity
from credit_registry.web import accesses, context
from credit_registry.web.api import cursors, paging
from credit_registry.web.api.operations import Answer, Subject, read
from credit_registry.web.api.readings import Query, Reading, reading
from credit_registry.web.api.schemas.enterprises import (
    History,
    InternalEnterprise,
    PublicEnterprise,
)
from credit_registry.web.api.schemas.grades import InternalEvaluation, PublicEvaluation
from credit_registry.web.api.schemas.listings import InternalListings, PublicListings
from credit_registry.web.api.schemas.records import (
    InternalRecords,
    PublicRecords,
    RecordsQuery,
)
from credit_registry.web.api.schemas.times import PagedQuery, TimesQuery
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
    return answered(query, uscc, _enterprise)


@read(
    subject,
    f"{PATH}/records",
    RecordsQuery,
    Answer(schema=PublicRecords, internal=InternalRecords),
)
def record_list(query: Query, uscc: str) -> object:
    """Read an enterprise's records.

    The public gets those that are public today; an officer gets all, with their state.
    """
    asked = [*_asked(query, "records", uscc), query.get("kind")]
    after = _after_record(asked, query)
    kinds = frozenset({RecordKind(query["kind"])}) if "kind" in query else ALL_KINDS

    def answer(found: Found) -> Response:
        view, limit = found.given.view, query["limit"]
        page = services.page(
            found.given.session, found.represented, view, kinds=kinds, after=after, limit=limit
        )
        shape = records.public if view.is_public else records.internal
        shown = [shape(record) for record in page.records]
        following = page.after and cursors.seal(asked, [page.after[0].isoformat(), page.after[1]])
        told = times(view) | {"code": found.code, "records": shown, "next": following}
        return paging.with_link(told, following)

    return answered(query, uscc, answer)


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
    return answered(query, uscc, _evaluation)


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
    return answered(query, uscc, _listings)


@read(subject, f"{PATH}/history", PagedQuery, Answer(schema=History))
def history(query: Query, uscc: str) -> object:
    """Read what is on record of an enterprise in order of dates.

    It holds no more than the other answers: what is no longer public is not in it either.
    """
    asked = _asked(query, "history", uscc)
    after = _after_happening(asked, query)

    def answer(found: Found) -> Response:
        given, limit = found.given, query["limit"]
        page = chronicles.page(
            given.session, found.identity, found.represented, given.view, given.edition,
            after=after, limit=limit,
        )  # fmt: skip
        following = None
        if page.after is not None:
            day, what, number = page.after
            following = cursors.seal(asked, [day.isoformat(), what.value, number])
        shape = enterprises.history(given.view, found.code, page)
        return paging.with_link(shape | {"next": following}, following)

    return answered(query, uscc, answer)


def subject_named(session: Session, code: str) -> int:
    """The subject that a code or a permanent id stands for now. Raises NotFound."""
    found = subjects.by_code(session, code)
    if found is None:
        try:
            found = from_public(code)
        except NotFound:
            raise NotFound(UNKNOWN) from None
    return subjects.forwarded(session, found)


@dataclass(frozen=True, slots=True)
class Found:
    """The enterprise that is asked for; `represented` are all subjects that it stands for."""

    given: Reading
    identity: Identity
    represented: tuple[int, ...]

    @property
    def code(self) -> str | None:
        """The code that the answer names."""
        return self.identity.codes.get(IdentifierScheme.USCC)


def answered(query: Query, code: str, answer: Callable[[Found], object]) -> object:
    """The answer about the enterprise, or the way to its current code."""
    with reading(query) as given:
        number = subject_named(given.session, code)
        identity = subjects.identity(given.session, number, given.view)
        current = current_code(given, identity)
        if current not in {None, code}:
            return _moved(current)
        represented = representations.at_view(given.session, number, given.view)
        if not given.view.is_public:
            accesses.note(AccessKind.CREDIT_FILE, number)
        return answer(Found(given, identity, represented))


def _moved(code: str | None) -> Response:
    """The way to the enterprise's current code."""
    response = Response(status=HTTPStatus.TEMPORARY_REDIRECT)
    response.location = context.same_route(uscc=code or "")
    return response


def current_code(given: Reading, known: Identity) -> str | None:
    """The enterprise's code today, whatever times were asked for."""
    if given.view.is_present:
        return known.codes.get(IdentifierScheme.USCC)
    present = context.registry().view(given.session, accesses.reader())
    identity = subjects.identity(given.session, known.subject_id, present)
    return identity.codes.get(IdentifierScheme.USCC)


def _asked(query: Query, name: str, code: str) -> list[object]:
    """What a cursor is good for."""
    return [name, code, query.get("as_of"), query.get("known_at")]


def _after_record(asked: list[object], query: Query) -> services.Place | None:
    """The day and the record after which the page begins. Raises InvalidInput."""
    if "after" not in query:
        return None
    day, number = cursors.unseal(asked, query["after"])
    return date.fromisoformat(str(day)), int(number or 0)


def _after_happening(asked: list[object], query: Query) -> chronicles.Place | None:
    """The place after which the page begins. Raises InvalidInput."""
    if "after" not in query:
        return None
    day, what, number = cursors.unseal(asked, query["after"])
    return date.fromisoformat(str(day)), chronicles.What(int(what or 0)), int(number or 0)


def _enterprise(found: Found) -> Shape:
    """The enterprise as the caller may see it; none of its records is read."""
    given, number = found.given, found.identity.subject_id
    file = credit_files.read(given.session, number, given.view, given.edition, each=0)
    return enterprises.public(file) if file.view.is_public else enterprises.internal(file)


def _evaluation(found: Found) -> Shape:
    """The grade as the caller may see it."""
    given, registration = found.given, found.identity.registration
    card = evaluations.card(
        given.session, found.represented, registration, given.view, given.edition
    )
    shape = grades.public if given.view.is_public else grades.internal
    return times(given.view) | {"code": found.code} | shape(card)


def _listings(found: Found) -> Shape:
    """The entries as the caller may see them."""
    given = found.given
    listed = entries.of_subjects(given.session, found.represented, given.view, given.edition)
    shape = listings.public if given.view.is_public else listings.internal
    return times(given.view) | {"code": found.code, "listings": [shape(each) for each in listed]}
