"""Failed samplings of one producer, and the officers who follow them up."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from builders import a_record_draft, a_subject_draft, an_officer
from filings import deliver, file_of, on, subject_of
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.domain.records import RecordKind
from credit_registry.services import deadlines, law_editions
from credit_registry.services.acts import Act
from credit_registry.services.deadlines import Whose
from credit_registry.services.proceedings import proceedings
from credit_registry.services.proceedings.proceeding_steps import Opening, ProceedingForm
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event
from credit_registry.store.proceedings import Proceeding, ProceedingVersion
from credit_registry.store.records import Record, RecordVersion

FOLLOW_UP, RE_INSPECTION = ProcedureKind.SAMPLING_FOLLOW_UP, ProcedureKind.RE_INSPECTION
RESTED = frozenset(
    [date(2026, 10, day) for day in range(1, 8)]
    + [date(2026, 9, day) for day in (25, 26, 27)]
    + [date(2026, 4, day) for day in (4, 5, 6)]
    + [date(2026, 5, day) for day in range(1, 6)]
    + [date(2026, 6, day) for day in (19, 20, 21)]
)
"""The rest days of 2026's Qingming, May Day, Dragon Boat, Mid-Autumn and National Day."""

WORKED = frozenset({date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10)})
"""The Saturdays and Sundays of these months on which people work."""


def works(day: date) -> bool:
    """Whether people work on a day of April to December 2026."""
    return day in WORKED or (day.weekday() < 5 and day not in RESTED)


def after(start: date, days: int) -> date:
    """The last day of a period of calendar days, counted on one's fingers."""
    day = start + timedelta(days=days)
    while not works(day):
        day += timedelta(days=1)
    return day


def after_working(start: date, days: int) -> date:
    """The last day of a period of working days."""
    day = start
    while days:
        day += timedelta(days=1)
        days -= works(day)
    return day


def failed(batch: str, served: date, **changes: object) -> RecordDraft:
    """A failed sampling of a batch whose result was served on a day."""
    values: dict[str, object] = {
        "document_number": f"BG-{batch}", "title": f"监督抽查不合格：{batch}", "outcome": "failed",
        "category": "ordinary", "occurred_on": served - timedelta(days=20),
        "served_on": served, "first_displayed_on": None,
    }  # fmt: skip
    return a_record_draft(RecordKind.SAMPLING, **(values | changes))  # type: ignore[arg-type] # fields by name


@dataclass
class Sampled:
    """A producer whose samples failed, and who may do what about it."""

    registry: Registry
    officer: Actor
    reviewer: Actor
    decider: Actor
    subject_id: int
    today: date
    versions: dict[int, int] = field(default_factory=dict)

    def deliver(self, *drafts: RecordDraft) -> None:
        on(self.registry, self.today)
        deliver(self.registry, *drafts, actor=self.officer)

    @contextmanager
    def act(self, actor: Actor) -> Iterator[tuple[Session, Act]]:
        on(self.registry, self.today)
        with self.registry.transaction() as session:
            law = law_editions.current(session)
            yield session, Act(actor, self.registry.clock.now(), self.today, law)

    def record(self, batch: str) -> int:
        with self.registry.reading() as session:
            number = select(Record.id).where(Record.document_number == f"BG-{batch}")
            return session.scalars(number).one()

    def state(self, batch: str) -> str:
        with self.registry.reading() as session:
            version = RecordVersion
            statement = select(version.state).where(
                version.record_id == self.record(batch), version.superseded_by.is_(None)
            )
            return session.scalars(statement).one()

    def proceeding(self, batch: str, kind: ProcedureKind = FOLLOW_UP) -> Proceeding:
        with self.registry.reading() as session:
            row = Proceeding
            statement = select(row).where(
                row.record_id == self.record(batch), row.kind == kind.value
            )
            return session.scalars(statement.order_by(row.id.desc())).first() or Proceeding()

    def steps(self, batch: str, kind: ProcedureKind = FOLLOW_UP) -> list[str]:
        with self.registry.reading() as session:
            version = ProceedingVersion
            statement = select(version.state).where(
                version.proceeding_id == self.proceeding(batch, kind).id
            )
            return list(session.scalars(statement.order_by(version.number)))

    def periods(self, batch: str, kind: ProcedureKind = FOLLOW_UP) -> dict[str, tuple[date, str]]:
        number = self.proceeding(batch, kind).id
        with self.registry.reading() as session:
            found = deadlines.of(session, Whose(self.subject_id, proceeding_id=number))
            return {each.code: (each.due_on, each.state) for each in found}

    def step(
        self, batch: str, taken: str, actor: Actor | None = None,
        kind: ProcedureKind = FOLLOW_UP, day: date | None = None,
    ) -> str:  # fmt: skip
        self.today = day or self.today
        header = self.proceeding(batch, kind)
        form = ProceedingForm(header.row_version, "虚市监责改〔2026〕1号", "经核查属实")
        with self.act(actor or self.officer) as (session, act):
            return proceedings.step(session, header.id, taken, form, act=act).state

    def challenge(self, batch: str, day: date, stated: date | None = None) -> int:
        self.today = day
        opening = Opening(RE_INSPECTION, self.subject_id, self.record(batch))
        form = ProceedingForm(note="申请复检", on=stated)
        with self.act(self.officer) as (session, act):
            return proceedings.begin(session, opening, form, act=act)

    def re_inspection(self, batch: str, taken: str, day: date) -> str:
        return self.step(batch, taken, self.reviewer, RE_INSPECTION, day)

    def shown(self, day: date) -> list[str]:
        """The batches that everybody reads about on a day."""
        return sorted(self.follow_ups(day))

    def follow_ups(self, day: date, as_of: date | None = None) -> dict[str, str | None]:
        """How the batches that everybody reads about on a day are followed up."""
        on(self.registry, day)
        records = file_of(self.registry, subject_id=self.subject_id, as_of=as_of).records
        return {each.document_number.removeprefix("BG-"): each.follow_up for each in records}

    def events(self) -> Sequence[str]:
        with self.registry.reading() as session:
            statement = select(Event.payload).where(Event.kind.startswith("proceeding_"))
            told = session.scalars(statement.order_by(Event.id)).all()
            return [each["step"] for each in told]


def sampled(registry: Registry, today: date = date(2026, 9, 1)) -> Sampled:
    """A producer without a record, and its officers."""
    on(registry, today)
    deliver(registry, a_subject_draft(1))
    return Sampled(
        registry,
        an_officer(registry, Role.ENTERER),
        an_officer(registry, Role.REVIEWER),
        an_officer(registry, Role.DECIDER),
        subject_of(registry),
        today,
    )
