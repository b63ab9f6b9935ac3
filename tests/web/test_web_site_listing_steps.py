"""Hearings, consents, nominations, watches and the printed decision, as the desk shows them."""

from __future__ import annotations

import re

import pytest
from desk_cases import Desk
from flask.testing import FlaskClient
from page_elements import Page
from served import PLAIN

from credit_registry.domain.actors import Role
from credit_registry.domain.listings import Step

RED, WATCH = "quality_integrity", "key_watch"
WORRY = "同类产品投诉增多"


def open_entry(desk: Desk, list_type: str, grounds: str) -> None:
    """Nominate an enterprise without a record, or watch it."""
    code = desk.given.code(PLAIN)
    form = {"list_type": list_type, "record": "", "grounds": grounds}
    answer = desk.officers[Role.PROPOSER].post(f"/desk/propose?code={code}", data=form)
    assert answer.status_code == 303, answer.text
    found = re.search(r"/desk/cases/(\w+)", answer.location)
    assert found is not None
    desk.case, desk.version = found.group(1), 1


def post(desk: Desk, step: Step, role: Role, **form: str) -> None:
    """Take a step that no table of the tests holds."""
    values = {"version": str(desk.version), "confirmed": "yes", **form}
    answer = desk.officers[role].post(f"{desk.path}/{step.value}", data=values)
    assert answer.status_code == 303, answer.text
    desk.version += 1


def test_a_case_with_a_hearing_goes_its_way(desk: Desk) -> None:
    desk.propose()
    desk.take(Step.SERVE_NOTICE)
    post(desk, Step.REQUEST_HEARING, Role.PROPOSER, on="2026-11-23")
    page = desk.officers[Role.REVIEWER].get(desk.path).text
    assert "听证之后方可决定" in page
    assert "下一步：记录听证" in page
    post(desk, Step.HOLD_HEARING, Role.REVIEWER, note="笔录附卷", on="2026-11-23")
    desk.take(Step.DECIDE)
    assert "待上级同意" in desk.officers[Role.AUDITOR].get(desk.path).text
    desk.take(Step.GIVE_CONSENT)
    desk.take(Step.PUBLISH)


def test_a_refusal_asks_for_its_ground_and_shows_it(desk: Desk) -> None:
    desk.propose()
    desk.take(Step.SERVE_NOTICE)
    assert 'id="fault-ground"' in desk.send(Step.DECLINE, ground="").text
    desk.take(Step.DECLINE, ground="no_subjective_intent")
    text = Page(desk.officers[Role.AUDITOR].get(desk.path).text).text
    assert "有充分证据证明没有主观故意" in text


def test_who_decided_is_told_that_another_consents(desk: Desk) -> None:
    desk.propose()
    desk.take(Step.SERVE_NOTICE)
    desk.take(Step.RECORD_STATEMENT)
    desk.take(Step.DECIDE)
    refused = desk.send(Step.GIVE_CONSENT, desk.officers[Role.DECIDER])
    assert refused.status_code == 403
    assert "须由另一名人员办理" in refused.text
    bound = desk.an_officer(Role.DECIDER, division="999901")
    refused = desk.send(Step.GIVE_CONSENT, bound)
    assert refused.status_code == 403
    assert "同意须由上级作出" in refused.text


@pytest.mark.parametrize("language", ["", "/en"], ids=["zh", "en"])
def test_the_decision_is_read_and_printed_as_it_was_made(desk: Desk, language: str) -> None:
    desk.propose()
    address = f"{language}{desk.path}/decision"
    assert desk.officers[Role.AUDITOR].get(address).status_code == 404
    desk.take(Step.SERVE_NOTICE)
    desk.take(Step.RECORD_STATEMENT)
    desk.take(Step.DECIDE)
    assert desk.path + "/decision" in desk.officers[Role.AUDITOR].get(desk.path).text
    text = Page(desk.officers[Role.AUDITOR].get(address).text).text
    assert "虚市监列〔2026〕1号" in text
    expected = ("reconsideration", "important factor") if language else ("行政复议", "重要考量因素")
    assert all(words in text for words in expected)
    assert desk.app.test_client().get(address).status_code in {302, 401}


def test_a_nomination_is_seen_by_the_public_once_it_is_published(
    desk: Desk, client: FlaskClient
) -> None:
    code = desk.given.code(PLAIN)
    open_entry(desk, RED, "连续三年抽查合格")
    assert code not in client.get(f"/lists/red/{RED}").text
    post(desk, Step.CHECK, Role.REVIEWER)
    post(desk, Step.ANNOUNCE, Role.PUBLISHER, document_number="示〔2026〕1号")
    early = desk.officers[Role.PUBLISHER].get(desk.path).text
    assert "公示期至2026年11月30日" in early
    desk.advance(days=8)
    assert code not in client.get(f"/lists/red/{RED}").text
    post(desk, Step.PUBLISH, Role.PUBLISHER, document_number="红〔2026〕1号")
    assert code in client.get(f"/lists/red/{RED}").text
    assert "质量诚信红名单" in client.get(f"/e/{code}").text


def test_a_watch_shows_on_the_desk_and_on_no_public_surface(
    desk: Desk, client: FlaskClient
) -> None:
    code = desk.given.code(PLAIN)
    open_entry(desk, WATCH, WORRY)
    assert WORRY in desk.officers[Role.AUDITOR].get(desk.path).text
    assert desk.path in desk.officers[Role.AUDITOR].get("/desk?status=watched").text
    surfaces = (
        "/", "/lists", "/law", "/open-data", f"/e/{code}", f"/e/{code}/records",
        f"/e/{code}/profiles", f"/search?q={code}", "/api/v1/lists", "/api/v1/changes",
        "/api/v1/law/editions/current", f"/api/v1/enterprises/{code}",
        f"/api/v1/enterprises/{code}/listings", f"/api/v1/enterprises/{code}/history",
        f"/api/v1/search?q={code}", "/en/lists", f"/en/e/{code}", "/en/law",
    )  # fmt: skip
    for surface in surfaces:
        answer = client.get(surface, follow_redirects=True)
        assert answer.status_code in {200, 401}, surface
        for word in (WORRY, WATCH, "重点关注", "Watch list"):
            assert word not in answer.text, (surface, word)
    for gone in (f"/lists/watch/{WATCH}", f"/lists/watch/{WATCH}.csv"):
        assert client.get(gone).status_code == 404
    assert client.get(f"/api/v1/lists/{WATCH}/entries").status_code == 404
    post(desk, Step.END, Role.PROPOSER, note="复查合格")
