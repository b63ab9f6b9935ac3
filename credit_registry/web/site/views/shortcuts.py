"""The page that lists the desk's shortcuts, and the switch that turns them off and on."""

from http import HTTPStatus

from flask import Response

from credit_registry.domain.permissions import Permission
from credit_registry.web import context
from credit_registry.web.auth import needs
from credit_registry.web.site import shortcuts as kept
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.presenters import shortcuts as presenters
from credit_registry.web.site.voices import voice


@site.get("/desk/shortcuts")
@needs(Permission.MANAGE_OWN_ACCOUNT)
def shortcuts() -> Response:
    """The keys and what they do."""
    listed = presenters.shortcuts(context.actor(), voice())
    return console("shortcuts", listed=listed, are_on=kept.are_on())


@site.post("/desk/shortcuts")
@needs(Permission.MANAGE_OWN_ACCOUNT)
def switch_shortcuts() -> Response:
    """Turn the shortcuts of this browser off or on, and show their page."""
    wanted = context.current_request().form.get("shortcuts", "")
    response = Response(status=HTTPStatus.SEE_OTHER)
    response.location = here("shortcuts")
    response.headers["Cache-Control"] = "no-store"
    kept.keep(response, are_on=wanted != kept.OFF)
    return response
