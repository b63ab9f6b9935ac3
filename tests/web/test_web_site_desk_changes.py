"""Another name or division of a subject, entered on its page of the desk."""

from __future__ import annotations

import pytest
from desk_cases import Desk
from page_elements import Page
from served import PENALISED
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.domain.opaque_ids import to_public

FORM = {
    "new_name": "虚构更名有限公司",
    "new_division": "360703",
    "changed_since": "2026-03-01",
    "change_document": "虚登字〔2026〕1号",
    "confirmed": "yes",
}


@pytest.fixture
def path(desk: Desk) -> str:
    return f"/desk/subjects/{to_public(desk.given.subject_id(PENALISED))}"


def change(desk: Desk, path: str, role: Role = Role.ENTERER, /, **changes: str) -> TestResponse:
    return desk.officers[role].post(f"{path}/change", data=FORM | changes)


def test_it_is_asked_once_more_and_then_on_record_with_the_former(desk: Desk, path: str) -> None:
    asked = change(desk, path, confirmed="")
    assert asked.status_code == 200
    assert "统计过去日期时仍按当时的区划" in asked.text
    done = change(desk, path)
    assert done.status_code == 303
    page = Page(desk.officers[Role.ENTERER].get(done.location).text).text
    assert "变更已登记" in page
    assert "虚构更名有限公司" in page
    history = Page(desk.officers[Role.AUDITOR].get(f"{path}/history").text).text
    assert "登记名称或区划的变更 · 2026年3月1日" in history
    assert "虚登字〔2026〕1号" in history
    assert "南康区 360703" in history
    former = Page(desk.officers[Role.AUDITOR].get(f"/e/{desk.code}?as_of=2026-02-28").text).text
    assert "虚构市第2制造有限公司" in former


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"new_name": "", "new_division": ""}, 422),
        ({"changed_since": ""}, 422),
        ({"changed_since": "2027-01-01"}, 422),
        ({"change_document": ""}, 422),
        ({"new_division": "360782"}, 422),
        ({"confirmed": "no"}, 200),
    ],
)
def test_what_is_not_right_changes_nothing(
    desk: Desk, path: str, changes: dict[str, str], status: int
) -> None:
    answer = change(desk, path, **changes)
    assert answer.status_code == status
    assert "虚构更名有限公司" not in desk.app.test_client().get(f"/e/{desk.code}").text


def test_other_roles_are_refused(desk: Desk, path: str) -> None:
    assert f"{path}/change" not in desk.officers[Role.AUDITOR].get(path).text
    assert change(desk, path, Role.REVIEWER).status_code == 403
