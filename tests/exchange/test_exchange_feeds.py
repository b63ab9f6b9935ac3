"""A feed by RFC 4287: what each of its elements must be, checked one fact after another."""

import re
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree as ET

import pytest

from credit_registry.exchange import feeds
from credit_registry.exchange.feeds import Feed, FeedEntry, Link

AT = datetime(2026, 11, 23, 10, 0, 0, 123456, timezone(timedelta(hours=8)))
SELF = Link("self", "https://registry.example/lists/red/honours.atom", feeds.MEDIA)
PAGE = Link("alternate", 'https://registry.example/lists/red/honours?a=1&b="2"', language="zh")


def feed() -> Feed:
    return Feed(
        "tag:registry.example,2026:a", "名单 <甲>", "说明", AT, "虚构市", "zh-Hans-CN", [SELF, PAGE]
    )


def entry(summary: str = "事由") -> FeedEntry:
    return FeedEntry("tag:registry.example,2026:a/1", "甲 & 乙", AT, summary, "honours", [PAGE])


def parsed(*entries: FeedEntry) -> ET.Element:
    return ET.fromstring("".join(feeds.written(feed(), entries)))  # noqa: S314 - our own


def test_words_with_marks_come_back_as_they_were() -> None:
    tree = parsed(entry("1 < 2 & \"3\" ]]> '4'"))
    inside = {"a": feeds.NAMESPACE}
    assert tree.findtext("a:title", namespaces=inside) == "名单 <甲>"
    assert tree.findtext("a:entry/a:title", namespaces=inside) == "甲 & 乙"
    assert tree.findtext("a:entry/a:summary", namespaces=inside) == "1 < 2 & \"3\" ]]> '4'"
    link = tree.find("a:entry/a:link", inside)
    assert link is not None
    assert link.attrib == {
        "rel": "alternate", "type": "text/html", "hreflang": "zh", "href": PAGE.address,
    }  # fmt: skip


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff"],
    ids=["nul", "vertical-tab", "unit-separator", "fffe", "ffff"],
)
def test_what_xml_has_no_character_for_is_left_out(character: str) -> None:
    tree = parsed(entry(f"前{character}后"))
    assert tree.findtext(f"{{{feeds.NAMESPACE}}}entry/{{{feeds.NAMESPACE}}}summary") == "前后"


def test_instants_are_told_in_utc() -> None:
    told = parsed(entry()).findtext(f"{{{feeds.NAMESPACE}}}updated")
    assert told == "2026-11-23T02:00:00Z"
    assert datetime.fromisoformat(str(told)) == AT.astimezone(UTC).replace(microsecond=0)


@pytest.mark.parametrize(
    ("origin", "found"),
    [
        ("registry.example/ledger", "tag:registry.example,2026:ledger/lists/a"),
        ("registry.example", "tag:registry.example,2026:lists/a"),
        ("登记.example/x", "tag:%E7%99%BB%E8%AE%B0.example,2026:x/lists/a"),
    ],
    ids=["with-a-path", "without-a-path", "with-other-letters"],
)
def test_a_tag_is_made_from_the_name_of_the_ledger(origin: str, found: str) -> None:
    assert feeds.tag(origin, "lists", "a") == found
    assert re.fullmatch(r"tag:[!-~]+", found)
