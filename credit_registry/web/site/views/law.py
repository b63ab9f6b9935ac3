"""The law page: what the registry holds to be the law, with its sources."""

from flask import Response

from credit_registry.domain.permissions import Permission
from credit_registry.web.api.readings import reading
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.presenters.law import law_page
from credit_registry.web.site.voices import voice


@site.get("/law")
@needs(Permission.READ_PUBLIC)
def law() -> Response:
    """The edition in force today."""
    with reading({}) as given:
        shown = law_page(given.edition, given.view.today, voice())
    return rendering.page("law", law=shown)
