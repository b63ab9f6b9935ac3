"""Candidates that an account said are not meant: seen, added from a check, and ended."""

from http import HTTPStatus

import orjson
from flask import redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.dates import years_after
from credit_registry.domain.errors import AlreadyRecorded, InvalidInput
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import law_editions
from credit_registry.services.screening import asked_subjects, code_lookups, identity_facts
from credit_registry.services.screening import dismissals as services
from credit_registry.services.screening.asked_subjects import Asked
from credit_registry.services.screening.identity_facts import Facts
from credit_registry.services.sessions import Session
from credit_registry.store.views import View
from credit_registry.web import context
from credit_registry.web.auth import needs
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import checks
from credit_registry.web.site.forms import dismissals as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import dismissals as presenters
from credit_registry.web.site.presenters import fields
from credit_registry.web.site.voices import voice

PATH = "/desk/dismissals"
DISMISS = "dismiss"
SUGGESTED_YEARS = 1
"""How long a dismissal holds unless its maker says otherwise."""


@site.get(PATH)
@needs(Permission.DISMISS_CANDIDATE)
def dismissals() -> ResponseReturnValue:
    """The account's dismissals, and those that it ended of late."""
    return _page(Typed({}, voice()), "")


@site.post(f"{PATH}/new")
@needs(Permission.DISMISS_CANDIDATE)
def new_dismissal() -> ResponseReturnValue:
    """The form by which a candidate of a check is dismissed; what was asked is in no address."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    asked, subject = _named(typed)
    return _form(typed, asked, subject, HTTPStatus.OK)


@site.post(PATH)
@needs(Permission.DISMISS_CANDIDATE)
def dismiss() -> ResponseReturnValue:
    """Keep that the candidate is not the one that was asked for."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    asked, subject = _named(typed)
    today, registry, actor = context.today(), context.registry(), context.actor()
    stated = forms.read(typed, today)
    if not typed.is_sound:
        return _form(typed, asked, subject, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with registry.transaction() as session:
            divisions = law_editions.current(session).edition.divisions
            services.dismiss(
                session, asked_subjects.understood(asked, divisions, today), subject,
                stated.reason, stated.until, actor=actor, at=registry.clock.now(), today=today,
            )  # fmt: skip
    except AlreadyRecorded:
        typed.faults[forms.REASON] = typed.voice.say("dismissals.already")
        return _form(typed, asked, subject, HTTPStatus.CONFLICT)
    return redirect(here("dismissals"), HTTPStatus.SEE_OTHER)


@site.post(f"{PATH}/<string:dismissal>/end")
@needs(Permission.DISMISS_CANDIDATE)
def end_dismissal(dismissal: str) -> ResponseReturnValue:
    """End a dismissal, saying why: the candidate is suggested again."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    reason = forms.ending(typed)
    if not typed.is_sound:
        return _page(typed, dismissal)
    registry, actor = context.registry(), context.actor()
    with registry.transaction() as session:
        number, at = from_public(dismissal), registry.clock.now()
        services.withdraw(session, number, reason, actor=actor, at=at)
    return redirect(here("dismissals"), HTTPStatus.SEE_OTHER)


def _named(typed: Typed) -> tuple[Asked, int]:
    """What was asked, and who is not meant. Raises InvalidInput, NotFound."""
    place, _, subject = typed.values.get(DISMISS, "").partition(".")
    asked = checks.one(typed, int(place) if place.isascii() and place.isdigit() else 0)
    typed.faults.clear()
    if asked is None:
        raise InvalidInput("The form names no row of a check.")
    return asked, from_public(subject)


def _form(typed: Typed, asked: Asked, subject: int, status: int) -> ResponseReturnValue:
    """The form, with whom it is about."""
    actor, registry = context.actor(), context.registry()
    with registry.reading() as session:
        named = _shown(session, [subject], registry.view(session, actor))
    until = years_after(context.today(), SUGGESTED_YEARS).isoformat()
    items = (
        fields.item(forms.REASON, "text", typed, is_needed=True),
        fields.item(forms.UNTIL, "day", typed, preset=until),
    )
    kept = {name: getattr(asked, name) for name in checks.FIELDS if getattr(asked, name)}
    facts = named.get(subject)
    return console(
        "dismissal", status=status, fields=items, asked=asked, rows=orjson.dumps([kept]).decode(),
        chosen=f"1.{typed.values.get(DISMISS, '').partition('.')[2]}",
        name=facts.name if facts else "", code=(facts.uscc or "") if facts else "",
    )  # fmt: skip


def _page(typed: Typed, tried: str) -> ResponseReturnValue:
    """The list; `tried` is the dismissal whose ending was refused."""
    actor, registry, today = context.actor(), context.registry(), context.today()
    with registry.reading() as session:
        view = registry.view(session, actor)
        standing = services.of_account(session, view, actor=actor)
        ended = services.ended(session, view, actor=actor)
        numbers = {each.row.subject_id for each in (*standing, *ended)}
        named = _shown(session, sorted(numbers), view)
        shown = presenters.lines(standing, named, today, typed.voice)
        past = presenters.lines(ended, named, today, typed.voice)
    return console(
        "dismissals", status=HTTPStatus.UNPROCESSABLE_ENTITY if tried else HTTPStatus.OK,
        standing=shown, ended=past, tried=tried,
        field=fields.item(forms.END_REASON, "line", typed, is_needed=True),
    )  # fmt: skip


def _shown(session: Session, subjects: list[int], view: View) -> dict[int, Facts]:
    """The confirmed subjects with their names; nobody is told of another's."""
    confirmed = code_lookups.confirmed_at(session, subjects, view)
    return identity_facts.of_subjects(session, confirmed, view)
