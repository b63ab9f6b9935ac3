"""Restoration: how it works, the form for whoever may apply, and following it by its code."""

from flask import Response
from flask.typing import ResponseReturnValue

from credit_registry.domain.errors import (
    AlreadyRecorded,
    NotFound,
    NotPermitted,
    Unavailable,
    Unlawful,
)
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.law.restoration_terms import terms_on
from credit_registry.services import law_editions
from credit_registry.services.proceedings import followings, restoration_conditions
from credit_registry.services.proceedings import restoration_applications as services
from credit_registry.services.proceedings.restoration_applications import Application
from credit_registry.services.proceedings.restoration_conditions import FULFILMENT, PLEDGE
from credit_registry.services.sessions import Session
from credit_registry.web import context
from credit_registry.web.acts import acting
from credit_registry.web.api.enterprises import subject_named
from credit_registry.web.auth import needs
from credit_registry.web.problems import status_of
from credit_registry.web.site import rendering
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.forms import restoration_applications as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import restoration_applications as presenters
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.presenters.restoration_applications import ConditionLine, TermsPage
from credit_registry.web.site.voices import voice

OK, CREATED, NOT_FOUND, CONFLICT, UNPROCESSABLE = 200, 201, 404, 409, 422


@site.get("/restore")
@needs(Permission.READ_PUBLIC)
def restore() -> Response:
    """How restoration works; for whoever may apply, the form."""
    preset = {forms.ABOUT: context.current_request().args.get("thing", "")}
    return _page(Typed(preset, voice()))


@site.post("/restore")
@needs(Permission.FILE_RESTORATION)
def apply_for_restoration() -> ResponseReturnValue:
    """File the application; its code is shown once."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    things = _offered() or ()
    stated = forms.read(typed, dict(things), context.today())
    if not typed.is_sound:
        return _page(typed, UNPROCESSABLE)
    try:
        with context.registry().transaction() as session:
            _, code = services.apply(session, stated, act=acting(session))
    except AlreadyRecorded:
        typed.faults[forms.ABOUT] = typed.voice.say("restore.repeated")
        return _page(typed, CONFLICT)
    except Unlawful:
        return _page(typed, UNPROCESSABLE, _answered(stated))
    except (NotPermitted, NotFound) as error:
        return _page(typed, int(status_of(type(error))))
    words = dict(things)[typed.values[forms.ABOUT]]
    return rendering.desk_page("restoration_applied", status=CREATED, thing=words, code=code)


@site.get("/follow")
@needs(Permission.READ_PUBLIC)
def follow() -> Response:
    """The form that asks for the code of an application."""
    return _asked(Typed({}, voice()))


@site.post("/follow")
@needs(Permission.READ_PUBLIC)
def read_followed() -> Response:
    """How the application stands whose code is sent; the code is in no address."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    code, today = typed.needed(forms.CODE), context.today()
    if not typed.is_sound:
        return _asked(typed, UNPROCESSABLE)
    try:
        with context.registry().reading() as session:
            edition = law_editions.current(session).edition
            found = followings.by_code(session, code, today, edition)
    except NotFound:
        typed.faults[forms.CODE] = typed.voice.say("follow.unknown")
        return _asked(typed, NOT_FOUND)
    page = presenters.followed(found, edition, today, typed.voice)
    return rendering.desk_page("followed", page=page)


def _asked(typed: Typed, status: int = OK) -> Response:
    """The form that asks for a code."""
    return rendering.desk_page("follow", status=status, fields=presenters.code_fields(typed))


def _subject(session: Session) -> int | None:
    """The enterprise that the user acts for, or that an officer names. Raises NotFound."""
    actor = context.actor()
    named = context.current_request().values.get("enterprise", "").strip()
    if actor.subject_id is not None:
        return actor.subject_id
    if not named or not may(actor, Permission.READ_INTERNAL):
        return None
    return subject_named(session, named)


def _offered() -> tuple[Fact, ...] | None:
    """What may be applied for about the enterprise, None where none is named."""
    with context.registry().reading() as session:
        subject_id, edition = _subject(session), law_editions.current(session).edition
        if subject_id is None:
            return None
        found = services.restorable(
            session, subject_id, context.today(), edition, actor=context.actor()
        )
    return presenters.offered(found, voice())


def _paths() -> str:
    """Where the paths to restoration of the enterprise stand."""
    with context.registry().reading() as session:
        subject_id = _subject(session)
    return here("subject_restoration", subject=to_public(subject_id)) if subject_id else ""


def _answered(stated: Application) -> tuple[ConditionLine, ...]:
    """The conditions of an application that was refused, each with its answer."""
    day = stated.on or context.today()
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
        thing = restoration_conditions.sought(session, edition, stated.record_id, stated.listing_id)
        pledge = terms_on(edition.restoration_terms, day).code if stated.is_pledged else ""
        said = {PLEDGE: pledge, FULFILMENT: stated.fulfilment}
        found = restoration_conditions.answers(session, thing, said, day, edition)
    return presenters.conditions(found, voice())


def _page(typed: Typed, status: int = OK, conditions: tuple[ConditionLine, ...] = ()) -> Response:
    """The page: how it is done, and the form for whoever may apply."""
    actor = context.actor()
    may_apply = may(actor, Permission.FILE_RESTORATION, division=actor.division)
    at_counter = may_apply and actor.subject_id is None
    things = _offered() if may_apply else None
    items = presenters.form_fields(things, typed, at_counter=at_counter) if things else ()
    return rendering.desk_page(
        "restore",
        status=status,
        page=_terms(typed),
        may_apply=may_apply,
        needs_name=at_counter,
        enterprise=context.current_request().values.get("enterprise", ""),
        is_named=things is not None,
        paths=_paths() if things is not None else "",
        fields=items,
        conditions=conditions,
    )


def _terms(typed: Typed) -> TermsPage:
    """The terms of today."""
    today = context.today()
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
    try:
        found = terms_on(edition.restoration_terms, today)
    except Unlawful as error:
        raise Unavailable(str(error)) from None
    return presenters.terms(found, edition, today, typed.voice)
