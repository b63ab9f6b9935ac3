"""The page of a subject's whole history on the desk."""

from __future__ import annotations

import re
from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft
from desk_cases import Desk
from filings import deliver, subject_of
from page_elements import Page
from served import PENALISED, PLAIN
from statements import counted

from credit_registry.domain.actors import Role
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import RecordKind


def path_of(desk: Desk, number: int = PENALISED) -> str:
    return f"/desk/subjects/{to_public(desk.given.subject_id(number))}/history"


def test_the_page_tells_what_happened_by_which_role_and_where_it_is_proved(desk: Desk) -> None:
    desk.propose()
    deliver(desk.given.registry, a_subject_draft(PENALISED, name="虚构更名有限公司"))
    answer = desk.officers[Role.AUDITOR].get(path_of(desk))
    page = Page(answer.text).text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "提出列入名单 · 2026年11月23日" in page
    assert "办理：经办人" in page
    assert "名称 虚构市第2制造有限公司 虚构更名有限公司" in page
    assert "行政处罚“公开的处罚”，第 1 版" in page
    assert "测试人员" not in page
    (place,) = set(re.findall(r'href="(/api/v1/ledger/events/\d+/proof)"', answer.text)[:1])
    assert desk.app.test_client().get(place).status_code == 200


def test_the_page_is_there_in_english(desk: Desk) -> None:
    page = Page(desk.officers[Role.AUDITOR].get(f"/en{path_of(desk)}").text).text
    assert "Recorded from a delivery · 23 November 2026" in page
    assert "Ledger position" in page
    assert "by: Enterer" in page


def test_the_subject_and_the_record_lead_to_it(desk: Desk) -> None:
    auditor, path = desk.officers[Role.AUDITOR], path_of(desk)
    assert f'href="{path}"' in auditor.get(path.removesuffix("/history")).text
    record = re.search(r'href="(/desk/records/\w+)"', auditor.get(path).text)
    assert record is not None
    assert f'href="{path}"' in auditor.get(record.group(1)).text
    assert "/api/v1/ledger/events/" in auditor.get(record.group(1)).text


def test_pages_follow_one_another(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from credit_registry.web.site.views import subject_histories as views

    registry = desk.given.registry
    for number in range(5):
        deliver(registry, a_record_draft(RecordKind.PENALTY, PLAIN, title=f"处罚{number}号"))
    auditor, path, seen = desk.officers[Role.AUDITOR], path_of(desk, PLAIN), []
    monkeypatch.setattr(views, "EVENTS_ON_A_PAGE", 2)
    while path:
        page = auditor.get(path).text
        seen += re.findall(r"处罚\d号", page)
        found = re.search(r'class="button button-plain" href="([^"]+)"', page)
        path = found.group(1) if found else ""
    assert seen == [f"处罚{number}号" for number in (4, 3, 2, 1, 0)]


def test_nothing_was_known_before_the_first_event(desk: Desk) -> None:
    page = Page(desk.officers[Role.AUDITOR].get(f"{path_of(desk)}?known_at=0").text).text
    assert "没有关于此主体的事件" in page


def test_a_day_that_is_none_is_told_beside_its_field(desk: Desk) -> None:
    page = desk.officers[Role.AUDITOR].get(f"{path_of(desk)}?as_of=2026-13-01").text
    assert 'id="fault-as_of"' in page


def test_the_reading_is_noted(desk: Desk) -> None:
    auditor, path = desk.officers[Role.AUDITOR], path_of(desk)
    auditor.get(path)
    assert path in auditor.get("/desk/access-log").text


def test_it_is_for_officers_and_about_subjects_there_are(desk: Desk) -> None:
    assert desk.officers[Role.EXECUTING_BODY].get(path_of(desk)).status_code == 403
    missing = "/desk/subjects/0000000000001/history"
    assert desk.officers[Role.AUDITOR].get(missing).status_code == 404


def test_more_events_cost_no_more_statements(desk: Desk) -> None:
    auditor, path, registry = desk.officers[Role.AUDITOR], path_of(desk), desk.given.registry
    auditor.get(path)
    with counted(registry.database) as few:
        auditor.get(path)
    for day in (1, 2, 3):
        deliver(registry, a_record_draft(number=PENALISED, decided_on=date(2026, 8, day)))
    assert subject_of(registry, desk.code)
    with counted(registry.database) as many:
        auditor.get(path)
    assert 0 < many.count == few.count
