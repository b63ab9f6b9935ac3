"""What uses an enterprise's file can be put to: each use profile, with its reasons and its gaps."""

from flask import Response

from credit_registry.domain.permissions import Permission
from credit_registry.services.grading import profiles
from credit_registry.services.subjects.subjects import Identity
from credit_registry.web.api.readings import Reading
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.presenters import profiles as presenter
from credit_registry.web.site.views import file_parts
from credit_registry.web.site.voices import voice


@site.get("/e/<string:code>/profiles")
@needs(Permission.READ_PUBLIC)
def enterprise_profiles(code: str) -> Response:
    """The uses of the file of the subject that holds a code."""
    return file_parts.of_code(code, "profiles", _page)


@site.get("/s/<string:subject>/profiles")
@needs(Permission.READ_PUBLIC)
def subject_profiles(subject: str) -> Response:
    """The uses of the file of a subject without a code."""
    return file_parts.of_id(subject, "profiles", _page)


def _page(given: Reading, identity: Identity) -> Response:
    """The page of all uses."""
    offered = profiles.offered(given.view)
    checked = profiles.check_one(
        given.session, identity.subject_id, offered, given.view, given.edition
    )
    page = presenter.page(identity, checked, given.view, voice())
    return rendering.page("profiles", page=page)
