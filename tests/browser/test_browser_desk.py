"""The desk in a real Chromium: accessible, by keyboard alone, and timely about its end."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from builders import PASSWORD, an_officer
from playwright.sync_api import Page, expect
from sqlalchemy import select
from windows import DESK, PHONE, Opened

from credit_registry.domain.actors import Role
from credit_registry.domain.permissions import OUTSIDERS
from credit_registry.services.lists.entry_names import current_code
from credit_registry.services.people import accounts, letter_codes
from credit_registry.services.registry import Registry
from credit_registry.store.subjects import Subject
from credit_registry.web import visits
from credit_registry.web.site.presenters.desk_navigation import GROUPS

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
OTHERS = (
    "/desk/ledger/0",
    "/desk/accounts/new",
    "/desk/shortcuts",
    "/desk/duplicates/settled",
    "/desk/proceedings?due=overdue",
)
"""Pages of the desk that no navigation leads to."""
OFFICERS = tuple(role for role in Role if role not in OUTSIDERS)


@pytest.fixture
def desk(opened: Opened, city: Registry) -> Page:
    """The desk of an officer who holds every role of one."""
    an_officer(city, *OFFICERS, username="everybody", password=PASSWORD)
    page = opened("/desk/sign-in")
    page.locator("[name=username]").fill("everybody")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/desk$"))
    return page


def links(page: Page) -> list[str]:
    """Where the desk's navigation leads."""
    found = page.locator(".desk-bar nav a")
    return [found.nth(each).get_attribute("href") or "" for each in range(found.count())]


@pytest.mark.browser
def test_every_page_of_the_navigation_is_accessible_and_fits_a_phone(desk: Page) -> None:
    faults, paths = [], links(desk)
    assert len(paths) == sum(len(entries) for _, entries in GROUPS) - 1  # no enterprise is its own
    for path in (*paths, *OTHERS):
        desk.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        desk.goto(path)
        answer = Axe().run(desk, options=AXE)
        faults += [
            f"{path}: {each['id']}: {each['nodes'][0]['html'][:160]}"
            for each in answer.response["violations"]
        ]
        wide = desk.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            faults.append(f"{path} is {wide} px wider than its window")
    desk.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    assert faults == []


@pytest.fixture
def own(opened: Opened, city: Registry) -> Page:
    """The desk of an enterprise that has committed itself and replied in the invented city."""
    enterer = an_officer(city, Role.ENTERER)
    user = an_officer(city, Role.ENTERPRISE_USER, username="firm", password=PASSWORD)
    with city.transaction() as session:
        subject_id = accounts.by_name(session, "enterprise-user").subject_id
        code = session.scalars(select(current_code()).where(Subject.id == subject_id)).one()
        at = city.clock.now()
        letter = letter_codes.issue(session, code, actor=enterer, at=at)
        letter_codes.bind(session, code, letter, actor=user, at=at)
    page = opened("/desk/sign-in")
    page.locator("[name=username]").fill("firm")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/desk/enterprise$"))
    return page


def faults_of(page: Page) -> list[str]:
    """What axe finds on the page as it stands, and whether it is wider than its window."""
    answer = Axe().run(page, options=AXE)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [
        *(
            f"{page.url}: {each['id']}: {each['nodes'][0]['html'][:160]}"
            for each in answer.response["violations"]
        ),
        *([f"{page.url} is {wide} px wider than its window"] if wide > 0 else []),
    ]


@pytest.mark.browser
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["zh", "en"])
def test_an_enterprise_commits_itself_by_keyboard_on_accessible_pages(
    own: Page, prefix: str
) -> None:
    own.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    own.goto(f"{prefix}/desk/enterprise")
    faults = faults_of(own)
    own.goto(f"{prefix}/reply")
    faults += faults_of(own)
    own.goto(f"{prefix}/commit?template=honest_metering")
    own.locator("[name=blank_places]").fill("全部门店")
    own.locator("[name=blank_places]").press("Enter")
    faults += faults_of(own)
    expect(own.get_by_role("alert")).to_be_visible()
    own.locator("[name=blank_multiple]").fill("3")
    own.locator("[name=blank_multiple]").press("Enter")
    expect(own.get_by_text("全部门店").first).to_be_visible()
    faults += faults_of(own)
    own.locator("button[name=confirmed][value=yes]").press("Enter")
    expect(own).to_have_url(re.compile("/desk/enterprise.done=signed$"))
    expect(own.get_by_role("status")).to_be_visible()
    faults += faults_of(own)
    assert faults == []


@pytest.mark.browser
def test_the_navigation_opens_and_closes_by_keyboard(desk: Page) -> None:
    group = desk.locator(".desk-bar details").first
    group.locator("summary").focus()
    desk.keyboard.press("Enter")
    expect(group.get_by_role("link").first).to_be_visible()
    desk.keyboard.press("Escape")
    expect(group.get_by_role("link").first).to_be_hidden()
    expect(group.locator("summary")).to_be_focused()


@pytest.mark.browser
def test_who_does_nothing_is_told_before_the_session_ends_and_may_stay(desk: Page) -> None:
    desk.clock.install()
    desk.reload()
    warning = desk.get_by_role("alert").filter(has_text="自动退出登录")
    desk.clock.fast_forward((visits.IDLE_SECONDS - visits.WARNED_SECONDS - 1) * 1000)
    expect(warning).to_be_hidden()
    desk.clock.fast_forward(2000)
    expect(warning).to_be_visible()
    with desk.expect_response(re.compile("/desk/stay$")) as answer:
        warning.get_by_role("button").click()
    assert answer.value.status == 204
    expect(warning).to_be_hidden()
