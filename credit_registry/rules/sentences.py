"""Sentences in both languages, and how numbers and days are written in them."""

from datetime import date
from typing import NamedTuple


class Sentence(NamedTuple):
    """One sentence in both languages; `rule` is the code it explains, None for the whole."""

    rule: str | None
    zh: str
    en: str


def points(centi: int) -> str:
    """Hundredths as people write them, with the sign.

    >>> points(1850), points(-600), points(-5)
    ('18.5', '-6', '-0.05')
    """
    whole, rest = divmod(abs(centi), 100)
    text = f"{whole}.{rest:02}".rstrip("0").rstrip(".")
    return f"-{text}" if centi < 0 else text


def day_zh(day: date) -> str:
    """The day in Chinese.

    >>> day_zh(date(2026, 4, 1))
    '2026年4月1日'
    """
    return f"{day.year}年{day.month}月{day.day}日"
