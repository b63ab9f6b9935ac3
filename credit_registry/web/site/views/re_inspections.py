"""The request for a re-inspection of a failed sample, by the enterprise or whoever takes it in."""

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.errors import AlreadyRecorded, NotPermitted, Unlawful
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.re_inspections import RE_INSPECTION
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
from credit_registry.web.site.presenters.proceedings import KINDS
from credit_registry.web.site.voices import voice

ASKED = (Need.ON.value, Need.NOTE.value)
PATH = "/desk/records/<string:record>/re-inspection"
SEE_OTHER, UNPROCESSABLE = 303, 422


@site.get(PATH)
@needs(Permission.FILE_OBJECTION)
def re_inspection_form(record: str) -> Response:
    """The form that asks for a re-inspection of the record's sample."""
    return _form(record, Typed({}, voice()))


@site.post(PATH)
@needs(Permission.FILE_OBJECTION)
def ask_for_re_inspection(record: str) -> ResponseReturnValue:
    """Take the request in, and go to it."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    stated = forms.read(RE_INSPECTION.opening, typed, context.today())
    if not typed.is_sound:
        return _form(record, typed, UNPROCESSABLE)
    try:
        made = _asked(from_public(record), stated.form)
    except (AlreadyRecorded, NotPermitted, Unlawful) as error:
        return _form(record, typed, int(status_of(type(error))), str(error))
    step = RE_INSPECTION.opening.step
    return redirect(here("proceeding", proceeding=to_public(made), done=step), SEE_OTHER)


def _asked(record_id: int, form: ProceedingForm) -> int:
    """The id of the re-inspection that is opened."""
    with context.registry().transaction() as session:
        opening = proceedings.about(session, ProcedureKind.RE_INSPECTION, record_id=record_id)
        return proceedings.begin(session, opening, form, act=acting(session))


def _form(record: str, typed: Typed, status: int = 200, refusal: str = "") -> Response:
    """The page with the form, and why the request was refused."""
    items = tuple(
        fields.item(name, KINDS[name], typed, is_needed=Need(name) in RE_INSPECTION.opening.needs)
        for name in ASKED
    )
    return console("re_inspection", status=status, record=record, fields=items, refusal=refusal)
