"""A proceeding goes its table's way: permitted, apart, stated, with its periods and its events."""

from datetime import date
from typing import Any

import pytest
from builders import a_uscc, an_officer
from filings import subject_of
from objections_filed import Objected, filed

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.deadlines import DeadlineState
from credit_registry.domain.errors import (
    AlreadyRecorded,
    NotFound,
    NotPermitted,
    StaleVersion,
    TransitionNotAllowed,
    Unauthenticated,
    Unlawful,
)
from credit_registry.services import law_editions
from credit_registry.services.proceedings import objections, proceeding_files
from credit_registry.services.registry import Registry
from credit_registry.store.proceedings import Proceeding, ProceedingVersion


@pytest.fixture
def desk(registry: Registry) -> Objected:
    return filed(registry)


def test_each_step_has_one_event_and_one_version(desk: Objected) -> None:
    desk.file()
    assert desk.step("accept", 1) == "accepted"
    assert (
        desk.step("dismiss", 2, document_number="虚市监异〔2026〕1号", note="证据充分")
        == "dismissed"
    )
    assert desk.events() == ["file", "accept", "dismiss"]
    assert desk.count(ProceedingVersion) == 3
    assert desk.count(ProceedingVersion, ProceedingVersion.superseded_by.is_(None)) == 1


def test_periods_are_counted_over_the_holiday_and_end_with_the_steps_that_meet_them(
    desk: Objected,
) -> None:
    desk.file()
    assert desk.periods() == [
        ("objection_acceptance", date(2026, 10, 8), DeadlineState.RUNNING, None)
    ], "29 and 30 September, then 8 October"
    desk.today = date(2026, 10, 8)
    desk.step("accept", 1)
    assert desk.periods() == [
        ("objection_acceptance", date(2026, 10, 8), DeadlineState.MET, date(2026, 10, 8)),
        ("objection_decision", date(2026, 10, 16), DeadlineState.RUNNING, None),
    ], "9 and 10 (a working Saturday), then 12 to 16 October"
    desk.step("take_back", 2, desk.enterer, note="双方已和解")
    assert [state for _, _, state, _ in desk.periods()] == [DeadlineState.MET, DeadlineState.MET]


def test_only_whom_the_table_names_takes_a_step(desk: Objected) -> None:
    with pytest.raises(Unauthenticated):
        desk.file(PUBLIC)
    with pytest.raises(NotPermitted):
        desk.file(desk.reviewer)
    desk.file()
    with pytest.raises(NotPermitted):
        desk.step("accept", 1, desk.enterer)
    assert desk.count(ProceedingVersion) == 1


def test_who_filed_an_objection_does_not_decide_it(desk: Objected) -> None:
    both = an_officer(desk.registry, Role.ENTERER, Role.REVIEWER)
    desk.file(both)
    desk.step("accept", 1, both)
    with pytest.raises(NotPermitted, match="file"):
        desk.step("uphold", 2, both, document_number="异〔2026〕1号", note="属实")
    assert desk.step("uphold", 2, document_number="异〔2026〕1号", note="属实") == "upheld"


def test_an_enterprise_objects_to_its_own_records_alone(desk: Objected) -> None:
    other = subject_of(desk.registry, a_uscc(2))
    users = [
        Actor(
            desk.enterer.account_id, "firm", roles=frozenset({Role.ENTERPRISE_USER}), subject_id=s
        )
        for s in (other, None, desk.subject_id)
    ]
    for stranger in users[:2]:
        with pytest.raises(NotPermitted, match="own"):
            desk.file(stranger)
    assert desk.file(users[2])


@pytest.mark.parametrize(
    "roles",
    [
        {Role.ENTERPRISE_USER, Role.EXECUTING_BODY},
        {Role.EXECUTING_BODY, Role.SOURCE_UNIT},
        {Role.ENTERPRISE_USER, Role.SOURCE_UNIT},
    ],
    ids=["user and body", "body and source", "user and source"],
)
def test_several_roles_of_outsiders_open_no_more_than_their_own(
    desk: Objected, roles: set[Role]
) -> None:
    desk.file()
    outsider = Actor(desk.enterer.account_id, "both", roles=frozenset(roles))
    with desk.registry.reading() as session:
        edition = law_editions.current(session).edition
        assert proceeding_files.queue(session, outsider, edition, desk.today) == []
        assert proceeding_files.counts(session, outsider) == {}
        with pytest.raises(NotPermitted, match="own"):
            proceeding_files.read(session, desk.proceeding_id, outsider)
    with pytest.raises(NotPermitted):
        desk.step("take_back", 1, outsider, note="双方已和解")


@pytest.mark.parametrize(
    ("taken", "form", "missing"),
    [
        ("uphold", {"note": "属实"}, "document_number"),
        ("dismiss", {"document_number": "异〔2026〕1号", "note": " "}, "note"),
    ],
)
def test_a_step_states_what_its_table_asks_for(
    desk: Objected, taken: str, form: dict[str, Any], missing: str
) -> None:
    desk.file()
    desk.step("accept", 1)
    with pytest.raises(Unlawful) as refused:
        desk.step(taken, 2, **form)
    assert [each.pointer for each in refused.value.errors] == [f"/{missing}"]
    assert desk.count(ProceedingVersion) == 2


def test_no_personal_number_is_kept_in_a_step(desk: Objected) -> None:
    with pytest.raises(Unlawful, match="note"):
        desk.file(note="联系人电话13800138000")
    assert desk.count(Proceeding) == 0


def test_no_step_leaves_the_table_comes_out_of_order_or_is_based_on_what_has_passed(
    desk: Objected,
) -> None:
    desk.file()
    with pytest.raises(TransitionNotAllowed, match="accept, not_accept, take_back"):
        desk.step("uphold", 1, document_number="异〔2026〕1号", note="属实")
    with pytest.raises(StaleVersion):
        desk.step("accept", 2)
    with pytest.raises(Unlawful, match="2026-09-28"):
        desk.step("accept", 1, on=date(2026, 9, 27))
    with pytest.raises(Unlawful, match="has not come"):
        desk.step("accept", 1, on=date(2026, 9, 29))
    desk.step("not_accept", 1, note="与本记录无关")
    with pytest.raises(TransitionNotAllowed, match="nothing further"):
        desk.step("accept", 2)


def test_one_objection_to_a_record_is_open_at_a_time(desk: Objected) -> None:
    desk.file()
    with pytest.raises(AlreadyRecorded):
        desk.file()
    desk.step("not_accept", 1, note="材料不全")
    assert desk.file()
    assert desk.count(Proceeding) == 2


def test_a_proceeding_is_about_something_of_its_subject(desk: Objected) -> None:
    with pytest.raises(Unlawful, match="listing, record"):
        Objected.file(desk, record_id=desk.record_id, listing_id=desk.record_id)
    with pytest.raises(NotFound):
        desk.file(record_id=desk.record_id + 1)
    desk.subject_id = subject_of(desk.registry, a_uscc(2))
    with pytest.raises(NotFound):
        desk.file()
    assert desk.count(Proceeding) == 0


def test_what_is_objected_to_is_known_while_the_objection_is_open(desk: Objected) -> None:
    def objected() -> frozenset[int]:
        with desk.registry.reading() as session:
            return objections.open_about(session, records=[desk.record_id])[0]

    assert objected() == frozenset()
    desk.file()
    assert objected() == {desk.record_id}
    desk.step("not_accept", 1, note="材料不全")
    assert objected() == frozenset()
