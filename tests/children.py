"""Processes that the project starts: whether one still runs."""

import time
from pathlib import Path

END_SECONDS = 30


def is_running(process: int) -> bool:
    """Whether the process is there and has not ended."""
    try:
        told = Path(f"/proc/{process}/stat").read_text("ascii")
    except FileNotFoundError:
        return False
    return told.rpartition(")")[2].split()[0] != "Z"


def wait_until_ended(process: int) -> None:
    """Come back when the process has ended."""
    deadline = time.monotonic() + END_SECONDS
    while is_running(process):
        assert time.monotonic() < deadline
        time.sleep(0.02)
