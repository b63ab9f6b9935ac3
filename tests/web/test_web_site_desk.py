from __future__ import annotations

import re

import pytest
from builders import a_uscc
from desk_cases import GROUNDS, Desk
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.domain.listing_steps import PERMISSION
from credit_registry.domain.listings import Step
from credit_registry.domain.permissions import ALLOWED, Permission
from credit_registry.services.registry import Registry
from credit_registry.web import auth

NOBODY = "0000000000001"
PARTS = r"<[^>]*:?(case|batch|subject|report|pair)>"


def desk_routes(app: Flask) -> list[tuple[str, str, Permission | None]]:
    """Every route of the desk in both languages, but for the way in and out."""
    return [
        (
            method,
            re.sub(r"<[^>]*:?(case|batch|subject|report|record)>", NOBODY, _one_step(rule.rule)),
            permission,
        )
        for rule in app.url_map.iter_rules()
        if "/desk" in rule.rule and "sign-" not in rule.rule
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
        for permission in [auth.permission_of(app.view_functions[rule.endpoint])]
    ]


def _one_step(rule: str) -> str:
    known = re.sub(r"<any\(.*\):step>", Step.DECIDE, rule).replace("<int:position>", "0")
    return re.sub(r"<any\((\w+).*\):\w+>", r"\1", known)


def sent_without_session(client: FlaskClient, method: str, path: str) -> TestResponse:
    """The request with a token of its own, so that only the missing account stands in the way."""
    page = client.get("/desk/sign-in").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    return client.open(path, method=method, headers={"X-CSRFToken": token.group(1)})


def test_every_desk_route_sends_the_public_to_sign_in(
    app: Flask, registry: Registry, client: FlaskClient
) -> None:
    routes = desk_routes(app)
    assert len(routes) >= 30
    for method, path, _ in routes:
        answer = sent_without_session(client, method, path)
        if method == "GET":
            assert answer.status_code == 302, path
            assert "/desk/sign-in?next=" in answer.location, path
        else:
            assert answer.status_code == 401, path


def test_every_desk_command_refuses_the_wrong_role_and_names_the_right_one(desk: Desk) -> None:
    commands = 0
    for method, path, permission in desk_routes(desk.app):
        assert permission is not None
        wrong = set(Role) - ALLOWED[permission]
        for role in wrong:
            answer = desk.officers[role].open(path, method=method)
            assert answer.status_code == 403, (method, path, role)
            assert "您的角色不能办理此事" in answer.text or "Your role" in answer.text
            commands += 1
    assert commands >= 2 * len(PERMISSION) * (len(Role) - 2)


def test_pages_of_the_desk_are_kept_by_nobody(desk: Desk, client: FlaskClient) -> None:
    desk.propose()
    for path in ("/desk", desk.path, "/desk/deliveries", "/desk/propose"):
        answer = desk.officers[Role.PROPOSER].get(path)
        assert answer.headers["Cache-Control"] == "no-store", path
    assert client.get("/desk/sign-in").headers["Cache-Control"] == "no-store"


def test_an_empty_desk_says_so_and_what_comes_next(desk: Desk) -> None:
    page = desk.officers[Role.PROPOSER].get("/desk").text
    assert "没有在办的案件" in page
    assert "提出一个案件" in page
    assert "提出一个案件" not in desk.officers[Role.AUDITOR].get("/desk").text


def test_the_desk_counts_the_cases_and_says_which_wait_for_whom(desk: Desk) -> None:
    desk.propose()
    proposers = desk.officers[Role.PROPOSER].get("/desk").text
    assert "本页有 1 件可由您办理下一步" in proposers
    assert "可由您办理" in proposers.partition("<tbody>")[2]
    deciders = desk.officers[Role.DECIDER].get("/desk").text
    assert "目前都不需要您办理" in deciders
    desk.take(Step.SERVE_NOTICE)
    waiting = desk.officers[Role.DECIDER].get("/desk").text
    assert "可陈述申辩至2026年11月30日" in waiting
    assert "目前都不需要您办理" in waiting
    desk.advance(days=8)
    assert "本页有 1 件可由您办理下一步" in desk.officers[Role.DECIDER].get("/desk").text


def test_a_published_entry_leaves_the_cases_under_way(desk: Desk) -> None:
    desk.decided()
    desk.take(Step.PUBLISH)
    officer = desk.officers[Role.DECIDER]
    assert desk.path not in officer.get("/desk").text
    assert desk.path in officer.get("/desk?status=published").text
    assert desk.path not in officer.get("/desk?status=candidate").text


def test_the_desk_is_read_to_its_end_without_a_case_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from credit_registry.web.site.views import desk as views

    monkeypatch.setattr(views, "CASES_ON_A_PAGE", 1)
    officer = desk.officers[Role.PROPOSER]
    expected = []
    for number in (1, 2, 3):
        form = {"list_type": "serious_violation", "record": "", "grounds": GROUNDS}
        answer = officer.post(f"/desk/propose?code={a_uscc(number)}", data=form)
        expected.append(answer.location.partition("?")[0])
    found, path = [], "/desk"
    while path:
        page = officer.get(path).text
        found += re.findall(r'<th scope="row"><a href="([^"]+)"', page)
        more = re.search(r'class="more"><a [^>]*href="([^"]+)"', page)
        path = more.group(1).replace("&amp;", "&") if more else ""
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("query", ["status=forgiven", "after=x", "after=2026-11-23.short"])
def test_the_desk_refuses_what_it_never_wrote(desk: Desk, query: str) -> None:
    assert desk.officers[Role.AUDITOR].get(f"/desk?{query}").status_code in {400, 404}


def test_a_proposal_asks_for_the_enterprise_first(desk: Desk) -> None:
    officer = desk.officers[Role.PROPOSER]
    assert "先查明案件涉及的企业" in officer.get("/desk/propose").text
    unknown = officer.get(f"/desk/propose?code={a_uscc(99)}")
    assert unknown.status_code == 404
    assert "没有登记使用此代码的主体" in unknown.text
    assert a_uscc(99) in unknown.text
    page = officer.get(f"/desk/propose?code={desk.code.lower()}").text
    assert "公开的处罚" in page
    assert "严重违法失信名单" in page
    assert "转载" not in page.partition("<form")[2].partition("list_type")[2]


def test_a_proposal_with_faults_keeps_what_was_typed(desk: Desk) -> None:
    officer = desk.officers[Role.PROPOSER]
    form = {"list_type": "honours", "record": "x", "grounds": "  "}
    page = officer.post(f"/desk/propose?code={desk.code}", data=form)
    assert page.status_code == 422
    assert page.text.count('href="#field-') == 3
    kept = officer.post(f"/desk/propose?code={desk.code}", data={**form, "grounds": "屡次受罚 <i>"})
    assert "屡次受罚 &lt;i&gt;" in kept.text


def test_a_proposal_rests_on_a_record_of_the_enterprise(desk: Desk) -> None:
    officer = desk.officers[Role.PROPOSER]
    page = officer.get(f"/desk/propose?code={desk.code}").text
    chosen = re.search(r'<option value="(\w{13})">公开的处罚', page)
    assert chosen is not None
    form = {"list_type": "serious_violation", "record": chosen.group(1), "grounds": GROUNDS}
    made = officer.post(f"/desk/propose?code={desk.code}", data=form)
    case = officer.get(made.location).text
    assert "已办理：提出候选。" in case
    assert "公开的处罚" in case.partition("所依据的记录")[2].partition("<h3>")[0]


def test_a_second_case_on_the_same_list_is_refused(desk: Desk) -> None:
    desk.propose()
    form = {"list_type": "serious_violation", "record": "", "grounds": f"再次提出：{GROUNDS}"}
    path = f"/desk/propose?code={desk.code}"
    page = desk.officers[Role.PROPOSER].post(path, data=form)
    assert page.status_code == 409
    assert "不能重复提出" in page.text
    assert "再次提出" in page.text


def test_an_officer_of_another_division_proposes_no_case(desk: Desk) -> None:
    stranger = desk.an_officer(Role.PROPOSER, division="999902")
    path = f"/desk/propose?code={desk.code}"
    assert "不在您负责的行政区划内" in stranger.get(path).text
    form = {"list_type": "serious_violation", "record": "", "grounds": GROUNDS}
    assert stranger.post(path, data=form).status_code == 403
    neighbour = desk.an_officer(Role.PROPOSER, division="999901")
    assert neighbour.post(path, data=form).status_code == 303


def test_no_case_is_proposed_against_a_subject_that_is_not_confirmed(desk: Desk) -> None:
    from sqlalchemy import update

    from credit_registry.domain.subjects import SubjectState
    from credit_registry.store.subjects import Subject

    with desk.given.registry.transaction() as session:
        session.execute(update(Subject).values(state=SubjectState.PROVISIONAL.value))
    path = f"/desk/propose?code={desk.code}"
    form = {"list_type": "serious_violation", "record": "", "grounds": GROUNDS}
    answer = desk.officers[Role.PROPOSER].post(path, data=form)
    assert answer.status_code == 422
    assert "该主体尚待确认" in answer.text
    assert "该主体尚待确认" in desk.officers[Role.PROPOSER].get(path).text
