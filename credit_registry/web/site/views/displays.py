"""The switch between the plain pages and the large ones of high contrast."""

from http import HTTPStatus

from flask import Response

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.permissions import Permission
from credit_registry.web import context, displays
from credit_registry.web.auth import harmless, needs
from credit_registry.web.displays import Display
from credit_registry.web.site.addresses import here, is_local
from credit_registry.web.site.blueprint import site


@site.post("/display")
@harmless
@needs(Permission.READ_PUBLIC)
def display() -> Response:
    """Keep what was chosen and go back to the page it was chosen on. Raises InvalidInput."""
    form = context.current_request().form
    wanted = form.get("display", "")
    if wanted not in set(Display):
        accepted = ", ".join(Display)
        error = FieldError("/display", "is no way of showing pages", accepted)
        raise InvalidInput(f"`display` must be one of {accepted}.", [error])
    page = form.get("next", "")
    response = Response(status=HTTPStatus.SEE_OTHER)
    response.location = page if is_local(page) else here("home")
    response.headers["Cache-Control"] = "no-store"
    displays.keep(response, Display(wanted))
    return response
