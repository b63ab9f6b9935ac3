"""A subject's paths to restoration: what it can do for a better grade, and when it counts."""

from flask import Response

from credit_registry.domain.permissions import Permission
from credit_registry.services.grading import restorations
from credit_registry.services.subjects import representations
from credit_registry.services.subjects.subjects import Identity
from credit_registry.web.api.readings import Reading
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.presenters import restorations as presenter
from credit_registry.web.site.views import file_parts
from credit_registry.web.site.voices import voice


@site.get("/e/<string:code>/restoration")
@needs(Permission.READ_PUBLIC)
def enterprise_restoration(code: str) -> Response:
    """The paths of the subject that holds a code."""
    return file_parts.of_code(code, "restoration", _page)


@site.get("/s/<string:subject>/restoration")
@needs(Permission.READ_PUBLIC)
def subject_restoration(subject: str) -> Response:
    """The paths of a subject without a code."""
    return file_parts.of_id(subject, "restoration", _page)


def _page(given: Reading, identity: Identity) -> Response:
    """The page of all paths."""
    represented = representations.at_view(given.session, identity.subject_id, given.view)
    found = restorations.read(
        given.session, represented, identity.registration, given.view, given.edition
    )
    return rendering.page("restoration", page=presenter.page(identity, found, given.view, voice()))
