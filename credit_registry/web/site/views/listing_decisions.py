"""A decision to list as it was made, to be read and printed."""

from flask.typing import ResponseReturnValue

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import NotFound
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import law_editions
from credit_registry.services.lists import entries, listing_decisions
from credit_registry.web import accesses, context
from credit_registry.web.auth import needs
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.presenters import listing_decisions as presenter
from credit_registry.web.site.voices import voice


@site.get("/desk/cases/<string:case>/decision")
@needs(Permission.READ_INTERNAL)
def decision(case: str) -> ResponseReturnValue:
    """The decision of a case, as the law of its day had it say."""
    actor = context.actor()
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
        entry = entries.entry(session, from_public(case), actor, edition)
        content = listing_decisions.read(session, entry.listing_id)
    if content is None:
        raise NotFound("There is no decision in this case.")
    accesses.note(AccessKind.CASE, entry.subject_id, stated=case)
    return console("decision", page=presenter.decision(content, case, voice()))
