"""What happens to invented goods: recalls, accidents, complaints, surveys, contracts, exports."""

from collections.abc import Mapping
from datetime import date, timedelta

from credit_registry.domain.dates import years_after
from credit_registry.domain.records import RecordKind
from credit_registry.invented.enterprises import Enterprise
from credit_registry.invented.records import Desk, Invention, Stated, Statement, header
from credit_registry.invented.units import CITY_GOVERNMENT, CITY_MARKET, local_market

FEN_A_YUAN = 100
SHARES: Mapping[RecordKind, float] = {
    RecordKind.RECALL: 0.004,
    RecordKind.ACCIDENT: 0.002,
    RecordKind.COMPLAINT: 0.012,
    RecordKind.SURVEY: 0.008,
    RecordKind.CONTRACT: 0.01,
    RecordKind.EXPORT_NOTIFICATION: 0.003,
}
"""Of all records."""

LATEST_DAYS = 8

_MANNERS = (("voluntary", 80), ("ordered", 17), ("refused", 2), ("delayed", 1))
_ACCIDENTS = (("ordinary", 90), ("relatively_major", 9), ("major", 1))
_RESPONSIBILITIES = (("main", 45), ("full", 20), ("secondary", 20), ("none", 15))
_MATTERS = ("quality", "after_sales", "advertising", "price", "measurement")
_RESULTS = (("mediated", 60), ("settled", 20), ("not_agreed", 15), ("refused", 5))
_NOTIFICATIONS = (("notified", 70), ("rejected", 30))
_REASONS = (
    ("safety", "检出有害物质超过输入国限量", 40),
    ("quality", "规格与合同不符", 20),
    ("labelling", "标签缺少输入国语言的警示", 25),
    ("documents", "随附证书与货物不符", 15),
)
_ABROAD = (("虚构东国", "虚构东国产品安全署"), ("虚构西国", "虚构西国食品和消费品局"))
_INVESTIGATIONS = (("confirmed", 75), ("unfounded", 25))
_PERFORMANCES = (("fulfilled", 90), ("late", 6), ("partly", 3), ("breached", 1))


def _drawn(desk: Desk, choices: tuple[tuple[str, int], ...]) -> str:
    ((word, _),) = desk.rng.choices(choices, [share for _, share in choices])
    return word


def _product(desk: Desk, firm: Enterprise) -> str:
    return desk.rng.choice(firm.trade.products) if firm.trade.products else firm.trade.product_class


def _recall(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """A recall begun on the day, most of them by the maker itself; some are completed later."""
    rng, manner = desk.rng, _drawn(desk, _MANNERS)
    values = header(firm, day, CITY_MARKET) | {
        "document_number": f"ZH{day.year}-{desk.next_number(f'召回{day.year}'):04d}",
        "manner": manner,
        "product": _product(desk, firm),
        "batch": f"{day - timedelta(days=90):%Y%m%d}",
        "quantity": f"{rng.randint(2, 900) * 10}件",
        "defect": "部分批次不符合标准要求",
        "ordered_on": None if manner == "voluntary" else day,
        "started_on": None if manner == "refused" else day,
        "announced_on": day,
        "progress": None if manner == "refused" else "under_way",
    }
    begun = Statement(RecordKind.RECALL, values, desk.later(day, 1, 6))
    completed_on = day + timedelta(days=rng.randint(60, 400))
    if manner == "refused" or completed_on >= desk.today:
        return begun
    values = values | {"completed_on": completed_on, "progress": "completed"}
    return Statement(RecordKind.RECALL, values, completed_on, begun)


def _accident(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """An accident of the day, at first without a determination of who was responsible."""
    rng = desk.rng
    values: Stated = header(firm, day, CITY_MARKET) | {
        "document_number": f"SG{day.year}-{desk.next_number(f'事故{day.year}'):03d}",
        "accident_name": f"“{day.month}·{day.day}”产品质量安全事故（虚构）",
        "accident_type": "product_quality",
        "accident_class": _drawn(desk, _ACCIDENTS),
        "responsibility": "undetermined",
        "occurred_on": day,
        "place": f"虚构市{firm.home.name}",
        "loss_fen": rng.randint(1, 300) * 10_000 * FEN_A_YUAN,
    }
    reported = Statement(RecordKind.ACCIDENT, values, desk.later(day, 1, 4))
    decided_on = day + timedelta(days=rng.randint(40, 120))
    if decided_on >= desk.today:
        return reported
    values = values | {
        "responsibility": _drawn(desk, _RESPONSIBILITIES),
        "decided_on": decided_on,
        "authority_name": CITY_GOVERNMENT.name,
        "authority_code": CITY_GOVERNMENT.code,
    }
    return Statement(RecordKind.ACCIDENT, values, decided_on, reported)


def _complaint(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """A complaint received on the day that proved justified."""
    rng, unit = desk.rng, local_market(firm.home)
    concluded_on = desk.later(day, 5, 60)
    result = _drawn(desk, _RESULTS)
    values = header(firm, day, unit) | {
        "document_number": f"TS{day:%Y%m%d}{desk.next_number('投诉'):05d}",
        "matter": rng.choice(_MATTERS),
        "goods": _product(desk, firm),
        "findings": "经核查，投诉反映的问题属实。",
        "received_on": day,
        "concluded_on": concluded_on,
        "result": result,
        "recovered_fen": rng.randint(50, 3_000) * FEN_A_YUAN if result == "mediated" else None,
    }
    return Statement(RecordKind.COMPLAINT, values, desk.later(concluded_on, 1, 5))


def _survey(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """A survey completed on the day; the worse the enterprise, the lower the score."""
    rng = desk.rng
    score = max(40.0, min(99.5, rng.gauss(86 - 2 * firm.risk, 6)))
    values = header(firm, day, CITY_MARKET) | {
        "document_number": f"MYD{day.year}-{desk.next_number(f'满意度{day.year}'):04d}",
        "survey_name": f"{day.year}年用户满意度调查",
        "object": "product" if firm.trade.products else "service",
        "surveyor": "虚构市质量协会",
        "method": rng.choice(("online", "telephone", "in_person")),
        "sample_size": str(rng.randint(60, 900)),
        "score": f"{score:.1f}",
        "surveyed_on": day,
        "valid_until": years_after(day, 1) - timedelta(days=1),
    }
    return Statement(RecordKind.SURVEY, values, desk.later(day, 3, 20))


def _contract(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """A contract that the invented city evaluated on the day."""
    rng = desk.rng
    performance = _drawn(desk, _PERFORMANCES)
    values = header(firm, day, CITY_GOVERNMENT) | {
        "document_number": f"虚采合{day.year}-{desk.next_number(f'合同{day.year}'):05d}",
        "contract_name": f"{_product(desk, firm)}采购项目",
        "contract_type": rng.choice(("goods", "goods", "works", "services")),
        "buyer_name": CITY_GOVERNMENT.name,
        "amount_fen": rng.randint(3, 400) * 10_000 * FEN_A_YUAN,
        "signed_on": day - timedelta(days=rng.randint(40, 300)),
        "performance": performance,
        "deficiency": None if performance == "fulfilled" else "部分货物未按合同约定的期限交付",
        "evaluated_on": day,
    }
    return Statement(RecordKind.CONTRACT, values, desk.later(day, 1, 10))


def _notification(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """A notification from abroad of the day; what is behind it is found out later."""
    rng = desk.rng
    ((reason_class, reasons, _),) = rng.choices(_REASONS, [share for *_, share in _REASONS])
    destination, authority = rng.choice(_ABROAD)
    number = desk.next_number(f"出口{day.year}")
    values = header(firm, day, CITY_MARKET) | {
        "document_number": f"XN/{day.year}/{number:04d}",
        "result": _drawn(desk, _NOTIFICATIONS),
        "product": _product(desk, firm),
        "batch": f"{day - timedelta(days=120):%Y%m%d}",
        "quantity": f"{rng.randint(1, 80) * 10}件",
        "destination": destination,
        "notifying_authority": authority,
        "notified_on": day,
        "reason_class": reason_class,
        "reasons": reasons,
        "investigation": "open",
    }
    told = Statement(RecordKind.EXPORT_NOTIFICATION, values, desk.later(day, 2, 7))
    investigated_on = day + timedelta(days=rng.randint(20, 90))
    if investigated_on >= desk.today:
        return told
    values = values | {
        "investigation": _drawn(desk, _INVESTIGATIONS),
        "investigated_on": investigated_on,
        "authority_name": CITY_MARKET.name,
        "authority_code": CITY_MARKET.code,
    }
    return Statement(RecordKind.EXPORT_NOTIFICATION, values, investigated_on, told)


INVENTIONS: Mapping[RecordKind, Invention] = {
    RecordKind.RECALL: _recall,
    RecordKind.ACCIDENT: _accident,
    RecordKind.COMPLAINT: _complaint,
    RecordKind.SURVEY: _survey,
    RecordKind.CONTRACT: _contract,
    RecordKind.EXPORT_NOTIFICATION: _notification,
}
