"""Cases of the lists: every status there is, told as steps on their days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from credit_registry.domain.dates import months_after
from credit_registry.domain.listings import DeclineGround, Step
from credit_registry.domain.records import RecordState
from credit_registry.invented import penalties
from credit_registry.invented.enterprises import Enterprise
from credit_registry.invented.records import Desk, Statement
from credit_registry.invented.turns import Withdrawal
from credit_registry.invented.units import CITY_MARKET

LIST_TYPE, RED_LIST, WATCH_LIST = "serious_violation", "quality_integrity", "key_watch"
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
    ground: DeclineGround | None = None


@dataclass(frozen=True, slots=True)
class Proceeding:
    """An entry from its proposal on: who, for which penalty, and the steps that followed.

    An entry of praise and a watch rest on no penalty.
    """

    uscc: str
    proposed_on: date
    grounds: str
    penalty_number: str
    steps: tuple[StepTaken, ...]
    list_type: str = LIST_TYPE


Course = tuple[int, tuple[tuple[Step, int], ...]]
"""The proposal and the steps, each as days before today."""

WITHDRAWN_DAYS_AGO, ANNULLED_DAYS_AGO = 290, 292


def _decided(decided: int, published: int) -> tuple[tuple[Step, int], ...]:
    """Decision, the superior's consent and publication."""
    return (T.DECIDE, decided), (T.GIVE_CONSENT, published + 1), (T.PUBLISH, published)


_COURSES: tuple[Course, ...] = (
    (6, ()),
    (15, ((T.SERVE_NOTICE, 2),)),
    (40, ((T.SERVE_NOTICE, 33),)),
    (30, ((T.SERVE_NOTICE, 12), (T.RECORD_STATEMENT, 7))),
    (35, ((T.SERVE_NOTICE, 27), (T.REQUEST_HEARING, 25))),
    (55, ((T.SERVE_NOTICE, 48), (T.REQUEST_HEARING, 46), (T.HOLD_HEARING, 12))),
    (60, ((T.SERVE_NOTICE, 50), (T.RECORD_STATEMENT, 45), (T.DECIDE, 4))),
    (75, ((T.SERVE_NOTICE, 66), (T.RECORD_STATEMENT, 61), (T.DECIDE, 20), (T.GIVE_CONSENT, 6))),
    (
        160,
        (
            (T.SERVE_NOTICE, 151),
            (T.RECORD_STATEMENT, 146),
            (T.DECIDE, 120),
            (T.REFUSE_CONSENT, 110),
        ),
    ),
    (150, ((T.SERVE_NOTICE, 140), (T.RECORD_STATEMENT, 134), (T.DECLINE, 120))),
    (95, ((T.DECLINE, 80),)),
    (120, ((T.SERVE_NOTICE, 112), (T.RECORD_STATEMENT, 106), *_decided(85, 82))),
    (420, ((T.SERVE_NOTICE, 412), (T.RECORD_STATEMENT, 405), *_decided(385, 380))),
    (
        900,
        (
            (T.SERVE_NOTICE, 892),
            (T.RECORD_STATEMENT, 886),
            *_decided(860, 855),
            (T.REMOVE, 300),
        ),
    ),
    (
        700,
        (
            (T.SERVE_NOTICE, 692),
            (T.REQUEST_HEARING, 690),
            (T.HOLD_HEARING, 670),
            *_decided(660, 655),
            (T.WITHDRAW, WITHDRAWN_DAYS_AGO),
        ),
    ),
    (
        950,
        (
            (T.SERVE_NOTICE, 942),
            (T.RECORD_STATEMENT, 936),
            *_decided(910, 905),
            (T.REMOVE, 500),
            (T.RELIST, 440),
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
        *_decided(decided, decided - 4),
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
    taken = tuple(step_of(desk, step, days_before) for step, days_before in steps)
    proceeding = Proceeding(firm.uscc, proposed_on, grounds, number, taken)
    return proceeding, first, replace(second, ready_on=delivered_on, earlier=None)


def step_of(desk: Desk, step: Step, days_before: int) -> StepTaken:
    """A step with its document and what is said with it."""
    day = desk.today - timedelta(days=days_before)
    word, note = _SAID[step]
    ground = DeclineGround.NO_SUBJECTIVE_INTENT if step is T.DECLINE else None
    if not word:
        return StepTaken(step, day, "", note, ground)
    series = f"{CITY_MARKET.short}{word}"
    number = f"{series}〔{day.year}〕{desk.next_number(f'{series}{day.year}')}号"
    return StepTaken(step, day, number, note)


_SAID = {
    T.SERVE_NOTICE: ("告", ""),
    T.RECORD_STATEMENT: ("", "当事人书面陈述：已停止违法行为并完成整改。"),
    T.REQUEST_HEARING: ("", "当事人书面申请听证。"),
    T.HOLD_HEARING: ("", "听证已举行，当事人到场陈述，笔录附卷。"),
    T.DECIDE: ("列", ""),
    T.GIVE_CONSENT: ("同", ""),
    T.REFUSE_CONSENT: ("不同", "经复核，所受处罚不属于较重行政处罚。"),
    T.DECLINE: ("", "经审查，当事人有充分证据证明无主观故意，不予列入。"),
    T.PUBLISH: ("", ""),
    T.REMOVE: ("移", "列入满一年，已履行义务并消除危害后果，提前移出。"),
    T.WITHDRAW: ("撤", "所依据的行政处罚决定经行政复议撤销。"),
    T.RELIST: ("复", "经核查，提前移出申请中的整改材料虚假，恢复列入。"),
    T.EXPIRE: ("", ""),
    T.CHECK: ("", "未列入严重违法失信名单或转载名单。"),
    T.ANNOUNCE: ("示", ""),
    T.REVOKE: ("销", "监督抽查不合格，不再符合红名单条件。"),
    T.END: ("", "整改完成，复查合格，结束关注。"),
}
"""The word that a step's document is numbered under, none where it has no document; its note."""


def annulments(proceedings: Sequence[Proceeding], today: date) -> Iterator[Withdrawal]:
    """The penalties behind withdrawn entries, annulled shortly before."""
    for proceeding in proceedings:
        if any(taken.step is T.WITHDRAW for taken in proceeding.steps):
            yield Withdrawal(
                today - timedelta(days=ANNULLED_DAYS_AGO),
                proceeding.uscc,
                proceeding.penalty_number,
                RecordState.ANNULLED,
                "处罚决定经行政复议撤销。",
            )
