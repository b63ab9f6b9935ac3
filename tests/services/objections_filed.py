"""An objection to a penalty, and who may do what about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from builders import a_record_draft, a_subject_draft, an_officer
from filings import deliver, on, subject_of
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.services import deadlines, law_editions
from credit_registry.services.acts import Act
from credit_registry.services.deadlines import Whose
from credit_registry.services.proceedings import proceedings
from credit_registry.services.proceedings.proceeding_steps import Opening, ProceedingForm
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event
from credit_registry.store.records import Record

BEFORE_THE_HOLIDAY = date(2026, 9, 28)
"""A Monday: 1–7 October rest, 10 October is a Saturday on which people work."""


@dataclass
class Objected:
    """An objection to a penalty, and who may do what about it."""

    registry: Registry
    enterer: Actor
    reviewer: Actor
    subject_id: int
    record_id: int
    proceeding_id: int = 0
    today: date = BEFORE_THE_HOLIDAY

    @contextmanager
    def act(self, actor: Actor) -> Iterator[tuple[Session, Act]]:
        on(self.registry, self.today)
        with self.registry.transaction() as session:
            law = law_editions.current(session)
            yield session, Act(actor, self.registry.clock.now(), self.today, law)

    def file(
        self,
        actor: Actor | None = None,
        note: str = "当事人称产品不是本企业生产",
        record_id: int | None = None,
        listing_id: int | None = None,
    ) -> int:
        about = record_id if record_id or listing_id else self.record_id
        opening = Opening(ProcedureKind.OBJECTION, self.subject_id, about, listing_id)
        with self.act(actor or self.enterer) as (session, act):
            self.proceeding_id = proceedings.begin(
                session, opening, ProceedingForm(note=note), act=act
            )
        return self.proceeding_id

    def step(self, taken: str, version: int, actor: Actor | None = None, **form: object) -> str:
        stated = ProceedingForm(version, **form)  # type: ignore[arg-type] # fields by name
        with self.act(actor or self.reviewer) as (session, act):
            return proceedings.step(session, self.proceeding_id, taken, stated, act=act).state

    def periods(self) -> list[tuple[str, date, str, date | None]]:
        with self.registry.reading() as session:
            found = deadlines.of(session, Whose(self.subject_id, proceeding_id=self.proceeding_id))
            return [(each.code, each.due_on, each.state, each.ended_on) for each in found]

    def count(self, entity: type, *conditions: ColumnElement[bool]) -> int:
        with self.registry.reading() as session:
            statement = select(func.count()).select_from(entity).where(*conditions)
            return session.scalars(statement).one()

    def events(self) -> list[str]:
        with self.registry.reading() as session:
            statement = select(Event.payload).where(Event.kind.startswith("proceeding_"))
            return [payload["step"] for payload in session.scalars(statement.order_by(Event.id))]


def filed(registry: Registry) -> Objected:
    """Two enterprises, the first with a penalty, and two officers."""
    on(registry, BEFORE_THE_HOLIDAY)
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    deliver(registry, a_record_draft(number=1))
    with registry.reading() as session:
        record_id = session.scalars(select(Record.id)).one()
    return Objected(
        registry,
        an_officer(registry, Role.ENTERER),
        an_officer(registry, Role.REVIEWER),
        subject_of(registry),
        record_id,
    )
