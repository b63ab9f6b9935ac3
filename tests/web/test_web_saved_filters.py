"""Filters that an account keeps: of its own lists, by name, and nothing personal in an address."""

from __future__ import annotations

import re

import pytest
from desk_cases import Desk
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.services.files.saved_filters import LONGEST_NAME, MOST_FILTERS

NAME = "逾期的异议"
OVERDUE = "kind=objection&due=overdue"
LIST = "/desk/proceedings"


def save(client: FlaskClient, name: str = NAME, query: str = OVERDUE, **form: str) -> TestResponse:
    values = {"worklist": "proceedings", "query": query, "filter_name": name, **form}
    return client.post("/desk/filters", data=values)


def saved(page: str) -> list[tuple[str, str]]:
    """The filters above a list: where they lead, and their names."""
    found = re.search(
        r'<nav aria-label="(?:我保存的筛选|My saved filters)">(.*?)</nav>', page, re.DOTALL
    )
    links = found.group(1) if found else ""
    return re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', links)


def test_a_filter_is_kept_by_name_opened_by_its_address_and_deleted(desk: Desk) -> None:
    officer = desk.officers[Role.REVIEWER]
    plain = officer.get(LIST).text
    assert saved(plain) == []
    assert "保存或删除筛选" not in plain
    chosen = officer.get(f"{LIST}?{OVERDUE}").text
    assert f'name="query" value="{OVERDUE.replace("&", "&amp;")}"' in chosen
    answer = save(officer)
    assert answer.status_code == 303
    assert answer.location == f"{LIST}?{OVERDUE}"
    address = answer.location.replace("&", "&amp;")
    page = officer.get(LIST).text
    assert saved(page) == [(address, NAME)]
    assert saved(officer.get(f"/en{LIST}").text) == [(f"/en{address}", NAME)]
    assert f'<a href="{address}" aria-current="page">' in officer.get(answer.location).text
    assert page.index(NAME) < page.index('<ul class="tabs">\n<li><a href="/desk/proceedings"')
    deletion = re.search(r'action="(/desk/filters/\w+/deletion)"', page)
    assert deletion is not None
    stranger = desk.an_officer(Role.REVIEWER)
    assert saved(stranger.get(LIST).text) == []
    assert stranger.post(deletion.group(1)).status_code == 404
    assert officer.post(deletion.group(1)).location == LIST
    assert saved(officer.get(LIST).text) == []


@pytest.mark.parametrize(
    ("name", "query", "status"),
    [
        ("", OVERDUE, 422),
        ("长" * (LONGEST_NAME + 1), OVERDUE, 422),
        ("找11010519491231002X", OVERDUE, 422),
        (NAME, "", 422),
        (NAME, "after=2026-01-01.x", 422),
        (NAME, "kind=nothing", 400),
    ],
    ids=["unnamed", "long", "personal", "nothing", "a-place", "unknown"],
)
def test_what_cannot_be_kept_is_refused_with_what_was_typed(
    desk: Desk, name: str, query: str, status: int
) -> None:
    officer = desk.officers[Role.REVIEWER]
    answer = save(officer, name, query)
    assert answer.status_code == status
    assert saved(officer.get(LIST).text) == []
    if status == 422 and name:
        assert f'value="{name}"' in answer.text
        assert "#field-filter_name" in answer.text


def test_a_name_is_taken_once_a_list_and_no_more_are_kept_than_can_be_told_apart(
    desk: Desk,
) -> None:
    officer = desk.officers[Role.REVIEWER]
    assert save(officer).status_code == 303
    assert save(officer, query="due=overdue").status_code == 409
    assert save(officer, worklist="cases", query="status=candidate").status_code == 303
    assert [name for _, name in saved(officer.get("/desk").text)] == [NAME]
    for number in range(MOST_FILTERS - 1):
        assert save(officer, f"第{number}个").status_code == 303
    assert save(officer, "再一个").status_code == 422
    assert save(officer, worklist="nothing").status_code == 400
