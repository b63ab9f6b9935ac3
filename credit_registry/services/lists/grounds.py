"""What a case rests on: an adverse record that stands, or a decision document named in its words.

When a record is withdrawn, annulled or restored, or its outcome is no longer adverse, the cases
and entries that name it have lost their ground; the law sets the days to act on that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session

from credit_registry.domain.dates import Deadline, due_on, legal_date
from credit_registry.domain.errors import FieldError, Unlawful
from credit_registry.domain.listings import LOST_GROUND, ListingStatus, names_a_document
from credit_registry.domain.records import RecordState
from credit_registry.law.editions import Edition
from credit_registry.services.subjects import representations
from credit_registry.store.ledgers import Event
from credit_registry.store.listings import ListingVersion
from credit_registry.store.records import Record, RecordVersion

DEADLINE = "annulment_withdrawal"


@dataclass(frozen=True, slots=True)
class Lapse:
    """What became of the record behind a case, since when, and by when to act on it."""

    state: RecordState
    since: date
    due: Deadline


def require(
    session: Session, record_id: int | None, subject_id: int, words: str, edition: Edition
) -> None:
    """Pass if the case rests on an adverse record of the subject that stands.

    Without a record its words must name the document of the decision. The record stays locked, so
    that it is not annulled while the step is taken. Raises Unlawful.
    """
    if record_id is None:
        if not names_a_document(words):
            raise _refused(
                "The case names neither a record nor, in its grounds, the decision it rests on.",
                "an adverse record, or a document number such as 〔2026〕3号 in the grounds",
            )
        return
    record = session.get(Record, record_id, with_for_update=True)
    earned = {subject_id, *representations.sources(session, [subject_id]).get(subject_id, ())}
    if record is None or record.subject_id not in earned:
        raise _refused("The record named is not one of the subject.", "a record of the subject")
    version = session.scalars(
        select(RecordVersion).where(
            RecordVersion.record_id == record_id, RecordVersion.superseded_by.is_(None)
        )
    ).one()
    if version.state != RecordState.ACTIVE.value:
        raise _refused(f"The record named is {version.state}.", "a record that is active")
    if not _is_adverse(version.kind, version.outcome, edition):
        raise _refused("The record named is not adverse.", "a penalty or a failed sampling")


def _refused(detail: str, accepted: str) -> Unlawful:
    """The refusal, with what would be accepted."""
    return Unlawful(detail, [FieldError("/record_id", detail, accepted)])


Adverse = tuple[str, frozenset[str]]
"""A kind of record and the outcomes that count against its subject; any where none is named."""


def _adverse(edition: Edition) -> Iterable[Adverse]:
    """What the regimes of the edition count against a subject, each once."""
    rules = (rule for regime in edition.regimes for rule in regime.rules if rule.is_adverse)
    return dict.fromkeys((rule.kind.value, rule.outcomes) for rule in rules)


def adverse_kinds(edition: Edition) -> frozenset[str]:
    """The kinds of record of which some count against their subject."""
    return frozenset(kind for kind, _ in _adverse(edition))


def _is_adverse(kind: str, outcome: str | None, edition: Edition) -> bool:
    """Whether a record counts against its subject under any regime."""
    return any(
        of_kind == kind and (not outcomes or outcome in outcomes)
        for of_kind, outcomes in _adverse(edition)
    )


def stands(edition: Edition) -> ColumnElement[bool]:
    """The condition that a record version is active and adverse."""
    version = RecordVersion
    adverse = [
        and_(
            version.kind == kind,
            *([version.outcome.in_(sorted(outcomes))] if outcomes else []),
        )
        for kind, outcomes in _adverse(edition)
    ]
    return and_(version.state == RecordState.ACTIVE.value, or_(false(), *adverse))


def lapses(session: Session, record_ids: Iterable[int], edition: Edition) -> Mapping[int, Lapse]:
    """The records that no longer carry a case, with the day since which, in one statement."""
    wanted = sorted(set(record_ids))
    if not wanted:
        return {}
    version = RecordVersion
    statement = (
        select(version.record_id, version.state, stands(edition).label("stands"), Event.recorded_at)
        .join(Event, Event.id == version.recorded_by)
        .where(version.record_id.in_(wanted))
        .order_by(version.record_id, version.number)
    )
    found: dict[int, Lapse] = {}
    for record_id, rows in groupby(session.execute(statement), key=lambda row: row.record_id):
        state, since = RecordState.ACTIVE, None
        for row in rows:
            since = None if row.stands else (since or row.recorded_at)
            state = RecordState(row.state)
        if since is not None:
            found[record_id] = _lapse(state, since, edition)
    return found


def lapses_of(
    session: Session, cases: Iterable[tuple[int | None, ListingVersion]], edition: Edition
) -> Mapping[int, Lapse]:
    """What became of what open cases and entries rest on, by the entry's id, in one statement.

    Each is told by the record that it names and its version. A case falls with that record; a
    published entry may rest on several, and says by itself that the last one has fallen.
    """
    told = list(cases)
    found = lapses(session, [number for number, _ in told if number is not None], edition)
    lapsed: dict[int, Lapse] = {}
    for record_id, version in told:
        lapse = found.get(record_id) if record_id is not None else None
        if version.status == ListingStatus.PUBLISHED.value:
            state = lapse.state if lapse else RecordState.ANNULLED
            is_lost = version.step == LOST_GROUND
            lapse = _since(state, version.stepped_on, edition) if is_lost else None
        if lapse is not None:
            lapsed[version.listing_id] = lapse
    return lapsed


def _lapse(state: RecordState, at: datetime, edition: Edition) -> Lapse:
    """The lapse with its last day to act."""
    return _since(state, legal_date(at), edition)


def _since(state: RecordState, since: date, edition: Edition) -> Lapse:
    """As above, from the day on which it came about."""
    rule = edition.deadlines[DEADLINE].on(since)
    return Lapse(state, since, due_on(since, rule.period, edition.working_days))
