"""Use profiles: what bars, what calls for a review, until when, and what is refused as a row."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profile_builders import (
    AWARDS,
    BANK,
    MILLION,
    PROCUREMENT,
    TODAY,
    an_entry,
    edited,
    found,
    rows_of,
    suspended,
)
from rule_builders import a_dossier, a_failed_sampling, a_penalty

from credit_registry.domain.kinds.penalty_categories import PENALTY_CATEGORIES
from credit_registry.domain.records import Level, RecordKind, RecordState
from credit_registry.domain.sources import Verification
from credit_registry.domain.uses import Force, Outcome, Use
from credit_registry.rules.dossiers import Fact
from credit_registry.rules.findings import Lack
from credit_registry.rules.profiles.profile_documents import (
    shipped_profiles,
)
from credit_registry.rules.profiles.profile_evaluation import evaluate
from credit_registry.rules.profiles.profile_explanations import explain
from credit_registry.rules.profiles.profile_findings import CaseFile


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        (date(2026, 5, 31), Outcome.NO_BAR_FOUND),
        (date(2026, 6, 1), Outcome.BARRED),
        (date(2029, 6, 1), Outcome.BARRED),
        (date(2029, 6, 2), Outcome.NO_BAR_FOUND),
    ],
)
def test_a_suspension_bars_procurement_to_the_last_day_of_the_three_years(
    on: date, outcome: Outcome
) -> None:
    assert found(PROCUREMENT, suspended(date(2026, 6, 1)), on=on).outcome is outcome


def test_the_reason_says_until_when_and_the_outcome_when_it_changes() -> None:
    finding = found(PROCUREMENT, suspended(date(2026, 6, 1)))
    (reason,) = finding.reasons
    assert reason.until == date(2029, 6, 1)
    assert [ground.record_id for ground in reason.grounds] == [1]
    assert finding.next_change_on == date(2029, 6, 2)


def test_three_years_from_a_leap_day_end_on_the_last_of_february() -> None:
    fact = suspended(date(2024, 2, 29))
    assert found(PROCUREMENT, fact, on=date(2027, 2, 28)).outcome is Outcome.BARRED
    assert found(PROCUREMENT, fact, on=date(2027, 3, 1)).outcome is Outcome.NO_BAR_FOUND


@pytest.mark.parametrize(
    "state", [RecordState.RESTORED, RecordState.WITHDRAWN, RecordState.ANNULLED]
)
def test_a_penalty_that_does_not_stand_bars_nothing(state: RecordState) -> None:
    fact = suspended(date(2026, 6, 1), state=state)
    assert all(
        found(profile, fact).outcome is Outcome.NO_BAR_FOUND for profile in shipped_profiles()
    )


def test_a_record_that_the_public_is_not_shown_calls_for_a_review_at_most() -> None:
    finding = found(PROCUREMENT, suspended(date(2026, 6, 1)), withheld=frozenset({1}))
    assert finding.outcome is Outcome.NEEDS_REVIEW
    assert [ground.is_public for ground in finding.reasons[0].grounds] == [False]


def test_beside_a_public_record_a_withheld_one_is_not_named() -> None:
    facts = suspended(date(2026, 6, 1)), suspended(date(2026, 7, 1), record_id=2)
    finding = found(PROCUREMENT, *facts, withheld=frozenset({2}))
    assert finding.outcome is Outcome.BARRED
    assert [ground.record_id for ground in finding.reasons[0].grounds] == [1]


@pytest.mark.parametrize(
    ("category", "row", "outcome"),
    [
        ("suspend_business", "GP-1", Outcome.BARRED),
        ("revoke_permit", "GP-2", Outcome.BARRED),
        ("order_closure", "GP-3", Outcome.NEEDS_REVIEW),
        ("detention", "GP-3", Outcome.NEEDS_REVIEW),
        ("restrict_practice", "GP-3", Outcome.NEEDS_REVIEW),
        ("restrict_activity", "GP-3", Outcome.NEEDS_REVIEW),
        ("downgrade_qualification", "GP-3", Outcome.NEEDS_REVIEW),
    ],
)
def test_what_the_statute_names_bars_and_what_it_may_mean_is_reviewed(
    category: str, row: str, outcome: Outcome
) -> None:
    finding = found(PROCUREMENT, replace(a_penalty(date(2026, 6, 1)), category=category))
    assert (rows_of(finding), finding.outcome) == ([row], outcome)


@pytest.mark.parametrize(
    ("fen", "rows"), [(2 * MILLION - 1, []), (2 * MILLION, ["GP-4"]), (9 * MILLION, ["GP-4"])]
)
def test_a_fine_is_only_ever_reviewed(fen: int, rows: list[str]) -> None:
    finding = found(PROCUREMENT, replace(a_penalty(date(2026, 6, 1), fen=fen), category="fine"))
    assert rows_of(finding) == rows
    assert finding.outcome is (Outcome.NEEDS_REVIEW if rows else Outcome.NO_BAR_FOUND)


def test_two_fines_below_the_line_are_not_added_up() -> None:
    fines = [a_penalty(date(2026, 6, n), record_id=n, fen=MILLION) for n in (1, 2)]
    assert rows_of(found(PROCUREMENT, *fines)) == []


def test_the_line_of_a_larger_fine_does_not_reach_before_its_first_day() -> None:
    fine = a_penalty(date(2021, 6, 1), fen=3 * MILLION)
    assert rows_of(found(PROCUREMENT, fine, on=date(2022, 2, 7))) == []
    assert rows_of(found(PROCUREMENT, fine, on=date(2022, 2, 8))) == ["GP-4"]
    assert found(PROCUREMENT, fine, on=date(2022, 2, 7)).next_change_on == date(2022, 2, 8)


def test_a_record_that_states_no_day_or_no_amount_is_told_as_missing() -> None:
    finding = found(PROCUREMENT, suspended(None), a_penalty(date(2026, 6, 1), record_id=2))
    assert {(each.lack, each.record_id) for each in finding.missing} == {
        (Lack.NO_DATE, 1),
        (Lack.NO_AMOUNT, 2),
    }
    assert finding.outcome is Outcome.NO_BAR_FOUND


def test_a_subject_taken_out_of_the_directory_is_out_of_it_on_that_day() -> None:
    fact = Fact(
        record_id=1,
        version_id=10,
        kind=RecordKind.ABNORMAL_OPERATIONS,
        effective_from=date(2026, 1, 5),
        effective_to=TODAY,
    )
    assert rows_of(found(PROCUREMENT, fact, on=date(2026, 11, 22))) == ["GP-6"]
    assert found(PROCUREMENT, fact).outcome is Outcome.NO_BAR_FOUND


@pytest.mark.parametrize(
    ("use", "force", "verification", "outcome"),
    [
        (Use.HONOURS, Force.BARS, Verification.ARTICLE, Outcome.BARRED),
        (Use.HONOURS, Force.BARS, Verification.INSTRUMENT, Outcome.BARRED),
        (Use.HONOURS, Force.BARS, Verification.UNVERIFIED, Outcome.NEEDS_REVIEW),
        (Use.HONOURS, Force.BARS, Verification.REGISTRY, Outcome.NEEDS_REVIEW),
        (Use.HONOURS, Force.WEIGHED, Verification.ARTICLE, Outcome.NEEDS_REVIEW),
        (Use.QUALIFICATION, Force.WEIGHED, Verification.ARTICLE, Outcome.NEEDS_REVIEW),
        (Use.WORKS_TENDERING, Force.BARS, Verification.ARTICLE, Outcome.NO_BAR_FOUND),
    ],
)
def test_an_entry_bars_where_its_list_names_a_verified_measure_for_the_use(
    use: Use, force: Force, verification: Verification, outcome: Outcome
) -> None:
    file = CaseFile(a_dossier(), (an_entry(use, force, verification),))
    assert evaluate(AWARDS, file, TODAY).outcome is outcome


def test_an_entry_stands_to_its_last_day_and_a_measure_to_its_own() -> None:
    entry = an_entry(Use.HONOURS, Force.BARS, until=date(2027, 1, 1))
    file = CaseFile(a_dossier(), (entry,))
    assert evaluate(AWARDS, file, date(2026, 11, 22)).outcome is Outcome.NO_BAR_FOUND
    assert evaluate(AWARDS, file, date(2027, 1, 1)).outcome is Outcome.BARRED
    assert evaluate(AWARDS, file, date(2027, 1, 2)).outcome is Outcome.NO_BAR_FOUND
    sooner = an_entry(Use.HONOURS, Force.BARS, measure_until=date(2026, 12, 1))
    finding = evaluate(AWARDS, CaseFile(a_dossier(), (sooner,)), TODAY)
    assert (finding.reasons[0].until, finding.next_change_on) == (
        date(2026, 12, 1),
        date(2026, 12, 2),
    )


def test_a_bank_is_told_of_an_entry_and_is_never_barred() -> None:
    file = CaseFile(
        a_dossier(suspended(date(2026, 6, 1))), (an_entry(Use.BANK_CREDIT, Force.BARS),)
    )
    finding = evaluate(BANK, file, TODAY)
    assert (rows_of(finding), finding.outcome) == (["BC-1", "BC-4"], Outcome.NEEDS_REVIEW)
    assert any("仅供参考" in each.zh for each in explain(BANK, finding))


@pytest.mark.parametrize(
    ("established_on", "rows", "until"),
    [
        (date(2021, 11, 23), [], None),
        (date(2021, 11, 24), ["QA-3"], date(2026, 11, 23)),
        (None, ["QA-3"], None),
    ],
)
def test_five_years_are_full_on_the_corresponding_day(
    established_on: date | None, rows: list[str], until: date | None
) -> None:
    file = CaseFile(a_dossier(established_on=established_on))
    finding = evaluate(AWARDS, file, TODAY)
    assert rows_of(finding) == rows
    assert [reason.until for reason in finding.reasons] == [until] * len(rows)


@pytest.mark.parametrize(
    ("level", "rows"),
    [(Level.NATIONAL, ["QA-5"]), (Level.PROVINCIAL, ["QA-5"]), (Level.CITY, []), (None, [])],
)
def test_awards_look_at_national_and_provincial_samplings(
    level: Level | None, rows: list[str]
) -> None:
    assert rows_of(found(AWARDS, a_failed_sampling(date(2026, 1, 1), level=level))) == rows


def test_sources_that_were_not_delivered_and_are_not_held_are_told() -> None:
    file = CaseFile(a_dossier(covered=frozenset({"administrative_penalty"})))
    finding = evaluate(PROCUREMENT, file, TODAY)
    assert finding.undelivered == (
        RecordKind.ABNORMAL_OPERATIONS,
        RecordKind.NATIONAL_LIST,
        RecordKind.CONTRACT,
    )
    told = " ".join(sentence.zh for sentence in explain(PROCUREMENT, finding))
    assert "未查：刑事处罚" in told
    assert "经营异常、国家名单列入、合同履约" in told


def test_the_good_answer_says_no_more_than_what_was_found() -> None:
    for profile in shipped_profiles():
        sentences = explain(profile, found(profile))
        assert "在本系统所载信息中未发现" in sentences[0].zh
        assert "no bar" in sentences[0].en
        assert "in what this registry holds" in sentences[0].en
        assert "不是证明" in sentences[-1].zh
        assert "no certificate" in sentences[-1].en
        assert not any(
            word in each.en.lower() for each in sentences for word in ("clean", "trustworthy ")
        )


def test_a_number_of_records_is_reached_by_public_ones_and_lost_when_too_few_are_left() -> None:
    profile = edited(lambda row: row.update(reads="count", at_least=2))
    facts = [suspended(date(2026, month, 1), record_id=month) for month in (1, 2, 3)]
    assert found(profile, facts[0]).outcome is Outcome.NO_BAR_FOUND
    assert found(profile, *facts).reasons[0].until == date(2029, 2, 1)
    hidden = frozenset({2, 3})
    assert found(profile, *facts, withheld=hidden).outcome is Outcome.NEEDS_REVIEW
    assert found(profile, *facts, withheld=frozenset({3})).outcome is Outcome.BARRED


def test_an_article_that_nobody_has_checked_is_in_no_sentence() -> None:
    entry = Fact(
        record_id=1,
        version_id=10,
        kind=RecordKind.ABNORMAL_OPERATIONS,
        effective_from=date(2026, 1, 5),
    )
    finding = found(PROCUREMENT, entry, replace(a_penalty(date(2026, 6, 1), record_id=2)))
    (reason,) = finding.reasons
    assert reason.sources[0].articles == ("18",)
    told = " ".join(f"{each.zh} {each.en}" for each in explain(PROCUREMENT, finding))
    assert "企业信息公示暂行条例" in told
    assert "18" not in told


FACTS = st.lists(
    st.builds(
        lambda days, category, fen: replace(
            a_penalty(date.fromordinal(TODAY.toordinal() - days), fen=fen), category=category
        ),
        st.integers(0, 2_000),
        st.sampled_from(sorted(PENALTY_CATEGORIES.values)),
        st.none() | st.integers(0, 3 * MILLION),
    ),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(FACTS, st.integers(0, 2_000), st.booleans())
def test_nothing_changes_before_the_next_change(
    facts: list[Fact], later: int, is_hidden: bool
) -> None:
    numbered = [replace(fact, record_id=place) for place, fact in enumerate(facts)]
    withheld = frozenset(range(len(facts))) if is_hidden else frozenset[int]()
    on = date.fromordinal(TODAY.toordinal() + later)
    for profile in shipped_profiles():
        today = found(profile, *numbered, withheld=withheld)
        then = found(profile, *numbered, on=on, withheld=withheld)
        if today.next_change_on is None or on < today.next_change_on:
            assert then.reasons == today.reasons
        if is_hidden:
            assert today.outcome is not Outcome.BARRED
