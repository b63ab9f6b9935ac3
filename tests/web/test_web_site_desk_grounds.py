"""The desk of a case that has lost its ground, and of words that may not go into one."""

from __future__ import annotations

import re

from builders import a_record_draft
from desk_cases import GROUNDS, Desk
from filings import deliver, withdraw
from served import PENALISED

from credit_registry.domain.actors import Role
from credit_registry.domain.listings import Step
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.records import RecordKind, RecordState

IDENTITY = "11010519491231002X"


def proposed_on_a_record(desk: Desk) -> str:
    """A case that rests on the public penalty; the record's id."""
    officer = desk.officers[Role.PROPOSER]
    path = f"/desk/propose?code={desk.code}"
    chosen = re.search(r'<option value="(\w{13})">公开的处罚', officer.get(path).text)
    assert chosen is not None
    form = {"list_type": "serious_violation", "record": chosen.group(1), "grounds": "屡次受罚"}
    made = officer.post(path, data=form)
    found = re.search(r"/desk/cases/(\w+)", made.location)
    assert found is not None
    desk.case, desk.version = found.group(1), 1
    return chosen.group(1)


def test_a_published_entry_whose_penalty_is_annulled_comes_first_with_its_day(desk: Desk) -> None:
    record = proposed_on_a_record(desk)
    for step in (
        Step.SERVE_NOTICE,
        Step.RECORD_STATEMENT,
        Step.DECIDE,
        Step.GIVE_CONSENT,
        Step.PUBLISH,
    ):
        desk.take(step)
    assert desk.path not in desk.officers[Role.DECIDER].get("/desk").text
    withdraw(desk.given.registry, from_public(record), RecordState.ANNULLED)
    page = desk.officers[Role.DECIDER].get("/desk").text
    assert desk.path in page
    assert "须于2026年11月26日前办结" in page
    case = desk.officers[Role.DECIDER].get(desk.path).text
    assert "须于2026年11月26日前办结" in case
    assert "下一步：撤回列入" in case
    english = desk.officers[Role.DECIDER].get("/en/desk").text
    assert "end the case or withdraw the entry by 26 November 2026" in english
    assert "所依据的处罚已被撤销，期满自动停止公示" in case
    desk.version += 1  # the annulment restated the entry with its last day
    desk.take(Step.WITHDRAW)
    assert desk.path not in desk.officers[Role.DECIDER].get("/desk").text


def test_a_decision_on_an_annulled_penalty_is_refused_with_the_reason(desk: Desk) -> None:
    record = proposed_on_a_record(desk)
    desk.take(Step.SERVE_NOTICE)
    desk.take(Step.RECORD_STATEMENT)
    withdraw(desk.given.registry, from_public(record), RecordState.ANNULLED)
    refused = desk.send(Step.DECIDE)
    assert refused.status_code == 422
    assert "所依据的记录已于2026年11月23日成为" in refused.text


def test_a_case_without_a_record_says_that_it_rests_on_a_document(desk: Desk) -> None:
    desk.propose()
    assert "依据事由中写明文号的决定" in desk.officers[Role.AUDITOR].get(desk.path).text
    officer, path = desk.officers[Role.PROPOSER], f"/desk/propose?code={desk.code}"
    form = {"list_type": "serious_violation", "record": "", "grounds": "屡次受罚"}
    page = officer.post(path, data=form)
    assert page.status_code == 422
    assert 'id="fault-record"' in page.text


def test_a_sampling_that_was_passed_carries_no_case(desk: Desk) -> None:
    deliver(desk.given.registry, a_record_draft(RecordKind.SAMPLING, PENALISED, title="合格的抽查"))
    officer, path = desk.officers[Role.PROPOSER], f"/desk/propose?code={desk.code}"
    chosen = re.search(r'<option value="(\w{13})">合格的抽查', officer.get(path).text)
    assert chosen is not None
    form = {"list_type": "serious_violation", "record": chosen.group(1), "grounds": GROUNDS}
    page = officer.post(path, data=form)
    assert page.status_code == 422
    assert 'id="fault-record"' in page.text


def test_a_personal_number_is_told_at_its_field(desk: Desk) -> None:
    officer, path = desk.officers[Role.PROPOSER], f"/desk/propose?code={desk.code}"
    form = {"list_type": "serious_violation", "record": "", "grounds": f"{GROUNDS}{IDENTITY}"}
    page = officer.post(path, data=form)
    assert page.status_code == 422
    assert 'id="fault-grounds"' in page.text
    desk.propose()
    refused = desk.send(Step.SERVE_NOTICE, note="电话13800138000")
    assert refused.status_code == 422
    assert 'id="fault-note"' in refused.text


def test_a_personal_number_is_named_by_the_api_as_a_field(desk: Desk) -> None:
    body = {"enterprise": desk.code, "list_type": "serious_violation"}
    answer = desk.officers[Role.PROPOSER].post(
        "/api/v1/listings", json={**body, "grounds": f"{GROUNDS}{IDENTITY}"}
    )
    assert answer.status_code == 422
    assert answer.json is not None
    assert [error["pointer"] for error in answer.json["errors"]] == ["/grounds"]
    assert IDENTITY not in answer.text


def test_a_statement_needs_its_day_and_words_or_a_number(desk: Desk) -> None:
    desk.propose()
    desk.take(Step.SERVE_NOTICE)
    assert 'id="fault-on"' in desk.send(Step.RECORD_STATEMENT, on="").text
    assert 'id="fault-note"' in desk.send(Step.RECORD_STATEMENT, note="").text
    desk.take(Step.RECORD_STATEMENT, note="", document_number="陈〔2026〕1号")


def test_who_served_the_notice_is_told_that_another_decides(desk: Desk) -> None:
    both = desk.an_officer(Role.PROPOSER, Role.DECIDER)
    desk.propose()
    assert desk.send(Step.SERVE_NOTICE, both).status_code == 303
    desk.version += 1
    desk.take(Step.RECORD_STATEMENT)
    refused = desk.send(Step.DECIDE, both)
    assert refused.status_code == 403
    assert "送达告知书，这一步须由另一名人员办理" in refused.text


def test_a_published_case_leads_to_the_application_for_its_early_removal(desk: Desk) -> None:
    desk.decided()
    desk.take(Step.PUBLISH)
    page = desk.officers[Role.DECIDER].get(desk.path).text
    assert "提前移出名单" not in page
    path = f"/restore?enterprise={desk.code}&amp;thing=l-{desk.case}"
    assert f'href="{path}"' in page
    form = desk.officers[Role.ENTERER].get(path.replace("&amp;", "&")).text
    assert f'value="l-{desk.case}" selected' in form
    assert desk.officers[Role.DECIDER].post(f"{desk.path}/remove").status_code == 404
