"""What invented authorities do: licences, random inspections, entries for abnormal operations."""

from collections.abc import Mapping
from datetime import date, timedelta

from credit_registry.domain.dates import years_after
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import SubjectKind
from credit_registry.invented.enterprises import Enterprise
from credit_registry.invented.records import Desk, Invention, Statement, header
from credit_registry.invented.units import CITY_MARKET, Unit, local_market

YEARS_LICENSED, YEARS_LISTED = 5, 3
FOUND_AMONG_SOUND, FOUND_A_RISK = 0.06, 0.04
ENDED_EARLY_AMONG, REMOVED_AMONG = 0.04, 0.6
SHARES: Mapping[RecordKind, float] = {
    RecordKind.LICENCE: 0.025,
    RecordKind.RANDOM_INSPECTION: 0.025,
    RecordKind.ABNORMAL_OPERATIONS: 0.01,
    RecordKind.NATIONAL_LIST: 0.003,
}
"""Of all records."""

LATEST_DAYS = 6

_LICENCES = (
    ("食品经营许可证", "ordinary", "食品销售"),
    ("工业产品生产许可证", "ordinary", "列入目录的工业产品的生产"),
    ("特种设备使用登记证", "registration", "特种设备的使用"),
    ("检验检测机构资质认定证书", "recognition", "向社会出具检验检测数据"),
)
_FOUND = (("corrected", 45), ("ordered_to_correct", 35), ("unreachable", 12), ("pending", 8))
_GROUNDS = (("not_reported", 60), ("unreachable", 30), ("not_published", 7), ("concealed", 3))
_LISTS = ("judgment_defaulter", "tax", "wages", "procurement", "tax_abnormal", "social_insurance")


def _numbered(desk: Desk, unit: Unit, word: str, day: date) -> str:
    """The next number of a unit's documents of a kind."""
    number = desk.next_number(f"{word}{unit.short}{day.year}")
    return f"{unit.short}{word}〔{day.year}〕{number}号"


def _licence(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """A licence granted on the day; some are given back before their end."""
    rng, unit = desk.rng, local_market(firm.home)
    name, licence_class, content = rng.choice(_LICENCES)
    values = header(firm, day, unit) | {
        "document_name": "准予行政许可决定书",
        "document_number": _numbered(desk, unit, "许", day),
        "licence_class": licence_class,
        "licence_name": name,
        "licence_number": f"XK{day.year}{desk.next_number('许可'):06d}",
        "content": content,
        "decided_on": day,
        "valid_from": day,
        "valid_until": years_after(day, YEARS_LICENSED) - timedelta(days=1),
        "authority_name": unit.name,
        "authority_code": unit.code,
        "state": "valid",
    }
    granted = Statement(RecordKind.LICENCE, values, desk.later(day, 1, 10))
    ended_on = day + timedelta(days=rng.randint(200, 1_200))
    if rng.random() >= ENDED_EARLY_AMONG or ended_on >= desk.today:
        return granted
    return Statement(RecordKind.LICENCE, values | {"state": "invalid"}, ended_on, granted)


def _inspection(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """An inspection of the day; the worse the enterprise, the likelier something is found."""
    rng, unit = desk.rng, local_market(firm.home)
    result = "no_problem"
    if rng.random() < min(0.5, FOUND_AMONG_SOUND + FOUND_A_RISK * firm.risk):
        ((result, _),) = rng.choices(_FOUND, [share for _, share in _FOUND])
    announced_on = desk.later(day, 3, 20)
    values = header(firm, day, unit) | {
        "document_number": f"{unit.short}查{day:%Y%m}-{desk.next_number(f'查{day:%Y}'):05d}",
        "task_name": f"{day.year}年产品质量双随机检查",
        "inspection_type": rng.choice(("untargeted", "untargeted", "targeted")),
        "level": unit.level,
        "matters": "产品质量、标识、进货查验",
        "inspected_on": day,
        "result": result,
        "problems": None if result == "no_problem" else "进货查验记录不完整",
        "corrected_on": announced_on if result == "corrected" else None,
        "announced_on": announced_on,
    }
    return Statement(RecordKind.RANDOM_INSPECTION, values, desk.later(announced_on, 1, 5))


def _abnormal(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """An entry of the day in the directory, or the mark; many are removed again."""
    rng, unit = desk.rng, local_market(firm.home)
    ((ground, _),) = rng.choices(_GROUNDS, [share for _, share in _GROUNDS])
    is_individual = firm.kind is SubjectKind.INDIVIDUAL_BUSINESS
    values = header(firm, day, unit) | {
        "document_number": _numbered(desk, unit, "异", day),
        "measure": "mark" if is_individual else "directory",
        "ground": ground,
        "listed_on": day,
        "authority_name": unit.name,
        "authority_code": unit.code,
    }
    entered = Statement(RecordKind.ABNORMAL_OPERATIONS, values, desk.later(day, 1, 5))
    removed_on = day + timedelta(days=rng.randint(20, 500))
    if rng.random() >= REMOVED_AMONG or removed_on >= desk.today:
        return entered
    values = values | {"removed_on": removed_on, "removal_reason": "义务已履行，经申请移出"}
    return Statement(RecordKind.ABNORMAL_OPERATIONS, values, removed_on, entered)


def _national(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """An entry of the day on a national list of the invented country."""
    values = header(firm, day, CITY_MARKET) | {
        "list_name": desk.rng.choice(_LISTS),
        "document_number": f"虚列〔{day.year}〕{desk.next_number(f'列{day.year}')}号",
        "ground": "有能力履行而不履行生效文书确定的义务",
        "basis": "虚构的认定依据",
        "authority_name": "虚构国家信用信息中心",
        "listed_on": day,
        "valid_from": day,
        "valid_until": years_after(day, YEARS_LISTED) - timedelta(days=1),
    }
    return Statement(RecordKind.NATIONAL_LIST, values, desk.later(day, 1, 5))


INVENTIONS: Mapping[RecordKind, Invention] = {
    RecordKind.LICENCE: _licence,
    RecordKind.RANDOM_INSPECTION: _inspection,
    RecordKind.ABNORMAL_OPERATIONS: _abnormal,
    RecordKind.NATIONAL_LIST: _national,
}
