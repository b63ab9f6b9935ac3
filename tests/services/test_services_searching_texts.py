"""Texts of violations and samplings, products and states of lists are found on their days."""

from datetime import date, timedelta

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, on
from found_subjects import hits, page
from sqlalchemy import delete, select
from test_services_listings import Case

from credit_registry.domain.actors import Role
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import Standing
from credit_registry.services.finding import index_checks, indexing
from credit_registry.services.registry import Registry
from credit_registry.store.listings import ListingVersion
from credit_registry.store.records import PublicationWindow
from search_index.documents import Document

FIRST = "虚构市第1制造有限公司"
FACTS = {"violation_type": "质量违法", "facts": "销售不合格床垫一批"}


def penalised(registry: Registry) -> tuple[date, date]:
    """A penalty of the first of two subjects, indexed; the first and the last day it is public."""
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    deliver(registry, a_record_draft(RecordKind.PENALTY, 1, detail=FACTS))
    indexing.follow(registry)
    with registry.reading() as session:
        statement = select(PublicationWindow.since, PublicationWindow.until).where(
            PublicationWindow.superseded_by.is_(None), PublicationWindow.since.is_not(None)
        )
        since, until = session.execute(statement).one()
    assert since is not None
    assert until is not None
    return since, until


def test_a_violation_is_found_up_to_its_last_day_and_leaves_no_trace_after(
    registry: Registry,
) -> None:
    since, until = penalised(registry)
    for day, is_public in (
        (since - timedelta(days=1), False), (since, True), (until, True),
        (until + timedelta(days=1), False),
    ):  # fmt: skip
        on(registry, day)
        found = page(registry, "不合格床垫")
        reasons = [hit.reason.value for hit in found.hits]
        assert (reasons, found.total) == ((["violation_part"], 1) if is_public else ([], 0))
        assert any(found.facets.values()) == is_public
        assert ("床垫" in str(found.hits)) == is_public
        assert page(registry, "处罚:床垫").total == int(is_public)


def test_a_withdrawn_text_is_not_shown_while_the_index_is_behind(registry: Registry) -> None:
    since, _ = penalised(registry)
    on(registry, since)
    with registry.transaction() as session:
        session.execute(delete(PublicationWindow))
    assert hits(registry, "不合格床垫") == ()
    assert [hit.name for hit in hits(registry, FIRST)] == [FIRST]


def test_a_product_is_found_and_a_changed_record_is_followed(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    draft = a_record_draft(
        RecordKind.SAMPLING, 1, detail={"product": "红木沙发", "failed_items": "甲醛释放量"}
    )
    deliver(registry, draft)
    indexing.follow(registry)
    (hit,) = hits(registry, "产品:沙发")
    assert (hit.reason.value, hit.matched_text) == ("product_part", "红木沙发")
    assert [hit.reason.value for hit in hits(registry, "甲醛释放")] == ["sampling_part"]


def test_lists_are_filtered_by_the_day(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    roles = Role.PROPOSER, Role.DECIDER, Role.PUBLISHER
    proposer, decider, publisher = (an_officer(registry, role) for role in roles)
    case = Case(registry, proposer, decider, publisher)
    case.publish()
    indexing.follow(registry)
    with registry.reading() as session:
        entry = session.scalars(
            select(ListingVersion).where(
                ListingVersion.listing_id == case.listing_id,
                ListingVersion.superseded_by.is_(None),
            )
        ).one()
    assert entry.since is not None
    assert entry.until is not None
    for day, counted in (
        (entry.since, {"black": 1, "none": 1}), (entry.until, {"black": 1, "none": 1}),
        (entry.until + timedelta(days=1), {"none": 2}),
    ):  # fmt: skip
        on(registry, day)
        assert dict(page(registry, "制造").facets["list_state"]) == counted


def test_who_is_honoured_stands_on_a_red_list_while_the_honour_is_public(
    registry: Registry,
) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    last = registry.clock.today() + timedelta(days=30)
    deliver(registry, a_record_draft(RecordKind.HONOUR, 1, effective_to=last))
    indexing.follow(registry)
    for day, counted, badges in (
        (last, {"red": 1, "none": 1}, ["honours"]),
        (last + timedelta(days=1), {"none": 2}, []),
    ):
        on(registry, day)
        found = page(registry, "制造")
        assert dict(found.facets["list_state"]) == counted
        assert [badge.list_type for hit in found.hits for badge in hit.badges] == badges


@pytest.mark.parametrize(
    "typed",
    [
        a_uscc(1)[:9] + ("8" if a_uscc(1)[9] != "8" else "3") + a_uscc(1)[10:],
        a_uscc(1)[:5] + a_uscc(1)[6:],
        a_uscc(1)[:5] + "7" + a_uscc(1)[5:],
    ],
    ids=["another character", "one too few", "one too many"],
)
def test_a_slip_in_a_code_is_suggested_and_never_repaired(registry: Registry, typed: str) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    indexing.follow(registry)
    found = page(registry, typed)
    assert found.hits == ()
    assert [(each.name, each.code) for each in found.meant] == [(FIRST, a_uscc(1))]
    assert page(registry, a_uscc(1)).meant == ()


def test_of_equal_hits_those_in_operation_come_first(registry: Registry) -> None:
    deliver(
        registry,
        a_subject_draft(1, name="虚构市海蓝厂", standing=Standing.REVOKED),
        a_subject_draft(2, name="虚构市海蓝电器制造厂"),
    )
    indexing.follow(registry)
    assert [hit.name for hit in hits(registry, "海蓝")] == ["虚构市海蓝电器制造厂", "虚构市海蓝厂"]


def test_a_check_tells_what_the_index_lacks_and_what_it_has_too_many(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2), a_subject_draft(3))
    indexing.follow(registry)
    assert index_checks.verify(registry).is_sound
    stray = Document("77", "subject", None, (), "别处企业", (), "")
    with registry.reading() as session:
        known = list(indexing.all_documents(session))
    renamed = Document(known[0].id, "subject", known[0].code, (), "另一个名称", (), "")
    registry.index.port.apply([stray, renamed], [known[1].id], registry.index.cursor())
    found = index_checks.verify(registry)
    assert (found.missing, found.stray, found.changed) == (1, 1, 1)
    assert not found.is_sound
    indexing.rebuild(registry)
    assert index_checks.verify(registry).is_sound
