"""Somebody at a browser: goes through pages by mouse or by keyboard alone, in one language.

Every page that is come to has to fit its window, and by keyboard the focus has to be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from windows import DESK, PHONE, Opened

MOST_STEPS = 300
"""More presses of one key than the longest page takes."""

MOST_LOOKS, PAUSE_MILLISECONDS = 200, 50
"""A page scrolls to what has the focus a moment later."""

IS_REACHED = "element => element === document.activeElement"
IS_OF_GROUP = """radio => document.activeElement.type === "radio"
    && document.activeElement.name === radio.name"""
HOW_FOCUS_HIDES = """element => {
    const look = getComputedStyle(element), place = element.getBoundingClientRect();
    if (look.outlineStyle === "none" || parseFloat(look.outlineWidth) < 2) return "has no ring";
    const isSeen = place.bottom > 0 && place.top < innerHeight;
    return isSeen ? "" : `stands at ${place.top} to ${place.bottom} of ${innerHeight}`;
}"""
WIDER_BY = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody goes through the pages: `language` is "zh" or "en"."""

    language: str
    size: tuple[int, int]
    has_scripts: bool = True
    by_keyboard: bool = False

    def path(self, path: str) -> str:
        """The path in the language."""
        return path if self.language == "zh" else f"/en{path.removesuffix('/')}"

    def says(self, chinese: str, english: str) -> str:
        """The words of the language."""
        return chinese if self.language == "zh" else english


ON_A_PHONE = Manner("zh", PHONE)
AT_A_DESK = Manner("en", DESK, by_keyboard=True)
ON_A_PHONE_WITHOUT_SCRIPTS = Manner("en", PHONE, has_scripts=False)
AT_A_DESK_WITHOUT_SCRIPTS = Manner("zh", DESK, has_scripts=False, by_keyboard=True)

SIGNED_IN = {"zh-phone": ON_A_PHONE, "en-desk-keyboard": AT_A_DESK}
PUBLIC = SIGNED_IN | {
    "en-phone-no-scripts": ON_A_PHONE_WITHOUT_SCRIPTS,
    "zh-desk-keyboard-no-scripts": AT_A_DESK_WITHOUT_SCRIPTS,
}


class Walker:
    """Somebody with a window of their own."""

    def __init__(self, opened: Opened, manner: Manner, path: str = "/") -> None:
        self.manner = manner
        self.page: Page = opened(
            manner.path(path), size=manner.size, has_scripts=manner.has_scripts
        )
        self._is_at_top = True
        self._look()

    def go(self, path: str) -> None:
        """Open an address, as if it had been typed."""
        self.page.goto(self.manner.path(path))
        self._is_at_top = True
        self._look()

    def press(self, target: Locator) -> None:
        """Follow a link or press a button, and come to the next page."""
        self._approach(target)
        with self.page.expect_navigation():
            self._strike(target)
        self._is_at_top = "#" not in self.page.url
        self._look()

    def take_along(self, target: Locator, path: Path) -> None:
        """Press what hands over a file, and keep it at the path."""
        self._approach(target)
        with self.page.expect_download() as download:
            self._strike(target)
        download.value.save_as(path)

    def link(self, path: str) -> Locator:
        """The first link of the page's content that leads to the path."""
        return self.page.locator(f'main a[href^="{self.manner.path(path)}"]').first

    def fill(self, name: str, text: str) -> None:
        """Type into the field of the name."""
        field = self.page.locator(f"main [name={name}]:not([type=hidden])")
        if self.manner.by_keyboard:
            self._reach(field)
            self.page.keyboard.press("Control+a")
            self.page.keyboard.insert_text(text)
        else:
            field.fill(text)

    def choose(self, name: str, value: str) -> None:
        """Choose from the list of the name."""
        field = self.page.locator(f"main select[name={name}]")
        if not self.manner.by_keyboard:
            field.select_option(value)
            return
        self._reach(field)
        self.page.keyboard.press("Home")
        for _ in range(MOST_STEPS):
            if field.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} offers no {value}")

    def choose_by_words(self, name: str, words: str) -> None:
        """Choose from the list of the name what the words stand in."""
        option = self.page.locator(f"main select[name={name}] option", has_text=words).first
        self.choose(name, option.get_attribute("value") or "")

    def tick(self, name: str, value: str) -> None:
        """Tick the box of the name, or choose the radio button."""
        box = self.page.locator(f'main [name="{name}"][value="{value}"]')
        if not self.manner.by_keyboard:
            box.check()
            return
        is_radio = box.get_attribute("type") == "radio"
        self._reach(box, IS_OF_GROUP if is_radio else IS_REACHED)
        self.page.keyboard.press("Space")
        for _ in range(MOST_STEPS):
            if box.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} cannot be {value}")

    def send(self, *, value: str = "") -> None:
        """Press the button that sends the content's form; `value` says which of several."""
        chosen = f'[value="{value}"]' if value else ""
        self.press(self.page.locator(f"main form button[type=submit]{chosen}").last)

    def require_title(self, chinese: str, english: str) -> None:
        """Hold the page's one heading against the words of the language."""
        heading = self.page.get_by_role("heading", level=1)
        expect(heading).to_contain_text(self.manner.says(chinese, english))

    def _approach(self, target: Locator) -> None:
        if self.manner.by_keyboard:
            self._reach(target)

    def _strike(self, target: Locator) -> None:
        if self.manner.by_keyboard:
            self.page.keyboard.press("Enter")
        else:
            target.click()

    def _reach(self, target: Locator, is_reached: str = IS_REACHED) -> None:
        """Move the focus by the Tab key alone, beginning with the link past the navigation."""
        self.page.bring_to_front()
        if self._is_at_top:
            self.page.keyboard.press("Tab")
            expect(self.page.locator(":focus")).to_have_attribute("href", "#content")
            self.page.keyboard.press("Enter")
            self._is_at_top = False
        for _ in range(MOST_STEPS):
            if target.evaluate(is_reached):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"{target} is not reached by Tab on {self.page.url}")
        self._require_shown_focus(target)

    def _require_shown_focus(self, target: Locator) -> None:
        hides = ""
        for _ in range(MOST_LOOKS):
            hides = self.page.locator(":focus").evaluate(HOW_FOCUS_HIDES)
            if not hides:
                return
            self.page.wait_for_timeout(PAUSE_MILLISECONDS)
        raise AssertionError(f"{target} {hides} on {self.page.url}")

    def _look(self) -> None:
        wide = self.page.evaluate(WIDER_BY)
        assert wide <= 0, f"{self.page.url} is {wide} px wider than its window"
        expect(self.page.get_by_role("heading", level=1)).to_have_count(1)
        expect(self.page.locator("html")).to_have_attribute(
            "lang", self.manner.says("zh-Hans-CN", "en")
        )
