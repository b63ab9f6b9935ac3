"""The ledger on the desk, for those who watch over it."""

from flask import Response

from credit_registry.domain.permissions import Permission
from credit_registry.domain.saved_filters import Worklist
from credit_registry.services import ledgers
from credit_registry.services.histories import ledger_entries as services
from credit_registry.web import context
from credit_registry.web.auth import needs
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import ledger_entries as forms
from credit_registry.web.site.presenters import ledger_entries as presenters
from credit_registry.web.site.views import saved_filters
from credit_registry.web.site.voices import voice

EVENTS_ON_A_PAGE = 50


@site.get("/desk/ledger")
@needs(Permission.READ_LEDGER)
def ledger() -> Response:
    """Who did what, the newest first; of a kind, by an account, between two days."""
    asked, limit = forms.asked(), EVENTS_ON_A_PAGE
    with context.registry().reading() as session:
        found = services.read(session, asked.question, context.actor(), limit + 1)
        size = ledgers.size(session)
    page = presenters.page(asked, found, size, limit, voice())
    return console("ledger", page=page, saved=saved_filters.above(Worklist.LEDGER))


@site.get("/desk/ledger/<int:position>")
@needs(Permission.READ_LEDGER)
def ledger_event(position: int) -> Response:
    """One event with the bytes that were hashed, checked against the hash tree."""
    with context.registry().reading() as session:
        sealed = services.one(session, position, context.actor())
    return console("ledger_event", page=presenters.event(sealed, voice()))
