"""A field that should never have been delivered, erased on the desk."""

from __future__ import annotations

import pytest
from builders import a_record_draft, a_subject_draft
from desk_cases import Desk
from filings import deliver, file_of, position
from page_elements import Page
from served import PENALISED, PLAIN
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import RecordKind

PERSON = "由欧阳某某签收"
GROUND = {"erasure_ground": "误报个人信息", "erasure_document": "虚市监删〔2026〕1号"}


@pytest.fixture
def path(desk: Desk) -> str:
    """The erasure of a record whose facts name a person."""
    registry = desk.given.registry
    detail = {"facts": PERSON, "basis": "某法"}
    deliver(registry, a_record_draft(RecordKind.PENALTY, PLAIN, title="误报", detail=detail))
    auditor = desk.an_officer(Role.AUDITOR).actor
    file = file_of(registry, auditor, subject_id=desk.given.subject_id(PLAIN))
    return f"/desk/records/{to_public(file.records[0].record_id)}/erasure"


def erase(desk: Desk, path: str, role: Role = Role.DECIDER, /, **changes: str) -> TestResponse:
    form = {"erased_field": "detail.facts", "version": "1", "confirmed": "yes", **GROUND}
    return desk.officers[role].post(path, data=form | changes)


def test_the_form_offers_what_holds_something(desk: Desk, path: str) -> None:
    page = desk.officers[Role.DECIDER].get(path).text
    assert 'value="detail.facts"' in page
    assert 'value="title"' in page
    assert 'value="detail.content"' not in page
    assert "没有删除过任何字段。" in page
    record = path.removesuffix("/erasure")
    assert f'href="{path}"' in desk.officers[Role.DECIDER].get(record).text
    assert path not in desk.officers[Role.ENTERER].get(record).text


def test_it_is_asked_once_more_and_then_gone_with_every_proof_intact(desk: Desk, path: str) -> None:
    asked = erase(desk, path, confirmed="")
    assert asked.status_code == 200
    assert "任何人都无法恢复" in asked.text
    record = path.removesuffix("/erasure")
    assert PERSON in desk.officers[Role.DECIDER].get(record).text
    done = erase(desk, path)
    assert done.status_code == 303
    page = Page(desk.officers[Role.DECIDER].get(done.location).text).text
    assert "字段已删除，无法恢复。" in page
    assert page.count("成立") >= 3
    assert "不成立" not in page
    assert PERSON not in desk.officers[Role.DECIDER].get(record).text
    subject = to_public(desk.given.subject_id(PLAIN))
    told = Page(desk.officers[Role.AUDITOR].get(f"/desk/subjects/{subject}/history").text).text
    assert "误报个人信息" in told
    assert GROUND["erasure_document"] in told


def test_sent_twice_it_is_done_once(desk: Desk, path: str) -> None:
    assert erase(desk, path).status_code == 303
    size = position(desk.given.registry)
    again = erase(desk, path)
    assert again.status_code == 303
    assert position(desk.given.registry) == size


@pytest.mark.parametrize("role", [Role.ENTERER, Role.AUDITOR, Role.OPERATOR, Role.PUBLISHER])
def test_other_roles_are_refused(desk: Desk, path: str, role: Role) -> None:
    assert desk.officers[role].get(path).status_code == 403
    assert erase(desk, path, role).status_code == 403
    assert PERSON in desk.officers[Role.AUDITOR].get(path.removesuffix("/erasure")).text


def test_a_decider_of_another_division_erases_nothing(desk: Desk, path: str) -> None:
    other = desk.an_officer(Role.DECIDER, division="999902")
    assert "由该区划的决定人办理" in other.get(path).text
    form = {"erased_field": "detail.facts", "version": "1", "confirmed": "yes", **GROUND}
    assert other.post(path, data=form).status_code == 403


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"erased_field": ""}, 422),
        ({"erased_field": "amount_fen"}, 422),
        ({"erasure_ground": " "}, 422),
        ({"erasure_ground": "当事人11010519491231002X"}, 422),
        ({"erasure_document": ""}, 422),
        ({"version": "7"}, 412),
        ({"confirmed": "no"}, 200),
    ],
)
def test_what_is_not_right_changes_nothing(
    desk: Desk, path: str, changes: dict[str, str], status: int
) -> None:
    answer = erase(desk, path, **changes)
    assert answer.status_code == status
    assert PERSON in desk.officers[Role.AUDITOR].get(path.removesuffix("/erasure")).text


def test_a_registered_address_is_erased(desk: Desk) -> None:
    deliver(desk.given.registry, a_subject_draft(PENALISED, address="某路1号欧阳宅"))
    subject = to_public(desk.given.subject_id(PENALISED))
    path = f"/desk/subjects/{subject}/erasure"
    decider = desk.officers[Role.DECIDER]
    assert f'href="{path}"' in decider.get(f"/desk/subjects/{subject}").text
    assert "住所" in decider.get(path).text
    done = erase(desk, path, erased_field="address")
    assert done.status_code == 303, done.text
    page = Page(decider.get(f"/en{path}").text).text
    assert "Address" in page
    assert "Holds" in page
    assert "欧阳" not in decider.get(f"/desk/subjects/{subject}/history").text
