"""The working days of 2025 and 2026, counted one by one from what the notices say in print."""

from datetime import date, timedelta

FRIDAY = 4
LAST_KNOWN = date(2026, 12, 31)
_SPANS = (
    (date(2025, 1, 1), 1), (date(2025, 1, 28), 8), (date(2025, 4, 4), 3), (date(2025, 5, 1), 5),
    (date(2025, 5, 31), 3), (date(2025, 10, 1), 8), (date(2026, 1, 1), 3), (date(2026, 2, 15), 9),
    (date(2026, 4, 4), 3), (date(2026, 5, 1), 5), (date(2026, 6, 19), 3), (date(2026, 9, 25), 3),
    (date(2026, 10, 1), 7),
)  # fmt: skip
"""New Year, Spring Festival, Qingming, May Day, Dragon Boat, Mid-Autumn and National Day."""

RESTED = frozenset(
    first + timedelta(days=number) for first, days in _SPANS for number in range(days)
)
WORKED = frozenset(
    date(year, month, day)
    for year, month, day in (
        (2025, 1, 26), (2025, 2, 8), (2025, 4, 27), (2025, 9, 28), (2025, 10, 11),
        (2026, 1, 4), (2026, 2, 14), (2026, 2, 28), (2026, 5, 9), (2026, 9, 20), (2026, 10, 10),
    )
)  # fmt: skip
"""The Saturdays and Sundays on which people work."""


def works(day: date) -> bool:
    """Whether people work on the day."""
    return day in WORKED or (day.weekday() <= FRIDAY and day not in RESTED)


def after(start: date, days: int) -> date:
    """The last day of a period of calendar days, or the first day of work from it on."""
    day = start + timedelta(days=days)
    while not works(day):
        day += timedelta(days=1)
    return day


def after_working(start: date, days: int) -> date:
    """The last day of a period of working days."""
    day = start
    while days:
        day += timedelta(days=1)
        days -= works(day)
    return day
