"""Pages that explain: the service itself, privacy, accessibility and open data."""

from flask import Response

from credit_registry.domain.permissions import Permission
from credit_registry.services.public_lists import list_pages
from credit_registry.web.api.readings import reading
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.presenters import lists
from credit_registry.web.site.presenters import record_fields as presenters
from credit_registry.web.site.voices import voice

WAYS = (
    ("commit", "commitment.title", "affairs.commit"),
    ("object_to", "objection.title", "affairs.object"),
    ("reply", "reply.title", "affairs.reply"),
    ("restore", "restore.title", "affairs.restore"),
    ("follow", "follow.title", "affairs.follow"),
    ("rules", "frame.rules", "affairs.grade"),
)
"""Where an enterprise goes: page, title and what it is for."""


@site.get("/for-enterprises")
@needs(Permission.READ_PUBLIC)
def affairs() -> Response:
    """What an enterprise can do here about its own file."""
    return rendering.page("affairs", ways=WAYS)


@site.get("/about")
@needs(Permission.READ_PUBLIC)
def about() -> Response:
    """What this service is, and what it is not."""
    return rendering.page("about")


@site.get("/privacy")
@needs(Permission.READ_PUBLIC)
def privacy() -> Response:
    """What is kept of people."""
    return rendering.page("privacy")


@site.get("/accessibility")
@needs(Permission.READ_PUBLIC)
def accessibility() -> Response:
    """For whom the pages work, and how that was tried."""
    return rendering.page("accessibility")


@site.get("/open-data")
@needs(Permission.READ_PUBLIC)
def open_data() -> Response:
    """What can be had for programs, and on what terms."""
    with reading({}) as given:
        types = list_pages.public_types(given.edition).values()
        kinds = [kind for kind in types if kind.is_active(given.view.today)]
    return rendering.page("open_data", offers=lists.offers(kinds, voice()))


@site.get("/open-data/fields")
@needs(Permission.READ_PUBLIC)
def record_fields() -> Response:
    """The fields of every kind of record."""
    return rendering.page("record_fields", tables=presenters.tables(voice()))
