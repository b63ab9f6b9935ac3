"""Files that are kept: delivered as they were looked through, and taken in in the background."""

from http import HTTPStatus

from flask import redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services.intake import deliveries as services
from credit_registry.services.intake.deliveries import Delivery
from credit_registry.web import context
from credit_registry.web.auth import needs
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.presenters import deliveries as presenters
from credit_registry.web.site.voices import voice

PATH = "/desk/deliveries/kept/<string:delivery>"
RELOAD_SECONDS = "3"


@site.get(PATH)
@needs(Permission.READ_DELIVERIES)
def kept_delivery(delivery: str) -> ResponseReturnValue:
    """How far a kept file is; its receipt once that is there."""
    with context.registry().reading() as session:
        found = services.one(session, context.actor(), from_public(delivery))
    if found.batch_id is not None:
        return _to_receipt(found)
    shown = console(
        "kept_delivery", page=presenters.page(found, context.registry().clock.now(), voice())
    )
    if found.is_open:
        shown.headers["Refresh"] = RELOAD_SECONDS
    return shown


@site.post(PATH)
@needs(Permission.IMPORT_BATCH)
def deliver_kept(delivery: str) -> ResponseReturnValue:
    """Deliver a file exactly as it was looked through."""
    found = services.deliver(context.registry(), from_public(delivery), actor=context.actor())
    if found.batch_id is not None:
        return _to_receipt(found)
    return redirect(here("kept_delivery", delivery=delivery), HTTPStatus.SEE_OTHER)


def _to_receipt(found: Delivery) -> ResponseReturnValue:
    """Go to the receipt of a file that was taken in."""
    again = 1 if found.is_repeat else None
    batch = to_public(found.batch_id or 0)
    return redirect(here("batch", batch=batch, again=again), HTTPStatus.SEE_OTHER)
