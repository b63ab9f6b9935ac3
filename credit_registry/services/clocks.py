"""Where instants come from; nothing below the edge asks for one itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from credit_registry.domain.dates import legal_date


def _now() -> datetime:
    """This instant."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """The instant, and the legal date it falls on unless one is fixed."""

    now: Callable[[], datetime] = _now
    fixed_day: date | None = None

    def today(self) -> date:
        """The legal date in Asia/Shanghai."""
        return self.fixed_day or legal_date(self.now())
