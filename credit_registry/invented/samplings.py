"""Invented supervision samplings: nineteen in twenty pass; results are held and then announced."""

from datetime import date, timedelta

from credit_registry.domain.kinds.fields import Value
from credit_registry.domain.records import RecordKind
from credit_registry.invented.enterprises import Enterprise
from credit_registry.invented.records import Desk, Stated, Statement, header
from credit_registry.invented.units import (
    CITY_MARKET,
    LABORATORIES,
    NATION_MARKET,
    PROVINCE_MARKET,
    Unit,
    local_market,
)

FAILED_AMONG_SOUND, FAILED_A_RISK = 0.02, 0.025
REFUSED_AMONG_ALL = 0.004
RECHECKS_AMONG_PASSED, RECHECKS_AMONG_FAILED = 0.01, 0.12
ANNOUNCED_BY_PROVINCE, CLEARED_LATER = 0.4, 0.5
SAMPLED_IN_SHOPS, SAFETY_AMONG_FAILED = 0.4, 0.35
ONE_IN = 10
LONGEST_TO_RESULT = 40
"""Days from the sampling to the service of the result."""


def invent(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """A sampling of the day; one whose time to object still runs is not announced yet."""
    rng = desk.rng
    unit = _unit(desk, firm)
    served_on = desk.later(day, 20, LONGEST_TO_RESULT)
    announced_on = served_on + timedelta(days=rng.randint(18, 45))
    is_announced = announced_on < desk.today
    values = header(firm, day, unit) | _sample(desk, firm, day) | _verdict(desk, firm)
    values |= {
        "notice_number": f"{unit.short}抽〔{day.year}〕{(day.month + 2) // 3}号",
        "report_number": f"BG{day.year}-{desk.next_number(f'报告{day.year}'):05d}",
        "sampling_number": f"CY{day.year}-{desk.next_number(f'抽样{day.year}'):05d}",
        "level": unit.level,
        "result_served_on": served_on,
        "announced_on": announced_on if is_announced else None,
    }
    if values["result"] == "failed" and is_announced:
        values |= _challenged(served_on)
    ready_on = desk.later(announced_on, 1, 8) if is_announced else served_on
    stated = Statement(RecordKind.SAMPLING, values, ready_on)
    return _followed(desk, stated, announced_on) if values["result"] == "failed" else stated


def _challenged(served_on: date) -> Stated:
    """On some days a re-test that was asked for and settled, on others an alert."""
    match served_on.toordinal() % ONE_IN:
        case 0:
            challenged_on, settled_on = (served_on + timedelta(days=days) for days in (5, 15))
            return {"challenged_on": challenged_on, "challenge_settled_on": settled_on}
        case 1:
            return {"alerted_on": served_on + timedelta(days=2)}
    return {}


def _followed(desk: Desk, failed: Statement, announced_on: date) -> Statement:
    """The failure with what followed: the province's notice, or a re-check that was passed."""
    rng = desk.rng
    values: Stated = {}
    is_recheck = failed.values["sampling_type"] == "recheck"
    noticed_on = announced_on + timedelta(days=rng.randint(10, 30))
    if is_recheck and rng.random() < ANNOUNCED_BY_PROVINCE and noticed_on < desk.today:
        values["announced_by_province_on"] = noticed_on
    cleared_on = noticed_on + timedelta(days=rng.randint(40, 120))
    if rng.random() < CLEARED_LATER and cleared_on < desk.today:
        values["cleared_on"] = cleared_on
    if not values:
        return failed
    ready_on = desk.later(max(day for day in values.values() if isinstance(day, date)), 1, 8)
    return Statement(RecordKind.SAMPLING, {**failed.values, **values}, ready_on, failed)


def _unit(desk: Desk, firm: Enterprise) -> Unit:
    """Who had the sample taken."""
    units = (NATION_MARKET, PROVINCE_MARKET, CITY_MARKET, local_market(firm.home))
    return desk.rng.choices(units, (4, 16, 45, 35))[0]


def _sample(desk: Desk, firm: Enterprise, day: date) -> dict[str, Value]:
    """The product, where it was taken, and who tested it; a shop answers for what it sells."""
    rng = desk.rng
    made_on = day - timedelta(days=rng.randint(5, 150))
    taken: dict[str, Value] = {
        "product": rng.choice(firm.trade.products),
        "product_class": firm.trade.product_class,
        "model": rng.choice(("标准型", "Ⅰ型", "500g/袋", "", "1件/箱")) or None,
        "batch": f"{made_on:%Y%m%d}",
        "sampled_on": day,
        "inspection_body": rng.choice(LABORATORIES),
        "test_basis": f"虚构市{firm.trade.product_class}产品质量监督抽查实施细则",
        "province": "虚构",
    }
    if firm.trade.is_retail:
        maker = rng.choice(desk.makers)
        taken |= {
            "role": "sampled_unit",
            "subject_name": maker.name_on(day),
            "uscc": maker.uscc,
            "sampled_unit_name": firm.name_on(day),
            "sampled_unit_code": firm.uscc,
        }
    else:
        shop = rng.choice(desk.shops) if rng.random() < SAMPLED_IN_SHOPS else firm
        taken |= {"sampled_unit_name": shop.name_on(day), "sampled_unit_code": shop.uscc}
    return taken


def _verdict(desk: Desk, firm: Enterprise) -> dict[str, Value]:
    """Passed, refused, or failed in an ordinary item or one of health or safety."""
    rng = desk.rng
    if rng.random() < REFUSED_AMONG_ALL:
        return {"result": "refused", **dict.fromkeys(("batch", "inspection_body", "test_basis"))}
    if rng.random() >= min(0.35, FAILED_AMONG_SOUND + FAILED_A_RISK * firm.risk):
        return {"result": "passed", "sampling_type": _type(desk, RECHECKS_AMONG_PASSED)}
    is_safety = rng.random() < SAFETY_AMONG_FAILED
    items = firm.trade.safety if is_safety else firm.trade.ordinary
    return {
        "result": "failed",
        "sampling_type": _type(desk, RECHECKS_AMONG_FAILED),
        "failed_items": f"{rng.choice(items)}║不符合标准要求",
        "failed_item_class": "safety" if is_safety else "ordinary",
        "follow_up": "已责令整改",
    }


def _type(desk: Desk, rechecks: float) -> str:
    """A first sampling, or with some chance the re-check of one that failed."""
    return "recheck" if desk.rng.random() < rechecks else "ordinary"
