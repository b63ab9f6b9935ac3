"""Days, instants, scores and money as people read them."""

from datetime import date, datetime

from credit_registry.domain.dates import ZONE

MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
CENTI = 100


def day(value: date, language: str) -> str:
    """The day in words.

    >>> day(date(2026, 11, 3), "zh"), day(date(2026, 11, 3), "en")
    ('2026年11月3日', '3 November 2026')
    """
    if language == "en":
        return f"{value.day} {MONTHS_EN[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def instant(value: datetime, language: str) -> str:
    """The instant in Asia/Shanghai, to the minute."""
    local = value.astimezone(ZONE)
    return f"{day(local.date(), language)} {local:%H:%M}"


def hundredths(value: int) -> str:
    """Hundredths as a decimal number with thousands.

    >>> hundredths(7850), hundredths(-5), hundredths(123456700)
    ('78.50', '-0.05', '1,234,567.00')
    """
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), CENTI)
    return f"{sign}{whole:,}.{rest:02}"


def yuan(fen: int, language: str) -> str:
    """An amount in yuan; fen only where there are any.

    >>> yuan(1_000_000, "zh"), yuan(1_000_050, "en")
    ('10,000元', '10,000.50 yuan')
    """
    text = hundredths(fen).removesuffix(".00")
    return f"{text} yuan" if language == "en" else f"{text}元"
