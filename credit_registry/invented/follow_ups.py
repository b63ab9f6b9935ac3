"""What follows the invented city's failed samplings: most are put right, some are on their way.

Nothing is told of what its source tells as cleared, nor of what follows from a re-check. Whatever
was delivered last has nothing done about it yet, so that orders are overdue.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.kinds.sampling_results import ANNOUNCED, RECHECK, REFUSED
from credit_registry.domain.procedures import re_inspections
from credit_registry.domain.procedures import sampling_follow_ups as steps
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.domain.records import RecordKind
from credit_registry.invented.deliveries import Delivery
from credit_registry.invented.units import CITY_MARKET

FIRST_SERVED = date(2020, 1, 1)
"""The first day of service that led to a follow-up."""

FOLLOW_UP, RE_INSPECTION = ProcedureKind.SAMPLING_FOLLOW_UP, ProcedureKind.RE_INSPECTION
CHALLENGED_AFTER_DAYS = 10
"""From the service to the request for a re-inspection, which comes in later with the delivery."""


@dataclass(frozen=True, slots=True)
class FollowUpStep:
    """A step of a follow-up or of a re-inspection, entered on a day and taken on the one stated."""

    entered_on: date
    sampling_number: str
    kind: ProcedureKind
    step: str
    stepped_on: date
    document_number: str
    note: str


Planned = tuple[ProcedureKind, str, int]
"""The kind, the step, and how many days after the delivery it is taken."""

_PUT_RIGHT: tuple[Planned, ...] = (
    (FOLLOW_UP, steps.ORDER, 2),
    (FOLLOW_UP, steps.REPORT_RECTIFIED, 45),
    (FOLLOW_UP, steps.PASS_RECHECK, 62),
)
_FAILED_AGAIN: tuple[Planned, ...] = (
    (FOLLOW_UP, steps.ORDER, 2),
    (FOLLOW_UP, steps.REPORT_RECTIFIED, 55),
    (FOLLOW_UP, steps.FAIL_RECHECK, 70),
    (FOLLOW_UP, steps.REPORT_UP, 74),
    (FOLLOW_UP, steps.ANNOUNCE, 95),
)
_OVERTURNED: tuple[Planned, ...] = (
    (RE_INSPECTION, re_inspections.FILE, 0),
    (RE_INSPECTION, "accept", 2),
    (RE_INSPECTION, re_inspections.CONFIRM_CONFORMITY, 16),
)
_UPHELD: tuple[Planned, ...] = (
    (FOLLOW_UP, steps.ORDER, 1),
    (RE_INSPECTION, re_inspections.FILE, 1),
    (RE_INSPECTION, "accept", 3),
    (RE_INSPECTION, re_inspections.CONFIRM_FAILURE, 20),
    (FOLLOW_UP, steps.REPORT_RECTIFIED, 50),
    (FOLLOW_UP, steps.PASS_RECHECK, 70),
)
_WARNED: tuple[Planned, ...] = ((FOLLOW_UP, steps.WARN, 2), (FOLLOW_UP, steps.COMPLY, 24))
_COURSES = (_PUT_RIGHT, _OVERTURNED, _UPHELD, _FAILED_AGAIN, _PUT_RIGHT, _PUT_RIGHT)

_NOTES = {
    steps.REPORT_RECTIFIED: "企业报告已停止生产、封存库存并完成整改。",
    steps.PASS_RECHECK: "复查抽样检验合格。",
    steps.FAIL_RECHECK: "复查抽样检验仍不合格。",
    steps.COMPLY: "已接受监督抽查。",
    re_inspections.FILE: "对检验结论有异议，申请复检。",
    re_inspections.CONFIRM_CONFORMITY: "复检合格，原检验结论不成立。",
    re_inspections.CONFIRM_FAILURE: "复检仍不合格，维持原检验结论。",
}
_NUMBERED = {
    steps.ORDER: "责改",
    steps.WARN: "警",
    steps.REPORT_UP: "报",
    steps.ANNOUNCE: "公",
    re_inspections.CONFIRM_CONFORMITY: "复检",
    re_inspections.CONFIRM_FAILURE: "复检",
}
"""The word that a step's document is numbered under; others have none."""


def invent(delivered: Sequence[Delivery], today: date) -> Iterator[FollowUpStep]:
    """The steps that were taken up to yesterday after the failures that were delivered."""
    for number, (day, failure) in enumerate(_failures(delivered)):
        is_refused = failure.outcome == REFUSED
        course = _WARNED if is_refused else _COURSES[number % len(_COURSES)]
        for kind, step, days in course:
            entered_on = day + timedelta(days=days)
            if entered_on >= today:
                break
            yield _taken(failure, kind, step, entered_on, number)


def _failures(delivered: Sequence[Delivery]) -> Iterator[tuple[date, RecordDraft]]:
    """The failures that open a follow-up, with the days on which they were delivered first."""
    rows = [
        (delivery.day, row)
        for delivery in sorted(delivered, key=lambda each: each.day)
        for row in delivery.rows
        if isinstance(row, RecordDraft) and row.kind is RecordKind.SAMPLING
    ]
    left_out = {row.document_number for _, row in rows if not _is_followed(row)}
    seen: set[str] = set()
    for day, row in rows:
        if row.document_number not in left_out | seen:
            seen.add(row.document_number)
            yield day, row


def _is_followed(row: RecordDraft) -> bool:
    """Whether the sampling leads to a follow-up that its source does not end itself."""
    is_first = row.category not in {RECHECK, ANNOUNCED}
    is_served = row.served_on is not None and row.served_on >= FIRST_SERVED
    return is_first and is_served and row.outcome != "passed" and row.effective_to is None


def _taken(
    failure: RecordDraft, kind: ProcedureKind, step: str, entered_on: date, number: int
) -> FollowUpStep:
    """One step; a request for a re-inspection was made in time, whenever it comes in."""
    stepped_on = entered_on
    if step == re_inspections.FILE and failure.served_on is not None:
        stepped_on = failure.served_on + timedelta(days=CHALLENGED_AFTER_DAYS)
    word = _NUMBERED.get(step)
    document = f"{CITY_MARKET.short}{word}〔{entered_on.year}〕{number + 1}号" if word else ""
    return FollowUpStep(
        entered_on=entered_on,
        sampling_number=failure.document_number,
        kind=kind,
        step=step,
        stepped_on=min(stepped_on, entered_on),
        document_number=document,
        note=_NOTES.get(step, ""),
    )
