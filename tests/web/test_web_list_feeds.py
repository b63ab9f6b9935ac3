"""The feeds of the lists, by the facts that RFC 4287 states of a feed and its entries."""

from __future__ import annotations

import re
from datetime import date, datetime
from xml.etree import ElementTree as ET

import pytest
import served
from builders import a_record_draft
from desk_cases import GROUNDS, Desk
from flask.testing import FlaskClient
from served import PLAIN, Served

from credit_registry.domain.actors import Role
from credit_registry.domain.listings import Step
from credit_registry.domain.records import RecordKind

ATOM = "{http://www.w3.org/2005/Atom}"
BLACK, HONOURS = "/lists/black/serious_violation", "/lists/red/honours"
MANY = 205


def feed(client: FlaskClient, address: str) -> ET.Element:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/atom+xml"
    assert "attachment" not in answer.headers.get("Content-Disposition", "")
    return ET.fromstring(answer.data)  # noqa: S314 - our own


def entries(tree: ET.Element) -> list[ET.Element]:
    return tree.findall(f"{ATOM}entry")


def told(element: ET.Element, name: str) -> str:
    """The text of the one child of the name."""
    (found,) = element.findall(f"{ATOM}{name}")
    return found.text or ""


def link(element: ET.Element, relation: str, media: str = "") -> str:
    found = [
        each.attrib["href"]
        for each in element.findall(f"{ATOM}link")
        if each.attrib["rel"] == relation and media in {"", each.attrib["type"]}
    ]
    return found[0] if found else ""


def instant(element: ET.Element) -> datetime:
    moment = datetime.fromisoformat(told(element, "updated"))
    assert moment.tzinfo is not None
    return moment


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["zh", "en"])
@pytest.mark.parametrize(
    "path", [BLACK, HONOURS, "/lists/mirrored/national_serious_violation"],
    ids=["black", "red", "mirrored"],
)  # fmt: skip
def test_a_feed_has_what_a_feed_must_have(
    desk: Desk, client: FlaskClient, prefix: str, path: str
) -> None:
    desk.decided()
    desk.take(Step.PUBLISH)
    tree = feed(client, f"{prefix}{path}.atom")
    assert tree.tag == f"{ATOM}feed"
    assert tree.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == (
        "en" if prefix else "zh-Hans-CN"
    )
    assert told(tree, "id").startswith("tag:credit-registry.local,2026:ledger/lists/")
    assert told(tree, "title")
    assert told(tree.findall(f"{ATOM}author")[0], "name")
    assert link(tree, "self") == f"http://localhost{prefix}{path}.atom"
    assert link(tree, "alternate", "text/html") == f"http://localhost{prefix}{path}"
    ids = [told(entry, "id") for entry in entries(tree)]
    assert len(set(ids)) == len(ids)
    for entry in entries(tree):
        assert re.fullmatch(
            r"tag:credit-registry\.local,2026:ledger/lists/\w+/\w{13}", told(entry, "id")
        )
        assert told(entry, "title")
        assert told(entry, "summary")
        assert instant(entry) <= instant(tree)
        page = link(entry, "alternate").removeprefix("http://localhost")
        assert page.startswith(f"{prefix}{path}/")
        assert client.get(page).status_code == 200


def test_an_entry_tells_the_decision_its_basis_and_what_can_be_done(
    desk: Desk, client: FlaskClient
) -> None:
    desk.decided()
    desk.take(Step.PUBLISH)
    (entry,) = entries(feed(client, f"{BLACK}.atom"))
    summary = told(entry, "summary")
    for words in (
        f"列入事由：{GROUNDS}", "决定文号：虚市监列〔2026〕1号", "决定日期：2026年12月1日",
        "2029年12月1日", "总局令第44号", "核对情况：文件已核对", "措施：政府采购", "怎样移出",
        "怎样提出异议：",
    ):  # fmt: skip
        assert words in summary
    (english,) = entries(feed(client, f"/en{BLACK}.atom"))
    assert told(english, "id") == told(entry, "id")
    assert "How to object: " in told(english, "summary")


def test_ids_stay_and_what_changed_is_newer(desk: Desk, client: FlaskClient) -> None:
    desk.decided()
    empty = feed(client, f"{BLACK}.atom")
    assert entries(empty) == []
    desk.take(Step.PUBLISH)
    listed = feed(client, f"{BLACK}.atom")
    desk.advance(hours=1)
    assert told(feed(client, f"{BLACK}.atom"), "updated") == told(listed, "updated")
    desk.take(Step.WITHDRAW)
    left = feed(client, f"{BLACK}.atom")
    assert {told(each, "id") for each in (empty, listed, left)} == {told(listed, "id")}
    assert instant(empty) < instant(listed) < instant(left)
    assert entries(left) == []


def test_a_mark_that_comes_and_goes_makes_entry_and_feed_newer(
    desk: Desk, client: FlaskClient
) -> None:
    desk.decided()
    desk.take(Step.PUBLISH)
    moments = [moments_of(feed(client, f"{BLACK}.atom"))]
    form = {"enterprise": desk.code, "about": f"l-{desk.case}", "objection_note": "并无主观故意"}
    desk.advance(hours=1)
    assert desk.officers[Role.ENTERER].post("/object", data=form).status_code == 201
    moments.append(moments_of(feed(client, f"{BLACK}.atom")))
    queue = desk.officers[Role.REVIEWER].get("/desk/proceedings?kind=objection").text
    (path,) = set(re.findall(r"/desk/proceedings/[0-9a-z]{13}", queue))
    desk.advance(hours=1)
    refusal = {"version": "1", "note": "不属异议事项", "confirmed": "yes"}
    refused = desk.officers[Role.REVIEWER].post(f"{path}/objection/not_accept", data=refusal)
    assert refused.status_code == 303
    moments.append(moments_of(feed(client, f"{BLACK}.atom")))
    assert moments == sorted(moments)
    assert len({of_entry for _, of_entry in moments}) == 3
    assert len({of_feed for of_feed, _ in moments}) == 3


def moments_of(tree: ET.Element) -> tuple[datetime, datetime]:
    """When the feed and its one entry last changed."""
    (entry,) = entries(tree)
    return instant(tree), instant(entry)


def test_a_feed_changes_on_the_day_after_the_last(desk: Desk, client: FlaskClient) -> None:
    desk.decided()
    desk.take(Step.PUBLISH)
    desk.advance(days=(date(2029, 12, 2) - date(2026, 12, 1)).days)
    tree = feed(client, f"{BLACK}.atom")
    assert entries(tree) == []
    assert told(tree, "updated") == "2029-12-01T16:00:00Z"


def test_a_long_feed_goes_on_to_its_end(filled: Served, client: FlaskClient) -> None:
    more = [a_record_draft(RecordKind.HONOUR, PLAIN, title=f"第{n}号荣誉") for n in range(MANY)]
    served.deliver(filled.registry, filled.enterer, "honours", more)
    address, ids, pages = f"{HONOURS}.atom?q=第{PLAIN}制造", set[str](), 0
    while address:
        tree = feed(client, address)
        found = {told(entry, "id") for entry in entries(tree)}
        assert not ids & found
        ids |= found
        pages += 1
        address = link(tree, "next").removeprefix("http://localhost")
    assert (len(ids), pages) == (MANY, 3)


def test_pages_name_their_feed_and_open_data_names_them_all(
    filled: Served, client: FlaskClient
) -> None:
    html = client.get(f"{HONOURS}?year=2025").text
    assert (
        '<link rel="alternate" type="application/atom+xml" title="质量荣誉红名单 · 订阅源"'
        f' href="{HONOURS}.atom?year=2025">'
    ) in html
    assert 'type="application/json"' in html
    offered = client.get("/open-data").text
    for path in (HONOURS, BLACK, "/lists/mirrored/national_serious_violation"):
        for form in ("csv", "xlsx", "json", "atom"):
            assert f'href="{path}.{form}"' in offered
