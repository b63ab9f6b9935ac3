"""The officers' desk: the cases that wait, and the proposal of a new one."""

from collections.abc import Mapping
from contextlib import suppress

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import AlreadyRecorded, NotFound, NotPermitted, Unlawful
from credit_registry.domain.listings import PROPOSED
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.saved_filters import Worklist
from credit_registry.services import law_editions
from credit_registry.services.files import credit_files
from credit_registry.services.files import desks as services
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.lists import listings
from credit_registry.services.records import records
from credit_registry.services.records.records import RecordView
from credit_registry.services.sessions import Session
from credit_registry.web import accesses, context
from credit_registry.web.acts import acting
from credit_registry.web.api.enterprises import subject_named
from credit_registry.web.auth import needs
from credit_registry.web.problems import status_of
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import desks as asking
from credit_registry.web.site.forms import proposals as forms
from credit_registry.web.site.forms.proposals import Proposal
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import desks
from credit_registry.web.site.presenters import proposals as presenters
from credit_registry.web.site.presenters.desks import Stretch
from credit_registry.web.site.views import saved_filters
from credit_registry.web.site.voices import voice

CASES_ON_A_PAGE = 50
SEE_OTHER, CONFLICT, UNPROCESSABLE = 303, 409, 422


@site.get("/desk")
@needs(Permission.READ_INTERNAL)
def desk() -> Response:
    """The cases that wait for a step, or those of a status, oldest first."""
    asked, actor = asking.asked(), context.actor()
    stretch = Stretch(asked.status, CASES_ON_A_PAGE)
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
        found = services.waiting(
            session, actor, edition, asked.status, stretch.limit + 1, asked.after
        )
        first = asked.after is None
        urgent = services.groundless(session, actor, edition, asked.status) if first else []
        counts = services.counts(session)
        page = desks.desk(urgent, found, counts, stretch, actor, context.today(), voice())
    return console("desk", page=page, saved=saved_filters.above(Worklist.CASES))


@site.get("/desk/propose")
@needs(Permission.PROPOSE_LISTING)
def propose() -> Response:
    """The form of a new case; without an enterprise, the question which."""
    query = context.current_request().args
    typed = Typed({forms.RECORD: query.get(forms.RECORD, "")}, voice())
    return _form(typed) if _named() else console("whom", code="", fault="")


@site.post("/desk/propose")
@needs(Permission.PROPOSE_LISTING)
def open_case() -> ResponseReturnValue:
    """Propose the case, and go to it."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    with context.registry().reading() as session:
        file = _file(session)
        edition = law_editions.current(session).edition
        grounds = _grounds(session, file, typed)
    lists = presenters.lists(edition, context.today(), voice())
    stated = forms.read(typed, lists, presenters.resting(edition), grounds)
    if not typed.is_sound:
        return _form(typed, UNPROCESSABLE)
    try:
        number = _proposed(file, stated)
    except AlreadyRecorded:
        typed.faults[forms.LIST_TYPE] = typed.voice.say("proposal.repeated")
        return _form(typed, CONFLICT)
    except (NotPermitted, Unlawful) as error:
        if any(fault.pointer == "/record_id" for fault in getattr(error, "errors", ())):
            typed.faults[forms.RECORD] = typed.voice.say("proposal.no_ground")
        return _form(typed, int(status_of(type(error))))
    return redirect(here("case", case=to_public(number), done=PROPOSED), SEE_OTHER)


def _proposed(file: CreditFile, stated: Proposal) -> int:
    """The new case's id."""
    with context.registry().transaction() as session:
        return listings.propose(
            session,
            file.subject_id,
            stated.list_type,
            stated.grounds,
            act=acting(session),
            record_id=stated.record_id,
        )


def _form(typed: Typed, status: int = 200) -> Response:
    """The page with the form, or the question which enterprise where none is known by the code."""
    with context.registry().reading() as session:
        try:
            file = _file(session)
        except NotFound:
            fault = typed.voice.say("proposal.unknown")
            return console("whom", status=404, code=_named(), fault=fault)
        lists = presenters.lists(law_editions.current(session).edition, context.today(), voice())
        grounds = _grounds(session, file, typed)
        page = presenters.proposal(file, lists, grounds, context.actor(), typed)
    accesses.note(AccessKind.CREDIT_FILE, file.subject_id, stated=PROPOSED)
    return console("propose", status=status, page=page)


def _file(session: Session) -> CreditFile:
    """The credit file of the enterprise that the address names. Raises NotFound."""
    view = context.registry().view(session, context.actor())
    edition = law_editions.current(session).edition
    return credit_files.read(session, subject_named(session, _named()), view, edition)


def _grounds(session: Session, file: CreditFile, typed: Typed) -> Mapping[str, str]:
    """The records that the case may rest on: the newest, and the one that the form names."""
    named = typed.values.get(forms.RECORD, "")
    found: RecordView | None = None
    if named:
        with suppress(NotFound):
            number = from_public(named)
            found = records.one(session, file.represented, file.view, number)
    return presenters.behind(file, found, typed.voice)


def _named() -> str:
    """The code or the permanent id in the address."""
    query = context.current_request().args
    return (query.get("code") or query.get("subject") or "").strip()
