"""Subjects by code or by exact name, from the database alone: what is left without an index."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.subjects import SubjectState
from credit_registry.services.subjects import subjects
from credit_registry.services.subjects.subject_documents import KIND
from credit_registry.store.subjects import Subject, SubjectName
from search_index.queries import Query, understand
from search_index.ranking import MatchReason
from search_index.results import Hit, Results

_WIDE_BRACKETS = str.maketrans("()", "（）")
_NARROW_BRACKETS = str.maketrans("（）", "()")


def results(session: Session, query: Query) -> Results:
    """What the database finds by code, or else by exact name; all of it on one page."""
    understanding = understand(query.text)
    if query.after is not None:
        return Results(understanding)
    found = _by_code(session, query.text) or _by_name(session, query)
    confirmed = select(Subject.id).where(
        Subject.id.in_(found), Subject.state == SubjectState.CONFIRMED.value
    )
    shown = set(session.scalars(confirmed))
    hits = tuple(hit for number, hit in found.items() if number in shown)
    return Results(understanding, hits, len(hits))


def _by_code(session: Session, text: str) -> dict[int, Hit]:
    """The subject that holds the code, or that stands for its holder now."""
    found = subjects.by_code(session, text)
    if found is None:
        return {}
    number = subjects.forwarded(session, found)
    return {number: Hit(str(number), KIND, None, "", MatchReason.EXACT_CODE, text)}


def _by_name(session: Session, query: Query) -> dict[int, Hit]:
    """The subjects that bear or bore the name, with brackets of either width."""
    text = query.text.strip()
    spellings = {text, text.translate(_WIDE_BRACKETS), text.translate(_NARROW_BRACKETS)}
    statement = (
        select(SubjectName.subject_id, SubjectName.name, SubjectName.until)
        .where(SubjectName.superseded_by.is_(None), SubjectName.name.in_(spellings))
        .order_by(SubjectName.until.is_not(None), SubjectName.id)
        .limit(query.limit)
    )
    hits: dict[int, Hit] = {}
    for found, name, until in session.execute(statement):
        number = subjects.forwarded(session, found)
        reason = MatchReason.EXACT_NAME if until is None else MatchReason.EXACT_FORMER_NAME
        hits.setdefault(number, Hit(str(number), KIND, None, name, reason, name))
    return hits
