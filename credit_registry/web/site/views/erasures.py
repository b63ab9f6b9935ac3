"""A field that should never have been delivered, erased on the desk: of a record, of a register."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import NotPermitted, StaleVersion, Unlawful
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.services.histories import erasable_fields, erasures, record_histories
from credit_registry.services.histories.erasable_fields import Erasable
from credit_registry.services.sessions import Session
from credit_registry.services.subjects import identities
from credit_registry.web import accesses, context
from credit_registry.web.auth import needs
from credit_registry.web.problems import status_of
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import erasures as forms
from credit_registry.web.site.forms.erasures import Erasure
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import erasures as presenters
from credit_registry.web.site.voices import voice

RECORD = "/desk/records/<string:record>/erasure"
REGISTRATION = "/desk/subjects/<string:subject>/erasure"


@dataclass(frozen=True, slots=True)
class Target:
    """What a field is erased of, as it stands now."""

    found: Erasable
    title: str
    back: str
    address: str
    erase: Callable[[Session, Erasure], bool]


@site.get(RECORD)
@needs(Permission.ERASE_FIELD)
def record_erasure(record: str) -> Response:
    """The fields of a record that can be erased."""
    return _shown(_record(record), AccessKind.RECORD, record)


@site.post(RECORD)
@needs(Permission.ERASE_FIELD)
def erase_record_field(record: str) -> ResponseReturnValue:
    """Erase a field of a record; asked once more, as nothing brings it back."""
    return _taken(_record(record))


@site.get(REGISTRATION)
@needs(Permission.ERASE_FIELD)
def registration_erasure(subject: str) -> Response:
    """The fields of a registration that can be erased."""
    return _shown(_registration(subject), AccessKind.SUBJECT, subject)


@site.post(REGISTRATION)
@needs(Permission.ERASE_FIELD)
def erase_registration_field(subject: str) -> ResponseReturnValue:
    """Erase a field of a registration; asked once more, as nothing brings it back."""
    return _taken(_registration(subject))


def _record(record: str) -> Target:
    """The record. Raises NotFound."""
    registry, actor, number = context.registry(), context.actor(), from_public(record)

    def erase(session: Session, stated: Erasure) -> bool:
        return erasures.erase_record_field(
            session,
            number,
            stated.field,
            stated.ground,
            actor=actor,
            at=registry.clock.now(),
            document_number=stated.document_number,
        )

    with registry.reading() as session:
        history = record_histories.read(session, number, actor, registry.view(session, actor))
        found = erasable_fields.of_record(session, number, actor)
    address, back = here("record_erasure", record=record), here("record", record=record)
    return Target(found, history.current.version.title, back, address, erase)


def _registration(subject: str) -> Target:
    """The registration of the subject. Raises NotFound."""
    registry, actor, number = context.registry(), context.actor(), from_public(subject)

    def erase(session: Session, stated: Erasure) -> bool:
        return erasures.erase_registration_field(
            session,
            number,
            stated.field,
            stated.ground,
            actor=actor,
            at=registry.clock.now(),
            document_number=stated.document_number,
        )

    with registry.reading() as session:
        found = erasable_fields.of_registration(session, number, actor)
        case = identities.one(session, actor, number)
    address = here("registration_erasure", subject=subject)
    back = here("subject_case", subject=subject)
    return Target(found, case.subject.name, back, address, erase)


def _shown(target: Target, kind: AccessKind, stated: str) -> Response:
    """The form, or why this officer does not erase here."""
    accesses.note(kind, target.found.subject_id, stated=stated)
    is_done = context.current_request().args.get("done") == "erased"
    return _page(target, Typed({}, voice()), is_done=is_done)


def _taken(target: Target) -> ResponseReturnValue:
    """The page again while something is wrong or to be confirmed, else the proofs after it."""
    typed, found = Typed(context.current_request().form.to_dict(), voice()), target.found
    stated = forms.read(typed, (*found.held, *found.erased))
    status = _in_the_way(found, typed, stated)
    if status is not None:
        return _page(target, typed, status)
    if not stated.is_confirmed:
        told = presenters.summary(stated, typed.voice)
        return console(
            "erasure_confirm", page=_presented(target, typed), summary=told, typed=typed.values
        )
    try:
        with context.registry().transaction() as session:
            target.erase(session, stated)
    except (NotPermitted, Unlawful) as error:
        return _page(target, typed, int(status_of(type(error))), is_refused=True)
    return redirect(f"{target.address}?done=erased", HTTPStatus.SEE_OTHER)


def _in_the_way(found: Erasable, typed: Typed, stated: Erasure) -> int | None:
    """The status with which the form is shown again; None where nothing stands in the way.

    What was erased before is not asked about: the same form sent twice says the same.
    """
    if not typed.is_sound:
        return HTTPStatus.UNPROCESSABLE_ENTITY
    if stated.is_to_change:
        return HTTPStatus.OK
    if not _may(found):
        return int(status_of(NotPermitted))
    is_stale = stated.field in found.held and stated.version != found.row_version
    return int(status_of(StaleVersion)) if is_stale else None


def _may(found: Erasable) -> bool:
    """Whether the officer may erase for the subject's division."""
    return may(context.actor(), Permission.ERASE_FIELD, division=found.division)


def _presented(target: Target, typed: Typed) -> presenters.ErasurePage:
    """The page in words."""
    return presenters.page(target.found, target.title, target.back, target.address, typed)


def _page(
    target: Target,
    typed: Typed,
    status: int = HTTPStatus.OK,
    *,
    is_refused: bool = False,
    is_done: bool = False,
) -> Response:
    """The page of the fields that can be erased."""
    return console(
        "erasure",
        status=int(status),
        page=_presented(target, typed),
        is_permitted=_may(target.found),
        is_stale=status == status_of(StaleVersion),
        is_refused=is_refused,
        is_done=is_done,
    )
