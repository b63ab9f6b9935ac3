"""Invented penalties: mostly small fines, few grave ones, with the lag to service and display."""

import math
from datetime import date, timedelta

from credit_registry.domain.records import RecordKind, Severity
from credit_registry.invented.enterprises import Enterprise
from credit_registry.invented.records import Desk, Stated, Statement, header
from credit_registry.invented.units import CITY_MARKET, Unit, local_market

FEN_A_YUAN = 100
SUSPENDED_DAYS = 180
LONG_TERM = date(2099, 12, 31)
"""How sources write that there is no end."""

WRITTEN_TENFOLD = 0.03
"""The share of fines that were first delivered ten times too high."""

LOCALLY_DECIDED = 0.7
"""The share of ordinary penalties that the bureaus of the divisions decide."""

Violation = tuple[str, str, str | None]
"""What was done, against which law, and its class where the source states one."""

_VIOLATIONS: tuple[tuple[Violation, int], ...] = (
    (("生产、销售不合格产品", "《中华人民共和国产品质量法》", "other"), 20),
    (("产品标识不符合规定", "《中华人民共和国产品质量法》", None), 20),
    (("使用未经检定的计量器具", "《中华人民共和国计量法》", None), 14),
    (("作引人误解的商业宣传", "《中华人民共和国反不正当竞争法》", "other"), 14),
    (("发布虚假广告", "《中华人民共和国广告法》", None), 14),
    (("未建立进货检查验收制度", "《中华人民共和国产品质量法》", None), 10),
    (("未取得许可从事生产经营活动", "《中华人民共和国行政许可法》", "unlicensed_production"), 2),
    (
        ("出厂销售未经强制性认证的产品", "《中华人民共和国认证认可条例》", "unlicensed_production"),
        2,
    ),
    (("出具虚假检验报告", "《中华人民共和国产品质量法》", "false_inspection"), 1),
    (("拒绝接受产品质量监督检查", "《中华人民共和国产品质量法》", "refused_inspection"), 1),
    (("作出虚假信用承诺", "《中华人民共和国行政许可法》", "false_commitment"), 1),
    (("拒不召回缺陷产品", "《消费品召回管理暂行规定》", "refused_recall"), 1),
)
Outcome = tuple[tuple[str, ...], Severity | None, int, int]
"""The categories, the severity where the source states one, and the fine's bounds in yuan."""

Outcomes = tuple[tuple[Outcome, int], ...]

_OUTCOMES: Outcomes = (
    ((("warning",), None, 0, 0), 20),
    ((("fine",), Severity.MINOR, 200, 3_000), 18),
    ((("fine",), Severity.GENERAL, 5_000, 60_000), 24),
    ((("confiscate_illegal_gains", "fine"), None, 2_000, 80_000), 28),
    ((("confiscate_illegal_property", "fine"), None, 3_000, 50_000), 5),
    ((("fine",), None, 20_000, 300_000), 5),
)
GENERAL: Outcomes = (_OUTCOMES[2],)
GRAVE: Outcomes = (
    ((("suspend_business", "fine"), None, 50_000, 500_000), 60),
    ((("revoke_permit", "fine"), None, 80_000, 900_000), 30),
    ((("order_closure", "fine"), None, 100_000, 600_000), 10),
)
_WORDS = {
    "warning": "警告",
    "confiscate_illegal_gains": "没收违法所得",
    "confiscate_illegal_property": "没收非法财物",
    "suspend_business": "责令停产停业整顿",
    "revoke_permit": "吊销生产经营许可证",
    "order_closure": "责令关闭",
}


def invent(desk: Desk, firm: Enterprise, day: date, outcomes: Outcomes | None = None) -> Statement:
    """A penalty decided on the day; the worse the enterprise, the likelier a grave one."""
    rng = desk.rng
    if outcomes is None:
        outcomes = GRAVE if rng.random() < min(0.3, 0.015 * firm.risk) else _OUTCOMES
    ((categories, severity, least, most),) = rng.choices(
        [outcome for outcome, _ in outcomes], [share for _, share in outcomes]
    )
    is_local = outcomes is not GRAVE and rng.random() < LOCALLY_DECIDED
    unit = local_market(firm.home) if is_local else CITY_MARKET
    fine = _amount(desk, least, most) if "fine" in categories else None
    gains = _amount(desk, 500, 40_000) if categories[0].startswith("confiscate") else None
    values = header(firm, day, unit) | _case(desk, firm, day, unit)
    values |= {
        "categories": categories,
        "severity": severity,
        "fine_fen": fine,
        "confiscated_fen": gains,
        "content": _content(categories, fine, gains),
        "permit": _permit(desk, day) if "revoke_permit" in categories else None,
        "valid_until": _last_day(categories[0], day),
    }
    return _statement(desk, values, day, fine)


def _statement(desk: Desk, values: Stated, day: date, fine: int | None) -> Statement:
    """The penalty, with the slip in which it was first delivered where there was one."""
    served_on = desk.later(day, 0, 7)
    values = values | {"served_on": served_on}
    ready_on = desk.later(served_on, 1, 6)
    if fine is None or desk.rng.random() >= WRITTEN_TENFOLD:
        return Statement(RecordKind.PENALTY, values, ready_on)
    slip = Statement(RecordKind.PENALTY, values | {"fine_fen": fine * 10}, ready_on)
    return Statement(RecordKind.PENALTY, values, desk.later(ready_on, 95, 120), slip)


def _case(desk: Desk, firm: Enterprise, day: date, unit: Unit) -> Stated:
    """What was done, against which law, and by what decision."""
    ((violation, basis, violation_class),) = desk.rng.choices(
        [violation for violation, _ in _VIOLATIONS], [share for _, share in _VIOLATIONS]
    )
    number = desk.next_number(f"{unit.short}罚{day.year}")
    goods = desk.rng.choice(firm.trade.products) if firm.trade.products else "有关服务"
    return {
        "document_number": f"{unit.short}罚〔{day.year}〕{number}号",
        "violation_type": violation,
        "violation_class": violation_class,
        "facts": f"当事人经营{goods}，经查实存在{violation}的行为。",
        "basis": basis,
        "decided_on": day,
        "procedure": "ordinary",
        "authority_name": unit.name,
        "authority_code": unit.code,
    }


def _amount(desk: Desk, least: int, most: int) -> int:
    """An amount in fen between yuan bounds, small ones likelier, in round hundreds of yuan."""
    share = desk.rng.random()
    yuan = least * math.pow(most / least, share)
    return max(1, round(yuan / 100)) * 100 * FEN_A_YUAN


def _content(categories: tuple[str, ...], fine: int | None, gains: int | None) -> str:
    """The decision in words."""
    said = [_WORDS[category] for category in categories if category in _WORDS]
    if gains:
        said[0] += f"{gains // FEN_A_YUAN}元"
    if fine:
        said.append(f"罚款{fine // FEN_A_YUAN}元")
    return "；".join(said)


def _last_day(category: str, day: date) -> date | None:
    """The last day of a suspension; what closes a business for good has none."""
    if category == "suspend_business":
        return day + timedelta(days=SUSPENDED_DAYS)
    return LONG_TERM if category in {"revoke_permit", "order_closure"} else None


def _permit(desk: Desk, day: date) -> str:
    """The permit that was revoked."""
    return f"生产经营许可证 虚许{day.year}-{desk.next_number('许可'):05d}"
