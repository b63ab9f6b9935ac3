"""A line that shows how far something long has come; silent where nobody watches."""

import sys
import time

import click


class Meter:
    """Counts up in place, with the rate and the time left where the whole is known."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.started = time.monotonic()
        self.is_shown = sys.stderr.isatty()

    def show(self, done: int, share: float = 0.0) -> None:
        """Show the number done, and the share of the whole from 0 to 1 where it is known."""
        if self.is_shown:
            click.echo(f"\r{self.line(done, share, self._elapsed())}\033[K", nl=False, err=True)

    def end(self) -> None:
        """Leave the line."""
        if self.is_shown:
            click.echo("", err=True)

    def line(self, done: int, share: float, elapsed_seconds: float) -> str:
        """What is shown after so many seconds.

        >>> Meter("rows").line(5_000, 0.25, 10.0)
        'rows 5,000 500/s 25 % 0:30 left'
        """
        rate = done / elapsed_seconds if elapsed_seconds > 0 else 0.0
        text = f"{self.title} {done:,} {rate:,.0f}/s"
        if not share:
            return text
        minutes, seconds = divmod(round(elapsed_seconds * (1 - share) / share), 60)
        return f"{text} {share:.0%} {minutes}:{seconds:02d} left".replace("%", " %")

    def _elapsed(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self.started
