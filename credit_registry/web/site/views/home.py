"""The home page: a search box, what was published last, three figures."""

from flask import Response

from credit_registry.domain.permissions import Permission
from credit_registry.services import changes, figures
from credit_registry.web.api.readings import reading
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.presenters import home as presenter
from credit_registry.web.site.voices import voice


@site.get("/")
@needs(Permission.READ_PUBLIC)
def home() -> Response:
    """The home page."""
    speaking = voice()
    with reading({}) as given:
        found = changes.latest(given.session, given.view)
        counted = figures.home(given.session, given.view)
        latest = [presenter.latest(change, given.edition, speaking) for change in found]
    numbers = [presenter.number(figure, speaking) for figure in counted]
    return rendering.page("home", latest=latest, numbers=numbers)
