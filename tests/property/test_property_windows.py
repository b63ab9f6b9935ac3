"""Whatever has happened to a record, its window rows are what the pure function says of it."""

from datetime import date, timedelta
from itertools import count

from deeds import DEEDS, begin
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.actors import PUBLIC
from credit_registry.domain.publication_windows import publication
from credit_registry.domain.publications import FieldSet, Publication
from credit_registry.domain.subjects import SubjectKind
from credit_registry.law.editions import Edition
from credit_registry.services import law_editions
from credit_registry.services.publications import facts_of
from credit_registry.services.registry import Registry
from credit_registry.store.records import PublicationWindow, RecordVersion
from credit_registry.store.subjects import Registration

SETTINGS = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_numbers = count(1)
Terms = tuple[date | None, date | None, str, str]


def terms_of(result: Publication) -> list[Terms]:
    """What the rows of a result must say."""
    if result.withheld is not None:
        return [(None, None, FieldSet.REDUCED.value, result.withheld.value)]
    return [(w.since, w.until, w.field_set.value, w.reason.value) for w in result.windows]


def wanted(session: Session, version: RecordVersion, edition: Edition) -> list[Terms]:
    """What the function says of a version under the edition."""
    kind = session.scalars(
        select(Registration.kind).where(
            Registration.subject_id == version.subject_id, Registration.superseded_by.is_(None)
        )
    ).one()
    facts = facts_of(version, SubjectKind(kind))
    return terms_of(publication(facts, edition.regimes, edition.working_days))


def standing(session: Session, record_id: int) -> list[Terms]:
    """What the rows of the record say that no event has superseded."""
    window = PublicationWindow
    rows = session.execute(
        select(window.since, window.until, window.field_set, window.reason)
        .join(RecordVersion, RecordVersion.id == window.record_version_id)
        .where(RecordVersion.record_id == record_id, window.superseded_by.is_(None))
        .order_by(window.since)
    )
    return [(row.since, row.until, row.field_set, row.reason) for row in rows]


@SETTINGS
@given(DEEDS, st.lists(st.integers(-400, 1200), min_size=1, max_size=4))
def test_rows_and_function_agree_after_any_history(
    registry: Registry, deeds: list[tuple[str, int]], days: list[int]
) -> None:
    history = begin(registry, next(_numbers))
    for deed in deeds:
        history.do(*deed)
    number = history.subject_id
    with registry.reading() as session:
        edition = law_editions.current(session).edition
        versions = session.scalars(
            select(RecordVersion).where(
                RecordVersion.subject_id == number, RecordVersion.superseded_by.is_(None)
            )
        ).all()
        expected = {version.record_id: wanted(session, version, edition) for version in versions}
        assert {each: standing(session, each) for each in expected} == expected
    for offset in days:
        history.today = date(2026, 11, 23) + timedelta(days=offset)
        shown = {record.record_id for record in history.file(PUBLIC).records}
        assert shown == {
            record_id for record_id, terms in expected.items() if covers(terms, history.today)
        }


def covers(terms: list[Terms], day: date) -> bool:
    """Whether a row covers the day."""
    return any(
        since is not None and since <= day and (until is None or day <= until)
        for since, until, _, _ in terms
    )
