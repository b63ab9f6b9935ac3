"""What follows from an entry: measures of the catalogue, chosen once, lifted with the entry."""

import json
from datetime import date, timedelta

import pytest
from builders import a_subject_draft, an_officer
from editions import edited, load
from filings import deliver, on, subject_of
from sqlalchemy import select
from test_services_listings import Case
from test_services_profiles import outcomes

from credit_registry.domain.actors import Role
from credit_registry.domain.errors import Unlawful
from credit_registry.domain.listings import Step
from credit_registry.domain.uses import Outcome
from credit_registry.services import law_editions
from credit_registry.services.lists import entries
from credit_registry.services.lists.listings import ListEntry
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event
from credit_registry.store.measures import EntryMeasure

ALL = ("D01", "D02", "D03", "D04", "D05", "D06")
DECIDED, ENDS = date(2026, 12, 1), date(2029, 12, 1)
ONE_DAY = timedelta(days=1)
SUPERVISION = "  frequency_en: while listed\n  since: 2021-09-01\n  until: null\n"
INLINE = (
    "[{use: honours, force: bars, words_zh: 不授予荣誉, words_en: No honours, since: 2021-09-01, "
    "until: null, source: {instrument_zh: 某办法, instrument_en: x, verification: instrument}}]"
)
"""A measure as lists held them before there was a catalogue."""
ENDING = SUPERVISION.replace("null", "2027-01-31")


@pytest.fixture
def case(registry: Registry) -> Case:
    deliver(registry, a_subject_draft(1))
    return Case(
        registry,
        an_officer(registry, Role.PROPOSER),
        an_officer(registry, Role.DECIDER),
        an_officer(registry, Role.PUBLISHER),
    )


def at_decision(case: Case) -> None:
    """The case on the day on which it may be decided."""
    case.propose()
    case.notice()
    case.today = DECIDED


def entry(case: Case) -> ListEntry:
    auditor = an_officer(case.registry, Role.AUDITOR)
    with case.registry.reading() as session:
        edition = law_editions.current(session).edition
        return entries.entry(session, case.listing_id, auditor, edition)


def in_force(case: Case, day: date) -> list[str]:
    return [each.measure.code for each in entry(case).measures if each.is_in_force(day)]


def remove(case: Case, version: int) -> None:
    case.step(
        Step.WITHDRAW, an_officer(case.registry, Role.DECIDER), version, note="处罚被撤销",
        document_number="撤〔2026〕1号",
    )  # fmt: skip


def test_nothing_follows_before_the_decision_and_all_measures_of_the_list_from_it(
    case: Case,
) -> None:
    at_decision(case)
    assert entry(case).measures == ()
    case.decide()
    assert in_force(case, DECIDED - ONE_DAY) == []
    assert tuple(in_force(case, DECIDED)) == ALL


def test_a_decision_chooses_among_the_measures_and_its_event_says_which(
    case: Case,
) -> None:
    at_decision(case)
    case.step(
        Step.DECIDE, case.decider, 2, document_number="列〔2026〕1号", measures=("D04", "D01")
    )
    assert in_force(case, DECIDED) == ["D01", "D04"]
    with case.registry.reading() as session:
        told = session.scalars(select(Event).where(Event.kind == "listing_decided")).one()
    assert told.payload["measures"] == "D01 D04"


@pytest.mark.parametrize("named", [("D01", "N01"), ("D99",), ()], ids=["other", "odd", "none"])
def test_a_measure_that_is_not_the_lists_is_refused_with_what_would_be_accepted(
    case: Case,
    named: tuple[str, ...],
) -> None:
    at_decision(case)
    with pytest.raises(Unlawful, match=", ".join(ALL)):
        case.step(Step.DECIDE, case.decider, 2, document_number="列〔2026〕1号", measures=named)
    with case.registry.reading() as session:
        assert session.scalars(select(EntryMeasure)).all() == []


def test_a_removal_lifts_all_measures_on_its_day_and_the_decision_keeps_what_it_said(
    case: Case,
) -> None:
    case.publish()
    case.today = date(2026, 12, 20)
    remove(case, 5)
    assert in_force(case, date(2026, 12, 19)) == list(ALL)
    assert in_force(case, date(2026, 12, 20)) == []
    with case.registry.reading() as session:
        rows = session.scalars(select(EntryMeasure)).all()
    assert len([row for row in rows if row.superseded_by is None]) == len(ALL)
    assert {row.lifted_on for row in rows} == {None, date(2026, 12, 20)}


def test_by_date_measures_end_with_the_term_though_no_job_has_run(
    case: Case,
) -> None:
    case.publish()
    assert in_force(case, ENDS) == list(ALL)
    assert in_force(case, ENDS + ONE_DAY) == []


def test_a_term_that_is_closed_lifts_what_had_ended_by_date(
    case: Case,
) -> None:
    case.publish()
    case.today = ENDS + ONE_DAY
    case.step(Step.EXPIRE, an_officer(case.registry, Role.OPERATOR), 5)
    assert in_force(case, ENDS) == list(ALL)
    assert in_force(case, ENDS + ONE_DAY) == []
    assert {each.lifted_on for each in entry(case).measures} == {ENDS + ONE_DAY}


def test_a_measure_that_ends_by_law_during_an_entry_follows_no_longer_than_that(
    case: Case,
) -> None:
    load(case.registry, edited("measures.yaml", SUPERVISION, ENDING))
    case.publish()
    assert in_force(case, date(2027, 1, 31)) == list(ALL)
    assert in_force(case, date(2027, 2, 1)) == ["D01", "D02", "D03", "D04", "D05"]


def test_a_measure_that_has_ended_by_law_is_chosen_for_no_entry(
    case: Case,
) -> None:
    ended = SUPERVISION.replace("null", "2026-11-30")
    load(case.registry, edited("measures.yaml", SUPERVISION, ended))
    at_decision(case)
    with pytest.raises(Unlawful, match="not: D06"):
        case.step(Step.DECIDE, case.decider, 2, document_number="列〔2026〕1号", measures=("D06",))
    case.decide()
    assert in_force(case, DECIDED) == ["D01", "D02", "D03", "D04", "D05"]


def test_an_edition_that_changes_a_basis_is_what_an_entry_cites_from_then_on(
    case: Case,
) -> None:
    case.publish()
    name = "Interim Regulations on the Publicity of Enterprise Information"
    assert entry(case).measures[0].measure.source.instrument_en == name
    content = edited("measures.yaml", f"instrument_en: {name}", "instrument_en: new regulations")
    load(case.registry, content)
    assert entry(case).measures[0].measure.source.instrument_en == "new regulations"
    assert in_force(case, DECIDED) == list(ALL)


def test_a_measure_that_a_new_edition_drops_follows_no_longer(
    case: Case,
) -> None:
    case.publish()
    texts = json.loads(edited("list_types.yaml", "D05, D06]", "D05]"))
    head, _, rest = texts["measures.yaml"].partition("- code: D06")
    texts["measures.yaml"] = head + "- code" + rest.partition("- code")[2]
    load(case.registry, json.dumps(texts, ensure_ascii=False))
    assert in_force(case, DECIDED) == ["D01", "D02", "D03", "D04", "D05"]


def test_an_entry_decided_before_there_was_a_catalogue_has_all_that_its_list_names(
    case: Case,
) -> None:
    texts = json.loads(edited("list_types.yaml", "[D01, D02, D03, D04, D05, D06]", INLINE))
    texts["list_types.yaml"] = texts["list_types.yaml"].replace("[I01, I02]", "[]")
    texts["list_types.yaml"] = texts["list_types.yaml"].replace("[N01, N02, N03, N04]", "[]")
    del texts["measures.yaml"]
    load(case.registry, json.dumps(texts, ensure_ascii=False))
    case.publish()
    assert [each.measure.content_en for each in entry(case).measures] == ["No honours"]
    with case.registry.reading() as session:
        assert session.scalars(select(EntryMeasure)).all() == []
    case.today = date(2026, 12, 5)
    load(case.registry, edited("deadlines.yaml", "amount: 10, unit", "amount: 11, unit"))
    assert tuple(in_force(case, DECIDED)) == ALL


def test_a_use_is_touched_by_the_measures_that_were_chosen_alone(
    case: Case,
) -> None:
    at_decision(case)
    case.step(Step.DECIDE, case.decider, 2, document_number="列〔2026〕1号", measures=("D01",))
    case.consent()
    case.step(Step.PUBLISH, case.publisher, 4)
    on(case.registry, case.today)
    assert subject_of(case.registry)
    review, none = Outcome.NEEDS_REVIEW, Outcome.NO_BAR_FOUND
    assert outcomes(case.registry)[1:] == (review, none, none)
