"""A page of the desk: its template, with who works here."""

from flask import Response

from credit_registry.web import context
from credit_registry.web.site import rendering
from credit_registry.web.site.presenters import desks
from credit_registry.web.site.voices import voice


def console(template: str, *, status: int = 200, **values: object) -> Response:
    """A page of the desk for the officer who asks."""
    around = {
        "account": desks.account(context.actor(), voice()),
        "desk_style": rendering.file_address("desk.css"),
        "desk_script": rendering.file_address("desk.js"),
    }
    return rendering.desk_page(f"desk/{template}", status=status, **around, **values)
