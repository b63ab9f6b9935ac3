"""Windows, stored rows and a day-by-day walk along the table of the regimes agree on every day.

The walk is written from the table alone: it asks of each day what each regime since the record's
day allows. It shares nothing with the function but the facts.
"""

import calendar
import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files

from builders import a_record_draft, a_subject_draft
from filings import deliver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.publication_windows import publication
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.domain.subjects import SubjectKind
from credit_registry.law.editions import parse, read_seeds
from credit_registry.services.publications import facts_of
from credit_registry.services.registry import Registry
from credit_registry.store.records import PublicationWindow, Record, RecordVersion

LAW = parse(read_seeds())
A_DAY = timedelta(days=1)
FIRST, LAST = date(2021, 8, 25), date(2030, 3, 1)
R1 = (date(2021, 9, 1), date(2025, 12, 24))
R2 = (date(2025, 12, 25), date(2026, 3, 31))
R3 = (date(2026, 4, 1), date.max)
REST = {
    date.fromisoformat(row["date"]): row["kind"] == "rest"
    for row in csv.DictReader(
        files("credit_registry.law").joinpath("working_days.csv").read_text("utf-8").splitlines()
    )
}
CASES = (
    (RecordKind.PENALTY, None),
    (RecordKind.NATIONAL_LIST, "listed"),
    (RecordKind.ABNORMAL_OPERATIONS, "listed"),
    (RecordKind.RANDOM_INSPECTION, "pending"),
    (RecordKind.RANDOM_INSPECTION, "corrected"),
    (RecordKind.SAMPLING, "failed"),
    (RecordKind.SAMPLING, "refused"),
)
EDGES = [
    edge + timedelta(days=days)
    for edge in (R1[0], R2[0], R3[0], date(2022, 12, 25), date(2024, 2, 29), date(2025, 4, 1))
    for days in (-1, 0, 1)
]
DAYS = st.sampled_from(EDGES) | st.dates(date(2020, 6, 1), date(2026, 10, 1))
MAYBE = st.none() | DAYS


def later(day: date, months: int) -> date:
    """The corresponding day some months later, or the last day of that month."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


Column = tuple[tuple[date, date], date | None, date | None]
"""A column of the table for a record: its days, and the first and last day it allows."""


def columns(draft: RecordDraft) -> Iterator[Column]:
    """What each column of the table says of the record; no last day where it is not shown."""
    decided, ends = draft.decided_on, draft.effective_to
    match draft.kind:
        case RecordKind.PENALTY:
            displayed = draft.first_displayed_on or decided
            yield R1, displayed, displayed and old_penalty(draft, displayed)
            yield R2, decided, decided and middle_penalty(draft, decided)
            yield R3, decided, decided and new_penalty(draft, decided)
        case RecordKind.SAMPLING:
            day = draft.occurred_on
            opened = opening(draft)
            first = max(day, opened) if day and opened else None
            yield R3, first, day and later(day, 12)
        case _:
            is_dated = draft.kind is RecordKind.RANDOM_INSPECTION
            day = draft.occurred_on if is_dated else decided
            last = day and min(later(day, listed_for(draft)), (not is_dated and ends) or date.max)
            yield from ((days, day, last) for days in (R1, R2, R3) if draft.outcome != "corrected")


def listed_for(draft: RecordDraft) -> int:
    """The months for which a list or a result is shown: the serious list three years."""
    return 36 if draft.kind is RecordKind.NATIONAL_LIST else 12


def old_penalty(draft: RecordDraft, displayed: date) -> date | None:
    """Order 45: ordinary procedure only; a warning is not shown; 3 months or 3 years."""
    if draft.is_summary:
        return None
    match draft.severity:
        case Severity.MINOR:
            return None if draft.category == "warning" else later(displayed, 3)
        case Severity.GENERAL:
            return later(displayed, 36)
        case Severity.SERIOUS:
            return max(later(displayed, 36), draft.effective_to or date.min)
    return None


def middle_penalty(draft: RecordDraft, decided: date) -> date | None:
    """Order 107: nothing of a warning or the summary procedure; 3 months, a year, 3 years."""
    if draft.is_summary or (draft.severity is Severity.MINOR and draft.category == "warning"):
        return None
    return later(decided, 3) if draft.severity is Severity.MINOR else new_penalty(draft, decided)


def new_penalty(draft: RecordDraft, decided: date) -> date | None:
    """Order 36: a year, or three; nothing of what is minor, as the summary procedure is."""
    match draft.severity:
        case Severity.GENERAL:
            return None if draft.is_summary else later(decided, 12)
        case Severity.SERIOUS:
            return later(decided, 36)
    return None


def opening(draft: RecordDraft) -> date | None:
    """The first day after the time for a re-test; a safety alert goes before it."""
    is_pending = draft.challenged_on is not None and draft.challenge_settled_on is None
    days = [day for day in (draft.first_displayed_on,) if day]
    if draft.challenge_settled_on:
        days.append(draft.challenge_settled_on + A_DAY)
    if draft.served_on:
        last = draft.served_on + timedelta(days=15)
        while REST.get(last, last.weekday() >= 5):
            last += A_DAY
        days.append(last + A_DAY)
    released = max(days) if days and not is_pending else None
    alerted = draft.alerted_on if draft.outcome == "failed" else None
    return min((day for day in (released, alerted) if day), default=None)


def is_shown(table: list[Column], day: date) -> bool:
    """Whether the table shows the record on the day.

    Of the columns that have begun, all whose time had not passed before the record's own day must
    allow it; the shorter display wins. A record is not shown on days that no column speaks of.
    """
    begun = [
        (days, first, last)
        for days, first, last in table
        if days[0] <= day and (first is None or first <= days[1])
    ]
    speaks = any(days[0] <= day <= days[1] for days, _, _ in begun)
    return speaks and all(first and last and first <= day <= last for _, first, last in begun)


def all_days() -> Iterator[date]:
    day = FIRST
    while day <= LAST:
        yield day
        day += A_DAY


@st.composite
def drafts(draw: st.DrawFn) -> RecordDraft:
    kind, outcome = draw(st.sampled_from(CASES))
    draft = a_record_draft(
        kind,
        1,
        outcome=outcome,
        severity=draw(st.sampled_from([None, *Severity])),
        decided_on=draw(DAYS),
        occurred_on=draw(DAYS),
        served_on=draw(MAYBE),
        first_displayed_on=draw(MAYBE),
        effective_to=draw(st.none() | st.dates(date(2022, 1, 1), date(2029, 1, 1))),
        category=draw(st.sampled_from(["warning", "circulated_criticism", "fine"])),
    )
    return replace(
        draft,
        is_summary=draw(st.sampled_from([None, False, True])),
        alerted_on=draw(MAYBE),
        challenged_on=draw(MAYBE),
        challenge_settled_on=draw(MAYBE),
    )


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_the_function_shows_a_record_exactly_on_the_days_of_the_table(draft: RecordDraft) -> None:
    facts = facts_of(draft, SubjectKind.LEGAL_PERSON)
    shown = publication(facts, LAW.regimes, LAW.working_days)
    table = list(columns(draft))
    for day in all_days():
        assert (shown.on(day) is not None) == is_shown(table, day), day


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(drafts(), min_size=1, max_size=8))
def test_the_stored_windows_cover_exactly_the_days_of_the_table(
    registry: Registry, given_drafts: list[RecordDraft]
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, *given_drafts)
    window = PublicationWindow
    with registry.reading() as session:
        rows = session.execute(
            select(Record.document_number, window.since, window.until)
            .join(RecordVersion, RecordVersion.record_id == Record.id)
            .join(window, window.record_version_id == RecordVersion.id)
            .where(window.superseded_by.is_(None), window.since.is_not(None))
        ).all()
    for draft in given_drafts:
        spans = [(row.since, row.until) for row in rows if row[0] == draft.document_number]
        table = list(columns(draft))
        for day in all_days():
            covered = any(since <= day and (not until or day <= until) for since, until in spans)
            assert covered == is_shown(table, day), day
