from __future__ import annotations

import pytest
from desk_cases import DAYS_OF_HEARING, GROUNDS, LIST_NAME, Desk
from flask.testing import FlaskClient
from signed_in import OfficerClient

from credit_registry.domain.actors import Role
from credit_registry.domain.listings import Step


def is_public(desk: Desk, client: FlaskClient) -> bool:
    """Whether the public sees the entry; every place that shows one must agree."""
    code = desk.code
    listings = client.get(f"/api/v1/enterprises/{code}/listings").json
    assert listings is not None
    answers = {
        bool(listings["listings"]),
        GROUNDS in client.get(f"/e/{code}").text,
        f"/e/{code}" in client.get("/lists/black/serious_violation").text,
        code in client.get("/api/v1/lists/serious_violation/entries").text,
    }
    assert len(answers) == 1
    return answers.pop()


def test_a_case_becomes_public_by_publication_and_is_gone_at_once_by_removal(
    desk: Desk, client: FlaskClient
) -> None:
    desk.propose()
    assert not is_public(desk, client)
    desk.take(Step.SERVE_NOTICE)
    assert not is_public(desk, client)
    desk.take(Step.RECORD_STATEMENT)
    desk.take(Step.DECIDE)
    assert not is_public(desk, client)
    desk.take(Step.GIVE_CONSENT)
    assert not is_public(desk, client)
    desk.take(Step.PUBLISH)
    assert is_public(desk, client)
    desk.take(Step.WITHDRAW)
    assert not is_public(desk, client)


def test_a_decision_before_the_statements_last_day_is_over_is_refused(desk: Desk) -> None:
    desk.propose()
    desk.take(Step.SERVE_NOTICE)
    desk.advance(days=DAYS_OF_HEARING)
    on_the_last_day = desk.send(Step.DECIDE)
    assert on_the_last_day.status_code == 422
    assert "可以陈述申辩至2026年11月30日" in on_the_last_day.text
    desk.advance(days=1)
    assert desk.send(Step.DECIDE).status_code == 303


def test_who_proposed_a_case_does_not_decide_it(desk: Desk) -> None:
    both = desk.an_officer(Role.PROPOSER, Role.DECIDER)
    desk.propose(both)
    desk.take(Step.SERVE_NOTICE)
    desk.advance(days=DAYS_OF_HEARING + 1)
    refused = desk.send(Step.DECIDE, both)
    assert refused.status_code == 403
    assert "须由另一名人员办理" in refused.text
    unconfirmed = desk.send(Step.DECIDE, both, confirmed="")
    assert unconfirmed.status_code == 403
    assert "请再次确认" not in unconfirmed.text
    assert desk.send(Step.DECIDE).status_code == 303


@pytest.mark.parametrize("step", [Step.DECIDE, Step.DECLINE, Step.PUBLISH, Step.WITHDRAW])
def test_what_cannot_be_undone_is_asked_once_more_with_name_and_consequence(
    desk: Desk, step: Step
) -> None:
    if step in {Step.PUBLISH, Step.WITHDRAW}:
        desk.decided()
    else:
        desk.propose()
        desk.take(Step.SERVE_NOTICE)
        desk.advance(days=DAYS_OF_HEARING + 1)
    if step is Step.WITHDRAW:
        desk.take(Step.PUBLISH)
    version = desk.version
    asked = desk.send(step, confirmed="")
    assert asked.status_code == 200
    assert "请再次确认" in asked.text
    assert "虚构市第2制造有限公司" in asked.text
    assert LIST_NAME in asked.text
    assert f'name="version" value="{version}"' in asked.text
    assert desk.send(step).status_code == 303


def test_going_back_from_the_question_keeps_what_was_typed(desk: Desk) -> None:
    desk.propose()
    desk.take(Step.SERVE_NOTICE)
    desk.take(Step.RECORD_STATEMENT)
    page = desk.send(Step.DECIDE, confirmed="no", document_number="未用的文号")
    assert page.status_code == 200
    assert 'value="未用的文号"' in page.text
    assert "请再次确认" not in page.text
    assert desk.send(Step.DECIDE).status_code == 303


def test_a_fault_is_told_beside_its_field_and_on_top_and_nothing_typed_is_lost(
    desk: Desk,
) -> None:
    desk.propose()
    page = desk.send(Step.SERVE_NOTICE, document_number="", note="直接送达 <b>", on="2026-11-24")
    assert page.status_code == 422
    assert 'href="#field-document_number"' in page.text
    assert 'id="fault-document_number"' in page.text
    assert 'href="#field-on"' in page.text
    assert "日期不能晚于今天（2026年11月23日）" in page.text
    assert "直接送达 &lt;b&gt;" in page.text
    assert 'value="2026-11-24"' in page.text
    assert "等待送达告知书" in page.text


def test_a_stale_form_is_told_what_came_since_and_keeps_what_was_typed(desk: Desk) -> None:
    desk.propose()
    desk.take(Step.SERVE_NOTICE)
    desk.take(Step.RECORD_STATEMENT, note="当事人已经整改")
    page = desk.send(Step.DECIDE, version="2", document_number="迟到的文号")
    assert page.status_code == 412
    assert "此案已由他人更新" in page.text
    assert page.text.count('class="news"') == 1
    assert "当事人已经整改" in page.text.partition('class="news"')[2]
    assert 'value="迟到的文号"' in page.text
    assert 'name="version" value="3"' in page.text


def test_a_stale_form_is_told_before_it_is_asked_to_confirm(desk: Desk) -> None:
    desk.propose()
    desk.take(Step.SERVE_NOTICE)
    desk.take(Step.RECORD_STATEMENT)
    page = desk.send(Step.DECIDE, version="2", confirmed="")
    assert page.status_code == 412
    assert "此案已由他人更新" in page.text


def test_a_step_that_the_status_does_not_allow_is_refused(desk: Desk) -> None:
    desk.propose()
    page = desk.send(Step.PUBLISH)
    assert page.status_code == 409
    assert "不能办理“公布”" in page.text


@pytest.mark.parametrize(
    ("step", "role"),
    [
        (Step.SERVE_NOTICE, Role.DECIDER),
        (Step.RECORD_STATEMENT, Role.ENTERER),
        (Step.DECIDE, Role.PROPOSER),
        (Step.DECLINE, Role.PUBLISHER),
        (Step.PUBLISH, Role.DECIDER),
        (Step.WITHDRAW, Role.PROPOSER),
    ],
)
def test_the_wrong_role_is_told_which_one_it_takes(desk: Desk, step: Step, role: Role) -> None:
    desk.propose()
    page = desk.send(step, desk.officers[role])
    assert page.status_code == 403
    assert "此事由以下角色办理" in page.text
    assert "Set-Cookie" not in page.headers or "csrf" not in page.headers["Set-Cookie"]


def test_a_page_shows_no_form_to_who_may_not_take_the_step(desk: Desk) -> None:
    desk.propose()
    page = desk.officers[Role.AUDITOR].get(desk.path)
    assert page.status_code == 200
    assert "这一步由以下角色办理：经办人" in page.text
    assert 'name="version"' not in page.text
    assert 'name="version"' in desk.officers[Role.PROPOSER].get(desk.path).text


def test_the_case_page_has_one_primary_button(desk: Desk) -> None:
    desk.propose()
    page = desk.officers[Role.PROPOSER].get(desk.path).text
    content = page.partition('class="case-columns"')[2]
    assert content.count('<button type="submit">') == 1
    assert "button-plain" not in content


def test_the_case_page_shows_records_law_and_steps_with_their_person(desk: Desk) -> None:
    desk.propose()
    desk.take(Step.SERVE_NOTICE)
    page = desk.officers[Role.AUDITOR].get(desk.path).text
    assert "公开的处罚" in page
    assert "仅供内部的处罚" in page
    assert "国家市场监督管理总局令第44号" in page
    assert "没有主观故意的，不列入" in page
    assert "提出候选" in page
    assert "虚市监列告〔2026〕1号" in page
    assert "2026年11月30日" in page
    assert "测试人员" in page


def test_the_case_says_when_the_time_to_answer_is_over(desk: Desk) -> None:
    desk.propose()
    desk.take(Step.SERVE_NOTICE)
    desk.advance(days=DAYS_OF_HEARING)
    officer = desk.officers[Role.DECIDER]
    assert "当事人可以陈述申辩至2026年11月30日。" in officer.get(desk.path).text
    desk.advance(days=1)
    assert "陈述申辩期已于2026年11月30日届满" in officer.get(desk.path).text


def test_the_case_page_is_english_under_its_english_address(desk: Desk) -> None:
    desk.propose()
    page = desk.officers[Role.PROPOSER].get(f"/en{desk.path}").text
    assert "Next: Serve notice" in page
    assert f'action="/en{desk.path}/serve_notice"' in page
    assert "下一步" not in page


def test_a_step_without_the_forms_token_is_refused(desk: Desk) -> None:
    desk.propose()
    officer = desk.officers[Role.PROPOSER]
    values = {"version": "1", "document_number": "告1号"}
    path = f"{desk.path}/serve_notice"
    refused = FlaskClient.open(officer, path, method="POST", data=values)
    assert refused.status_code == 400
    forged = {"X-CSRFToken": "forged"}
    answer = FlaskClient.open(officer, path, method="POST", data=values, headers=forged)
    assert answer.status_code == 400
    assert desk.send(Step.SERVE_NOTICE).status_code == 303


def test_a_case_that_does_not_exist_is_404(desk: Desk) -> None:
    officer = desk.officers[Role.PROPOSER]
    assert officer.get("/desk/cases/0000000000000").status_code == 404
    assert officer.get("/desk/cases/no-id").status_code == 404
    desk.propose()
    assert officer.get(f"{desk.path}/forgive").status_code == 404
    assert officer.get(f"{desk.path}?done=propose").status_code == 200
    assert officer.get(f"{desk.path}?done=nonsense").status_code == 200


def test_an_entry_past_its_term_is_ended_by_an_operator_alone(desk: Desk) -> None:
    desk.decided()
    desk.take(Step.PUBLISH)
    operator = desk.officers[Role.OPERATOR]
    early = operator.post(
        f"{desk.path}/expire", data={"version": str(desk.version), "confirmed": "yes"}
    )
    assert early.status_code == 422
    desk.advance(days=3 * 366)
    late = {"version": str(desk.version), "confirmed": "yes"}
    assert operator.post(f"{desk.path}/expire", data=late).status_code == 303
    assert "已移出名单" in operator.get(desk.path).text


def test_an_officer_of_another_division_does_not_decide(desk: Desk) -> None:
    desk.propose()
    desk.take(Step.SERVE_NOTICE)
    desk.take(Step.RECORD_STATEMENT)
    stranger = desk.an_officer(Role.DECIDER, division="999902")
    page = desk.send(Step.DECIDE, stranger)
    assert page.status_code == 403
    assert "不在您负责的行政区划内" in page.text
    neighbour: OfficerClient = desk.an_officer(Role.DECIDER, division="999901")
    assert desk.send(Step.DECIDE, neighbour).status_code == 303


def test_a_step_is_not_dated_before_the_one_it_follows(desk: Desk) -> None:
    desk.advance(days=3)
    desk.propose()
    page = desk.send(Step.SERVE_NOTICE, on="2026-11-25")
    assert page.status_code == 422
    assert "上一步在2026年11月26日办理" in page.text
    assert desk.send(Step.SERVE_NOTICE, on="2026-11-26").status_code == 303


def test_a_decision_is_not_dated_into_the_time_to_answer(desk: Desk) -> None:
    desk.propose()
    desk.take(Step.SERVE_NOTICE)
    desk.advance(days=DAYS_OF_HEARING + 3)
    early = desk.send(Step.DECIDE, on="2026-11-30", confirmed="")
    assert early.status_code == 422
    assert "决定日期须在该日之后" in early.text
    assert desk.send(Step.DECIDE, on="2026-12-01").status_code == 303


def test_the_case_says_what_was_just_done(desk: Desk) -> None:
    desk.propose()
    answer = desk.send(Step.SERVE_NOTICE)
    page = desk.officers[Role.PROPOSER].get(answer.location).text
    assert "已办理：送达告知书。" in page
    assert "已办理" not in desk.officers[Role.PROPOSER].get(desk.path).text
