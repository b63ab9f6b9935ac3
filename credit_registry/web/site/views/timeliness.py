"""How timely the authority is: the share of its steps within their legal time."""

from flask import Response

from credit_registry.domain.permissions import Permission
from credit_registry.services import law_editions
from credit_registry.services.proceedings import timeliness
from credit_registry.web import context
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.presenters import timeliness as presenters
from credit_registry.web.site.voices import voice


@site.get("/timeliness", endpoint="timeliness")
@needs(Permission.READ_PUBLIC)
def how_timely() -> Response:
    """The steps due in the last twelve months, by period."""
    today = context.today()
    since = timeliness.first_day(today)
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
        found = timeliness.measured(session, since, today)
    page = presenters.page(found, edition, since, today, voice())
    return rendering.page("timeliness", page=page)
