"""What invented enterprises do: dated rightly, delivered in order, and as a city would."""

from collections import Counter
from datetime import date, timedelta
from functools import cache
from random import Random

from credit_registry.domain import usccs
from credit_registry.domain.drafts import RecordDraft, SubjectDraft
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.publication_windows import publication
from credit_registry.domain.publications import PublicationFacts
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.domain.subjects import SubjectKind
from credit_registry.invented import cities, conduct, enterprises, places
from credit_registry.invented.cities import City
from credit_registry.invented.deliveries import Slip
from credit_registry.invented.records import Desk, Statement
from credit_registry.law import editions

TODAY = date(2026, 11, 23)
EDITION = editions.parse(editions.read_seeds(places.law()))
ENTERPRISES, RECORDS = 900, 7_200
FREQUENT = 0.01
"""The share of all records from which a kind has some in every year."""


@cache
def the_city(seed: int = 1, enterprises: int = ENTERPRISES, records: int = RECORDS) -> City:
    return cities.invent(seed, enterprises, records, TODAY)


def subject_rows(city: City) -> list[SubjectDraft]:
    return [r for each in city.deliveries for r in each.rows if isinstance(r, SubjectDraft)]


def record_rows(city: City) -> list[RecordDraft]:
    return [r for each in city.deliveries for r in each.rows if isinstance(r, RecordDraft)]


def key(draft: RecordDraft) -> tuple[object, ...]:
    """The natural key of a record."""
    codes = tuple(draft.subject.codes.values())
    return draft.source_unit, draft.kind, draft.document_number, codes, draft.item_serial


def statements() -> list[Statement]:
    rng = Random(5)  # noqa: S311 - nothing is kept secret by it
    since = date(2018, 11, 23)
    firms = enterprises.invent(rng, 400, since, TODAY)
    desk = Desk(rng, TODAY, firms, firms)
    stated = conduct.invent(desk, [firm for firm in firms if firm.trade.products], 3_000, since)
    return [statement for of_kind in stated.values() for statement in of_kind]


def test_most_enterprises_are_clean_and_a_few_have_many_penalties() -> None:
    counts = Counter(
        code
        for row in {key(draft): draft for draft in record_rows(the_city())}.values()
        if row.kind is RecordKind.PENALTY
        for code in row.subject.codes.values()
    )
    assert len(counts) < ENTERPRISES * 0.35
    most = sum(number for _, number in counts.most_common(len(counts) // 10))
    assert most > sum(counts.values()) * 0.25


def test_most_samples_pass_and_some_fail() -> None:
    results = Counter(d.outcome for d in record_rows(the_city()) if d.kind is RecordKind.SAMPLING)
    assert 0.85 < results["passed"] / results.total() < 0.985


def test_records_of_the_frequent_kinds_are_spread_over_all_eight_years() -> None:
    years = Counter(
        (row.kind, (row.decided_on or row.occurred_on or TODAY).year)
        for row in record_rows(the_city())
    )
    frequent = [kind for kind, share in conduct.SHARES.items() if share >= FREQUENT]
    assert len(frequent) >= 5
    for kind in frequent:
        assert all(years[kind, year] for year in range(2019, 2027))


def test_there_are_records_of_every_kind() -> None:
    assert {row.kind for row in record_rows(the_city())} == set(RecordKind)


def test_penalties_are_of_every_severity() -> None:
    found = {d.severity for d in record_rows(the_city()) if d.kind is RecordKind.PENALTY}
    assert found == set(Severity)


def test_some_state_what_the_full_rule_set_asks_for() -> None:
    rows = record_rows(the_city())
    stated = {(row.kind, word) for row in rows for word in (row.outcome, row.category)}
    classes = ("false_inspection", "refused_inspection", "unlicensed_production", "other")
    wanted = {
        *((RecordKind.PENALTY, each) for each in (*classes, "false_commitment", "refused_recall")),
        *((RecordKind.SAMPLING, each) for each in ("refused", "recheck", "recheck_announced")),
        (RecordKind.STANDARD, "led_national_standard"),
        *((RecordKind.NATIONAL_LIST, each) for each in ("tax_abnormal", "social_insurance")),
        *((RecordKind.CERTIFICATE, each) for each in ("own_testing", "contracted_testing")),
        *((RecordKind.EXPORT_NOTIFICATION, each) for each in ("notified", "rejected")),
    }
    assert wanted <= stated
    ended = {row.kind for row in rows if row.effective_to and row.effective_from is None}
    assert ended >= {RecordKind.PENALTY, RecordKind.SAMPLING}
    assert all(row.score_centi for row in rows if row.kind is RecordKind.SURVEY)


def test_every_record_passes_the_checks_of_its_kind() -> None:
    for statement in statements():
        kind = KINDS[statement.kind]
        for each in filter(None, (statement, statement.earlier)):
            assert kind.checks(each.values, each.ready_on) == []


def test_a_penalty_is_served_after_its_decision_and_delivered_after_both() -> None:
    for statement in statements():
        draft = statement.draft()
        if draft.kind is RecordKind.PENALTY:
            assert draft.decided_on
            assert draft.served_on
            assert draft.decided_on <= draft.served_on
            assert draft.decided_on < statement.ready_on


def test_a_result_is_announced_only_when_the_time_to_object_is_over() -> None:
    announced = [
        d for d in record_rows(the_city()) if d.kind is RecordKind.SAMPLING and d.first_displayed_on
    ]
    assert announced
    for draft in announced:
        assert draft.served_on
        assert (draft.first_displayed_on or TODAY) - draft.served_on > timedelta(days=15)


def test_nothing_is_delivered_that_lies_after_its_delivery() -> None:
    for delivery in the_city().deliveries:
        for row in delivery.rows:
            if isinstance(row, RecordDraft):
                days = (row.decided_on, row.occurred_on, row.served_on, row.first_displayed_on)
                assert all(day <= delivery.day for day in days if day)


def test_no_file_states_two_things_of_one_record() -> None:
    for delivery in the_city().deliveries:
        rows = [row for row in delivery.rows if isinstance(row, RecordDraft)]
        stated = {key(row): row for row in rows}
        assert all(stated[key(row)] == row for row in rows)


def test_some_records_are_corrected_by_a_later_file() -> None:
    stated: dict[object, list[RecordDraft]] = {}
    for draft in record_rows(the_city()):
        stated.setdefault(key(draft), []).append(draft)
    changed = {rows[0].kind for rows in stated.values() if rows[0] != rows[-1]}
    assert changed >= {RecordKind.COMMITMENT, RecordKind.PENALTY}


def test_some_rows_are_wrong_and_say_what_would_be_accepted() -> None:
    slips = [row for each in the_city().deliveries for row in each.rows if isinstance(row, Slip)]
    assert 0 < len(slips) < RECORDS / 100
    assert all(slip.accepted for slip in slips)


def test_some_register_rows_have_a_wrong_check_character_with_the_right_code_suggested() -> None:
    faulty = [row for row in subject_rows(the_city()) if row.quarantined_code]
    assert faulty
    for row in faulty:
        checked = usccs.check(row.quarantined_code or "")
        assert checked.verdict is usccs.UsccVerdict.WRONG_CHECK_CHARACTER
        assert row.suggested_code == checked.suggestion
        assert row.uscc is None


def test_displays_end_yesterday_today_and_tomorrow() -> None:
    ends = set()
    for draft in record_rows(the_city()):
        if draft.kind is RecordKind.PENALTY:
            facts = PublicationFacts(
                kind=draft.kind,
                subject_kind=SubjectKind.LEGAL_PERSON,
                state=draft.state,
                disclosure=draft.disclosure,
                severity=draft.severity,
                decided_on=draft.decided_on,
            )
            shown = publication(facts, EDITION.regimes, EDITION.working_days)
            ends |= {window.until for window in shown.windows}
    assert ends >= {TODAY + timedelta(days=days) for days in (-1, 0, 1, 7)}


def test_penalties_are_annulled_restored_and_withdrawn_after_their_delivery() -> None:
    city = the_city()
    assert len({each.state for each in city.withdrawals}) == 3
    delivered = {
        row.document_number: each.day
        for each in reversed(city.deliveries)
        for row in each.rows
        if isinstance(row, RecordDraft)
    }
    for each in city.withdrawals:
        assert delivered[each.document_number] < each.day < TODAY
