"""Identity numbers at the edges: typed once, shown masked for a purpose, and nowhere else."""

from __future__ import annotations

import logging

import pytest
from builders import a_uscc, an_officer
from desk_cases import Desk
from filled_forms import FilledForm
from page_elements import Page
from record_texts import TEXTS
from signed_in import officer_client
from sqlalchemy import select
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.fields import FieldType
from credit_registry.domain.records import RecordKind
from credit_registry.services.finding import indexing
from credit_registry.services.people import identity_numbers
from credit_registry.services.sealing import KeyRing
from credit_registry.store.accesses import AccessEntry
from credit_registry.store.identity_numbers import IdentityNumber

PENALTY = RecordKind.PENALTY
NUMBER, OTHER, WRONG = "11010519491231002X", "110105194912310011", "110105194912310039"
FIELD, TYPE = "legal_representative_identity_number", "legal_representative_document_type"
MASKED = "110***********002X"
KEY = "Zmlyc3QgaWRlbnRpdHkga2V5IG9mIHRoZSB0ZXN0ISE="


@pytest.fixture
def held(desk: Desk) -> Desk:
    """The desk of a registry that has a key for identity numbers."""
    desk.given.registry.identity_keys = KeyRing((KEY,), "identity numbers")
    return desk


def typed(**changes: str) -> dict[str, str]:
    values = TEXTS[PENALTY] | {"subject_name": "虚构市第3制造有限公司", "uscc": a_uscc(3)}
    for field in KINDS[PENALTY].fields:
        if field.type is FieldType.AMOUNT and field.name in values:
            values[field.name] = str(int(values[field.name]) / 100)
    return values | {"entry_number": "0123456789abcdef", TYPE: "identity_card"} | changes


def send(desk: Desk, form: dict[str, str]) -> TestResponse:
    return desk.officers[Role.ENTERER].post(f"/desk/records/new?kind={PENALTY.value}", data=form)


def hidden(answer: TestResponse) -> dict[str, str]:
    """What the page sends again."""
    return {
        str(each["name"]): each.get("value") or ""
        for each in Page(answer.text).all("input")
        if each.get("type") == "hidden" and each["name"] != "csrf_token"
    }


def sent_again(form: FilledForm) -> dict[str, str]:
    """What a browser sends of a form, the token apart."""
    return {name: ";".join(texts) for name, texts in form.values.items() if name != "csrf_token"}


def saved(desk: Desk) -> str:
    """The page of a record with a number that was entered on the desk."""
    asked = send(desk, typed(**{FIELD: NUMBER}))
    assert asked.status_code == 200
    assert NUMBER not in asked.text
    assert "身份证，已填写，将加密保存" in Page(asked.text).text
    done = send(desk, hidden(asked) | {"confirmed": "yes"})
    assert done.status_code == 303, Page(done.text).text
    return done.location.partition("?")[0]


def numbers(desk: Desk) -> list[str]:
    registry = desk.given.registry
    with registry.reading() as session:
        rows = session.scalars(select(IdentityNumber).where(IdentityNumber.superseded_by.is_(None)))
        return [identity_numbers.opened(registry.identity_keys, row) for row in rows]


def noted(desk: Desk) -> list[tuple[str, str]]:
    """The kinds and purposes of what was noted of identity numbers."""
    with desk.given.registry.reading() as session:
        entries = session.scalars(select(AccessEntry).order_by(AccessEntry.id))
        return [(each.kind, each.purpose) for each in entries if "identity" in each.kind]


def test_a_number_that_is_typed_is_kept_and_never_shown_again(held: Desk) -> None:
    saved(held)
    assert numbers(held) == [NUMBER]


def test_a_number_outlives_a_fault_elsewhere_without_being_shown(held: Desk) -> None:
    refused = send(held, typed(**{FIELD: NUMBER, "decided_on": "2026/13/45"}))
    assert refused.status_code == 422
    assert NUMBER not in refused.text
    again = FilledForm(refused.text)
    assert again.value(FIELD) == ""
    assert "已填写，不再显示" in refused.text
    asked = send(held, sent_again(again) | typed(**{FIELD: ""}))
    send(held, hidden(asked) | {"confirmed": "yes"})
    assert numbers(held) == [NUMBER]


def test_a_number_typed_anew_takes_the_place_of_the_one_before(held: Desk) -> None:
    asked = send(held, typed(**{FIELD: NUMBER}))
    back = send(held, hidden(asked) | {"confirmed": "no"})
    asked = send(held, sent_again(FilledForm(back.text)) | typed(**{FIELD: OTHER}))
    send(held, hidden(asked) | {"confirmed": "yes"})
    assert numbers(held) == [OTHER]


def test_a_wrong_number_is_refused_at_its_field_and_typed_again(held: Desk) -> None:
    refused = send(held, typed(**{FIELD: WRONG}))
    assert refused.status_code == 422
    assert WRONG not in refused.text
    assert f"fault-{FIELD}" in Page(refused.text).ids
    assert "身份证件号码校验位错误" in refused.text
    assert "已填写，不再显示" not in refused.text


def test_what_was_sealed_opens_for_the_one_who_typed_it_alone(held: Desk) -> None:
    form = hidden(send(held, typed(**{FIELD: NUMBER}))) | {"confirmed": "yes"}
    other = officer_client(held.app, an_officer(held.given.registry, Role.ENTERER))
    assert other.post(f"/desk/records/new?kind={PENALTY.value}", data=form).status_code == 303
    assert numbers(held) == []
    send(held, form | {"sealed_numbers": "broken", "entry_number": "other"})
    assert numbers(held) == []


def test_without_a_key_the_form_does_not_ask_and_keeps_nothing(desk: Desk) -> None:
    form = desk.officers[Role.ENTERER].get(f"/desk/records/new?kind={PENALTY.value}").text
    assert FIELD not in form
    asked = send(desk, typed(**{FIELD: NUMBER}))
    assert NUMBER not in asked.text
    assert send(desk, hidden(asked) | {"confirmed": "yes"}).status_code == 303
    assert numbers(desk) == []


def test_the_form_asks_where_the_kind_has_such_a_field(held: Desk) -> None:
    enterer = held.officers[Role.ENTERER]
    for kind in KINDS.values():
        form = enterer.get(f"/desk/records/new?kind={kind.code.value}").text
        assert (FIELD in form) is bool(kind.identities)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.DECIDER])
def test_an_officer_who_may_sees_it_masked_after_stating_why(held: Desk, role: Role) -> None:
    path = saved(held)
    officer = held.officers[role]
    page = officer.get(path).text
    assert f'action="{path}/identity-numbers"' in page
    assert MASKED not in page
    shown = officer.post(f"{path}/identity-numbers", data={"number_purpose": "核对送达对象"})
    assert shown.status_code == 200
    assert MASKED in shown.text
    assert NUMBER not in shown.text
    assert "no-store" in shown.headers["Cache-Control"]
    assert MASKED not in officer.get(path).text
    number = path.rpartition("/")[2]
    assert noted(held) == [("identity_number", f"{number}: 核对送达对象")]


@pytest.mark.parametrize("purpose", ["", f"核对{NUMBER}"])
def test_without_a_purpose_nothing_is_shown(held: Desk, purpose: str) -> None:
    path = saved(held)
    answer = held.officers[Role.DECIDER].post(
        f"{path}/identity-numbers", data={"number_purpose": purpose}
    )
    assert answer.status_code == 422
    assert MASKED not in answer.text
    assert "fault-number_purpose" in Page(answer.text).ids
    assert noted(held) == []


@pytest.mark.parametrize("role", [Role.ENTERER, Role.AUDITOR, Role.PROPOSER, Role.OPERATOR])
def test_another_role_is_refused_and_the_refusal_noted(held: Desk, role: Role) -> None:
    path = saved(held)
    officer = held.officers[role]
    assert "identity-numbers" not in officer.get(path).text
    answer = officer.post(f"{path}/identity-numbers", data={"number_purpose": "核对"})
    assert answer.status_code == 403
    assert MASKED not in answer.text
    assert noted(held) == [("refused_identity_number", path.rpartition("/")[2])]
    log = held.officers[Role.AUDITOR].get("/desk/access-log").text
    assert "证件号码（被拒绝）" in log


def test_an_officer_of_another_division_is_refused_and_noted(held: Desk) -> None:
    path = saved(held)
    actor = an_officer(held.given.registry, Role.DECIDER, division="999902")
    officer = officer_client(held.app, actor)
    assert "identity-numbers" not in officer.get(path).text
    answer = officer.post(f"{path}/identity-numbers", data={"number_purpose": "核对"})
    assert answer.status_code == 403
    assert [kind for kind, _ in noted(held)] == ["refused_identity_number"]


def test_nobody_asks_without_a_session(held: Desk) -> None:
    path = saved(held)
    answer = held.app.test_client().post(f"{path}/identity-numbers", data={"number_purpose": "x"})
    assert answer.status_code == 400
    assert noted(held) == []


def test_no_other_page_or_interface_holds_the_number(
    held: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = saved(held)
    indexing.follow(held.given.registry)
    code = a_uscc(3)
    held.officers[Role.DECIDER].post(f"{path}/identity-numbers", data={"number_purpose": "核对"})
    visitors = [held.app.test_client(), *held.officers.values()]
    addresses = (
        path, f"/e/{code}", f"/en/e/{code}", f"/search?q={code}", "/desk/deliveries",
        f"/api/v1/enterprises/{code}/records", f"/api/v1/enterprises/{code}/history",
        "/api/v1/changes", f"/desk/records/new?kind={PENALTY.value}&record={path[-13:]}",
        "/open-data/fields", "/desk/access-log",
    )  # fmt: skip
    for visitor in visitors:
        for address in addresses:
            text = visitor.get(address).text
            assert NUMBER[6:17] not in text, address
            assert MASKED not in text, address
    assert NUMBER[6:17] not in caplog.text


def test_a_version_says_that_the_number_changed_and_tells_neither(held: Desk) -> None:
    path = saved(held)
    asked = send(held, typed(**{FIELD: OTHER, "entry_number": "another"}))
    send(held, hidden(asked) | {"confirmed": "yes"})
    page = held.officers[Role.AUDITOR].get(path)
    assert "第 2 版" in page.text
    assert "已更新，加密保存" in page.text
    assert NUMBER[:6] not in page.text
    assert numbers(held) == [OTHER]
