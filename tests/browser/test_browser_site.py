"""The public site in a real Chromium: on a phone and on a desk, in both languages, by keyboard."""

from collections.abc import Iterator

import installed
import pytest
import windows
from axe_playwright_python.sync_playwright import Axe
from city_pages import busiest, public_paths
from installed import Template
from playwright.sync_api import Page, expect
from postgres import Cluster
from windows import DESK, PHONE, Opened

from credit_registry.domain.dates import days_after
from credit_registry.services.registry import Registry
from credit_registry.web.application import create_app

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def city(
    _city: Template, tmp_path_factory: pytest.TempPathFactory, cluster: Cluster | None
) -> Iterator[Registry]:
    """The invented city of the whole module: its pages are read, and nothing is changed."""
    with installed.copied(_city, tmp_path_factory.mktemp("site"), cluster) as copy:
        yield copy


@pytest.fixture(scope="module")
def address(city: Registry) -> Iterator[str]:
    """Where it is served."""
    with windows.listening(create_app(city)) as found:
        yield found


@pytest.fixture
def paths(city: Registry) -> tuple[str, ...]:
    """A path of each kind of public page."""
    return public_paths(city)


def _faults(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA."""
    answer = Axe().run(page, options=AXE)
    return [
        f"{page.url}: {each['id']}: {each['nodes'][0]['html'][:160]}"
        for each in answer.response["violations"]
    ]


def _resize(page: Page, size: tuple[int, int]) -> None:
    """Give the window another size."""
    page.set_viewport_size({"width": size[0], "height": size[1]})


def _overflow(page: Page) -> str:
    """Says by how much the page is wider than its window."""
    wide, window = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    return f"{page.url} is {wide} px wide in a window of {window}" if wide > window else ""


def _show_large(page: Page, *, is_large: bool) -> None:
    """Show pages in large text, or plainly."""
    value = "large" if is_large else "plain"
    page.context.add_cookies([{"name": "display", "value": value, "url": page.url}])


@pytest.mark.browser
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["zh", "en"])
def test_every_page_is_accessible_and_fits_a_phone_and_a_desk_in_both_modes(
    opened: Opened, paths: tuple[str, ...], prefix: str
) -> None:
    """Chinese pages plain and on a phone, English ones large and on a desk; all fit both sizes."""
    page = opened("/about")
    size, other = (DESK, PHONE) if prefix else (PHONE, DESK)
    _show_large(page, is_large=bool(prefix))
    faults = []
    for path in paths:
        _resize(page, size)
        page.goto(f"{prefix}{path}")
        faults += [*_faults(page), _overflow(page)]
        _resize(page, other)
        faults.append(_overflow(page))
    assert [fault for fault in faults if fault] == []


@pytest.mark.browser
def test_large_text_is_chosen_and_kept_without_scripts(opened: Opened, city: Registry) -> None:
    ((code, _),) = busiest(city, 1)
    page = opened(f"/e/{code}", size=PHONE, has_scripts=False)
    before = page.get_by_role("heading", level=1).bounding_box()
    page.get_by_role("button", name="关怀版").click()
    expect(page).to_have_url(f"{page.url.split('/e/')[0]}/e/{code}")
    after = page.get_by_role("heading", level=1).bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > before["height"] * 1.3
    page.goto("/")
    page.get_by_role("button", name="标准版").click()
    expect(page.locator("html")).not_to_have_class("large")


@pytest.mark.browser
def test_a_visitor_finds_looks_back_and_prints_without_scripts(
    opened: Opened, city: Registry
) -> None:
    ((code, name),) = busiest(city, 1)
    page = opened("/", size=PHONE, has_scripts=False)
    page.get_by_role("combobox").fill(code)
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    page.get_by_text("为什么是这个等级").click()
    expect(page.locator(".reason").first).to_be_visible()
    page.get_by_text("查看数字").click()
    expect(page.get_by_role("table", name="历次评价")).to_be_visible()
    yesterday = days_after(city.clock.today(), -1).isoformat()
    page.get_by_label("日期").fill(yesterday)
    page.get_by_role("button", name="查看", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("您正在查看")
    page.get_by_role("link", name="回到今天").click()
    page.emulate_media(media="print")
    expect(page.get_by_text("打印于")).to_be_visible()
    expect(page.get_by_text("虚构").first).to_be_visible()
    expect(page.get_by_role("navigation", name="主导航")).to_be_hidden()
    expect(page.locator(".reason").first).to_be_visible()
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.browser
def test_a_search_by_part_of_a_name_leads_to_the_enterprise(opened: Opened, city: Registry) -> None:
    ((code, name),) = busiest(city, 1)
    page = opened("/")
    page.get_by_role("combobox").fill(name[2:8])
    page.keyboard.press("Enter")
    page.get_by_role("link", name=name).first.click()
    expect(page).to_have_url(f"{page.url.split('/e/')[0]}/e/{code}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


@pytest.mark.browser
def test_a_whole_code_leads_straight_to_the_enterprise(opened: Opened, city: Registry) -> None:
    ((code, name),) = busiest(city, 1)
    page = opened("/", size=PHONE)
    page.get_by_role("combobox").fill(code.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


@pytest.mark.browser
def test_the_site_works_without_scripts_and_by_keyboard_alone(
    opened: Opened, city: Registry
) -> None:
    ((code, name),) = busiest(city, 1)
    page = opened("/", has_scripts=False)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("name", "q")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


@pytest.mark.browser
def test_the_other_language_shows_the_same_page(opened: Opened, city: Registry) -> None:
    ((code, name),) = busiest(city, 1)
    page = opened(f"/e/{code}")
    page.get_by_role("banner").get_by_role("link", name="English").click()
    expect(page).to_have_url(page.url.split("/en/")[0] + f"/en/e/{code}")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


@pytest.mark.browser
def test_every_page_says_that_the_city_is_invented(opened: Opened, paths: tuple[str, ...]) -> None:
    page = opened("/about")
    silent = []
    for path in paths:
        page.goto(path)
        if page.get_by_text("虚构").count() == 0:
            silent.append(path)
    assert silent == []
