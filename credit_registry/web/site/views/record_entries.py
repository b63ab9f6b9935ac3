"""One record entered on the desk: the kind, its form, what will be public, and the record after."""

from http import HTTPStatus

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import Conflict, NotFound
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.entries import Entry
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.domain.records import RecordKind
from credit_registry.services import law_editions
from credit_registry.services.histories import record_histories
from credit_registry.services.intake import record_entries as services
from credit_registry.services.intake.record_entries import Entered
from credit_registry.services.subjects import subjects
from credit_registry.web import accesses, context
from credit_registry.web.api.enterprises import subject_named
from credit_registry.web.auth import needs
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import record_entries as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import record_entries as presenters
from credit_registry.web.site.voices import voice

PATH = "/desk/records/new"


@site.get(PATH)
@needs(Permission.IMPORT_BATCH)
def enter_record() -> Response:
    """The form of the kind that the address names; without one, the kinds to choose from."""
    query = context.current_request().args
    code = query.get("code", "").strip()
    if not query.get("kind"):
        return console("record_kinds", kinds=presenters.kinds(code, voice()))
    kind, record = _kind(), query.get("record", "")
    known = _standing(kind, record) if record else _known(kind, code)
    return _form(kind, Typed(known, voice()))


@site.post(PATH)
@needs(Permission.IMPORT_BATCH)
def take_record() -> ResponseReturnValue:
    """The form again while something is wrong or to be confirmed, else the record that is saved."""
    kind = _kind()
    typed = forms.typed(kind)
    entry = forms.read(kind, typed, context.today())
    if not typed.is_sound:
        return _form(kind, typed, HTTPStatus.UNPROCESSABLE_ENTITY)
    confirmed = typed.values.get(forms.CONFIRMED, "")
    if confirmed == "no":
        return _form(kind, typed)
    return _saved(kind, entry, typed) if confirmed == "yes" else _asked(kind, entry, typed)


def _asked(kind: Kind, entry: Entry, typed: Typed) -> Response:
    """The question whether the record is right, with what will be public of it."""
    draft = entry.draft(kind)
    registry = context.registry()
    with registry.reading() as session:
        view = registry.view(session, context.actor())
        edition = law_editions.current(session).edition
        foreseen = services.foresee(session, draft, view, edition)
    asked = presenters.asked(kind, entry, draft, foreseen, typed)
    return console("record_confirm", page=presenters.page(kind, typed), asked=asked)


def _saved(kind: Kind, entry: Entry, typed: Typed) -> ResponseReturnValue:
    """Save the record, and go to it; to the receipt where nothing was new or it may not be read."""
    texts, number = forms.texts_of(kind, typed), typed.values.get(forms.NUMBER, "")
    try:
        entered = services.enter(
            context.registry(), entry.draft(kind), texts, number, actor=context.actor()
        )
    except Conflict:
        typed.faults["document_number"] = typed.voice.say("entry.at_work")
        return _form(kind, typed, HTTPStatus.CONFLICT)
    if entered.refusals:
        return _refused(kind, entered, typed)
    if entered.record_id is None or not may(context.actor(), Permission.READ_INTERNAL):
        return redirect(here("batch", batch=to_public(entered.batch_id)), HTTPStatus.SEE_OTHER)
    address = here("record", record=to_public(entered.record_id), done="entered")
    return redirect(address, HTTPStatus.SEE_OTHER)


def _refused(kind: Kind, entered: Entered, typed: Typed) -> Response:
    """The form with what the registry itself found wrong; the next try is another entry."""
    for fault in entered.refusals:
        name = fault.field if fault.field in kind.by_name else "uscc"
        typed.faults[name] = forms.refusal_text(fault.reason, fault.accepted, typed.voice)
    typed.values = {name: text for name, text in typed.values.items() if name != forms.NUMBER}
    return _form(kind, typed, HTTPStatus.UNPROCESSABLE_ENTITY)


def _form(kind: Kind, typed: Typed, status: int = HTTPStatus.OK) -> Response:
    """The form as it is filled in."""
    return console("record_entry", status=int(status), page=presenters.page(kind, typed))


def _kind() -> Kind:
    """The kind that the address names. Raises NotFound."""
    name = context.current_request().args.get("kind", "")
    if name not in set(RecordKind):
        raise NotFound("There is no such kind of record.")
    return KINDS[RecordKind(name)]


def _standing(kind: Kind, record: str) -> dict[str, str]:
    """What a record of the kind states now, to be corrected. Raises NotFound."""
    registry, actor = context.registry(), context.actor()
    with registry.reading() as session:
        view = registry.view(session, actor)
        history = record_histories.read(session, from_public(record), actor, view)
    if history.kind is not kind.code:
        raise NotFound("The record is of another kind.")
    accesses.note(AccessKind.RECORD, history.subject.subject_id, stated=record)
    return presenters.stated_of(kind, record_histories.stated(history))


def _known(kind: Kind, code: str) -> dict[str, str]:
    """What is on record of the subject that the address names; nothing where nobody may be seen."""
    if not code:
        return {}
    registry = context.registry()
    with registry.reading() as session:
        try:
            subject_id = subject_named(session, code)
            view = registry.view(session, context.actor())
            return presenters.known_of(kind, subjects.identity(session, subject_id, view))
        except NotFound:
            return {"uscc": code}
