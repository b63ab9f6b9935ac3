"""Invented records of what enterprises can do: a few of each kind, all of them kept."""

from collections.abc import Mapping
from datetime import date, timedelta

from credit_registry.domain.dates import years_after
from credit_registry.domain.records import RecordKind
from credit_registry.invented.enterprises import Enterprise
from credit_registry.invented.records import Desk, Invention, Stated, Statement, header
from credit_registry.invented.units import (
    BUILDING,
    CITY_MARKET,
    CONSUMERS,
    INSURERS,
    LABORATORIES,
    METROLOGY,
)

SHARE = 0.005
"""Of all records, for each kind."""

LATEST_DAYS = 3
TERM_YEARS = 3
PROJECT_CLASSES = ("large", "medium", "small")
_COURSES = (
    ("全面质量管理基础", "quality_management"),
    ("卓越绩效模式导入", "excellence"),
    ("六西格玛绿带", "improvement"),
    ("企业标准编写", "standards"),
    ("测量管理体系", "metrology"),
)
_STANDARDS = (
    (("Q/XG", "enterprise_standard", None), 70),
    (("Q/XG", "enterprise_standard", "led"), 5),
    (("GB/T XG", "national_standard", "applies"), 5),
    (("GB/T XG", "national_standard", "took_part"), 4),
    (("GB/T XG", "national_standard", "led"), 2),
    (("HB XG", "industry_standard", "led"), 4),
    (("DB99/T", "local_standard", "led"), 4),
    (("T/XG", "group_standard", "led"), 6),
)
"""Number, type and role in the drafting, with shares."""

_INSTRUMENTS = (
    ("电子汽车衡", "SCS-100", "trade"),
    ("压力表", "Y-100", "safety"),
    ("烟气分析仪", "YQ-3", "environment"),
    ("电能表", "DTS-1", "energy"),
)
_PROJECTS = ("虚构大桥", "虚构实验学校", "虚构体育馆", "虚构产业园标准厂房", "虚构污水处理厂")
_ROLES = ("builder", "surveyor", "designer", "contractor", "supervisor")


def _standard(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """A standard declared on the day: most are the enterprise's own, some it helped to draft."""
    number = desk.next_number("企标")
    product = _product(desk, firm)
    ((prefix, standard_type, role),) = desk.rng.choices(
        [each for each, _ in _STANDARDS], [share for _, share in _STANDARDS]
    )
    values: Stated = {
        "document_number": f"{prefix} {number:04d}-{day.year}",
        "standard_name": product,
        "standard_type": standard_type,
        "drafting_role": role,
        "product": product,
        "declared_on": day,
        "state": "in_force",
        "front_runner": desk.rng.choices(("no", "front_runner"), (85, 15))[0],
    }
    return _stated(RecordKind.STANDARD, desk, firm, day, values)


def _traceability(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """A product that can be traced from the day on."""
    values: Stated = {
        "document_number": f"XGZS{desk.next_number('追溯'):06d}",
        "system": "虚构市重要产品追溯平台",
        "product": _product(desk, firm),
        "grain": desk.rng.choice(("batch", "item")),
        "stages": ("inputs", "production", "inspection", "sale"),
        "joined_on": day,
        "state": "operating",
    }
    return _stated(RecordKind.TRACEABILITY, desk, firm, day, values)


def _insurance(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """A policy of one year."""
    values: Stated = {
        "document_number": f"XGBX{day.year}{desk.next_number('保单'):06d}",
        "insurance_class": desk.rng.choice(("product_liability", "quality_guarantee")),
        "insurer": desk.rng.choice(INSURERS),
        "product": _product(desk, firm),
        "sum_insured_fen": desk.rng.choice((100, 200, 500)) * 1_000_000,
        "valid_from": day,
        "valid_until": years_after(day, 1) - timedelta(days=1),
        "state": "in_cover",
    }
    return _stated(RecordKind.INSURANCE, desk, firm, day, values)


def _quality_officer(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """An appointment for three years of somebody who does not exist."""
    number = desk.next_number("质量官")
    values: Stated = {
        "document_number": f"虚企任〔{day.year}〕{number}号",
        "office": "chief_quality_officer",
        "officer_name": f"虚构人员{number}",
        "appointed_on": day,
        "term_until": years_after(day, TERM_YEARS) - timedelta(days=1),
        "state": "in_office",
    }
    return _stated(RecordKind.QUALITY_OFFICER, desk, firm, day, values)


def _training(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """A course that ended on the day."""
    course, subject = desk.rng.choice(_COURSES)
    values: Stated = {
        "document_number": f"虚质培〔{day.year}〕{desk.next_number('培训')}号",
        "course": course,
        "course_subject": subject,
        "organiser": "虚构市质量协会",
        "trained_from": day - timedelta(days=2),
        "trained_until": day,
        "hours": "24",
        "participants": str(desk.rng.randint(1, 30)),
        "result": "completed",
    }
    return _stated(RecordKind.TRAINING, desk, firm, day, values)


def _instrument(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """An instrument verified for a year."""
    instrument, model, use = desk.rng.choice(_INSTRUMENTS)
    number = desk.next_number("检定")
    values: Stated = {
        "document_number": f"虚检{day.year}-{number:06d}",
        "instrument": instrument,
        "model": model,
        "instrument_number": f"CC{number:06d}",
        "use": use,
        "verification": "mandatory",
        "verification_body": METROLOGY,
        "verified_on": day,
        "result": "passed",
        "valid_until": years_after(day, 1) - timedelta(days=1),
    }
    return _stated(RecordKind.INSTRUMENT, desk, firm, day, values)


def _project(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """A project accepted on the day, in which the enterprise had one of the five roles."""
    number = desk.next_number("竣工")
    results = ("accepted_at_once", "accepted_after_repair")
    values: Stated = {
        "document_number": f"虚建备〔{day.year}〕{number}号",
        "project": f"{desk.rng.choice(_PROJECTS)}{number}期",
        "project_class": desk.rng.choice(PROJECT_CLASSES),
        "role": desk.rng.choice(_ROLES),
        "accepted_on": day,
        "result": desk.rng.choices(results, (97, 3))[0],
    }
    return _stated(RecordKind.PROJECT, desk, firm, day, values)


def _comparison_test(desk: Desk, firm: Enterprise, day: date) -> Statement:
    """A product compared with others by a consumer body, which published it on the day."""
    values: Stated = {
        "document_number": f"虚消比〔{day.year}〕{desk.next_number('比较')}号",
        "tester": CONSUMERS.name,
        "tester_kind": "consumer_body",
        "laboratory": desk.rng.choice(LABORATORIES),
        "product": _product(desk, firm),
        "tested_on": day - timedelta(days=20),
        "published_on": day,
        "result": desk.rng.choice(("better", "average")),
    }
    return _stated(RecordKind.COMPARISON_TEST, desk, firm, day, values)


_UNITS = {
    RecordKind.PROJECT: BUILDING,
    RecordKind.COMPARISON_TEST: CONSUMERS,
}


def _stated(kind: RecordKind, desk: Desk, firm: Enterprise, day: date, values: Stated) -> Statement:
    """What the kind's unit states of the enterprise."""
    unit = _UNITS.get(kind, CITY_MARKET)
    return Statement(kind, header(firm, day, unit) | values, desk.later(day, 1, 20))


def _product(desk: Desk, firm: Enterprise) -> str:
    """Something the enterprise makes, or what it does."""
    return desk.rng.choice(firm.trade.products or (firm.trade.scope,))


INVENTIONS: Mapping[RecordKind, Invention] = {
    RecordKind.STANDARD: _standard,
    RecordKind.TRACEABILITY: _traceability,
    RecordKind.INSURANCE: _insurance,
    RecordKind.QUALITY_OFFICER: _quality_officer,
    RecordKind.TRAINING: _training,
    RecordKind.INSTRUMENT: _instrument,
    RecordKind.PROJECT: _project,
    RecordKind.COMPARISON_TEST: _comparison_test,
}
