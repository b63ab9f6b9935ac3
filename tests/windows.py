"""A real Chromium and a real server over the invented city; a plugin of `conftest`."""

from __future__ import annotations

import logging
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import pytest
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, ConsoleMessage, Page

    from credit_registry.services.registry import Registry

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WAIT_MILLISECONDS = 30_000
"""A busy machine answers late; nothing here is about speed."""

PHONE = (360, 740)
DESK = (1280, 900)


class Opened(Protocol):
    """Opens a path of the site in a window of its own."""

    def __call__(
        self, path: str, *, size: tuple[int, int] = DESK, has_scripts: bool = True
    ) -> Page:
        """The page, loaded."""
        ...


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the session; the tests are skipped where none is installed."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=WAIT_MILLISECONDS)
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium is installed (Debian: apt-get install chromium)")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*SWITCHES, *sandbox])
        yield browser
        browser.close()


@contextmanager
def listening(app: Flask) -> Iterator[str]:
    """The address of a server that answers in threads of its own."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def address(city: Registry) -> Iterator[str]:
    """The address at which the invented city is served."""
    from credit_registry.web.application import create_app

    with listening(create_app(city)) as found:
        yield found


@pytest.fixture
def opened(chromium: Browser, address: str) -> Iterator[Opened]:
    """Opens pages; whatever a page's console complains of is a fault of the page."""
    contexts = []
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # That the page itself was not found is what some tests are about.
        if message.location.get("url") != (message.page.url if message.page else ""):
            complaints.append(message.text)

    def opening(path: str, *, size: tuple[int, int] = DESK, has_scripts: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            base_url=address,
            locale="zh-CN",
            java_script_enabled=has_scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.goto(path)
        return page

    yield opening
    for context in contexts:
        context.close()
    assert not complaints
