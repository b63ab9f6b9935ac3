"""A loaded edition says what it moved; a year's notice settles what was provisional."""

from dataclasses import replace
from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft, an_officer
from editions import ONE_YEAR, SIX_MONTHS, edited, load, loading
from filings import deliver, file_of, position
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from statements import counted
from test_services_law_editions import windows
from test_services_listings import Case

from credit_registry.domain.actors import Role
from credit_registry.domain.errors import AlreadyRecorded, InvalidInput, NotPermitted
from credit_registry.domain.movements import Movement
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.publications import PublicationFacts
from credit_registry.domain.records import Disclosure, RecordKind, RecordState, Severity
from credit_registry.domain.subjects import SubjectKind
from credit_registry.law.editions import parse, read_seeds
from credit_registry.services import publications
from credit_registry.services.law_changes import law_loads, law_movements
from credit_registry.services.law_changes.law_loads import Loaded
from credit_registry.services.law_changes.law_movements import EXAMPLES_EACH, Moved
from credit_registry.services.registry import Registry
from credit_registry.store.installations import LawEdition

NOTICE_2027 = (
    "date,kind,source\n2027-01-01,rest,虚构的通知\n2027-01-04,rest,虚构的通知\n"
    "2027-01-09,work,虚构的通知\n"
)
EDITION = parse(read_seeds())
DATES = (
    "occurred_on", "decided_on", "served_on", "first_displayed_on", "effective_from",
    "effective_to",
)  # fmt: skip
TWO_YEARS = ONE_YEAR.replace("amount: 1, unit: years", "amount: 2, unit: years")


def load_notice(registry: Registry, notice: str, *roles: Role) -> Loaded:
    owner = an_officer(registry, *(roles or (Role.RULE_OWNER,)))
    with registry.transaction() as session:
        return law_loads.load_working_days(session, notice, actor=owner, at=registry.clock.now())


def counts(loaded: Loaded) -> dict[tuple[str, str, str], int]:
    return {
        (count.what.value, count.kind, count.movement.value): count.count
        for count in loaded.report.counts
    }


def fill(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(
        registry,
        *(a_record_draft(decided_on=date(2026, 5, day)) for day in range(1, 6)),
        a_record_draft(RecordKind.COMMITMENT, outcome="unfulfilled", decided_on=date(2025, 2, 1)),
        a_record_draft(severity=Severity.SERIOUS),
        a_record_draft(RecordKind.HONOUR),
    )


def test_an_edition_tells_by_kind_what_it_opened_lengthened_shortened_and_closed(
    registry: Registry,
) -> None:
    fill(registry)
    longer = load(registry, edited("publication_regimes.yaml", ONE_YEAR, TWO_YEARS))
    assert counts(longer) == {
        ("records", "administrative_penalty", "lengthened"): 5,
        ("records", "commitment", "opened"): 1,
    }
    shorter = load(registry, edited("publication_regimes.yaml", ONE_YEAR, SIX_MONTHS))
    assert counts(shorter) == {
        ("records", "administrative_penalty", "shortened"): 5,
        ("records", "commitment", "closed"): 1,
    }


def test_the_report_is_kept_with_its_event_and_has_first_examples(registry: Registry) -> None:
    fill(registry)
    loaded = load(registry, edited("publication_regimes.yaml", ONE_YEAR, SIX_MONTHS))
    kept = law_movements.read(loading(registry).payload)
    assert kept.counts == loaded.report.counts
    examples = [each for each in kept.examples if each.movement is Movement.SHORTENED]
    assert len(examples) == EXAMPLES_EACH
    first = examples[0]
    assert first.subject == to_public(file_of(registry).subject_id)
    assert first.before is not None
    assert first.after is not None
    assert (first.before[1], first.after[1]) == (date(2027, 5, 1), date(2026, 11, 1))
    with registry.reading() as session:
        newest, oldest = law_loads.kept(session)
    assert (newest.is_current, oldest.is_current) == (True, False)
    assert newest.report.counts == loaded.report.counts
    assert oldest.report.counts == ()


def test_a_rehearsal_says_the_same_and_leaves_nothing(registry: Registry) -> None:
    fill(registry)
    owner = an_officer(registry, Role.RULE_OWNER)
    content = edited("publication_regimes.yaml", ONE_YEAR, SIX_MONTHS)
    before, stood = position(registry), [window.id for window in windows(registry)]
    with registry.rehearsal() as session:
        tried = law_loads.load(session, content, actor=owner, at=registry.clock.now())
    assert position(registry) == before
    assert [window.id for window in windows(registry)] == stood
    with registry.reading() as session:
        assert session.scalars(select(func.count()).select_from(LawEdition)).one() == 1
    assert tried.report.counts == load(registry, content).report.counts


def test_more_records_cost_no_more_statements(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    sent = []
    for number, (old, new) in enumerate(((ONE_YEAR, SIX_MONTHS), (ONE_YEAR, TWO_YEARS))):
        deliver(registry, *(a_record_draft() for _ in range(1 + 60 * number)))
        with counted(registry.database) as statements:
            load(registry, edited("publication_regimes.yaml", old, new))
        sent.append(statements.count)
    assert sent[0] == sent[1]


@pytest.fixture
def case(registry: Registry) -> Case:
    deliver(registry, a_subject_draft(1))
    return Case(
        registry,
        an_officer(registry, Role.PROPOSER),
        an_officer(registry, Role.DECIDER),
        an_officer(registry, Role.PUBLISHER),
    )


def test_a_years_notice_settles_deadlines_and_holds_in_one_event(
    registry: Registry, case: Case
) -> None:
    """Five working days from 2026-12-29, and a hold of fifteen days that ends in 2027."""
    case.today = date(2026, 12, 29)
    case.propose()
    case.notice()
    failed = a_record_draft(
        RecordKind.SAMPLING,
        occurred_on=date(2026, 12, 1),
        served_on=date(2026, 12, 18),
        first_displayed_on=None,
        outcome="failed",
    )
    deliver(registry, failed)
    (held,) = windows(registry)
    assert held.since is not None
    assert held.since > date(2027, 1, 5)  # as long as such a period ever took: not too early
    before = position(registry)
    loaded = load_notice(registry, NOTICE_2027)
    assert position(registry) == before + 2  # the owner's account, the edition
    (settled,) = windows(registry)
    assert settled.since == date(2027, 1, 6)  # 2 January is a Saturday, 4 January a rest day
    assert counts(loaded) == {
        ("records", "supervision_sampling", "lengthened"): 1,
        ("deadlines", "serious_violation", "later"): 1,
    }
    (moved,) = (each for each in loaded.report.examples if each.what is Moved.DEADLINES)
    assert moved.before == (date(2027, 1, 5), date(2027, 1, 5))
    assert moved.after == (date(2027, 1, 7), date(2027, 1, 7))


def test_a_working_saturday_of_the_notice_counts_and_the_year_boundary_holds(
    registry: Registry,
) -> None:
    days = load_notice(registry, NOTICE_2027).edition.working_days
    assert 2027 in days.years
    assert days.after(date(2026, 12, 31), 1) == date(2027, 1, 5)
    assert days.after(date(2027, 1, 8), 1) == date(2027, 1, 9)  # a Saturday on which people work
    assert not days.is_provisional(date(2026, 12, 20), date(2027, 1, 9))
    assert days.is_provisional(date(2027, 12, 20), date(2028, 1, 3))


def test_a_notice_is_loaded_once_by_who_may_and_refused_with_its_fault(
    registry: Registry,
) -> None:
    load_notice(registry, NOTICE_2027, Role.OPERATOR)
    with pytest.raises(AlreadyRecorded):
        load_notice(registry, NOTICE_2027)
    with pytest.raises(NotPermitted):
        load_notice(registry, NOTICE_2027, Role.ENTERER)
    with pytest.raises(InvalidInput, match="line 2, column kind"):
        load_notice(registry, "date,kind,source\n2028-01-03,off,某\n")


DAYS = st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31))


@given(st.builds(
    PublicationFacts,
    kind=st.sampled_from(RecordKind),
    subject_kind=st.sampled_from(SubjectKind),
    state=st.just(RecordState.ACTIVE),
    disclosure=st.just(Disclosure.PUBLIC),
    severity=st.sampled_from(Severity),
    outcome=st.sampled_from(["failed", "passed", "valid", "not_due", "unfulfilled"]),
    **dict.fromkeys(DATES, DAYS),
))  # fmt: skip
@settings(deadline=None)  # the first use of a calendar looks at all its days
def test_windows_depend_on_no_date_but_those_that_the_law_reads(facts: PublicationFacts) -> None:
    read = publications.columns_read(EDITION, facts.kind)
    blank = {name: None for name in DATES if name not in read}
    bare = replace(facts, **blank)  # type: ignore[arg-type] # dates by name
    assert publications.terms_of(bare, EDITION) == publications.terms_of(facts, EDITION)
