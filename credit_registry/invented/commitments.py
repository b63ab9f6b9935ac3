"""Invented commitments: delivered while they run, and again when it is known how they ended."""

from datetime import date, timedelta

from credit_registry.domain.dates import years_after
from credit_registry.domain.kinds.fields import Value
from credit_registry.domain.privacy import personal_numbers
from credit_registry.domain.records import RecordKind
from credit_registry.invented.enterprises import Enterprise
from credit_registry.invented.records import Desk, Statement, header
from credit_registry.invented.units import CREDIT_OFFICE, local_market

SERIALS_A_CHECK = 100
"""Serials of one hundred share the four digits that an identity number would end with."""

TWICE_DELIVERED = 0.3
"""The share of ended commitments that were delivered while they ran, not only at their end."""

_TYPES = (
    ("voluntary", "产品质量安全", "所生产经营的产品符合国家标准并对质量负责", 50),
    ("approval_substituting", "许可事项告知承诺", "符合许可条件并按期提交材料", 20),
    ("industry_self_discipline", "行业自律", "遵守行业公约，不作虚假宣传", 15),
    ("deferred_documents", "容缺受理", "在承诺期限内补齐申请材料", 10),
    ("proof_substituting", "证明事项", "所述情况真实", 5),
)


def invent(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """A commitment of the day for one or two years."""
    rng = desk.rng
    ((kind, matter, content, _),) = rng.choices(_TYPES, [share for *_, share in _TYPES])
    unit = rng.choice((CREDIT_OFFICE, local_market(firm.home)))
    until = years_after(day, rng.choice((1, 1, 2))) - timedelta(days=1)
    place = firm.home.code_on(day)
    values = header(firm, day, unit) | {
        "document_number": _code(desk, place, day),
        "commitment_type": kind,
        "commitment_matter": matter,
        "content": f"本单位承诺：{content}。",
        "breach_liability": "违反承诺的，愿意接受依法依规处理并记入信用记录。",
        "committed_on": day,
        "valid_until": until,
        "fulfilment_status": "not_due",
    }
    running = Statement(RecordKind.COMMITMENT, values, desk.later(day, 1, 10))
    found_on = until + timedelta(days=rng.randint(5, 40))
    if found_on >= desk.today - timedelta(days=1):
        return running
    ended = values | _ending(desk, firm, found_on)
    earlier = running if rng.random() < TWICE_DELIVERED else None
    return Statement(RecordKind.COMMITMENT, ended, desk.later(found_on, 1, 10), earlier)


def _code(desk: Desk, place: str, day: date) -> str:
    """The commitment's code, with a serial that makes no identity number of its digits."""
    beginning = f"{place}{day:%Y%m%d}"
    serial = desk.next_number(beginning)
    while personal_numbers(f"{beginning}{serial:06d}"):
        serial += SERIALS_A_CHECK
    return f"{beginning}{serial:06d}"


def _ending(desk: Desk, firm: Enterprise, found_on: date) -> dict[str, Value]:
    """How the commitment ended; who is punished more keeps fewer."""
    broken = min(0.5, 0.05 + 0.03 * firm.risk)
    status = desk.rng.choices(
        ("fulfilled", "partly", "unfulfilled"), (1 - broken, broken * 0.65, broken * 0.35)
    )[0]
    found: dict[str, Value] = {"fulfilment_status": status, "found_on": found_on}
    if status != "fulfilled":
        found |= {
            "unperformed_content": "未在承诺期限内完成整改事项。",
            "liability_pursued": "列为重点监管对象，督促履行。",
        }
    return found
