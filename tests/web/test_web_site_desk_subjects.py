"""The desk's queue of subjects, and how an officer settles who one is."""

from __future__ import annotations

import re

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc
from desk_cases import Desk
from filings import deliver, file_of
from page_elements import Page
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.domain.drafts import SubjectReference
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import RecordKind
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import duplicate_searches, identities
from credit_registry.web.site.views import subjects as views

FAULTY = 9
WRONG = a_uscc(FAULTY)[:17] + ("0" if a_uscc(FAULTY)[17] != "0" else "1")


@pytest.fixture
def desk(desk: Desk, registry: Registry) -> Desk:
    """The desk, with a faulty code and a workshop known by its name alone."""
    deliver(
        registry,
        a_subject_draft(FAULTY, uscc=None, quarantined_code=WRONG, suggested_code=a_uscc(FAULTY)),
    )
    named = SubjectReference("只有名称的作坊", {})
    deliver(registry, a_record_draft(RecordKind.HONOUR, subject=named))
    return desk


def waiting(desk: Desk) -> list[str]:
    """The ids of those that wait: the faulty code, then the workshop."""
    registry = desk.given.registry
    with registry.reading() as session:
        return [
            to_public(each.subject_id) for each in identities.queue(session, desk.given.enterer)
        ]


def settle(desk: Desk, subject: str, act: str, **form: str) -> TestResponse:
    values = {"confirmed": "yes", **form}
    return desk.officers[Role.ENTERER].post(f"/desk/subjects/{subject}/{act}", data=values)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_queue_names_who_waits_and_the_suggestion(desk: Desk, prefix: str) -> None:
    html = desk.officers[Role.AUDITOR].get(f"{prefix}/desk/subjects").text
    page = Page(html)
    for words in ("只有名称的作坊", WRONG, a_uscc(FAULTY)):
        assert words in page.text
    for subject in waiting(desk):
        assert f"{prefix}/desk/subjects/{subject}" in html


def test_the_queue_goes_on_page_by_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "SUBJECTS_ON_A_PAGE", 1)
    officer = desk.officers[Role.AUDITOR]
    first = officer.get("/desk/subjects").text
    more = re.search(r'class="more"><a [^>]*href="([^"]+)"', first)
    assert more is not None
    second = officer.get(more.group(1)).text
    assert ("只有名称的作坊" in first, "只有名称的作坊" in second) == (False, True)
    assert 'class="more"' not in second


def test_a_code_is_corrected_once_the_officer_has_been_asked(desk: Desk) -> None:
    subject, _ = waiting(desk)
    officer = desk.officers[Role.ENTERER]
    page = officer.get(f"/desk/subjects/{subject}").text
    assert f'value="{a_uscc(FAULTY)}"' in page
    asked = settle(desk, subject, "correct", right_code=a_uscc(FAULTY), confirmed="")
    assert asked.status_code == 200
    assert a_uscc(FAULTY) in asked.text
    assert subject in waiting(desk)
    answer = settle(desk, subject, "correct", right_code=a_uscc(FAULTY))
    assert answer.status_code == 303
    assert "代码已更正" in officer.get(answer.location).text
    assert desk.app.test_client().get(f"/e/{a_uscc(FAULTY)}").status_code == 200


def test_a_refused_code_is_told_beside_the_field_and_kept(desk: Desk) -> None:
    subject, _ = waiting(desk)
    for code, status in ((WRONG, 422), (desk.code, 409)):
        answer = settle(desk, subject, "correct", right_code=code)
        assert answer.status_code == status
        page = Page(answer.text)
        (field,) = [each for each in page.all("input") if each.get("name") == "right_code"]
        assert (field["value"], field["aria-invalid"]) == (code, "true")
    assert settle(desk, subject, "correct").status_code == 422


def test_a_workshop_is_rejected_with_its_reason_and_confirmed_after_all(desk: Desk) -> None:
    _, subject = waiting(desk)
    assert settle(desk, subject, "reject").status_code == 422
    assert settle(desk, subject, "reject", reject_reason="查无此主体").status_code == 303
    assert subject not in waiting(desk)
    assert settle(desk, subject, "reject", reject_reason="再次").status_code == 409
    assert settle(desk, subject, "confirm").status_code == 303
    assert desk.app.test_client().get(f"/s/{subject}").status_code == 200
    assert settle(desk, subject, "confirm").status_code == 409


def test_a_link_is_shown_to_both_and_taken_back(desk: Desk, registry: Registry) -> None:
    _, subject = waiting(desk)
    officer = desk.officers[Role.ENTERER]
    form = {"link_kind": "duplicate_of", "other_subject": desk.code}
    assert settle(desk, subject, "link", **form).status_code == 303
    page = officer.get(f"/desk/subjects/{subject}").text
    assert "重复于" in page
    other = to_public(file_of(registry, subject_id=desk.given.subject_id(2)).subject_id)
    assert "只有名称的作坊" in officer.get(f"/desk/subjects/{other}").text
    assert settle(desk, subject, "link", **form).status_code == 409
    found = re.search(r'name="standing_link".*?<option value="(\w{13})"', page, re.DOTALL)
    assert found is not None
    taken = {"standing_link": found.group(1), "unlink_reason": "误认"}
    assert settle(desk, subject, "unlink", **taken).status_code == 303
    assert "重复于 " not in officer.get(f"/desk/subjects/{other}").text
    assert settle(desk, subject, "unlink", **taken).status_code == 422


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"link_kind": "branch_of", "other_subject": a_uscc(99)}, 404),
        ({"link_kind": "cousin_of", "other_subject": a_uscc(2)}, 422),
        ({"link_kind": "branch_of", "other_subject": ""}, 422),
        ({"link_kind": "branch_of", "other_subject": a_uscc(2), "link_since": "2030-01-01"}, 422),
    ],
)
def test_a_link_that_cannot_be_is_refused(desk: Desk, form: dict[str, str], status: int) -> None:
    _, subject = waiting(desk)
    assert settle(desk, subject, "link", **form).status_code == status


def test_who_may_not_settle_is_shown_no_form(desk: Desk) -> None:
    subject, _ = waiting(desk)
    page = desk.officers[Role.AUDITOR].get(f"/desk/subjects/{subject}").text
    assert f'action="/desk/subjects/{subject}/' not in page
    assert desk.officers[Role.AUDITOR].get("/desk/subjects/0000000000001").status_code == 404


def test_pairs_that_may_be_one_are_settled_on_the_desk(desk: Desk, registry: Registry) -> None:
    deliver(registry, *(a_subject_draft(number, name="同名企业") for number in (5, 6, 7)))
    with registry.transaction() as session:
        at = registry.clock.now()
        duplicate_searches.find(session, actor=desk.given.enterer, at=at)
    officer = desk.officers[Role.ENTERER]
    page = officer.get("/desk/duplicates").text
    Page(page)
    merge, differ = (
        re.findall(rf'action="(/desk/duplicates/\w+/{act})"', page) for act in ("merge", "differ")
    )
    assert len(merge) == len(differ) == 2
    for path, words in ((merge[0], "已认定为同一主体"), (differ[1], "已认定为不同主体")):
        answer = officer.post(path)
        assert answer.status_code == 303
        assert words in officer.get(answer.location).text
        assert officer.post(path).status_code == 409
    auditor = desk.officers[Role.AUDITOR]
    assert "/merge" not in auditor.get("/en/desk/duplicates").text
    assert auditor.post(merge[1]).status_code == 403
