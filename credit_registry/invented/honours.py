"""Invented honours: yearly tax ratings for many, awards for few."""

from datetime import date, timedelta

from credit_registry.domain.dates import years_after
from credit_registry.domain.records import Level, RecordKind
from credit_registry.invented.enterprises import Enterprise
from credit_registry.invented.records import Desk, Statement, header
from credit_registry.invented.units import (
    CITY_GOVERNMENT,
    CITY_MARKET,
    PROVINCE_GOVERNMENT,
    TAX,
    Unit,
)

Award = tuple[str, str, Unit, Level, int, int, int]
"""Name, class, awarding unit, level, how many a year at most, years valid, prize in yuan."""

_AWARDS: tuple[Award, ...] = (
    ("虚构省质量奖", "quality_award", PROVINCE_GOVERNMENT, Level.PROVINCIAL, 1, 5, 1_000_000),
    (
        "虚构省质量奖提名奖",
        "nomination_award",
        PROVINCE_GOVERNMENT,
        Level.PROVINCIAL,
        2,
        5,
        500_000,
    ),
    ("虚构市市长质量奖", "quality_award", CITY_GOVERNMENT, Level.CITY, 3, 5, 500_000),
    ("虚构市市长质量奖提名奖", "nomination_award", CITY_GOVERNMENT, Level.CITY, 3, 5, 0),
)
_BADGES: tuple[Award, ...] = (
    ("企业标准领跑者", "front_runner", CITY_MARKET, Level.CITY, 0, 3, 0),
    ("质量管理示范企业", "demonstration", CITY_MARKET, Level.CITY, 0, 3, 0),
    ("放心消费示范单位", "demonstration", CITY_MARKET, Level.COUNTY, 0, 2, 0),
)
_RATING: Award = ("纳税信用A级纳税人", "class_a_taxpayer", TAX, Level.NATIONAL, 0, 1, 0)
AWARDED_AMONG, RATED_AMONG, REVOKED_AMONG = 0.08, 0.8, 0.03
NOTICE = timedelta(days=7)
"""From a revocation to its delivery."""

REVOCATION_REASON = "获奖后发生质量问题，由授予单位撤销。"


def invent(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """An honour granted on the day; awards only while the year has one left."""
    award = _award(desk, firm, day)
    name, award_class, unit, level, _, years, prize = award
    series = f"{unit.short}荣{day.year}"
    number = (
        f"纳税信用A级-{day.year}-{day.month}"
        if award is _RATING
        else f"{unit.short}字〔{day.year}〕{desk.next_number(series)}号"
    )
    until = years_after(day, years) - timedelta(days=1)
    values = header(firm, day, unit) | {
        "award_name": name,
        "award_class": award_class,
        "level": level,
        "edition": f"{day.year}年度",
        "document_number": number,
        "awarding_unit_name": unit.name,
        "awarding_unit_code": unit.code,
        "decided_on": day,
        "valid_until": until,
        "prize_fen": prize * 100 or None,
    }
    granted = Statement(RecordKind.HONOUR, values, desk.later(day, 3, 25))
    revoked_on = day + timedelta(days=desk.rng.randint(120, 700))
    if desk.rng.random() >= REVOKED_AMONG or revoked_on >= min(until, desk.today - NOTICE):
        return granted
    values = values | {"revoked_on": revoked_on, "revocation_reason": REVOCATION_REASON}
    return Statement(RecordKind.HONOUR, values, revoked_on + NOTICE, granted)


def _award(desk: Desk, firm: Enterprise, day: date) -> Award:
    """Which honour it is; nobody is rated twice in a month."""
    rng = desk.rng
    if rng.random() < AWARDED_AMONG:
        for award in _AWARDS:
            if desk.next_number(f"{award[0]}{day.year}") <= award[4]:
                return award
    is_first = desk.next_number(f"{firm.uscc}{day:%Y%m}") == 1
    return _RATING if is_first and rng.random() < RATED_AMONG else rng.choice(_BADGES)
