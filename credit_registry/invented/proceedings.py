"""Cases of the list of serious violations: every status it has, told as steps on their days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from credit_registry.domain.dates import months_after
from credit_registry.domain.listings import Step
from credit_registry.invented import penalties
from credit_registry.invented.enterprises import Enterprise
from credit_registry.invented.records import Desk, Statement
from credit_registry.invented.units import CITY_MARKET

LIST_TYPE = "serious_violation"
TERM_MONTHS = 36
"""The term of the list as it was in all the years told of here."""

GATHERED_DAYS = 70
"""Penalties behind proposals are gathered over so many days before they are delivered."""

BETWEEN_PENALTIES_DAYS, DISPLAYED_WITHIN_DAYS = 220, 8

T = Step


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step with an entry, on its day."""

    step: Step
    day: date
    document_number: str
    note: str


@dataclass(frozen=True, slots=True)
class Proceeding:
    """An entry from its proposal on: who, for which penalty, and the steps that followed."""

    uscc: str
    proposed_on: date
    grounds: str
    penalty_number: str
    steps: tuple[StepTaken, ...]


Course = tuple[int, tuple[tuple[Step, int], ...]]
"""The proposal and the steps, each as days before today."""

_COURSES: tuple[Course, ...] = (
    (6, ()),
    (15, ((T.SERVE_NOTICE, 2),)),
    (40, ((T.SERVE_NOTICE, 33),)),
    (30, ((T.SERVE_NOTICE, 12), (T.RECORD_STATEMENT, 7))),
    (60, ((T.SERVE_NOTICE, 50), (T.RECORD_STATEMENT, 45), (T.DECIDE, 4))),
    (150, ((T.SERVE_NOTICE, 140), (T.RECORD_STATEMENT, 134), (T.DECLINE, 120))),
    (95, ((T.DECLINE, 80),)),
    (120, ((T.SERVE_NOTICE, 112), (T.RECORD_STATEMENT, 106), (T.DECIDE, 85), (T.PUBLISH, 82))),
    (420, ((T.SERVE_NOTICE, 412), (T.RECORD_STATEMENT, 405), (T.DECIDE, 385), (T.PUBLISH, 380))),
    (
        900,
        (
            (T.SERVE_NOTICE, 892),
            (T.RECORD_STATEMENT, 886),
            (T.DECIDE, 860),
            (T.PUBLISH, 855),
            (T.REMOVE, 300),
        ),
    ),
)
"""One course a status; what is removed has been listed for more than a year.

Whoever is decided on has answered: the time to answer may touch a year whose working days are not
announced, and is not certain to be over then.
"""


Case = tuple[Proceeding, Statement, Statement]


def invent(desk: Desk, firms: Sequence[Enterprise]) -> Iterator[Case]:
    """A case an enterprise, course after course, with the two grave penalties behind each."""
    courses = (*_COURSES, _ending(desk.today, 14), _ended(desk.today, 45))
    for number, firm in enumerate(firms):
        yield _case(desk, firm, courses[number % len(courses)])


def _ending(today: date, days: int) -> Course:
    """An entry whose term ends in so many days."""
    decided = (today - months_after(today + timedelta(days=days), -TERM_MONTHS)).days
    return decided + 40, (
        (T.SERVE_NOTICE, decided + 32),
        (T.RECORD_STATEMENT, decided + 26),
        (T.DECIDE, decided),
        (T.PUBLISH, decided - 4),
    )


def _ended(today: date, days: int) -> Course:
    """An entry whose term ended so many days ago."""
    proposed, steps = _ending(today, -days)
    return proposed, (*steps, (T.EXPIRE, days - 2))


def _case(desk: Desk, firm: Enterprise, course: Course) -> Case:
    """One case: two grave penalties, of which the later gave rise to the proposal."""
    before, steps = course
    proposed_on = desk.today - timedelta(days=before)
    delivered_on = desk.today - timedelta(days=(before // GATHERED_DAYS + 1) * GATHERED_DAYS)
    decided_on = delivered_on - timedelta(days=DISPLAYED_WITHIN_DAYS)
    earlier_on = decided_on - timedelta(days=BETWEEN_PENALTIES_DAYS)
    first = penalties.invent(desk, firm, earlier_on, penalties.GRAVE)
    second = penalties.invent(desk, firm, decided_on, penalties.GRAVE)
    number = str(second.values["document_number"])
    grounds = f"两年内两次受到较重行政处罚（{number}）"
    taken = tuple(_step(desk, step, days_before) for step, days_before in steps)
    proceeding = Proceeding(firm.uscc, proposed_on, grounds, number, taken)
    return proceeding, first, replace(second, ready_on=delivered_on, earlier=None)


def _step(desk: Desk, step: Step, days_before: int) -> StepTaken:
    """A step with its document and what is said with it."""
    day = desk.today - timedelta(days=days_before)
    word, note = _SAID[step]
    if not word:
        return StepTaken(step, day, "", note)
    series = f"{CITY_MARKET.short}{word}"
    number = f"{series}〔{day.year}〕{desk.next_number(f'{series}{day.year}')}号"
    return StepTaken(step, day, number, note)


_SAID = {
    T.SERVE_NOTICE: ("告", ""),
    T.RECORD_STATEMENT: ("", "当事人书面陈述：已停止违法行为并完成整改。"),
    T.DECIDE: ("列", ""),
    T.DECLINE: ("", "经审查，当事人有充分证据证明无主观故意，不予列入。"),
    T.PUBLISH: ("", ""),
    T.REMOVE: ("移", "列入满一年，已履行义务并消除危害后果，提前移出。"),
    T.EXPIRE: ("", ""),
}
"""The word that a step's document is numbered under, none where it has no document; its note."""
