"""Reconsideration and litigation, recorded by an officer about a record or an entry."""

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.errors import AlreadyRecorded, NotPermitted, Unlawful
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.challenges import CHALLENGE, ChallengeForum
from credit_registry.domain.procedures.tables import Need, ProcedureKind
from credit_registry.services.proceedings import proceedings
from credit_registry.services.proceedings.proceeding_steps import ProceedingForm
from credit_registry.web import context
from credit_registry.web.acts import acting
from credit_registry.web.auth import needs
from credit_registry.web.problems import status_of
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import proceedings as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import fields
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.proceedings import KINDS
from credit_registry.web.site.voices import Voice, voice

FORUM, RECORD, LISTING = "forum", "record", "listing"
PATH = "/desk/challenges"
SEE_OTHER, CONFLICT, UNPROCESSABLE = 303, 409, 422


@site.get(PATH)
@needs(Permission.RECORD_CHALLENGE)
def challenge_form() -> Response:
    """The form that records a challenge of the record or the entry in the address."""
    return _form(Typed({}, voice()))


@site.post(PATH)
@needs(Permission.RECORD_CHALLENGE)
def record_challenge() -> ResponseReturnValue:
    """Record the challenge, and go to it."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    stated = forms.read(CHALLENGE.opening, typed, context.today())
    forum = typed.chosen(FORUM, dict(_forums(typed.voice)))
    if not typed.is_sound:
        return _form(typed, UNPROCESSABLE)
    try:
        made = _recorded(forum, stated.form)
    except AlreadyRecorded:
        typed.faults[FORUM] = typed.voice.say("challenge.repeated")
        return _form(typed, CONFLICT)
    except (NotPermitted, Unlawful) as error:
        typed.faults[Need.ON.value] = str(error)
        return _form(typed, int(status_of(type(error))))
    return redirect(here("proceeding", proceeding=to_public(made), done="receive"), SEE_OTHER)


def _recorded(forum: str, form: ProceedingForm) -> int:
    """The id of the challenge that is opened."""
    record, listing = (_named(name) for name in (RECORD, LISTING))
    with context.registry().transaction() as session:
        opening = proceedings.about(
            session, ProcedureKind.CHALLENGE, record_id=record, listing_id=listing, item=forum
        )
        return proceedings.begin(session, opening, form, act=acting(session))


def _named(name: str) -> int | None:
    """The record or the entry that the address names."""
    number = context.current_request().args.get(name, "")
    return from_public(number) if number else None


def _forums(said: Voice) -> list[tuple[str, str]]:
    """Before whom a decision is challenged."""
    return [(forum.value, said.label(forum)) for forum in ChallengeForum]


def _form(typed: Typed, status: int = 200) -> Response:
    """The page with the form."""
    query = context.current_request().args
    about = {name: query[name] for name in (RECORD, LISTING) if query.get(name)}
    address = here("record_challenge", **about)
    return console(
        "challenge",
        status=status,
        address=address,
        about=about,
        fields=(_forum(typed), *(_field(need, typed) for need in forms.FIELDS)),
    )


def _forum(typed: Typed) -> FieldItem:
    """The question before whom."""
    options = tuple(_forums(typed.voice))
    return fields.item(FORUM, "choice", typed, is_needed=True, options=options)


def _field(name: str, typed: Typed) -> FieldItem:
    """One field of the opening step."""
    is_needed = Need(name) in CHALLENGE.opening.needs
    return fields.item(name, KINDS[name], typed, is_needed=is_needed)
