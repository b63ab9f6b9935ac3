"""What tests build: drafts with sensible values, codes that are valid, accounts that may act."""

from datetime import date
from itertools import count
from typing import Any

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.drafts import (
    RecordDraft,
    SubjectDraft,
    SubjectReference,
    UnitReference,
)
from credit_registry.domain.records import Level, RecordKind, Severity
from credit_registry.domain.subjects import IdentifierScheme, Standing
from credit_registry.domain.usccs import check_character
from credit_registry.services.people import accounts
from credit_registry.services.people.accounts import INSTALLER, NewAccount
from credit_registry.services.registry import Registry

DIVISION = "999901"
"""A division code that GB/T 2260 has never assigned."""

UNIT = UnitReference("虚构市市场监督管理局")
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
PASSWORD = "correct horse battery staple"
_documents = count(1)


def a_uscc(number: int = 1, department_class: str = "91", division: str = DIVISION) -> str:
    """A valid code (GB 32100, with a valid GB 11714 part) inside a division never assigned."""
    body = f"MA{number:06d}"
    total = sum(
        int(character, 36) * weight
        for character, weight in zip(body, ORGANIZATION_WEIGHTS, strict=True)
    )
    check = "0123456789X0"[11 - total % 11]
    first = f"{department_class}{division}{body}{check}"
    return first + check_character(first)


def a_subject_draft(number: int = 1, **changes: Any) -> SubjectDraft:  # noqa: ANN401 - any field
    """An invented enterprise that has stood for years."""
    values: dict[str, Any] = {
        "name": f"虚构市第{number}制造有限公司",
        "uscc": a_uscc(number),
        "standing": Standing.OPERATING,
        "established_on": date(2015, 6, 1),
        "province": "虚构省",
        "city": "虚构市",
        "division_code": DIVISION,
        "address": f"虚构市测试路{number}号",
    }
    return SubjectDraft(**{**values, **changes})


def a_record_draft(
    kind: RecordKind = RecordKind.PENALTY,
    number: int = 1,
    **changes: Any,  # noqa: ANN401 - any field
) -> RecordDraft:
    """A record of the kind about the enterprise of `a_subject_draft(number)`, decided lately."""
    values: dict[str, Any] = {
        "kind": kind,
        "subject": SubjectReference(
            f"虚构市第{number}制造有限公司", {IdentifierScheme.USCC: a_uscc(number)}
        ),
        "source_unit": UNIT,
        "document_number": f"虚市监〔2026〕{next(_documents)}号",
        "title": "虚构的记录",
        **_FACTS[kind],
    }
    return RecordDraft(**{**values, **changes})


_FACTS: dict[RecordKind, dict[str, Any]] = {
    RecordKind.PENALTY: {
        "decided_on": date(2026, 6, 1),
        "served_on": date(2026, 6, 3),
        "severity": Severity.GENERAL,
        "category": "confiscate_illegal_gains",
        "amount_fen": 1_000_000,
        "level": Level.CITY,
    },
    RecordKind.COMMITMENT: {
        "decided_on": date(2026, 1, 5),
        "effective_from": date(2026, 1, 5),
        "effective_to": date(2027, 1, 4),
        "outcome": "not_due",
        "category": "quality",
    },
    RecordKind.SAMPLING: {
        "occurred_on": date(2026, 3, 2),
        "served_on": date(2026, 4, 1),
        "first_displayed_on": date(2026, 4, 20),
        "outcome": "passed",
        "level": Level.CITY,
    },
    RecordKind.HONOUR: {
        "decided_on": date(2025, 12, 1),
        "effective_from": date(2025, 12, 1),
        "effective_to": date(2028, 11, 30),
        "level": Level.CITY,
        "category": "quality_award",
        "outcome": "valid",
    },
    RecordKind.CERTIFICATE: {
        "effective_from": date(2025, 3, 1),
        "effective_to": date(2028, 2, 28),
        "category": "quality_management",
        "outcome": "valid",
    },
    RecordKind.LICENCE: {
        "decided_on": date(2025, 3, 1),
        "effective_from": date(2025, 3, 1),
        "effective_to": date(2030, 2, 28),
        "category": "ordinary",
        "outcome": "valid",
    },
    RecordKind.RANDOM_INSPECTION: {
        "occurred_on": date(2026, 5, 6),
        "first_displayed_on": date(2026, 5, 20),
        "category": "untargeted",
        "outcome": "no_problem",
        "level": Level.COUNTY,
    },
    RecordKind.RECALL: {
        "occurred_on": date(2026, 7, 1),
        "decided_on": date(2026, 7, 1),
        "effective_from": date(2026, 7, 1),
        "outcome": "voluntary",
    },
    RecordKind.ACCIDENT: {
        "occurred_on": date(2026, 4, 2),
        "decided_on": date(2026, 6, 1),
        "category": "ordinary",
        "outcome": "main",
    },
    RecordKind.COMPLAINT: {
        "occurred_on": date(2026, 6, 1),
        "decided_on": date(2026, 6, 20),
        "category": "quality",
        "outcome": "mediated",
    },
    RecordKind.SURVEY: {
        "occurred_on": date(2026, 6, 1),
        "effective_from": date(2026, 6, 1),
        "effective_to": date(2027, 5, 31),
        "category": "product",
        "score_centi": 9250,
    },
    RecordKind.ABNORMAL_OPERATIONS: {
        "decided_on": date(2026, 7, 6),
        "effective_from": date(2026, 7, 6),
        "category": "not_reported",
        "outcome": "listed",
    },
    RecordKind.NATIONAL_LIST: {
        "decided_on": date(2026, 5, 1),
        "effective_from": date(2026, 5, 1),
        "effective_to": date(2028, 4, 30),
        "category": "judgment_defaulter",
        "outcome": "listed",
    },
    RecordKind.CONTRACT: {
        "occurred_on": date(2026, 2, 1),
        "decided_on": date(2026, 8, 1),
        "category": "goods",
        "outcome": "fulfilled",
    },
    RecordKind.STANDARD: {
        "effective_from": date(2025, 4, 1),
        "category": "enterprise_standard",
        "outcome": "in_force",
    },
    RecordKind.TRACEABILITY: {
        "effective_from": date(2025, 4, 1),
        "category": "batch",
        "outcome": "operating",
    },
    RecordKind.INSURANCE: {
        "effective_from": date(2026, 1, 1),
        "effective_to": date(2026, 12, 31),
        "category": "product_liability",
        "outcome": "in_cover",
    },
    RecordKind.QUALITY_OFFICER: {
        "effective_from": date(2025, 4, 1),
        "category": "chief_quality_officer",
        "outcome": "in_office",
    },
    RecordKind.TRAINING: {
        "occurred_on": date(2026, 5, 14),
        "category": "quality_management",
        "outcome": "completed",
    },
    RecordKind.INSTRUMENT: {
        "decided_on": date(2026, 3, 1),
        "effective_from": date(2026, 3, 1),
        "effective_to": date(2027, 2, 28),
        "category": "trade",
        "outcome": "passed",
    },
    RecordKind.PROJECT: {
        "decided_on": date(2024, 5, 10),
        "effective_from": date(2024, 5, 10),
        "category": "contractor",
        "outcome": "accepted_at_once",
    },
    RecordKind.EXPORT_NOTIFICATION: {
        "occurred_on": date(2026, 7, 10),
        "decided_on": date(2026, 7, 10),
        "severity": Severity.GENERAL,
        "category": "safety",
        "outcome": "notified",
    },
    RecordKind.COMPARISON_TEST: {
        "occurred_on": date(2026, 3, 1),
        "first_displayed_on": date(2026, 3, 15),
        "category": "consumer_body",
        "outcome": "better",
    },
}


def an_officer(
    registry: Registry,
    *roles: Role,
    username: str | None = None,
    password: str | None = None,
    division: str | None = None,
    unit_id: int | None = None,
) -> Actor:
    """An account with the roles; a password costs time, so most tests do without one."""
    new = NewAccount(
        username=username or f"officer-{'-'.join(roles)}-{next(_documents)}",
        display_name="测试人员",
        roles=roles,
        password=password,
        division=division,
        unit_id=unit_id,
    )
    with registry.transaction() as session:
        return accounts.create(session, new, actor=INSTALLER, at=registry.clock.now())
