"""A clock that tests hold in their hands."""

from datetime import UTC, datetime, timedelta

STEP = timedelta(milliseconds=1)
START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Ten in the morning of Monday, 23 November 2026, in Shanghai."""


class Instants:
    """Instants a millisecond apart, from a fixed one on; `advance` moves on by more."""

    def __init__(self, start: datetime = START) -> None:
        self.instant = start

    def __call__(self) -> datetime:
        """The next instant."""
        self.instant += STEP
        return self.instant

    def advance(self, **stretch: float) -> None:
        """Let time pass: days=1, hours=2, seconds=30."""
        self.instant += timedelta(**stretch)
