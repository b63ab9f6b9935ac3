"""Search as a reader meets it: public particulars by today's windows, and without an index."""

from datetime import date, timedelta

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, on
from found_subjects import hits, number_of, page
from rule_texts import the_extract
from sqlalchemy import delete, select
from statements import counted
from test_services_listings import Case

from credit_registry.domain.actors import PUBLIC, Role
from credit_registry.domain.errors import InvalidInput
from credit_registry.domain.listings import ListColour
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import Standing, SubjectKind
from credit_registry.services.finding import indexing, searching
from credit_registry.services.finding.searching import Question
from credit_registry.services.grading import consents, grading, rule_sets
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subject_states
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.listings import ListingVersion
from credit_registry.store.subjects import Registration, Subject
from search_index.documents import Document

FIRST, SECOND = "虚构市第1制造有限公司", "虚构市第2制造有限公司"
RENAMED = "虚构市更名家具有限公司"


def indexed(registry: Registry, count: int = 2) -> Registry:
    """The registry with so many subjects, found."""
    deliver(registry, *(a_subject_draft(number) for number in range(1, count + 1)))
    indexing.follow(registry)
    return registry


def test_a_hit_tells_who_the_subject_is(registry: Registry) -> None:
    (hit,) = hits(indexed(registry), "第1 制造 有限公司")
    assert (hit.name, hit.code, hit.reason.value) == (FIRST, a_uscc(1), "name_part")
    assert (hit.kind, hit.standing) == (SubjectKind.LEGAL_PERSON, Standing.OPERATING)
    assert hit.name_parts == (
        ("虚构市", False),
        ("第1制造", True),
        ("有限公司", False),
    )
    assert (hit.former_name, hit.badges, hit.grade) == (None, (), None)


def test_the_page_says_what_was_left_out(registry: Registry) -> None:
    found = page(indexed(registry), "制造 有限公司")
    assert (found.total, found.is_degraded) == (2, False)
    assert found.understanding.ignored == ("有限公司",)
    assert found.facets["standing"] == (("operating", 2),)


def test_a_former_name_is_told_beside_the_present_one(registry: Registry) -> None:
    indexed(registry)
    deliver(registry, a_subject_draft(1, name=RENAMED))
    indexing.follow(registry)
    (hit,) = hits(registry, FIRST)
    assert (hit.name, hit.former_name) == (RENAMED, FIRST)


def test_an_index_that_is_behind_shows_nothing_that_no_longer_stands(registry: Registry) -> None:
    indexed(registry)
    deliver(
        registry,
        a_subject_draft(1, name=RENAMED, standing=Standing.REVOKED, division_code="999902"),
    )
    (hit,) = hits(registry, FIRST)
    assert (hit.name, hit.standing) == (RENAMED, Standing.REVOKED)


def test_what_is_provisional_is_not_shown_even_where_the_index_holds_it(
    registry: Registry,
) -> None:
    indexed(registry, 1)
    deliver(registry, a_record_draft(RecordKind.HONOUR, 5))
    with registry.reading() as session:
        provisional = session.scalars(
            select(Subject.id).where(Subject.state == "provisional")
        ).one()
    stray = Document(str(provisional), "subject", None, (), "虚构市未核实主体", (), "")
    registry.index.port.apply([stray], [], registry.index.cursor())
    assert hits(registry, "未核实主体") == ()
    with registry.reading() as session:
        view = registry.view(session, PUBLIC)
        assert searching.suggest(session, registry.index, "未核实", view) == []


def test_a_subject_without_a_registration_is_found_and_shown(registry: Registry) -> None:
    deliver(registry, a_record_draft(RecordKind.HONOUR, 1))
    enterer = an_officer(registry, Role.ENTERER)
    with registry.transaction() as session:
        number = session.scalars(select(Subject.id)).one()
        subject_states.confirm(session, number, actor=enterer, at=registry.clock.now())
        session.execute(delete(Registration).where(Registration.subject_id == number))
    indexing.follow(registry)
    (hit,) = hits(registry, FIRST)
    assert (hit.code, hit.standing, hit.division_zh) == (a_uscc(1), Standing.UNKNOWN, "")


@pytest.fixture
def case(registry: Registry) -> Case:
    """An entry on the black list, published on 1 December 2026, with an index from before."""
    indexed(registry)
    opened = Case(
        registry,
        an_officer(registry, Role.PROPOSER),
        an_officer(registry, Role.DECIDER),
        an_officer(registry, Role.PUBLISHER),
    )
    opened.publish()
    return opened


def colours(registry: Registry, day: date) -> list[ListColour]:
    """The badges that the public sees on the day; no job runs, and the index is not touched."""
    on(registry, day)
    (hit,) = hits(registry, FIRST)
    return [badge.colour for badge in hit.badges]


def test_a_badge_stands_from_the_first_day_of_the_entry_to_its_last(case: Case) -> None:
    registry = case.registry
    with registry.reading() as session:
        entry = session.scalars(
            select(ListingVersion).where(
                ListingVersion.listing_id == case.listing_id,
                ListingVersion.superseded_by.is_(None),
            )
        ).one()
    assert entry.since is not None
    assert entry.until is not None
    assert colours(registry, entry.since - timedelta(days=1)) == []
    assert colours(registry, entry.since) == [ListColour.BLACK]
    assert colours(registry, entry.until) == [ListColour.BLACK]
    assert colours(registry, entry.until + timedelta(days=1)) == []
    assert [hit.badges for hit in hits(registry, SECOND)] == [()]


def test_a_removed_entry_has_no_badge_from_that_moment(case: Case) -> None:
    registry = case.registry
    case.today = date(2027, 12, 10)
    assert colours(registry, case.today) == [ListColour.BLACK]
    case.remove()
    assert colours(registry, case.today) == []


def graded(registry: Registry) -> int:
    """Store a grade of the first subject that holds today."""
    number = number_of(registry, FIRST)
    owner = an_officer(registry, Role.RULE_OWNER)
    with registry.transaction() as session:
        at = registry.clock.now()
        rule_sets.publish(session, the_extract(), actor=owner, at=at)
    grading.evaluate_all(registry, actor=INSTALLER)
    return number


def test_a_grade_is_public_only_with_the_enterprises_consent_on_its_days(
    registry: Registry,
) -> None:
    number = graded(indexed(registry))
    today = registry.clock.today()
    auditor = an_officer(registry, Role.AUDITOR)
    with registry.reading() as session:
        stored = session.scalars(
            select(Evaluation.grade).where(Evaluation.subject_id == number)
        ).one()
    assert [hit.grade for hit in hits(registry, FIRST)] == [None]
    assert [hit.grade for hit in hits(registry, FIRST, auditor)] == [stored]
    enterer = an_officer(registry, Role.ENTERER)
    with registry.transaction() as session:
        at = registry.clock.now()
        consents.record(session, number, today, today, actor=enterer, at=at)
    assert [hit.grade for hit in hits(registry, FIRST)] == [stored]
    assert [hit.grade for hit in hits(registry, SECOND)] == [None]
    on(registry, today + timedelta(days=1))
    assert [hit.grade for hit in hits(registry, FIRST)] == [None]


def test_a_page_of_hits_takes_as_many_statements_as_one_hit(registry: Registry) -> None:
    indexed(registry, 30)
    with counted(registry.database) as one:
        assert len(hits(registry, FIRST)) == 1
    with counted(registry.database) as many:
        assert len(hits(registry, "制造")) == 20
    assert many.count == one.count


def test_pages_follow_each_other_and_a_foreign_cursor_is_refused(registry: Registry) -> None:
    indexed(registry, 5)
    met, after = [], None
    for _ in range(3):
        found = page(registry, "", question=Question("制造", limit=2, after=after))
        met += [hit.name for hit in found.hits]
        after = found.after
    assert (len(met), len(set(met)), after) == (5, 5, None)
    first = page(registry, "", question=Question("制造", limit=2))
    for wrong in (first.after, "no cursor"):
        with pytest.raises(InvalidInput):
            page(registry, "", question=Question("虚构", after=wrong))


@pytest.mark.parametrize("text", ["长" * 201, "词 " * 11])
def test_words_that_cannot_be_asked_for_are_refused(registry: Registry, text: str) -> None:
    with pytest.raises(InvalidInput):
        page(indexed(registry), text)


def test_a_taxpayer_number_finds_the_one_subject_whose_code_holds_its_organisation_code(
    registry: Registry,
) -> None:
    indexed(registry)
    taxpayer_number = f"110101{a_uscc(1)[8:17]}"
    (hit,) = hits(registry, taxpayer_number)
    assert (hit.name, hit.reason.value) == (FIRST, "exact_code")
    deliver(registry, a_subject_draft(9, uscc=a_uscc(1, department_class="92")))
    assert hits(registry, taxpayer_number) == ()


def test_suggestions_begin_with_two_characters(registry: Registry) -> None:
    indexed(registry, 12)
    with registry.reading() as session:
        view = registry.view(session, PUBLIC)
        index = registry.index
        assert searching.suggest(session, index, "虚", view) == []
        assert searching.suggest(session, index, " 虚 ", view) == []
        found = searching.suggest(session, index, "虚构", view, limit=8)
        by_code = searching.suggest(session, index, a_uscc(3)[:17], view)
    assert len(found) == 8
    assert found[0].name == FIRST
    assert found[0].code == a_uscc(1)
    assert [each.name for each in by_code] == ["虚构市第3制造有限公司"]
