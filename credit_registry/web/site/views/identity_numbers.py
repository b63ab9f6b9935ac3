"""The identity numbers of a record, masked: on its own page, for a purpose stated each time."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from flask import Response

from credit_registry.domain.errors import InvalidInput, NotPermitted
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.services.people import identity_numbers as services
from credit_registry.web import context
from credit_registry.web.auth import needs
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters.identity_numbers import PURPOSE, shown
from credit_registry.web.site.views.record_histories import PATH, history_page, read_history
from credit_registry.web.site.voices import voice

View = Callable[[str], Response]


def _noting_refusals(view: View) -> View:
    """The view, with a note in the access log of whoever asks and may not."""

    @wraps(view)
    def noting(record: str) -> Response:
        try:
            return view(record)
        except NotPermitted:
            registry = context.registry()
            with registry.transaction() as session:
                number, at = from_public(record), registry.clock.now()
                services.note_refusal(session, number, actor=context.actor(), at=at)
            raise

    return noting


@site.post(f"{PATH}/identity-numbers")
@_noting_refusals
@needs(Permission.READ_IDENTITY_NUMBER)
def show_identity_numbers(record: str) -> Response:
    """The page of the record with its identity numbers, masked; the address holds nothing of them.

    The form again where no purpose is stated.
    """
    typed = Typed(context.current_request().form.to_dict(), voice())
    registry = context.registry()
    history = read_history(record)
    try:
        with registry.transaction() as session:
            found = services.show(
                session,
                history.record.id,
                typed.text(PURPOSE),
                registry.identity_keys,
                actor=context.actor(),
                at=registry.clock.now(),
            )
    except InvalidInput:
        typed.faults[PURPOSE] = typed.voice.say("access.fault")
        return history_page(history, typed, HTTPStatus.UNPROCESSABLE_ENTITY)
    return history_page(history, Typed({}, voice()), numbers=shown(found, voice()))
