"""What a visitor and a buyer come for, from the first page to the last.

In both languages, on a phone and at a desk, with and without scripts, by mouse and by keyboard.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import installed
import pytest
import windows
from city_pages import busiest
from installed import Template
from playwright.sync_api import Locator, expect
from postgres import Cluster
from walks import PUBLIC, Manner, Walker
from windows import Opened

from credit_registry.services.registry import Registry
from credit_registry.web.application import create_app

STRANGER = "查无此名甲乙丙丁商行"

every_manner = pytest.mark.parametrize("manner", PUBLIC.values(), ids=list(PUBLIC))


@pytest.fixture(scope="module")
def city(
    _city: Template, tmp_path_factory: pytest.TempPathFactory, cluster: Cluster | None
) -> Iterator[Registry]:
    """The invented city of the whole module: certificates are added to it, and nothing else."""
    with installed.copied(_city, tmp_path_factory.mktemp("journeys"), cluster) as copy:
        yield copy


@pytest.fixture(scope="module")
def address(city: Registry) -> Iterator[str]:
    """Where it is served."""
    with windows.listening(create_app(city)) as found:
        yield found


def slipped(code: str) -> str:
    """The code with one character mistyped."""
    return code[:9] + ("1" if code[9] != "1" else "2") + code[10:]


def search(walker: Walker, words: str) -> None:
    """Type into the box of the home page, and send it."""
    walker.go("/")
    walker.fill("q", words)
    walker.send()


@pytest.mark.browser
@every_manner
def test_a_visitor_finds_an_enterprise_in_every_way_and_prints_it(
    opened: Opened, city: Registry, manner: Manner
) -> None:
    ((code, name),) = busiest(city, 1)
    heading = re.compile(re.escape(name))
    visitor = Walker(opened, manner)
    page = visitor.page
    if manner.has_scripts:
        visitor.fill("q", name[2:8])
        expect(page.locator(f'#suggestions option[value="{name}"]')).to_be_attached()
    search(visitor, name[2:8])
    visitor.press(visitor.link(f"/e/{code}"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    search(visitor, slipped(code))
    visitor.press(visitor.link(f"/e/{code}"))
    expect(page).to_have_url(re.compile(f"/e/{code}$"))
    search(visitor, code.lower())
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    expect(page).to_have_url(re.compile(f"/e/{code}$"))
    print_it(visitor)


def print_it(visitor: Walker) -> None:
    """On paper a head says what and when, the navigation is gone, and nothing is folded away."""
    page, says = visitor.page, visitor.manner.says
    page.emulate_media(media="print")
    expect(page.get_by_text(says("打印于", "Printed"))).to_be_visible()
    expect(page.get_by_text(says("虚构", "invented")).first).to_be_visible()
    expect(page.locator("nav.main-nav")).to_be_hidden()
    expect(page.locator(".reason").first).to_be_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.browser
@every_manner
def test_a_buyer_checks_eight_bidders_settles_the_doubtful_one_and_takes_the_answers_along(
    opened: Opened, city: Registry, manner: Manner, tmp_path: Path
) -> None:
    *coded, (doubtful, named) = busiest(city, 7)
    buyer = Walker(opened, manner)
    check(buyer, [*(code for code, _ in coded), named, STRANGER])
    rows, review = answers(buyer), manner.says("需核实", "To be reviewed")
    expect(rows).to_have_count(8)
    expect(rows.nth(6)).to_contain_text(review)
    choice = rows.nth(6).locator("label", has_text=doubtful).locator("input")
    buyer.tick("choice-7", choice.get_attribute("value") or "")
    again = manner.says("按选择重新核查", "Check again with these choices")
    buyer.press(buyer.page.get_by_role("button", name=again))
    expect(rows.nth(6).get_by_role("link", name=named)).to_be_visible()
    expect(rows.nth(7)).to_contain_text(review)
    take_along(buyer, tmp_path / "certificate.json")
    expect(answers(buyer)).to_have_count(8)


def check(buyer: Walker, bidders: list[str]) -> None:
    """From the home page to the answers about the bidders."""
    name = buyer.manner.says("查投标人", "Check bidders")
    buyer.press(buyer.page.locator("main").get_by_role("link", name=name))
    buyer.tick("purpose", "government_procurement")
    buyer.fill("listed", "\n".join(bidders))
    buyer.send()
    buyer.require_title("核查结果", "What was found")


def answers(buyer: Walker) -> Locator:
    """The rows of the answers, one a bidder."""
    return buyer.page.locator("main table").first.locator("tbody tr")


def take_along(buyer: Walker, path: Path) -> None:
    """Keep the certificate as a file, confirm it by its number and open it with its code."""
    facts = buyer.page.locator("section.card dl").first.locator("dd strong")
    number, code = facts.nth(0).inner_text(), facts.nth(1).inner_text()
    buyer.take_along(buyer.page.locator("form.downloads button[value=json]"), path)
    assert number in json.dumps(json.loads(path.read_text("utf-8")))
    buyer.press(buyer.link(f"/certificates/{number}"))
    expect(buyer.page.get_by_role("status")).to_be_visible()
    buyer.fill("certificate_code", code)
    buyer.send()
