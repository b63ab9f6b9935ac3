"""When a phone first paints a page, under the throttling that Lighthouse uses by default.

150 ms for a round trip, 1.6 Mbit/s down, 750 kbit/s up, a processor four times slower. The invented
city is installed in a scratch directory and served as `make run` serves it. Each run is a browser
that was never there. The peers are the same page without throttling, and a bare page of one line
under the same throttling: what any page costs there.
"""

import argparse
import http.server
import os
import shutil
import statistics
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from enterprise_pages import busiest
from founding import cities
from founding.web_servers import served
from playwright.sync_api import Browser, sync_playwright

TARGET_SECONDS = 1.5
THREADS = 8
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ROUND_TRIP_MILLISECONDS, DOWN, UP, SLOWER = 150, 1_600_000 / 8, 750_000 / 8, 4
PHONE = {"width": 412, "height": 823}
BARE = b'<!doctype html><html lang="en"><title>Bare</title><p>Nothing but a line.</p>'
PAINTED = """() => new Promise(resolve => {
    const found = () => performance.getEntriesByName("first-contentful-paint")[0];
    if (found()) { resolve(found().startTime); return; }
    new PerformanceObserver((list, observer) => {
        if (found()) { observer.disconnect(); resolve(found().startTime); }
    }).observe({ type: "paint", buffered: true });
})"""


class BareServer(http.server.BaseHTTPRequestHandler):
    """Answers every address with the bare page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(BARE)))
        self.end_headers()
        self.wfile.write(BARE)

    def log_message(self, *_parts: object) -> None:
        """Say nothing."""


def main() -> None:
    """Print a line a page: throttled, not throttled, the bare page, and the target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--enterprises", type=int, default=1_000)
    parser.add_argument("--records", type=int, default=8_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--port", type=int, default=8791)
    asked = parser.parse_args()
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        print("no Chromium is installed (Debian: apt-get install chromium): not measured")
        return
    with _city(asked) as paths, _bare() as bare, sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=program, args=sandbox)
        _measure(browser, f"http://127.0.0.1:{asked.port}", paths, bare, asked.runs)
        browser.close()


@contextmanager
def _city(asked: argparse.Namespace) -> Iterator[Sequence[str]]:
    """The paths of the pages, while the city is served."""
    with tempfile.TemporaryDirectory() as directory:
        home = Path(directory)
        enterprise = busiest(home, asked.enterprises, asked.records)[0]
        with served(cities.settings(home), asked.port, workers=1, threads=THREADS):
            yield (
                "/", "/search?q=虚构市", enterprise, "/lists/red/honours", "/check",
                "/figures", "/law",
            )  # fmt: skip


@contextmanager
def _bare() -> Iterator[str]:
    """The address of the bare page."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), BareServer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def _measure(browser: Browser, address: str, paths: Sequence[str], bare: str, runs: int) -> None:
    """The median of the runs of each page, which are taken in turn."""
    ways = {path: (f"{address}{path}", True) for path in paths}
    ways |= {f"{path} unthrottled": (f"{address}{path}", False) for path in paths}
    ways |= {"bare": (bare, True)}
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for page, _ in ways.values():
        _painted(browser, page, is_throttled=False)
    for _ in range(runs):
        for name, (page, is_throttled) in ways.items():
            seconds[name].append(_painted(browser, page, is_throttled=is_throttled))
    median = {name: statistics.median(all_of) for name, all_of in seconds.items()}
    print(f"first contentful paint, median of {runs}; target {TARGET_SECONDS} s")
    for path in paths:
        free = median[f"{path} unthrottled"]
        print(
            f"{path:32} {median[path]:5.2f} s   unthrottled {free:5.2f} s"
            f"   bare page {median['bare']:5.2f} s   {median[path] / median['bare']:4.1f} times"
        )


def _painted(browser: Browser, address: str, *, is_throttled: bool) -> float:
    """Seconds from the start of navigation to the first content on the screen."""
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type] # a ViewportSize
    page = context.new_page()
    if is_throttled:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": ROUND_TRIP_MILLISECONDS,
                "downloadThroughput": DOWN,
                "uploadThroughput": UP,
            },
        )
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load")
    milliseconds = float(page.evaluate(PAINTED))
    context.close()
    return milliseconds / 1000


if __name__ == "__main__":
    main()
