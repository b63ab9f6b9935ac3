"""A record whose publicity was ended by mistake gets it back on its page."""

from __future__ import annotations

import pytest
from desk_cases import Desk
from filings import file_of, withdraw
from page_elements import Page
from served import PENALISED
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import RecordState

TITLE, REASON = "公开的处罚", "撤回通知发错对象"


@pytest.fixture
def path(desk: Desk) -> str:
    """The page of a record that was annulled."""
    registry = desk.given.registry
    auditor = desk.an_officer(Role.AUDITOR).actor
    file = file_of(registry, auditor, subject_id=desk.given.subject_id(PENALISED))
    (number,) = (record.record_id for record in file.records if record.title == TITLE)
    withdraw(registry, number, RecordState.ANNULLED)
    return f"/desk/records/{to_public(number)}"


def reinstate(desk: Desk, path: str, role: Role = Role.DECIDER, /, **changes: str) -> TestResponse:
    form = {"return_reason": REASON, "version": "2", "confirmed": "yes"}
    return desk.officers[role].post(f"{path}/reinstatement", data=form | changes)


def is_public(desk: Desk) -> bool:
    return TITLE in desk.app.test_client().get(f"/e/{desk.code}").text


def test_it_is_asked_once_more_and_then_public_again(desk: Desk, path: str) -> None:
    assert not is_public(desk)
    assert "恢复公示" in desk.officers[Role.DECIDER].get(path).text
    asked = reinstate(desk, path, confirmed="")
    assert asked.status_code == 200
    assert "请再次确认：恢复公示" in asked.text
    assert not is_public(desk)
    done = reinstate(desk, path)
    assert done.status_code == 303
    page = Page(desk.officers[Role.DECIDER].get(done.location).text).text
    assert "记录已恢复有效。" in page
    assert f"理由：{REASON}" in page
    assert "记录状态 已撤销 有效" in page
    assert is_public(desk)


def test_an_active_record_offers_no_return(desk: Desk, path: str) -> None:
    reinstate(desk, path)
    assert "恢复的理由" not in desk.officers[Role.DECIDER].get(path).text
    assert reinstate(desk, path, version="3").status_code == 409


@pytest.mark.parametrize("role", [Role.ENTERER, Role.AUDITOR, Role.PROPOSER])
def test_it_is_the_deciders(desk: Desk, path: str, role: Role) -> None:
    assert "/reinstatement" not in desk.officers[role].get(path).text
    assert reinstate(desk, path, role).status_code == 403
    assert not is_public(desk)


def test_a_decider_of_another_division_gives_nothing_back(desk: Desk, path: str) -> None:
    form = {"return_reason": REASON, "version": "2", "confirmed": "yes"}
    other = desk.an_officer(Role.DECIDER, division="999902")
    assert other.post(f"{path}/reinstatement", data=form).status_code == 403
    assert not is_public(desk)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"return_reason": " "}, 422),
        ({"return_reason": "当事人11010519491231002X"}, 422),
        ({"version": "1"}, 412),
        ({"confirmed": "no"}, 200),
    ],
)
def test_what_is_not_right_changes_nothing(
    desk: Desk, path: str, changes: dict[str, str], status: int
) -> None:
    assert reinstate(desk, path, **changes).status_code == status
    assert not is_public(desk)
