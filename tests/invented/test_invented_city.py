"""The invented city: the same from the same seed, valid throughout, and like a city."""

from collections import Counter
from datetime import date, timedelta
from functools import cache

import pytest

from credit_registry.domain import organization_codes, usccs
from credit_registry.domain.drafts import RecordDraft, SubjectDraft
from credit_registry.domain.listing_courses import OPENS, status_after
from credit_registry.domain.listings import ListingStatus, Step
from credit_registry.domain.privacy import personal_numbers
from credit_registry.domain.subjects import LinkKind, Standing, SubjectKind
from credit_registry.invented import cities, places
from credit_registry.invented.cities import City
from credit_registry.law import editions

TODAY = date(2026, 11, 23)
EDITION = editions.parse(editions.read_seeds(places.law()))
ENTERPRISES, RECORDS = 900, 7_200


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


def test_the_same_seed_and_day_give_the_same_city() -> None:
    assert cities.invent(7, 150, 1_200, TODAY) == cities.invent(7, 150, 1_200, TODAY)


def test_another_seed_gives_another_city() -> None:
    first, second = (cities.invent(seed, 150, 1_200, TODAY) for seed in (7, 8))
    assert {firm.name for firm in first.firms}.isdisjoint({firm.name for firm in second.firms[:9]})


def test_a_city_of_another_day_is_as_old_and_as_recent() -> None:
    day = date(2028, 2, 29)
    city = cities.invent(1, 150, 1_200, day)
    assert city.since == date(2020, 2, 29)
    assert max(each.day for each in city.deliveries) == day - timedelta(days=1)
    assert city.withdrawals


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_there_are_as_many_enterprises_and_records_as_asked_for(seed: int) -> None:
    city = the_city(seed)
    named = {(row.uscc or row.quarantined_code, "") for row in subject_rows(city)}
    assert len(named) == len(city.firms) == ENTERPRISES
    assert len({key(draft) for draft in record_rows(city)}) == RECORDS


def test_every_code_is_valid_in_a_division_that_was_never_assigned() -> None:
    city = the_city()
    codes = {firm.uscc for firm in city.firms}
    codes |= {str(row.source_unit.code) for row in record_rows(city)}
    assert len(codes) > ENTERPRISES
    for code in codes:
        assert usccs.is_valid(code)
        assert organization_codes.is_valid(usccs.parts(code).subject_identifier)
        assert usccs.parts(code).division_code.startswith("99")


def test_codes_tell_the_three_kinds_of_subject_apart() -> None:
    kinds = Counter(firm.kind for firm in the_city().firms)
    assert all(usccs.subject_kind(firm.uscc) is firm.kind for firm in the_city().firms)
    assert kinds[SubjectKind.LEGAL_PERSON] > kinds[SubjectKind.INDIVIDUAL_BUSINESS]
    assert kinds[SubjectKind.INDIVIDUAL_BUSINESS] > kinds[SubjectKind.FARMERS_COOPERATIVE] > 0
    assert set(kinds) <= set(SubjectKind) - {SubjectKind.UNINCORPORATED}


def test_every_registration_stands_in_a_division_of_the_citys_law() -> None:
    for row in subject_rows(the_city()):
        assert row.division_code
        named = EDITION.divisions.named(row.division_code, TODAY)
        assert named is not None
        assert named.parent == places.CITY_DIVISION


def test_the_city_has_eighteen_divisions_with_enterprises_in_each() -> None:
    standing = [d for d in EDITION.divisions.on(TODAY) if d.parent == places.CITY_DIVISION]
    assert len(standing) == len(places.places()) == 18
    assert {firm.home.code for firm in the_city().firms} == {d.code for d in standing}


def test_a_code_keeps_the_division_it_was_given_under() -> None:
    older = [f for f in the_city().firms if f.home.since and f.established_on < f.home.since]
    assert older
    for firm in older:
        assert usccs.parts(firm.uscc).division_code == firm.home.former_code
        assert firm.draft_on(TODAY).division_code == firm.home.code


@pytest.mark.parametrize("code", ["990121", "990122"])
def test_a_division_that_was_renamed_is_followed_by_its_successor(code: str) -> None:
    successor = EDITION.divisions.successor(code, TODAY)
    assert successor is not None
    assert successor.since is not None
    assert successor.since.first_day > date(2018, 11, 23)


def test_every_industry_is_one_of_the_classification() -> None:
    sections: Counter[str] = Counter()
    for firm in the_city().firms:
        section = EDITION.industries.section_of(firm.trade.code)
        assert section is not None
        sections[section.letter] += 1
    assert sections["C"] > ENTERPRISES * 0.5
    assert len(sections) >= 8


def test_no_natural_person_and_no_personal_number_occurs() -> None:
    for draft in record_rows(the_city()):
        assert "legal_representative" not in draft.detail
        said = (draft.title, draft.subject.name, *map(str, draft.detail.values()))
        assert not any(personal_numbers(text) for text in said)
    for row in subject_rows(the_city()):
        assert not personal_numbers(f"{row.name} {row.address} {row.scope} {row.capital}")


def test_some_enterprises_were_renamed_and_their_register_row_follows() -> None:
    renamed = [firm for firm in the_city().firms if firm.renamed_on]
    assert len(renamed) > ENTERPRISES / 50
    for firm in renamed:
        assert firm.former_name != firm.name
        names = [row.name for row in subject_rows(the_city()) if row.uscc == firm.uscc]
        assert (names[0], names[-1]) == (firm.former_name, firm.name)


def test_enterprises_were_merged_and_put_on_record_twice() -> None:
    kinds = {link.kind for link in the_city().links}
    assert kinds == {LinkKind.SUCCEEDED_BY, LinkKind.DUPLICATE_OF}
    codes = {firm.uscc: firm for firm in the_city().firms}
    for link in the_city().links:
        if link.kind is LinkKind.SUCCEEDED_BY:
            assert codes[link.uscc].standing is Standing.DEREGISTERED
            assert codes[link.other].standing is Standing.OPERATING


@pytest.mark.parametrize(("seed", "count"), [(1, 120), (2, 120), (3, 120), (1, ENTERPRISES)])
def test_cases_stand_at_every_status_and_take_only_steps_there_are(seed: int, count: int) -> None:
    reached = set()
    for proceeding in the_city(seed, count, count * 8).proceedings:
        procedure = EDITION.list_types[proceeding.list_type].procedure
        status, day = OPENS[procedure], proceeding.proposed_on
        for taken in proceeding.steps:
            needs = taken.step is Step.DECIDE
            status = status_after(procedure, status, taken.step, needs_consent=needs)
            assert day <= taken.day < TODAY
            day = taken.day
        reached.add(status)
    assert reached == set(ListingStatus) - {ListingStatus.DECIDED, ListingStatus.SUSPENDED}


def test_some_terms_end_soon_and_some_have_just_ended() -> None:
    decided = [
        (taken.day, {step.step for step in proceeding.steps})
        for proceeding in the_city().proceedings
        for taken in proceeding.steps
        if taken.step is Step.DECIDE
    ]
    ends = [(day.replace(year=day.year + 3), steps) for day, steps in decided]
    assert any(TODAY <= end < TODAY + timedelta(days=30) for end, _ in ends)
    assert any(end < TODAY and Step.EXPIRE in steps for end, steps in ends)


@pytest.mark.parametrize(("count", "records"), [(0, 0), (1, 0), (10, 40), (40, 100)])
def test_even_a_hamlet_can_be_invented(count: int, records: int) -> None:
    city = cities.invent(1, count, records, TODAY)
    assert len(city.firms) == count
