"""A body's desk: its notices, its reports, their confirmation, and the figures of all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from desk_cases import Desk
from flask.testing import FlaskClient
from page_elements import Page
from signed_in import officer_client

from credit_registry.domain.actors import Role
from credit_registry.domain.drafts import UnitReference
from credit_registry.domain.listings import Step
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.measures import executing_bodies
from credit_registry.services.people import accounts
from credit_registry.services.people.accounts import INSTALLER, NewAccount

UNITS = {"government_procurement": "虚构市财政局", "market_regulation": "虚构市市场监管局"}


@dataclass
class Bodies:
    """Two bodies at their desks, and the case whose measures they carry out."""

    desk: Desk
    procurement: FlaskClient
    regulation: FlaskClient

    def path(self, client: FlaskClient) -> str:
        """The address of the first notice on a desk."""
        found = re.search(r"/desk/measures/(?!figures)\w+", client.get("/desk/measures").text)
        assert found is not None
        return found.group()


def _client(desk: Desk, body: str, unit: str) -> FlaskClient:
    registry = desk.given.registry
    with registry.transaction() as session:
        at, law = registry.clock.now(), law_editions.current(session)
        act = Act(INSTALLER, at, registry.clock.today(), law)
        number = executing_bodies.assign(session, body, UnitReference(unit), act=act)
        new = NewAccount(body, unit, (Role.EXECUTING_BODY,), unit_id=number)
        actor = accounts.create(session, new, actor=INSTALLER, at=at)
    return officer_client(desk.app, actor)


@pytest.fixture
def bodies(desk: Desk) -> Bodies:
    clients = [_client(desk, *each) for each in UNITS.items()]
    desk.decided()
    desk.take(Step.PUBLISH)
    return Bodies(desk, *clients)


APPLIED = {
    "version": "1", "document_number": "虚财采〔2026〕8号", "note": "已在采购系统中提示",
    "confirmed": "yes",
}  # fmt: skip


def today(bodies: Bodies) -> str:
    return bodies.desk.given.registry.clock.today().isoformat()


def test_a_body_sees_its_own_notices_and_no_others(bodies: Bodies) -> None:
    own = bodies.procurement.get("/desk/measures").text
    assert "D01 政府采购中作为重要考量因素" in own
    assert "D04" not in own
    others = bodies.regulation.get("/desk/measures").text
    assert "D04" in others
    assert "D01" not in others
    foreign = bodies.path(bodies.regulation)
    assert bodies.procurement.get(foreign).status_code == 404
    answer = bodies.procurement.post(f"{foreign}/apply", data=APPLIED | {"on": today(bodies)})
    assert answer.status_code == 404
    assert bodies.procurement.get("/desk").status_code == 403


def test_officers_see_all_notices_and_make_no_report(bodies: Bodies) -> None:
    decider = bodies.desk.officers[Role.DECIDER]
    text = decider.get("/desk/measures").text
    assert {code for code in ("D01", "D02", "D04") if code in text} == {"D01", "D02", "D04"}
    assert "尚未指定单位" in text
    path = bodies.path(bodies.procurement)
    assert f"{path}/apply" not in decider.get(path).text
    assert f"{path}/apply" in bodies.procurement.get(path).text
    assert decider.post(f"{path}/apply", data=APPLIED).status_code == 403


def test_a_report_is_asked_once_more_naming_the_enterprise_and_what_follows(
    bodies: Bodies,
) -> None:
    path = bodies.path(bodies.procurement)
    form = APPLIED | {"on": today(bodies), "confirmed": ""}
    asked = bodies.procurement.post(f"{path}/apply", data=form)
    assert asked.status_code == 200
    assert "已执行措施“D01 政府采购中作为重要考量因素”" in asked.text
    assert "虚财采〔2026〕8号" in asked.text
    assert "待反馈" in bodies.procurement.get(path).text
    done = bodies.procurement.post(f"{path}/apply", data=form | {"confirmed": "yes"})
    assert done.status_code == 303
    text = bodies.procurement.get(path).text
    assert "已反馈执行" in text
    assert "已在采购系统中提示" in text
    again = bodies.procurement.post(f"{path}/apply", data=form | {"confirmed": "yes"})
    assert again.status_code == 409
    generic = bodies.procurement.get(path.replace("measures", "proceedings"))
    assert "虚财采〔2026〕8号" in generic.text


def test_a_report_that_lacks_something_says_what(bodies: Bodies) -> None:
    path = bodies.path(bodies.procurement)
    answer = bodies.procurement.post(f"{path}/apply", data={"version": "1"})
    assert answer.status_code == 422
    page = Page(answer.text)
    assert {"field-on", "field-document_number", "field-note"} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    fresh = Page(bodies.procurement.get(path).text)
    assert len(fresh.ids) == len(set(fresh.ids))
    personal = {"version": "1", "note": "联系人 13800138000"}
    assert bodies.procurement.post(f"{path}/not_apply", data=personal).status_code == 422


def test_a_removal_asks_for_the_report_of_lifting_at_once(bodies: Bodies) -> None:
    path = bodies.path(bodies.procurement)
    bodies.procurement.post(f"{path}/apply", data=APPLIED | {"on": today(bodies)})
    bodies.desk.take(Step.WITHDRAW)
    text = bodies.procurement.get(path).text
    assert "请停止执行" in text
    lifted = {"version": "3", "note": "已停止提示", "on": today(bodies), "confirmed": "yes"}
    assert bodies.procurement.post(f"{path}/lift", data=lifted).status_code == 303
    assert "已反馈解除" in bodies.procurement.get(path).text
    assert "没有待反馈的通知" in bodies.procurement.get("/desk/measures").text


def test_the_figures_count_a_bodys_own_notices_and_an_officers_all(bodies: Bodies) -> None:
    path = bodies.path(bodies.procurement)
    bodies.procurement.post(f"{path}/apply", data=APPLIED | {"on": today(bodies)})
    own = bodies.procurement.get("/desk/measures/figures.csv").text.splitlines()
    assert own[0].lstrip("\ufeff") == "执行单位,措施,通知,已执行,不适用,待解除,已解除,逾期"
    assert own[1:] == ["虚构市财政局,D01 政府采购中作为重要考量因素,1,1,0,0,0,0"]
    auditor = bodies.desk.officers[Role.AUDITOR]
    assert len(auditor.get("/desk/measures/figures.csv").text.splitlines()) == 7
    assert "虚构市市场监管局" in auditor.get("/en/desk/measures/figures").text


def test_the_public_figures_name_nobody(bodies: Bodies) -> None:
    text = bodies.desk.app.test_client().get("/measures").text
    assert "执行情况" in text
    told = Page(text).text
    assert "惩戒措施 6 0 0 0 0 0" in told
    assert "激励措施 0 0 0 0 0 0" in told
    assert "虚构市财政局" not in text


def test_a_body_begins_its_work_at_its_notices(bodies: Bodies) -> None:
    answer = bodies.procurement.get("/desk/sign-in")
    assert answer.location == "/desk/measures"
