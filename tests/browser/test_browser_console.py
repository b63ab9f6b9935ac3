"""What makes the desk's work quick, in a real Chromium: shortcuts, and deliveries that go on."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from builders import PASSWORD, an_officer
from long_deliveries import ROWS, long_csv, receive
from playwright.sync_api import Page, expect
from windows import Opened

from credit_registry.domain.actors import Role
from credit_registry.services.intake.exchanging import Progress
from credit_registry.services.registry import Registry


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def desk(opened: Opened, city: Registry) -> Page:
    """The desk of somebody who delivers and watches over the ledger."""
    an_officer(city, Role.ENTERER, Role.AUDITOR, username="console", password=PASSWORD)
    page = opened("/desk/sign-in")
    page.locator("[name=username]").fill("console")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/desk$"))
    return page


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.browser
def test_shortcuts_lead_to_pages_and_rows_and_not_out_of_a_field(desk: Page) -> None:
    press(desk, "g", "l")
    expect(desk).to_have_url(re.compile("/desk/ledger$"))
    rows = desk.locator("main tbody tr")
    press(desk, "j")
    expect(rows.nth(0).get_by_role("link").first).to_be_focused()
    press(desk, "j")
    expect(rows.nth(1).get_by_role("link").first).to_be_focused()
    press(desk, "k")
    expect(rows.nth(0).get_by_role("link").first).to_be_focused()
    press(desk, "/")
    field = desk.locator("main [role=search] input").first
    expect(field).to_be_focused()
    press(desk, "g", "d")
    expect(desk).to_have_url(re.compile("/desk/ledger$"))
    field.blur()
    press(desk, "?")
    expect(desk).to_have_url(re.compile("/desk/shortcuts$"))


@pytest.mark.browser
def test_shortcuts_that_are_turned_off_do_nothing(desk: Page) -> None:
    press(desk, "?")
    desk.get_by_role("button", name="停用快捷键").press("Enter")
    expect(desk.get_by_text("本浏览器已停用快捷键")).to_be_visible()
    press(desk, "g", "l", "?")
    expect(desk).to_have_url(re.compile("/desk/shortcuts$"))
    desk.get_by_role("button", name="启用快捷键").press("Enter")
    expect(desk.get_by_text("本浏览器已启用快捷键")).to_be_visible()
    press(desk, "g", "d")
    expect(desk).to_have_url(re.compile("/desk/deliveries$"))


@pytest.mark.browser
def test_a_long_delivery_tells_how_far_it_is_and_ends_in_its_receipt(
    desk: Page, city: Registry, tmp_path: Path
) -> None:
    path = tmp_path / "long.csv.gz"
    path.write_bytes(gzip.compress(long_csv()))
    desk.goto("/desk/deliveries")
    desk.locator("[name=file]").set_input_files(path)
    desk.get_by_role("button", name="报送", exact=True).click()
    expect(desk.get_by_text("文件已收下，正在排队接收。")).to_be_visible()

    def killed(_progress: Progress) -> None:
        raise Killed

    with pytest.raises(Killed):
        receive(city, killed)
    expect(desk.get_by_text(f"共 {ROWS:,} 行，已处理 4,000 行。").first).to_be_visible()
    assert desk.locator("progress").get_attribute("value") == "4000"
    assert receive(city) == 1
    expect(desk.locator(".sum")).to_contain_text(f"读取 {ROWS:,} 行")
    expect(desk).to_have_url(re.compile(r"/desk/deliveries/\w+$"))
