"""The request for a re-test of a failed sample, by the enterprise or by whoever takes it in."""

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.errors import AlreadyRecorded, NotPermitted, Unlawful
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.retests import RETEST
from credit_registry.domain.procedures.tables import Need, ProcedureKind
from credit_registry.services import proceedings
from credit_registry.services.proceeding_steps import ProceedingForm
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
PATH = "/desk/records/<string:record>/retest"
SEE_OTHER, UNPROCESSABLE = 303, 422


@site.get(PATH)
@needs(Permission.FILE_OBJECTION)
def retest_form(record: str) -> Response:
    """The form that asks for a re-test of the record's sample."""
    return _form(record, Typed({}, voice()))


@site.post(PATH)
@needs(Permission.FILE_OBJECTION)
def ask_for_retest(record: str) -> ResponseReturnValue:
    """Take the request in, and go to it."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    stated = forms.read(RETEST.opening, typed, context.today())
    if not typed.is_sound:
        return _form(record, typed, UNPROCESSABLE)
    try:
        made = _asked(from_public(record), stated.form)
    except (AlreadyRecorded, NotPermitted, Unlawful) as error:
        return _form(record, typed, int(status_of(type(error))), str(error))
    step = RETEST.opening.step
    return redirect(here("proceeding", proceeding=to_public(made), done=step), SEE_OTHER)


def _asked(record_id: int, form: ProceedingForm) -> int:
    """The id of the re-test that is opened."""
    with context.registry().transaction() as session:
        opening = proceedings.about(session, ProcedureKind.RETEST, record_id=record_id)
        return proceedings.begin(session, opening, form, act=acting(session))


def _form(record: str, typed: Typed, status: int = 200, refusal: str = "") -> Response:
    """The page with the form, and why the request was refused."""
    items = tuple(
        fields.item(name, KINDS[name], typed, is_needed=Need(name) in RETEST.opening.needs)
        for name in ASKED
    )
    return console("retest", status=status, record=record, fields=items, refusal=refusal)
