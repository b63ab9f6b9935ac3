"""How timely the authority's own steps are."""

from credit_registry.law.editions import Edition
from credit_registry.services import law_editions
from credit_registry.services.proceedings import timeliness
from credit_registry.services.proceedings.timeliness import Timeliness
from credit_registry.web import context
from credit_registry.web.api.operations import Answer, Subject, read
from credit_registry.web.api.readings import Query
from credit_registry.web.api.schemas import timeliness as schemas
from credit_registry.web.api.schemas.batches import NoQuery
from credit_registry.web.api.shapes.terms import Shape, term, worded

subject = Subject("timeliness", __name__, description="办理时效 · Timeliness")


@read(subject, "/timeliness", NoQuery, Answer(schema=schemas.TimelinessTable))
def measured(_query: Query) -> object:
    """Read how timely steps are.

    The periods whose last day lies in the last twelve months, by kind, without names.
    """
    today = context.today()
    since = timeliness.first_day(today)
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
        found = timeliness.measured(session, since, today)
    return {
        "since": since,
        "until": today,
        "periods": [_line(each, edition) for each in found],
    }


def _line(each: Timeliness, edition: Edition) -> Shape:
    """One kind of period."""
    rule = edition.deadlines[each.code]
    return {
        "deadline": worded(each.code, rule.label_zh, rule.label_en),
        "party": term(each.party),
        "in_time": each.in_time,
        "late": each.late,
        "overdue": each.overdue,
        "awaited": each.awaited,
        "share_percent": each.share_percent,
    }
