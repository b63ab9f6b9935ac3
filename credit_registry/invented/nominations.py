"""Entries of praise and of watch: nominated, checked and announced, or seen within alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from credit_registry.domain.listings import DeclineGround, Step
from credit_registry.invented.enterprises import Enterprise
from credit_registry.invented.proceedings import (
    RED_LIST,
    WATCH_LIST,
    Course,
    Proceeding,
    StepTaken,
    step_of,
)
from credit_registry.invented.records import Desk

T = Step

NOMINATIONS: tuple[Course, ...] = (
    (5, ()),
    (12, ((T.CHECK, 8),)),
    (20, ((T.CHECK, 16), (T.ANNOUNCE, 3))),
    (470, ((T.CHECK, 465), (T.ANNOUNCE, 450), (T.PUBLISH, 420))),
    (500, ((T.CHECK, 495), (T.ANNOUNCE, 480), (T.PUBLISH, 450), (T.REVOKE, 40))),
    (80, ((T.DECLINE, 60),)),
)
"""What is published was announced long ago: the working days of a coming year may not be known."""

SUSPENDED: Course = (640, ((T.CHECK, 630), (T.ANNOUNCE, 620), (T.PUBLISH, 580)))
"""Praised before the case that brought the enterprise onto a black list."""

WATCHES: tuple[Course, ...] = ((25, ()), (90, ((T.END, 10),)))

PRAISE = "连续三年监督抽查合格，公开质量承诺全部履行。"
CONCERN = "同类产品投诉增多，列为重点关注。"


def invent(
    desk: Desk, firms: Sequence[Enterprise], accused: Sequence[Proceeding]
) -> Iterator[Proceeding]:
    """A nomination an enterprise, and of those accused one praised before, and two watched."""
    for firm, course in zip(firms, NOMINATIONS, strict=False):
        yield _entry(desk, firm.uscc, RED_LIST, PRAISE, course)
    for proceeding, course in zip(accused, WATCHES, strict=False):
        yield _entry(desk, proceeding.uscc, WATCH_LIST, CONCERN, course)
    for uscc in _long_listed(accused):
        yield _entry(desk, uscc, RED_LIST, PRAISE, SUSPENDED)


def _long_listed(accused: Sequence[Proceeding]) -> list[str]:
    """The code of the second enterprise that stands on the list: listed more than a year ago."""
    standing = [each.uscc for each in accused if each.steps and each.steps[-1].step is T.PUBLISH]
    return standing[1:2]


def _entry(desk: Desk, uscc: str, list_type: str, grounds: str, course: Course) -> Proceeding:
    """One entry with its steps."""
    before, steps = course
    taken = tuple(_taken(desk, step, days) for step, days in steps)
    proposed_on = desk.today - timedelta(days=before)
    return Proceeding(uscc, proposed_on, grounds, "", taken, list_type)


def _taken(desk: Desk, step: Step, days: int) -> StepTaken:
    """One step; what is published on a red list has a number, what is declined its ground."""
    if step is T.PUBLISH:
        announced = step_of(desk, T.ANNOUNCE, days)
        return replace(announced, step=step, document_number=f"{announced.document_number}（公布）")
    made = step_of(desk, step, days)
    if step is T.DECLINE:
        return replace(
            made, ground=DeclineGround.CONDITIONS_NOT_MET, note="成立未满三年，不符合红名单条件。"
        )
    return made
