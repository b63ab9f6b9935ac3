"""Invented certificates: three years each, most of them valid to their end.

That one has expired is stated again for some only; it shows no longer in any case.
"""

from datetime import date, timedelta

from credit_registry.domain.dates import years_after
from credit_registry.domain.records import RecordKind
from credit_registry.invented.enterprises import Enterprise
from credit_registry.invented.records import Desk, Statement, header
from credit_registry.invented.units import CERTIFIERS, CITY_MARKET, LABORATORIES

YEARS_VALID = 3
FOOD_SCHEMES_AMONG_FOOD = 0.6
_SCHEMES = (
    ("quality_management", "GB/T 19001", 55),
    ("environmental", "GB/T 24001", 18),
    ("occupational_safety", "GB/T 45001", 15),
    ("product", "强制性产品认证实施规则", 12),
    ("own_testing", "GB/T 27025", 6),
    ("contracted_testing", "委托检验检测合同", 6),
)
_TESTING = frozenset({"own_testing", "contracted_testing"})
_FOOD = (("haccp", "危害分析与关键控制点体系", 60), ("food_safety", "GB/T 22000", 40))


def invent(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """A certificate issued on the day."""
    rng = desk.rng
    is_food = firm.trade.product_class == "食品" and rng.random() < FOOD_SCHEMES_AMONG_FOOD
    schemes = _FOOD if is_food else _SCHEMES
    ((scheme, standard, _),) = rng.choices(schemes, [share for *_, share in schemes])
    until = years_after(day, YEARS_VALID) - timedelta(days=1)
    values = header(firm, day, CITY_MARKET) | {
        "document_number": f"XG{day.year}{desk.next_number(f'证书{day.year}'):06d}R0M",
        "scheme": scheme,
        "standard": standard,
        "scope": firm.trade.scope,
        "issuing_body": rng.choice(LABORATORIES if scheme in _TESTING else CERTIFIERS),
        "issued_on": day,
        "valid_from": day,
        "valid_until": until,
        "state": "valid",
    }
    issued = Statement(RecordKind.CERTIFICATE, values, desk.later(day, 1, 20))
    state = rng.choices(("valid", "expired", "suspended", "withdrawn"), (70, 23, 3, 4))[0]
    stated_on = day + timedelta(days=rng.randint(100, 900))
    if state == "expired":
        stated_on = until + timedelta(days=rng.randint(2, 20))
    if state == "valid" or stated_on >= desk.today - timedelta(days=1):
        return issued
    return Statement(RecordKind.CERTIFICATE, values | {"state": state}, stated_on, issued)
