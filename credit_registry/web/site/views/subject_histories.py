"""A subject's whole history on the desk."""

from flask import Response

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import NotFound
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import law_editions
from credit_registry.services.histories import subject_histories as services
from credit_registry.services.subjects import identities
from credit_registry.web import accesses, context
from credit_registry.web.auth import needs
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import times
from credit_registry.web.site.presenters import subject_histories as presenters

PATH = "/desk/subjects/<string:subject>/history"
EVENTS_ON_A_PAGE = 30


@site.get(PATH)
@needs(Permission.READ_INTERNAL)
def subject_history(subject: str) -> Response:
    """Every event about the subject, newest first, as of a day and as it was known then."""
    asked, actor, number = times.asked(), context.actor(), from_public(subject)
    before = asked.form.number("before") if asked.form.values.get("before") else None
    with context.registry().reading() as session:
        view = context.registry().view(session, actor, **asked.query)  # type: ignore[arg-type] # as_of, known_at
        described = identities.described(session, [number])
        if not described:
            raise NotFound("There is no such subject.")
        limit = EVENTS_ON_A_PAGE
        found = services.read(session, number, actor, view, before, limit + 1)
        edition = law_editions.current(session).edition
    page = presenters.page(described[0], found, limit, view, edition, asked.form)
    accesses.note(AccessKind.SUBJECT, number, stated=PATH.replace("<string:subject>", subject))
    return console("subject_history", page=page)
