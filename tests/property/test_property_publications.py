"""The stored windows say what the pure function says, on every day and for the public's eyes."""

from datetime import date, timedelta

from builders import a_record_draft, a_subject_draft
from filings import deliver, file_of, on
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.publication_windows import publication
from credit_registry.domain.publications import PublicationFacts
from credit_registry.domain.records import Disclosure, RecordKind, RecordState, Severity
from credit_registry.domain.subjects import SubjectKind
from credit_registry.law.editions import parse, read_seeds
from credit_registry.services.registry import Registry

LAW = parse(read_seeds())
DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))
OUTCOMES = {
    RecordKind.SAMPLING: ("passed", "failed"),
    RecordKind.COMMITMENT: ("not_due", "fulfilled"),
    RecordKind.HONOUR: ("valid", "revoked"),
    RecordKind.CERTIFICATE: ("valid", "withdrawn"),
    RecordKind.LICENCE: ("valid", "invalid"),
    RecordKind.RANDOM_INSPECTION: ("no_problem", "corrected", "pending", "not_inspected"),
    RecordKind.RECALL: ("voluntary", "ordered", "refused", "delayed"),
    RecordKind.ACCIDENT: ("main", "none", "undetermined"),
    RecordKind.ABNORMAL_OPERATIONS: ("listed", "removed"),
    RecordKind.NATIONAL_LIST: ("listed", "abnormal", "removed"),
    RecordKind.EXPORT_NOTIFICATION: ("notified", "rejected"),
    RecordKind.CONTRACT: ("fulfilled", "breached"),
}


@st.composite
def drafts(draw: st.DrawFn) -> RecordDraft:
    kind = draw(st.sampled_from(list(RecordKind)))
    optional = st.none() | DAYS
    return a_record_draft(
        kind,
        1,
        severity=draw(st.sampled_from([None, *Severity])),
        outcome=draw(st.sampled_from(OUTCOMES.get(kind, (None,)))),
        disclosure=draw(st.sampled_from(list(Disclosure))),
        state=draw(st.sampled_from(list(RecordState))),
        occurred_on=draw(optional),
        decided_on=draw(optional),
        served_on=draw(optional),
        first_displayed_on=draw(optional),
        effective_from=draw(optional),
        effective_to=draw(optional),
    )


def facts_of(draft: RecordDraft) -> PublicationFacts:
    return PublicationFacts(
        kind=draft.kind,
        subject_kind=SubjectKind.LEGAL_PERSON,
        state=draft.state,
        disclosure=draft.disclosure,
        severity=draft.severity,
        outcome=draft.outcome,
        occurred_on=draft.occurred_on,
        decided_on=draft.decided_on,
        served_on=draft.served_on,
        first_displayed_on=draft.first_displayed_on,
        effective_from=draft.effective_from,
        effective_to=draft.effective_to,
    )


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(drafts(), min_size=1, max_size=12), st.lists(DAYS, min_size=1, max_size=4))
def test_the_public_sees_a_record_exactly_on_the_days_of_its_windows(
    registry: Registry, given_drafts: list[RecordDraft], days: list[date]
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, *given_drafts)
    expected = {
        draft.document_number: publication(facts_of(draft), LAW.regimes, LAW.working_days)
        for draft in given_drafts
    }
    edges = {
        edge
        for each in expected.values()
        for window in each.windows
        for edge in (
            window.since - timedelta(days=1),
            window.since,
            window.until,
            window.until and window.until + timedelta(days=1),
        )
        if edge is not None
    }
    for day in {*days, *sorted(edges)[:12]}:
        on(registry, day)
        shown = {record.document_number for record in file_of(registry).records}
        wanted = {number for number, each in expected.items() if each.on(day) is not None}
        assert shown & expected.keys() == wanted
