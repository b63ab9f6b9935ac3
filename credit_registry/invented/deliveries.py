"""What sources deliver: a file a kind and quarter, with slips, repetitions and corrections."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from credit_registry.domain.drafts import RecordDraft, SubjectDraft
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import RecordKind
from credit_registry.invented import codes
from credit_registry.invented.enterprises import Enterprise
from credit_registry.invented.records import Statement

QUARTER_DAYS, SELDOM_DAYS = 91, 2 * 365
QUARTERLY_FROM = 8_000
"""Rows in all from which sources deliver every quarter; fewer come every other year."""

ONE_SLIP_IN = 400
ONE_REPETITION_IN = 600


@dataclass(frozen=True, slots=True)
class Slip:
    """A row that cannot be taken in: its column, why, what would be accepted, what was given."""

    field: str
    reason: Reason
    accepted: str
    given: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file on the day it is delivered; its rows in their order."""

    day: date
    filename: str
    layout: str
    rows: tuple[SubjectDraft | RecordDraft | Slip, ...]


def delivery_days(since: date, today: date, rows: int) -> list[date]:
    """The ends of the quarters, fewer days where there are few rows; yesterday as the last."""
    yesterday = today - timedelta(days=1)
    step = QUARTER_DAYS if rows >= QUARTERLY_FROM else SELDOM_DAYS
    number = (yesterday - since).days // step
    days = [since + timedelta(days=step * each) for each in range(1, number + 1)]
    return [day for day in days if day < yesterday] + [yesterday]


def of_records(
    rng: Random, statements: Mapping[RecordKind, Sequence[Statement]], days: Sequence[date]
) -> Iterator[Delivery]:
    """The files of records; what was stated first goes into an earlier file than its correction."""
    for kind, stated in statements.items():
        files: list[list[RecordDraft]] = [[] for _ in days]
        for statement in stated:
            at = _first_from(days, statement.ready_on)
            files[at].append(statement.draft())
            if statement.earlier is not None:
                before = _first_from(days, statement.earlier.ready_on)
                if before < at:
                    files[before].append(statement.earlier.draft())
        for day, drafts in zip(days, files, strict=True):
            if drafts:
                rows = tuple(_with_slips(rng, drafts))
                yield Delivery(day, f"{kind.value}-{day:%Y%m%d}.csv", kind.value, rows)


def at_once(statements: Sequence[Statement]) -> Iterator[Delivery]:
    """The files of what is not kept for the quarter's end: one a day."""
    days = sorted({statement.ready_on for statement in statements})
    for day in days:
        rows = tuple(each.draft() for each in statements if each.ready_on == day)
        kind = statements[0].kind.value
        yield Delivery(day, f"{kind}-{day:%Y%m%d}-prompt.csv", kind, rows)


def of_register(
    firms: Sequence[Enterprise],
    faulty: Mapping[str, str],
    since: date,
    days: Sequence[date],
) -> Iterator[Delivery]:
    """The register's files: all that stand at first, then what is new or has changed.

    `faulty` are enterprises that the register names by a wrong code, by their right one.
    """
    before = date.min
    for day in (since, *days):
        rows = tuple(
            _registered(firm, day, faulty)
            for firm in firms
            if before < firm.established_on <= day
            or any(before < changed <= day for changed in firm.changes())
        )
        if rows:
            yield Delivery(day, f"register-{day:%Y%m%d}.csv", "registry_subjects", rows)
        before = day


def _registered(firm: Enterprise, day: date, faulty: Mapping[str, str]) -> SubjectDraft:
    """The enterprise's row, with the faulty code where the register has one."""
    draft = firm.draft_on(day)
    wrong = faulty.get(firm.uscc)
    if wrong is None:
        return draft
    values = {name: getattr(draft, name) for name in draft.__slots__}
    faults = {"uscc": None, "quarantined_code": wrong, "suggested_code": firm.uscc}
    return SubjectDraft(**(values | faults))


def _first_from(days: Sequence[date], day: date) -> int:
    """The number of the first delivery on the day or after it."""
    return next(number for number, delivered in enumerate(days) if delivered >= day)


def _with_slips(rng: Random, drafts: Sequence[RecordDraft]) -> Iterator[RecordDraft | Slip]:
    """The rows of a file, with some that repeat an earlier one and some that are wrong."""
    for draft in drafts:
        yield draft
        if rng.randrange(ONE_REPETITION_IN) == 0:
            yield draft
        if rng.randrange(ONE_SLIP_IN) == 0:
            yield _slip(rng, draft)


def _slip(rng: Random, draft: RecordDraft) -> Slip:
    """A row like this one in which something was written wrongly."""
    (code,) = draft.subject.codes.values()
    wrong = codes.misread(code)
    slips = (
        Slip("统一社会信用代码", Reason.WRONG_CHECK_CHARACTER, code, wrong),
        Slip("决定日期", Reason.NOT_A_DATE, "YYYY-MM-DD", "2O24年"),
        Slip("文号", Reason.MISSING, "文号", ""),
    )
    return rng.choices(slips, (6, 2, 2))[0]
