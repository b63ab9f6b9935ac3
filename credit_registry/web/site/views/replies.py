"""Replies of enterprises: how one replies to a record of one's own, and the form for it."""

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.actors import PUBLIC
from credit_registry.domain.errors import (
    AlreadyRecorded,
    Conflict,
    NotFound,
    NotPermitted,
    Unlawful,
)
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.services import law_editions
from credit_registry.services.files import credit_files
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.proceedings import reply_writing
from credit_registry.services.sessions import Session
from credit_registry.services.subjects import subjects
from credit_registry.web import context
from credit_registry.web.acts import acting
from credit_registry.web.auth import needs
from credit_registry.web.problems import status_of
from credit_registry.web.site import rendering
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import replies as forms
from credit_registry.web.site.forms.replies import Stated
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import replies as presenters
from credit_registry.web.site.voices import voice

OK, SEE_OTHER, CONFLICT, UNPROCESSABLE = 200, 303, 409, 422
MOST = 100
"""So many records of a kind are offered, the newest first."""


@site.get("/reply")
@needs(Permission.READ_PUBLIC)
def reply() -> Response:
    """How to reply; for whoever acts for an enterprise, the form."""
    named = context.current_request().args.get("record", "")
    return _page(Typed({forms.RECORD: named}, voice()))


@site.post("/reply")
@needs(Permission.REPLY_TO_RECORD)
def write_reply() -> ResponseReturnValue:
    """Ask once more, with the text and what follows; then keep the reply."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    with context.registry().reading() as session:
        file = _file(session)
    if file is None:
        return _page(typed, UNPROCESSABLE)
    offered = dict(presenters.offered(file, typed.voice))
    stated = forms.read(typed, offered)
    if not typed.is_sound:
        return _page(typed, UNPROCESSABLE)
    if stated.is_to_change:
        return _page(typed)
    if not stated.is_confirmed:
        return console("confirm", asked=presenters.question(file, stated, offered, typed))
    return _written(stated, typed)


def _written(stated: Stated, typed: Typed) -> ResponseReturnValue:
    """The desk of the enterprise after its reply is kept, or the form with what is wrong."""
    record, _, version = stated.about.partition(".")
    try:
        with context.registry().transaction() as session:
            reply_writing.write(
                session,
                from_public(record),
                stated.text,
                act=acting(session),
                version=int(version),
            )
    except AlreadyRecorded:
        typed.faults[forms.RECORD] = typed.voice.say("reply.repeated")
        return _page(typed, CONFLICT)
    except Conflict:
        typed.faults[forms.RECORD] = typed.voice.say("reply.corrected")
        return _page(typed, CONFLICT)
    except (NotPermitted, Unlawful, NotFound) as error:
        typed.faults[forms.RECORD] = typed.voice.say("reply.refused")
        return _page(typed, int(status_of(type(error))))
    return redirect(here("own_enterprise", done="replied"), SEE_OTHER)


def _file(session: Session) -> CreditFile | None:
    """The public file of the enterprise that the user acts for; None where it acts for none."""
    subject_id = context.actor().subject_id
    if subject_id is None:
        return None
    public = context.registry().view(session, PUBLIC)
    edition = law_editions.current(session).edition
    current = subjects.forwarded(session, subject_id)
    return credit_files.read(session, current, public, edition, each=MOST)


def _page(typed: Typed, status: int = OK) -> Response:
    """The page: how it is done, and the form for whoever acts for an enterprise."""
    actor = context.actor()
    may_reply = may(actor, Permission.REPLY_TO_RECORD, division=actor.division)
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
        file = _file(session) if may_reply else None
    period = edition.deadlines["reply_review"].on(context.today()).period
    return rendering.desk_page(
        "reply",
        status=status,
        period=typed.voice.period(period),
        may_reply=may_reply,
        name=file.name if file else "",
        fields=presenters.fields_of(file, typed) if file else (),
    )
