"""How much is sent for a page: little at first, and less once the style sheets are there."""

from __future__ import annotations

import pytest
from city_pages import busiest
from playwright.sync_api import Browser
from windows import PHONE

from credit_registry.services.registry import Registry

MOST_AT_FIRST, MOST_AFTER = 100 * 1024, 20 * 1024
"""Bytes as they are sent, with their headers."""


class Weighing:
    """A visitor's window, and what was sent to it."""

    def __init__(self, chromium: Browser, address: str) -> None:
        width, height = PHONE
        self.context = chromium.new_context(
            base_url=address, viewport={"width": width, "height": height}
        )
        self.page = self.context.new_page()
        self.sent = 0
        session = self.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._count)

    def visit(self, path: str) -> int:
        """The bytes that are sent until the page is quiet."""
        self.sent = 0
        self.page.goto(path, wait_until="networkidle")
        return self.sent

    def _count(self, event: dict[str, float]) -> None:
        self.sent += int(event["encodedDataLength"])


@pytest.mark.browser
def test_public_pages_send_little_at_first_and_less_after(
    chromium: Browser, address: str, city: Registry
) -> None:
    ((code, name),) = busiest(city, 1)
    paths = (
        "/", f"/search?q={name[:4]}", f"/e/{code}", "/lists/red/honours", "/lists", "/check",
        "/figures", "/en/figures", "/law", "/measures", "/open-data",
    )  # fmt: skip
    again = Weighing(chromium, address)
    again.visit("/about")
    at_first: dict[str, int] = {}
    after: dict[str, int] = {}
    for path in paths:
        new = Weighing(chromium, address)
        at_first[path] = new.visit(path)
        new.context.close()
        after[path] = again.visit(path)
    again.context.close()
    at_first["/api"] = Weighing(chromium, address).visit("/api")
    assert {path: sent for path, sent in at_first.items() if sent > MOST_AT_FIRST} == {}
    assert {path: sent for path, sent in after.items() if sent > MOST_AFTER} == {}
    assert min(at_first.values()) > MOST_AFTER, "nothing was counted"
