"""The public site in a real Chromium: on a phone and on a desk, in both languages, by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import func, select
from windows import DESK, PHONE, Opened

from credit_registry.domain.actors import PUBLIC
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.subjects import IdentifierScheme, SubjectState
from credit_registry.services import law_editions
from credit_registry.services.public_lists import list_pages
from credit_registry.services.registry import Registry
from credit_registry.store.records import Record
from credit_registry.store.subjects import IS_ACTIVE, Subject, SubjectIdentifier, SubjectName

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def _busiest(city: Registry) -> tuple[str, str]:
    """Code and name of the enterprise with most records."""
    statement = (
        select(SubjectIdentifier.value, SubjectName.name)
        .join(Subject, Subject.id == SubjectIdentifier.subject_id)
        .join(SubjectName, SubjectName.subject_id == Subject.id)
        .join(Record, Record.subject_id == Subject.id)
        .where(
            Subject.state == SubjectState.CONFIRMED.value,
            SubjectIdentifier.scheme == IdentifierScheme.USCC.value,
            IS_ACTIVE,
            SubjectName.superseded_by.is_(None),
            SubjectName.until.is_(None),
        )
        .group_by(SubjectIdentifier.value, SubjectName.name)
        .order_by(func.count().desc(), SubjectIdentifier.value)
    )
    with city.reading() as session:
        code, name = session.execute(statement.limit(1)).one()
    return code, name


def _entries(city: Registry) -> tuple[str, ...]:
    """The page of one entry of each list."""
    with city.reading() as session:
        types = list_pages.public_types(law_editions.current(session).edition).values()
        view = city.view(session, PUBLIC)
        return tuple(
            f"/lists/{kind.colour}/{kind.code}/{to_public(row.number)}"
            for kind in types
            for row in list_pages.on_list(session, kind, view, limit=1).rows
        )


@pytest.fixture
def paths(city: Registry) -> tuple[str, ...]:
    """A path of each kind of public page."""
    code, name = _busiest(city)
    return (
        "/", f"/search?q={name[:4]}", "/search?q=没有这样的名称", f"/e/{code}",
        f"/e/{code}/profiles", "/lists",
        "/lists/red/honours", "/lists/black/serious_violation", "/lists/red/honours?year=2025",
        "/lists/red/honours?decided_from=x", "/lists/red/honours?q=没有", *_entries(city), "/rules",
        "/law", "/about", "/privacy", "/accessibility", "/open-data", "/api", "/desk/sign-in",
        "/e/not-a-code",
    )  # fmt: skip


def _faults(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA."""
    answer = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
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


@pytest.mark.browser
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["zh", "en"])
def test_every_page_is_accessible_and_fits_a_phone_and_a_desk(
    opened: Opened, paths: tuple[str, ...], prefix: str
) -> None:
    page = opened("/about")
    faults = []
    for path in paths:
        _resize(page, PHONE)
        page.goto(f"{prefix}{path}")
        faults += [*_faults(page), _overflow(page)]
        _resize(page, DESK)
        faults.append(_overflow(page))
    assert [fault for fault in faults if fault] == []


@pytest.mark.browser
def test_a_search_by_part_of_a_name_leads_to_the_enterprise(opened: Opened, city: Registry) -> None:
    code, name = _busiest(city)
    page = opened("/")
    page.get_by_role("searchbox").fill(name[2:8])
    page.keyboard.press("Enter")
    page.get_by_role("link", name=name).first.click()
    expect(page).to_have_url(f"{page.url.split('/e/')[0]}/e/{code}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


@pytest.mark.browser
def test_a_whole_code_leads_straight_to_the_enterprise(opened: Opened, city: Registry) -> None:
    code, name = _busiest(city)
    page = opened("/", size=PHONE)
    page.get_by_role("searchbox").fill(code.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


@pytest.mark.browser
def test_the_site_works_without_scripts_and_by_keyboard_alone(
    opened: Opened, city: Registry
) -> None:
    code, name = _busiest(city)
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
    code, name = _busiest(city)
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
