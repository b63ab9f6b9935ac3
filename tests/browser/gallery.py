"""Writes `docs/gallery.md` and its pictures: every kind of page of a small invented city.

Run as `.venv/bin/python tests/browser/gallery.py` from the project's folder.
"""

from __future__ import annotations

import base64
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import installed  # noqa: E402 - found once the folders are known
import windows  # noqa: E402
from builders import PASSWORD, an_officer  # noqa: E402
from city_pages import busiest, entries  # noqa: E402
from playwright.sync_api import Browser, BrowserContext, sync_playwright  # noqa: E402

from credit_registry.domain.actors import Role  # noqa: E402
from credit_registry.domain.permissions import OUTSIDERS  # noqa: E402
from credit_registry.services.registry import Registry  # noqa: E402
from credit_registry.web.application import create_app  # noqa: E402

PICTURES = ROOT / "docs" / "gallery"
PAGE = ROOT / "docs" / "gallery.md"
WIDTHS = {"phone": (390, 844), "desk": (1280, 960)}
MOST_BYTES, QUALITIES = 33_000, (60, 40, 25, 12)
LEAD = """# Gallery

Every kind of page, on a phone (390 px) and at a desk (1280 px): the first screen of each, in an
invented city of {enterprises} enterprises. `.venv/bin/python tests/browser/gallery.py` takes the
pictures anew.
"""

Shot = tuple[str, str, str]
"""The name of the picture's file, the path of the page, and what it shows."""


def public_shots(city: Registry) -> list[Shot]:
    """What anybody sees."""
    ((code, name),) = busiest(city, 1)
    entry = entries(city)
    return [
        ("home", "/", "The first page: one box to search in, what was published last."),
        ("home-en", "/en/", "The same in English."),
        ("results", f"/search?q={name[:3]}", "Results: why each one matched, with filters."),
        ("results-none", "/search?q=没有这样的名称", "Nothing found, and what to do then."),
        (
            "enterprise",
            f"/e/{code}",
            "An enterprise: its state in a sentence, its grade, its record.",
        ),
        (
            "enterprise-en",
            f"/en/e/{code}",
            "The same in English; names stay as they are registered.",
        ),
        ("enterprise-profiles", f"/e/{code}/profiles", "What stands in the way of a use."),
        ("enterprise-restoration", f"/e/{code}/restoration", "Its paths to restoration."),
        ("lists", "/lists", "The lists, with what came and went."),
        ("list-red", "/lists/red/honours", "The red list: praise, in vermilion."),
        (
            "list-black",
            "/lists/black/serious_violation",
            "The black list: basis and way out first.",
        ),
        ("list-entry", entry[0], "One entry of a list."),
        ("check", "/check", "Checking bidders: the purpose first."),
        ("for-enterprises", "/for-enterprises", "What enterprises can do here."),
        ("object", "/object", "How to object."),
        ("restore", "/restore", "How to apply for restoration, free of charge."),
        ("follow", "/follow", "Following an application by its code."),
        ("figures", "/figures", "Figures, with their intervals and sample sizes."),
        ("timeliness", "/timeliness", "How long things took."),
        ("rules", "/rules", "The versions of the rules."),
        ("law", "/law", "What everything rests on, by date."),
        ("measures", "/measures", "What follows from a list, measure by measure."),
        ("open-data", "/open-data", "What may be taken along."),
        ("privacy", "/privacy", "What is kept of people."),
        ("api", "/api", "The interface, described for people."),
        ("not-found", "/e/not-a-code", "An address that leads nowhere."),
        ("sign-in", "/desk/sign-in", "Signing in."),
    ]


DESK: list[Shot] = [
    ("desk", "/desk", "The desk: cases, longest-waiting first."),
    ("desk-case", "", "A case: the facts, the law, the steps, and the one next step."),
    ("desk-proceedings", "/desk/proceedings", "Proceedings with their last days."),
    ("desk-records-new", "/desk/records/new?kind=administrative_penalty", "A record entered."),
    ("desk-deliveries", "/desk/deliveries", "Deliveries with their receipts."),
    ("desk-rule-changes", "/desk/rule-changes", "Drafts and versions of the rules."),
    ("desk-measures", "/desk/measures", "Measures to report on."),
    ("desk-accounts", "/desk/accounts", "Accounts and keys."),
    ("desk-ledger", "/desk/ledger", "Who did what."),
    ("desk-jobs", "/desk/jobs", "What runs at night."),
]


@contextmanager
def a_city() -> Iterator[tuple[Registry, str]]:
    """A small invented city, and the address at which it is served."""
    with tempfile.TemporaryDirectory() as folder:
        template = installed.build("city", Path(folder), None, installed.found_city)
        copied = installed.copied(template, Path(folder), None)
        with copied as city, windows.listening(create_app(city)) as address:
            yield city, address


@contextmanager
def visitor(
    browser: Browser, address: str, width: str, *, is_large: bool = False
) -> Iterator[BrowserContext]:
    """A window of the width."""
    across, down = WIDTHS[width]
    context = browser.new_context(
        base_url=address, viewport={"width": across, "height": down}, locale="zh-CN"
    )
    if is_large:
        context.add_cookies([{"name": "display", "value": "large", "url": address}])
    yield context
    context.close()


def take(context: BrowserContext, name: str, path: str) -> int:
    """Take a picture as small as it is to be; its bytes."""
    page = context.pages[0] if context.pages else context.new_page()
    page.goto(path, wait_until="load")
    session = context.new_cdp_session(page)
    for quality in QUALITIES:
        asked = {"format": "webp", "quality": quality}
        picture = base64.b64decode(session.send("Page.captureScreenshot", asked)["data"])
        if len(picture) <= MOST_BYTES:
            break
    session.detach()
    (PICTURES / f"{name}.webp").write_bytes(picture)
    return len(picture)


def sign_in(context: BrowserContext) -> str:
    """Sign in; the address of the first case comes back."""
    page = context.new_page()
    page.goto("/desk/sign-in")
    page.locator("[name=username]").fill("gallery")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url("**/desk")
    return page.locator("main table a").first.get_attribute("href") or "/desk"


def main() -> None:
    """Take every picture at both widths, and write the page that shows them."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir()
    program = next(filter(None, map(shutil.which, windows.PROGRAMS)), None)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with a_city() as (city, address), sync_playwright() as playwright:
        roles = [role for role in Role if role not in OUTSIDERS]
        an_officer(city, *roles, username="gallery", password=PASSWORD)
        browser = playwright.chromium.launch(
            executable_path=program, args=[*windows.SWITCHES, *sandbox]
        )
        public, total = public_shots(city), 0
        ((code, _),) = busiest(city, 1)
        large = ("enterprise-large", f"/e/{code}", "In large text and high contrast (关怀版).")
        for width in WIDTHS:
            with visitor(browser, address, width) as context:
                total += sum(take(context, f"{n}-{width}", path) for n, path, _ in public)
            with visitor(browser, address, width, is_large=True) as context:
                total += take(context, f"{large[0]}-{width}", large[1])
            with visitor(browser, address, width) as context:
                case = sign_in(context)
                total += sum(take(context, f"{n}-{width}", path or case) for n, path, _ in DESK)
        browser.close()
    write([*public, large], total)


def write(public: list[Shot], total: int) -> None:
    """Write the page."""
    parts = [LEAD.format(enterprises=installed.CITY_ENTERPRISES)]
    for title, shots in (("For everybody", public), ("At the desk", DESK)):
        parts.append(f"\n## {title}\n")
        parts += [
            f"\n### {told}\n\n"
            f'<img src="gallery/{name}-phone.webp" width="240" alt="On a phone: {told}"> '
            f'<img src="gallery/{name}-desk.webp" width="600" alt="At a desk: {told}">\n'
            for name, _, told in shots
        ]
    PAGE.write_text("".join(parts), "utf-8")
    sys.stdout.write(f"{2 * (len(public) + len(DESK))} pictures, {total:,} bytes\n")


if __name__ == "__main__":
    main()
