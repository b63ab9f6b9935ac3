"""The law page: what the registry holds to be the law, with its sources."""

from flask import Response

from credit_registry.domain.permissions import Permission
from credit_registry.services import law_editions
from credit_registry.services.law_changes import law_loads
from credit_registry.web import context
from credit_registry.web.api.readings import reading
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.presenters.law import law_page
from credit_registry.web.site.presenters.law_editions import internal_edition
from credit_registry.web.site.voices import voice


@site.get("/law")
@needs(Permission.READ_PUBLIC)
def law() -> Response:
    """The edition in force today."""
    with reading({}) as given:
        kept = law_loads.kept(given.session)
        shown = law_page(given.edition, kept, given.view.today, voice())
    return rendering.page("law", law=shown)


@site.get("/desk/law")
@needs(Permission.READ_INTERNAL)
def desk_law() -> Response:
    """The editions with all that each moved, and the first examples of it."""
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
        kept = law_loads.kept(session)
    shown = [internal_edition(each, edition, voice()) for each in kept]
    return console("law", editions=shown)
