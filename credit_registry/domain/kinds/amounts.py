"""Amounts of money in source text, in fen."""

import re
import unicodedata
from decimal import Decimal

from credit_registry.domain.kinds.fields import MoneyUnit

_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,8})?")
_FEN_IN = {MoneyUnit.FEN: 1, MoneyUnit.YUAN: 100, MoneyUnit.WAN: 1_000_000}
_SUFFIXES = {"万元": MoneyUnit.WAN, "万": MoneyUnit.WAN, "元": MoneyUnit.YUAN}


def fen(text: str, unit: MoneyUnit) -> int | None:
    """The amount in fen, or None where the text is no amount of whole fen; a stated unit wins.

    >>> fen("1.5", MoneyUnit.WAN), fen("2,000元", MoneyUnit.WAN), fen("若干", MoneyUnit.YUAN)
    (1500000, 200000, None)
    """
    number = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    for suffix, stated in _SUFFIXES.items():
        if number.endswith(suffix):
            number, unit = number.removesuffix(suffix).strip(), stated
            break
    if not _NUMBER.fullmatch(number):
        return None
    amount = Decimal(number) * _FEN_IN[unit]
    return int(amount) if amount == amount.to_integral_value() else None
