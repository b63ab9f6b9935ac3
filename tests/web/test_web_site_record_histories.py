"""A record's own page on the desk, the end of its publicity, and the queue of what is withheld."""

from __future__ import annotations

import re

import pytest
from builders import DIVISION, a_record_draft
from desk_cases import Desk
from filings import deliver, file_of
from page_elements import Page
from served import PENALISED, SECRET_TITLE
from statements import counted
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import RecordKind

REASON = "行政复议决定撤销原处罚"
TITLE = "公开的处罚"


def path_of(desk: Desk, title: str = TITLE) -> str:
    """The page of the record with the title."""
    auditor = desk.an_officer(Role.AUDITOR).actor
    file = file_of(desk.given.registry, auditor, subject_id=desk.given.subject_id(PENALISED))
    (number,) = (record.record_id for record in file.records if record.title == title)
    return f"/desk/records/{to_public(number)}"


def withdraw(desk: Desk, path: str, role: Role = Role.DECIDER, /, **changes: str) -> TestResponse:
    """Send the form that ends the publicity, confirmed unless the test says otherwise."""
    form = {"state": "annulled", "ending_reason": REASON, "version": "1", "confirmed": "yes"}
    return desk.officers[role].post(f"{path}/withdrawal", data=form | changes)


def public_page(desk: Desk) -> str:
    return desk.app.test_client().get(f"/e/{desk.code}").text


def test_a_record_says_who_wrote_it_when_and_until_when_it_is_public(desk: Desk) -> None:
    page = Page(desk.officers[Role.AUDITOR].get(path_of(desk)).text).text
    assert "此记录今天向社会公开：2026年6月1日至2027年6月1日。" in page
    assert "第 1 版 2026年11月23日" in page
    assert "测试人员" in page
    assert "10,000元" in page


def test_a_record_that_is_withheld_says_why(desk: Desk) -> None:
    page = Page(desk.officers[Role.AUDITOR].get(path_of(desk, SECRET_TITLE)).text).text
    assert "不向公众显示：失信程度未确定，待人工核定。" in page


def test_the_page_is_there_in_english(desk: Desk) -> None:
    page = Page(desk.officers[Role.AUDITOR].get(f"/en{path_of(desk)}").text).text
    assert "The public sees this record today: 1 June 2026 to 1 June 2027." in page
    assert "Versions, newest first" in page


def test_an_annulled_record_is_asked_about_once_more_and_then_gone_at_once(desk: Desk) -> None:
    path = path_of(desk)
    assert TITLE in public_page(desk)
    asked = withdraw(desk, path, confirmed="")
    assert asked.status_code == 200
    assert "请再次确认：停止公示" in asked.text
    assert REASON in asked.text
    assert TITLE in public_page(desk)
    done = withdraw(desk, path)
    assert done.status_code == 303
    assert TITLE not in public_page(desk)
    page = Page(desk.officers[Role.DECIDER].get(done.location).text).text
    assert "记录已停止公示。" in page
    assert f"理由：{REASON}" in page
    assert "记录状态 有效 已撤销" in page
    assert "（已被替换）" in page


def test_it_ends_once(desk: Desk) -> None:
    path = path_of(desk)
    assert withdraw(desk, path).status_code == 303
    again = withdraw(desk, path, version="2")
    assert again.status_code == 409
    assert "状态：已撤销，不向公众显示。" in again.text
    assert "第 3 版" not in again.text


def test_a_record_is_restored_by_an_application_and_not_by_the_form_that_ends_it(
    desk: Desk,
) -> None:
    answer = withdraw(desk, path_of(desk), state="restored")
    assert answer.status_code == 422
    assert 'value="restored"' not in answer.text
    assert TITLE in public_page(desk)


def test_a_reason_holds_no_personal_number(desk: Desk) -> None:
    answer = withdraw(desk, path_of(desk), ending_reason="当事人11010519491231002X")
    assert answer.status_code == 422
    assert TITLE in public_page(desk)


@pytest.mark.parametrize("state", ["withdrawn", "annulled"])
def test_each_end_is_possible(desk: Desk, state: str) -> None:
    assert withdraw(desk, path_of(desk), state=state).status_code == 303
    assert TITLE not in public_page(desk)


@pytest.mark.parametrize("changes", [{"ending_reason": " "}, {"state": ""}, {"state": "active"}])
def test_state_and_reason_are_needed(desk: Desk, changes: dict[str, str]) -> None:
    answer = withdraw(desk, path_of(desk), **changes)
    assert answer.status_code == 422
    assert re.search(r'id="fault-(ending_reason|state)"', answer.text)
    assert TITLE in public_page(desk)


def test_what_was_typed_comes_back_to_be_changed(desk: Desk) -> None:
    answer = withdraw(desk, path_of(desk), confirmed="no")
    assert answer.status_code == 200
    assert REASON in answer.text
    assert TITLE in public_page(desk)


def test_a_record_that_changed_meanwhile_is_looked_at_again(desk: Desk) -> None:
    path = path_of(desk)
    answer = withdraw(desk, path, version="7")
    assert answer.status_code == 412
    assert "已由他人更新" in answer.text
    assert REASON in answer.text
    assert TITLE in public_page(desk)


def test_an_auditor_looks_on(desk: Desk) -> None:
    path = path_of(desk)
    page = desk.officers[Role.AUDITOR].get(path).text
    assert "withdrawal" not in page
    assert "录入员" in page
    assert withdraw(desk, path, Role.AUDITOR).status_code == 403


def test_an_officer_of_another_division_ends_nothing(desk: Desk) -> None:
    path = path_of(desk)
    other = desk.an_officer(Role.DECIDER, division="999902")
    form = {"state": "annulled", "ending_reason": REASON, "version": "1", "confirmed": "yes"}
    assert other.post(f"{path}/withdrawal", data=form).status_code == 403
    assert TITLE in public_page(desk)
    own = desk.an_officer(Role.DECIDER, division=DIVISION)
    assert own.post(f"{path}/withdrawal", data=form).status_code == 303


def test_a_record_that_is_none_has_no_page(desk: Desk) -> None:
    assert desk.officers[Role.AUDITOR].get("/desk/records/0000000000001").status_code == 404
    assert withdraw(desk, "/desk/records/0000000000001").status_code == 404


def test_the_queue_lists_what_waits_for_a_person_and_why(desk: Desk) -> None:
    for language, words in (("", "失信程度未确定"), ("/en", "Class undetermined")):
        page = desk.officers[Role.AUDITOR].get(f"{language}/desk/withheld").text
        assert SECRET_TITLE in page
        assert TITLE not in page
        assert words in page
        assert path_of(desk, SECRET_TITLE) in page


def test_the_queue_goes_on_where_the_page_ends(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from credit_registry.web.site.views import record_histories as views

    drafts = [
        a_record_draft(RecordKind.PENALTY, PENALISED, title=f"待核{n}", decided_on=None)
        for n in range(4)
    ]
    deliver(desk.given.registry, *drafts)
    monkeypatch.setattr(views, "RECORDS_ON_A_PAGE", 2)
    auditor, path, seen = desk.officers[Role.AUDITOR], "/desk/withheld", []
    while path:
        page = auditor.get(path).text
        seen += re.findall(r"待核\d|" + SECRET_TITLE, page)
        found = re.search(r'href="(/desk/withheld\?after=[^"]+)"', page)
        path = found.group(1) if found else ""
    assert sorted(seen) == sorted([SECRET_TITLE, *(f"待核{n}" for n in range(4))])


def test_an_empty_queue_says_so(desk: Desk) -> None:
    withdraw(desk, path_of(desk, SECRET_TITLE))
    assert "没有待核定的记录。" in desk.officers[Role.AUDITOR].get("/desk/withheld").text


def test_more_versions_cost_no_more_statements(desk: Desk) -> None:
    path, auditor = path_of(desk), desk.officers[Role.AUDITOR]
    auditor.get(path)
    with counted(desk.given.registry.database) as few:
        auditor.get(path)
    assert withdraw(desk, path).status_code == 303
    with counted(desk.given.registry.database) as many:
        auditor.get(path)
    assert 0 < many.count == few.count
