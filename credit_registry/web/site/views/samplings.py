"""What is to be done after failed samplings: the list on the desk, and the overdue as a file."""

import io

from flask import Response

from credit_registry.domain.dates import parse_legal_date
from credit_registry.domain.errors import InvalidInput
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.saved_filters import Worklist
from credit_registry.exchange import writing
from credit_registry.services import law_editions
from credit_registry.services.proceedings import sampling_worklists
from credit_registry.services.proceedings.sampling_worklists import Place
from credit_registry.web import context
from credit_registry.web.auth import needs
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.presenters import samplings as presenters
from credit_registry.web.site.views import saved_filters
from credit_registry.web.site.voices import voice

CASES_ON_A_PAGE = 50


@site.get("/desk/samplings")
@needs(Permission.READ_INTERNAL)
def samplings() -> Response:
    """The open follow-ups and re-inspections, the longest overdue first."""
    today, limit = context.today(), CASES_ON_A_PAGE
    is_overdue = context.current_request().args.get("only") == presenters.OVERDUE
    with context.registry().reading() as session:
        periods = law_editions.current(session).edition.deadlines
        found = sampling_worklists.read(
            session, context.actor(), today, is_overdue=is_overdue, after=_after(), limit=limit + 1
        )
    page = presenters.page(found, limit, periods, today, voice(), is_overdue=is_overdue)
    return console("samplings", page=page, saved=saved_filters.above(Worklist.SAMPLINGS))


@site.get("/desk/samplings/overdue.csv")
@needs(Permission.READ_INTERNAL)
def samplings_file() -> Response:
    """All that is overdue, as a file for spreadsheets."""
    today, text = context.today(), io.StringIO()
    with context.registry().reading() as session:
        periods = law_editions.current(session).edition.deadlines
        found = sampling_worklists.overdue(session, context.actor(), today)
        rows = (presenters.cells(case, periods, today, voice()) for case in found)
        writing.write_csv(rows, presenters.columns(voice()), text)
    response = Response(text.getvalue(), mimetype="text/csv")
    name = f"samplings-overdue-{today.isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _after() -> Place | None:
    """The place after which the page begins. Raises InvalidInput."""
    query = context.current_request().args
    if "after" not in query:
        return None
    try:
        return parse_legal_date(query.get("day", "")), from_public(query["after"])
    except ValueError as error:
        raise InvalidInput(f"The page begins after no place in the list: {error}") from error
