"""A page of the desk: its template, with who works here."""

from flask import Response

from credit_registry.web import context
from credit_registry.web.site import rendering, shortcuts
from credit_registry.web.site.presenters import desks
from credit_registry.web.site.presenters import shortcuts as shortcut_pages
from credit_registry.web.site.voices import voice


def console(template: str, *, status: int = 200, **values: object) -> Response:
    """A page of the desk for the officer who asks."""
    actor, speaking = context.actor(), voice()
    around = {
        "account": desks.account(actor, speaking),
        "keyed": shortcut_pages.shortcuts(actor, speaking) if shortcuts.are_on() else (),
        "desk_style": rendering.file_address("desk.css"),
        "desk_script": rendering.file_address("desk.js"),
    }
    return rendering.desk_page(f"desk/{template}", status=status, **around, **values)
