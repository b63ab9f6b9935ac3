"""Objections: how an enterprise objects, and the form for whoever acts for it."""

from collections.abc import Iterator

from flask import Response
from flask.typing import ResponseReturnValue

from credit_registry.domain.actors import PUBLIC
from credit_registry.domain.errors import AlreadyRecorded, NotFound, NotPermitted, Unlawful
from credit_registry.domain.listings import ListColour
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.services import law_editions, query_codes
from credit_registry.services.files import credit_files
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.proceedings import proceedings
from credit_registry.services.proceedings.proceeding_steps import Opening, ProceedingForm
from credit_registry.services.sessions import Session
from credit_registry.web import context
from credit_registry.web.acts import acting
from credit_registry.web.api.enterprises import subject_named
from credit_registry.web.auth import needs
from credit_registry.web.problems import status_of
from credit_registry.web.site import rendering
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.forms import objections as forms
from credit_registry.web.site.forms.objections import Stated
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import fields
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import voice

CREATED, CONFLICT, UNPROCESSABLE = 201, 409, 422
MOST = 100
"""So many records of a kind are offered, the newest first."""


@site.get("/object")
@needs(Permission.READ_PUBLIC)
def object_to() -> Response:
    """How to object; for whoever may, the form."""
    preset = {forms.ABOUT: context.current_request().args.get("about", "")}
    return _page(Typed(preset, voice()))


@site.post("/object")
@needs(Permission.FILE_OBJECTION)
def file_objection() -> ResponseReturnValue:
    """File the objection; its code is shown once."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    with context.registry().reading() as session:
        file = _file(session)
    offered = dict(_offered(file)) if file else {}
    stated = forms.read(typed, offered)
    if file is None or not typed.is_sound:
        return _page(typed, UNPROCESSABLE)
    code = query_codes.new()
    try:
        with context.registry().transaction() as session:
            form = ProceedingForm(note=stated.note)
            opening = _opening(file, stated)
            proceedings.begin(session, opening, form, act=acting(session), code=code)
    except AlreadyRecorded:
        typed.faults[forms.ABOUT] = typed.voice.say("objection.repeated")
        return _page(typed, CONFLICT)
    except (NotPermitted, Unlawful, NotFound) as error:
        return _page(typed, int(status_of(type(error))))
    return rendering.desk_page("objection_filed", status=CREATED, name=file.name, code=code)


def _opening(file: CreditFile, stated: Stated) -> Opening:
    """What the objection is about: the record or the entry, of the subject that earned it."""
    sort, _, number = stated.about.partition("-")
    chosen = from_public(number)
    if sort == "l":
        owner = next(each.subject_id for each in file.listings if each.listing_id == chosen)
        return Opening(ProcedureKind.OBJECTION, owner, listing_id=chosen)
    earned = next(each.earned_by for each in file.records if each.record_id == chosen)
    owner = file.subject_id if earned is None else earned
    return Opening(ProcedureKind.OBJECTION, owner, record_id=chosen)


def _file(session: Session) -> CreditFile | None:
    """The public file of the enterprise that the user acts for, or that an officer names."""
    actor = context.actor()
    named = context.current_request().values.get("enterprise", "").strip()
    subject_id = actor.subject_id
    if subject_id is None:
        if not named or not may(actor, Permission.READ_INTERNAL):
            return None
        subject_id = subject_named(session, named)
    public = context.registry().view(session, PUBLIC)
    edition = law_editions.current(session).edition
    return credit_files.read(session, subject_id, public, edition, each=MOST)


def _offered(file: CreditFile) -> Iterator[Fact]:
    """What may be objected to: the public entries and records, in words."""
    said = voice()
    for entry in file.listings:
        if entry.list_type.colour is not ListColour.RED:
            title = said.either(entry.list_type.label_zh, entry.list_type.label_en)
            yield (
                f"l-{to_public(entry.listing_id)}",
                f"{title} {entry.version.decision_number or ''}",
            )
    for record in file.records:
        words = f"{said.label(record.kind)} {record.title} {record.document_number}"
        yield f"r-{to_public(record.record_id)}", words


def _page(typed: Typed, status: int = 200) -> Response:
    """The page: how it is done, and the form for whoever may file."""
    actor, said = context.actor(), typed.voice
    may_file = may(actor, Permission.FILE_OBJECTION, division=actor.division)
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
        file = _file(session) if may_file else None
    periods = {
        name: said.period(edition.deadlines[f"objection_{name}"].on(context.today()).period)
        for name in ("acceptance", "decision")
    }
    items = () if file is None else _fields(file, typed)
    return rendering.desk_page(
        "objection",
        status=status,
        periods=periods,
        may_file=may_file,
        needs_name=may_file and actor.subject_id is None,
        enterprise=context.current_request().values.get("enterprise", ""),
        file=file,
        fields=items,
    )


def _fields(file: CreditFile, typed: Typed) -> tuple[fields.FieldItem, ...]:
    """The form's fields; none where nothing is public of the enterprise."""
    offered = tuple(_offered(file))
    if not offered:
        return ()
    return (
        fields.item(forms.ABOUT, "choice", typed, is_needed=True, options=offered),
        fields.item(forms.NOTE, "text", typed, is_needed=True),
    )
