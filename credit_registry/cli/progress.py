"""A line that shows how far something long has come; silent where nobody watches."""

import sys
import time
from collections import deque
from typing import NamedTuple

import click

WINDOW = 50
"""How many steps the rate looks back: an import that resumes passes quickly over what stands."""


class Mark(NamedTuple):
    """How far it had come after so many seconds: the number done, and the share from 0 to 1."""

    seconds: float = 0.0
    done: int = 0
    share: float = 0.0


START = Mark()


class Meter:
    """Counts up in place, with the rate and the time left where the whole is known."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.started = time.monotonic()
        self.is_shown = sys.stderr.isatty()
        self._marks: deque[Mark] = deque([START], maxlen=WINDOW)

    def show(self, done: int, share: float = 0.0) -> None:
        """Show the number done, and the share of the whole from 0 to 1 where it is known."""
        if self.is_shown:
            line = self.line(Mark(time.monotonic() - self.started, done, share))
            click.echo(f"\r{line}\033[K", nl=False, err=True)

    def end(self) -> None:
        """Leave the line."""
        if self.is_shown:
            click.echo("", err=True)

    def line(self, now: Mark) -> str:
        """What is shown now, by the rate of the last steps.

        >>> Meter("rows").line(Mark(10.0, 5_000, 0.25))
        'rows 5,000 500/s 25 % 0:30 left'
        """
        since = self._marks[0]
        self._marks.append(now)
        if self._marks[0] is START:
            self._marks.popleft()
        seconds, share = now.seconds - since.seconds, now.share - since.share
        rate = (now.done - since.done) / seconds if seconds > 0 else 0.0
        text = f"{self.title} {now.done:,} {rate:,.0f}/s"
        if not 0 < now.share < 1:  # a workbook is read whole before its first row is
            return text
        text = f"{text} {now.share:.0%}".replace("%", " %")
        if share <= 0:
            return text
        minutes, left = divmod(round(seconds * (1 - now.share) / share), 60)
        return f"{text} {minutes}:{left:02d} left"
