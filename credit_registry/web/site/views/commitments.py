"""Commitments: what can be signed, the form of one, and its signature."""

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.errors import AlreadyRecorded, NotPermitted, Unlawful
from credit_registry.domain.permissions import Permission, may
from credit_registry.law.commitment_templates import CommitmentTemplate, templates_on
from credit_registry.services import law_editions
from credit_registry.services.intake import commitment_signing
from credit_registry.services.subjects import subjects
from credit_registry.web import context
from credit_registry.web.acts import acting
from credit_registry.web.auth import needs
from credit_registry.web.problems import status_of
from credit_registry.web.site import rendering
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.forms import commitments as forms
from credit_registry.web.site.forms.commitments import Stated
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import signings as presenters
from credit_registry.web.site.voices import voice

OK, SEE_OTHER, CONFLICT, UNPROCESSABLE = 200, 303, 409, 422


@site.get("/commit")
@needs(Permission.READ_PUBLIC)
def commit() -> Response:
    """What can be signed; for whoever acts for an enterprise, the form of one."""
    named = context.current_request().args.get("template", "")
    return _page(Typed({forms.TEMPLATE: named}, voice()))


@site.post("/commit")
@needs(Permission.SIGN_COMMITMENT)
def sign_commitment() -> ResponseReturnValue:
    """Show the whole text and ask once; then sign."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    template = _templates().get(typed.values.get(forms.TEMPLATE, ""))
    if template is None:
        return _page(typed, UNPROCESSABLE)
    ends = presenters.ends(template, context.today(), typed.voice)
    stated = forms.read(typed, template, ends)
    if stated is None or stated.is_to_change:
        return _page(typed, OK if stated else UNPROCESSABLE)
    return _taken(stated, template, typed)


def _taken(stated: Stated, template: CommitmentTemplate, typed: Typed) -> ResponseReturnValue:
    """The question, the desk of the enterprise once it signed, or the form with what is wrong."""
    try:
        if not stated.is_confirmed:
            return _asked(stated, template, typed)
        with context.registry().transaction() as session:
            commitment_signing.sign(session, stated.signing, act=acting(session))
    except AlreadyRecorded:
        number = _standing(stated)
        typed.faults[forms.UNTIL] = typed.voice.say("commitment.repeated", number=number)
        return _page(typed, CONFLICT)
    except (NotPermitted, Unlawful) as error:
        typed.faults[forms.UNTIL] = typed.voice.say("commitment.refused")
        return _page(typed, int(status_of(type(error))))
    return redirect(here("own_enterprise", done="signed"), SEE_OTHER)


def _asked(stated: Stated, template: CommitmentTemplate, typed: Typed) -> Response:
    """The whole text as it will be signed, with the question whether it is meant."""
    with context.registry().reading() as session:
        found = commitment_signing.foresee(session, stated.signing, act=acting(session))
    ends = presenters.ends(template, context.today(), typed.voice)
    items = presenters.fields_of(template, ends, typed)
    asked = presenters.question(found, items, stated.signing.values, typed)
    return rendering.desk_page("commitment_confirm", asked=asked)


def _standing(stated: Stated) -> str:
    """The number of the commitment that stands already; empty where it ended meanwhile."""
    with context.registry().reading() as session:
        subject_id = subjects.forwarded(session, context.actor().subject_id or 0)
        return commitment_signing.standing_number(session, subject_id, stated.signing) or ""


def _templates() -> dict[str, CommitmentTemplate]:
    """The commitments that can be signed today, by their codes."""
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
    return dict(templates_on(edition.commitment_templates, context.today()))


def _page(typed: Typed, status: int = OK) -> Response:
    """What can be signed; with the form of one where it was chosen by whoever may sign."""
    actor, templates = context.actor(), _templates()
    may_sign = may(actor, Permission.SIGN_COMMITMENT, division=actor.division)
    chosen = templates.get(typed.values.get(forms.TEMPLATE, "")) if may_sign else None
    is_bound = actor.subject_id is not None
    shown = [chosen] if chosen else templates.values()
    ends = presenters.ends(chosen, context.today(), typed.voice) if chosen else {}
    return rendering.desk_page(
        "commit",
        status=status,
        templates=presenters.items(shown, typed.voice),
        chosen=chosen.code if chosen else "",
        may_sign=may_sign,
        is_bound=is_bound,
        fields=presenters.fields_of(chosen, ends, typed) if chosen and is_bound else (),
    )
