"""The desk of an enterprise: what is its own, how it stands, and what is due."""

from __future__ import annotations

import re

import pytest
from desk_cases import Desk
from enterprise_users import bound
from filings import merge, subject_of
from flask.testing import FlaskClient
from served import PLAIN

from credit_registry.domain.actors import Role

PAGE = "/desk/enterprise"
COMMITMENT = {
    "template": "honest_metering",
    "commitment_until": "2026-12-31",
    "blank_places": "全部门店",
    "blank_multiple": "3",
    "confirmed": "yes",
}


def with_affairs(desk: Desk) -> FlaskClient:
    """The user of an enterprise that has committed itself, replied and objected."""
    user = bound(desk.officers, desk.code)
    assert user.post("/commit", data=COMMITMENT).status_code == 303
    offered = re.findall(r'<option value="(\w{13}\.\d+)">([^<]+)<', user.get("/reply").text)
    (about,) = [number for number, words in offered if "公开的处罚" in words]
    reply = {"replied_record": about, "reply_text": "本企业已完成整改。", "confirmed": "yes"}
    assert user.post("/reply", data=reply).status_code == 303
    objection = {"about": f"r-{about[:13]}", "objection_note": "金额有误"}
    assert user.post("/object", data=objection).status_code == 201
    return user


@pytest.mark.parametrize(
    ("prefix", "said"),
    [
        ("", ("诚信计量", "待查看", "待受理", "承诺到期", "登记机关", "企业答复查看期限")),
        ("/en", ("not due", "Waiting to be looked at", "Filed, to be accepted", "The authority")),
    ],
    ids=["zh", "en"],
)
def test_everything_of_the_enterprise_and_what_is_due_stands_on_one_page(
    desk: Desk, prefix: str, said: tuple[str, ...]
) -> None:
    page = with_affairs(desk).get(f"{prefix}{PAGE}").text
    for words in said:
        assert words.lower() in page.lower()
    days = re.findall(r'<th scope="row" class="nowrap">([^<]+)</th>', page)
    near = ["2026年11月26日", "2026年11月26日", "2026年12月31日"]
    english = ["26 November 2026", "26 November 2026", "31 December 2026"]
    assert days == (english if prefix else near)
    for way in ("commit", "reply", "object", "restore"):
        assert f'href="{prefix}/{way}"' in page


def test_a_reply_is_taken_back_from_the_desk_of_its_enterprise(desk: Desk) -> None:
    user = with_affairs(desk)
    page = user.get(PAGE).text
    replies = page[page.index('id="replies"') : page.index('id="affairs"')]
    (address,) = re.findall(r'href="(/desk/proceedings/\w{13})"', replies)
    shown = user.get(address).text
    assert "撤回答复" in shown
    asked = user.post(f"{address}/reply/take_back", data={"version": "1"})
    assert "撤回答复" in asked.text
    values = {"version": "1", "confirmed": "yes"}
    assert user.post(f"{address}/reply/take_back", data=values).status_code == 303
    assert "已撤回" in user.get(PAGE).text


def test_a_commitment_that_is_over_without_a_finding_waits_for_it(desk: Desk) -> None:
    user = with_affairs(desk)
    assert "已到期，等待认定" not in user.get(PAGE).text
    desk.advance(days=39)
    page = user.get(PAGE).text
    assert "已到期，等待认定" in page
    assert "承诺到期" not in page


def test_another_enterprise_sees_none_of_it(desk: Desk) -> None:
    with_affairs(desk)
    stranger = bound(desk.officers, desk.given.code(PLAIN))
    page = stranger.get(PAGE).text
    assert "诚信计量" not in page
    assert "/desk/proceedings/" not in page
    assert desk.officers[Role.ENTERPRISE_USER] is stranger


def test_what_a_merged_duplicate_had_is_shown_with_the_enterprise_that_stands_for_it(
    desk: Desk,
) -> None:
    user = bound(desk.officers, desk.code)
    assert user.post("/commit", data=COMMITMENT).status_code == 303
    registry = desk.given.registry
    merge(registry, subject_of(registry, desk.code), subject_of(registry, desk.given.code(PLAIN)))
    assert "诚信计量" in user.get(PAGE).text
