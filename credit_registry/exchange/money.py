"""Registered capital as registers write it, such as `2505.6833万人民币` or `800(万元人民币)`."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_FORM = re.compile(r"(\d{1,15}(?:\.\d{1,8})?)\(?(万亿|亿|万|千|百)?(元)?([一-鿿A-Za-z]*)\)?")
_MULTIPLES = {None: 1, "百": 100, "千": 1_000, "万": 10_000, "亿": 10**8, "万亿": 10**12}
_CURRENCIES = {
    "": "CNY", "人民币": "CNY", "人民币元": "CNY", "元": "CNY", "元人民币": "CNY", "rmb": "CNY",
    "cny": "CNY", "美元": "USD", "美金": "USD", "usd": "USD", "港元": "HKD", "港币": "HKD",
    "香港元": "HKD", "hkd": "HKD", "澳门元": "MOP", "新台币": "TWD", "台币": "TWD",
    "新台湾元": "TWD", "欧元": "EUR", "eur": "EUR", "日元": "JPY", "日圆": "JPY", "jpy": "JPY",
    "英镑": "GBP", "gbp": "GBP", "法国法郎": "FRF", "德国马克": "DEM", "意大利里拉": "ITL",
    "瑞士法郎": "CHF", "瑞典克朗": "SEK", "丹麦克朗": "DKK", "挪威克朗": "NOK", "加拿大元": "CAD",
    "加元": "CAD", "澳大利亚元": "AUD", "澳元": "AUD", "新西兰元": "NZD", "新加坡元": "SGD",
    "韩元": "KRW", "韩国元": "KRW", "泰国铢": "THB", "泰铢": "THB", "马来西亚林吉特": "MYR",
    "印度卢比": "INR", "俄罗斯卢布": "RUB",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Capital:
    """An amount in hundredths of its currency's unit (fen), and the ISO 4217 code."""

    fen: int
    currency: str


def capital(text: str) -> Capital | None:
    """The amount in the text, or None where it is not understood; renminbi where none is named.

    >>> capital("2505.6833万人民币")
    Capital(fen=2505683300, currency='CNY')
    >>> capital("2,505(万美元)")
    Capital(fen=2505000000, currency='USD')
    """
    plain = "".join(unicodedata.normalize("NFKC", text).replace(",", "").split())
    for prefix in ("人民币", "美元", "港元", "港币"):
        if plain.startswith(prefix):
            plain = plain.removeprefix(prefix).removesuffix("元") + (
                "元" if prefix == "人民币" else prefix
            )
    match = _FORM.fullmatch(plain)
    if match is None:
        return None
    number, multiple, _, currency = match.groups()
    code = _CURRENCIES.get(currency.casefold())
    hundredths = Decimal(number) * _MULTIPLES[multiple] * 100
    if code is None or hundredths != hundredths.to_integral_value():
        return None
    return Capital(int(hundredths), code)
