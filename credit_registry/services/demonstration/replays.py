"""The history of the invented city, replayed day by day through the services that officers use."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.dates import ZONE
from credit_registry.domain.listing_courses import RESTORING
from credit_registry.domain.listings import Step
from credit_registry.exchange.receipts import Receipt
from credit_registry.exchange.rows import Row, RowError, fault
from credit_registry.invented.cities import City
from credit_registry.invented.deliveries import Delivery, Slip
from credit_registry.invented.follow_ups import FollowUpStep
from credit_registry.invented.proceedings import Proceeding, StepTaken
from credit_registry.invented.turns import Correction, Link, Withdrawal
from credit_registry.invented.units import PROVINCE_MARKET
from credit_registry.rules.documents.documents import shipped_rule_sets
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.clocks import Clock
from credit_registry.services.demonstration import (
    followed_samplings,
    replayed_restorations,
)
from credit_registry.services.demonstration.replay_officers import Officers
from credit_registry.services.demonstration.replayed_rows import (
    behind,
    quarantined_of,
    record_of,
    subject_of,
)
from credit_registry.services.grading import grading
from credit_registry.services.intake.exchanging import BatchSource, import_rows
from credit_registry.services.lists import listings, merged_subjects, mirrors
from credit_registry.services.lists.listing_steps import StepForm
from credit_registry.services.lists.mirrors import MirroredEntry
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subject_states
from credit_registry.store.listings import Listing

MIRRORED_LIST = "national_serious_violation"
GRADED_DAYS_AGO = (210, 150, 90, 30)
"""When everybody was graded before today, where rules were in force: grades have a history."""
MIRRORED_DAYS_AGO, DETERMINED_DAYS_AGO = 30, 200
FIRST_LINE = 2
"""The line of a file's first row, under its heading."""

_OPENING = time(9)
_TICK = timedelta(milliseconds=1)


class PastClock:
    """A clock that shows the days of the history, one after another and never back."""

    def __init__(self, day: date) -> None:
        self._instant = datetime.combine(day, _OPENING, ZONE)

    def clock(self) -> Clock:
        """The clock as a registry is given it."""
        return Clock(now=self)

    def __call__(self) -> datetime:
        """The next instant."""
        self._instant += _TICK
        return self._instant

    def turn_to(self, day: date) -> None:
        """Go on to the morning of the day."""
        self._instant = max(self._instant, datetime.combine(day, _OPENING, ZONE))


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry is proposed, which its later steps refer to."""

    proceeding: Proceeding


@dataclass(frozen=True, slots=True)
class Taken:
    """A step with an entry that was proposed before."""

    proceeding: Proceeding
    step: StepTaken


@dataclass(frozen=True, slots=True)
class Mirrored:
    """The national list as it was confirmed on a day."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """Everybody is graded."""


Turn = Delivery | Correction | Link | Withdrawal | Opened | Taken | Mirrored | FollowUpStep | Judged


def replay(
    then: Registry,
    past: PastClock,
    city: City,
    officers: Officers,
    on_progress: Callable[[int, float], None],
) -> list[Receipt]:
    """Live through the history of the city; the receipts of all deliveries."""
    turns = sorted(_turns(city), key=lambda each: each[:2])
    replaying = _Replay(then, city, officers)
    for number, (day, _, turn) in enumerate(turns, start=1):
        past.turn_to(day)
        replaying.take(turn)
        on_progress(replaying.rows, number / len(turns))
    return replaying.receipts


def _turns(city: City) -> Iterator[tuple[date, int, Turn]]:
    """Everything that happens, with its day and its place within the day."""
    for number, delivery in enumerate(city.deliveries):
        yield delivery.day, number, delivery
    after = len(city.deliveries)
    entered: list[Correction | Link | Withdrawal] = []
    entered += city.corrections
    entered += city.links
    entered += city.withdrawals
    for turn in entered:
        after += 1
        yield turn.day, after, turn
    for proceeding in city.proceedings:
        after += 1
        yield proceeding.proposed_on, after, Opened(proceeding)
        for step in proceeding.steps:
            after += 1
            yield step.day, after, Taken(proceeding, step)
    for followed in city.follow_ups:
        after += 1
        yield followed.entered_on, after, followed
    mirrored_on = city.today - timedelta(days=MIRRORED_DAYS_AGO)
    yield mirrored_on, after + 1, Mirrored(tuple(city.mirrored))
    first = max(each.since for each in shipped_rule_sets())
    graded_on = (city.today - timedelta(days=days) for days in GRADED_DAYS_AGO)
    yield from ((day, after + 2, Judged()) for day in graded_on if day >= first)


class _Replay:
    """Takes one turn after another."""

    def __init__(self, then: Registry, city: City, officers: Officers) -> None:
        self._then, self._city, self._officers = then, city, officers
        self._entries: dict[tuple[str, str], int] = {}
        self.receipts: list[Receipt] = []
        self.rows = 0

    def take(self, turn: Turn) -> None:
        """One turn, through the service that an officer would use."""
        match turn:
            case Delivery():
                self._deliver(turn)
            case Judged():
                grading.evaluate_all(self._then, actor=self._officers.of(Role.RULE_OWNER))
            case Mirrored():
                confirm_mirror(self._then, turn.codes, self._officers)
            case Opened():
                self._propose(turn.proceeding)
            case Taken():
                self._step(turn.proceeding, turn.step)
            case FollowUpStep():
                followed_samplings.take(self._then, turn, self._officers.people)
            case Correction() | Link() | Withdrawal():
                self._enter(turn)

    def _deliver(self, delivery: Delivery) -> None:
        """Import a file."""
        city = self._city
        marks = (city.seed, len(city.firms), city.today, delivery.filename, len(delivery.rows))
        digest = hashlib.sha256("|".join(map(str, marks)).encode()).hexdigest()
        source = BatchSource(digest, delivery.filename, delivery.layout)
        rows = map(_row, range(FIRST_LINE, FIRST_LINE + len(delivery.rows)), delivery.rows)
        receipt = import_rows(self._then, rows, source, actor=self._officers.sender)
        self.receipts.append(receipt)
        self.rows += receipt.read

    def _propose(self, proceeding: Proceeding) -> None:
        """Open an entry, resting on the penalty."""
        with self._then.transaction() as session:
            subject_id = subject_of(session, proceeding.uscc)
            number = listings.propose(
                session,
                subject_id,
                proceeding.list_type,
                proceeding.grounds,
                act=_act(session, self._then, self._officers.of(Role.PROPOSER)),
                record_id=behind(session, subject_id, proceeding.penalty_number),
            )
        self._entries[proceeding.uscc, proceeding.list_type] = number

    def _step(self, proceeding: Proceeding, taken: StepTaken) -> None:
        """Take a step, by an officer who may."""
        number = self._entries[proceeding.uscc, proceeding.list_type]
        with self._then.transaction() as session:
            act = _act(session, self._then, self._officers.acting(taken.step))
            if taken.step in RESTORING:
                self._decide_restoration(session, number, taken, act)
                return
            form = StepForm(
                session.get_one(Listing, number).row_version,
                taken.document_number,
                taken.note,
                taken.day,
                ground=taken.ground,
            )
            listings.step(session, number, taken.step, form, act=act)

    def _decide_restoration(
        self, session: Session, number: int, taken: StepTaken, act: Act
    ) -> None:
        """Grant an application for an entry, or revoke what was granted."""
        if taken.step is Step.REMOVE:
            replayed_restorations.remove(session, number, taken, act, self._officers.people)
        else:
            replayed_restorations.relist(session, number, taken, act)

    def _enter(self, turn: Correction | Link | Withdrawal) -> None:
        """Codes corrected and subjects linked by the data entry, records ended by a decider."""
        role = Role.DECIDER if isinstance(turn, Withdrawal) else Role.ENTERER
        with self._then.transaction() as session:
            act = _act(session, self._then, self._officers.of(role))
            match turn:
                case Correction():
                    number = quarantined_of(session, turn)
                    subject_states.correct_code(
                        session, number, turn.right, actor=act.actor, at=act.at
                    )
                case Link():
                    ends = (
                        subject_of(session, turn.uscc),
                        subject_of(session, turn.other),
                    )
                    merged_subjects.link(session, *ends, turn.kind, act=act, since=turn.day)
                case Withdrawal():
                    record_id = record_of(
                        session, subject_of(session, turn.uscc), turn.document_number
                    )
                    people = self._officers.people
                    replayed_restorations.end(session, record_id, turn, act, people)


def confirm_mirror(registry: Registry, codes: Sequence[str], officers: Officers) -> None:
    """Confirm the national list as it names these codes today."""
    with registry.transaction() as session:
        act = _act(session, registry, officers.sender)
        determined_on = act.today - timedelta(days=DETERMINED_DAYS_AGO)
        entries = [
            MirroredEntry(
                subject_id=subject_of(session, code),
                document_number=f"{PROVINCE_MARKET.short}列〔{determined_on.year}〕{number}号",
                grounds="受到较重行政处罚，性质恶劣、情节严重（虚构）",
                decided_on=determined_on,
                until=None,
                unit=PROVINCE_MARKET.name,
            )
            for number, code in enumerate(codes, start=1)
        ]
        mirrors.confirm(session, MIRRORED_LIST, entries, act=act, may_be_empty=True)


def _row(line: int, content: object) -> Row | RowError:
    """A row of a file as the reader of files gives it."""
    if isinstance(content, Slip):
        told = fault(content.field, content.reason, content.accepted, content.given)
        return RowError(line, (told,))
    return Row(line, content)  # type: ignore[arg-type] # the drafts of a delivery


def _act(session: Session, registry: Registry, actor: Actor) -> Act:
    """The officer's act, now and under the law in force."""
    now, today = registry.clock.now(), registry.clock.today()
    return Act(actor, now, today, law_editions.current(session))
