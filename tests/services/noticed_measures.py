"""A published entry whose measures lie on the desks of two invented bodies."""

from dataclasses import dataclass
from datetime import date

from builders import a_subject_draft, an_officer
from filings import deliver, on
from test_services_listings import Case

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.drafts import UnitReference
from credit_registry.domain.listings import Step
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.measures import executing_bodies, measure_desks
from credit_registry.services.measures.measure_desks import Notice
from credit_registry.services.proceedings import proceedings
from credit_registry.services.proceedings.proceeding_steps import ProceedingForm
from credit_registry.services.registry import Registry

PUBLISHED = date(2026, 12, 1)
REPORT_DUE = date(2026, 12, 15)
"""A Tuesday, ten working days after a Tuesday without a holiday between."""
UNITS = {"government_procurement": "虚构市财政局", "market_regulation": "虚构市市场监管局"}
ONES = {"D01": "虚构市财政局", "D04": "虚构市市场监管局", "D06": "虚构市市场监管局"}


@dataclass
class Bodies:
    """Two bodies with a person each, an operator, and the case behind their notices."""

    case: Case
    operator: Actor
    procurement: Actor
    regulation: Actor

    @property
    def registry(self) -> Registry:
        return self.case.registry

    def assign(self, body: str, unit: str) -> int:
        with self.case.act(self.operator) as (session, act):
            return executing_bodies.assign(session, body, UnitReference(unit), act=act)

    def seen(self, actor: Actor | None = None) -> dict[str, Notice]:
        """The notices that the actor sees on the case's day, by measure."""
        with self.registry.reading() as session:
            edition = law_editions.current(session).edition
            found = measure_desks.notices(
                session, actor or an_officer(self.registry, Role.AUDITOR), self.case.today, edition
            )
        return {each.item: each for each in found}

    def states(self) -> dict[str, str]:
        return {item: notice.state for item, notice in sorted(self.seen().items())}

    def report(self, item: str, step: str, actor: Actor | None = None, **form: object) -> str:
        """What a body says of a measure today; its new state comes back."""
        notice = self.seen()[item]
        values = {"version": notice.row_version, "note": "已按要求办理", "on": self.case.today}
        values |= {"document_number": "虚构〔2026〕8号", **form}
        stated = ProceedingForm(**values)  # type: ignore[arg-type] # fields by name
        body = actor or (self.procurement if item == "D01" else self.regulation)
        with self.case.act(body) as (session, act):
            return proceedings.step(session, notice.notice_id, step, stated, act=act).state

    def remove(self, day: date, version: int = 5) -> None:
        self.case.today = day
        self.case.step(
            Step.WITHDRAW, an_officer(self.registry, Role.DECIDER), version, note="处罚被撤销",
            document_number="撤〔2026〕1号",
        )  # fmt: skip

    def run_job(self, day: date) -> int:
        self.case.today = day
        on(self.registry, day)
        return executing_bodies.release_due(self.registry, actor=self.operator)


def _member(registry: Registry, unit_id: int) -> Actor:
    officer = an_officer(registry, Role.EXECUTING_BODY)
    return Actor(officer.account_id, officer.username, unit_id=unit_id, roles=officer.roles)


def bodies(registry: Registry) -> Bodies:
    """The bodies, and a case that nobody has decided yet."""
    deliver(registry, a_subject_draft(1))
    case = Case(
        registry,
        an_officer(registry, Role.PROPOSER),
        an_officer(registry, Role.DECIDER),
        an_officer(registry, Role.PUBLISHER),
    )
    operator = an_officer(registry, Role.OPERATOR)
    ids = []
    with registry.transaction() as session:
        law = law_editions.current(session)
        act = Act(operator, registry.clock.now(), case.today, law)
        ids = [
            executing_bodies.assign(session, body, UnitReference(unit), act=act)
            for body, unit in UNITS.items()
        ]
    members = [_member(registry, number) for number in ids]
    return Bodies(case, operator, *members)


def publish(made: Bodies) -> None:
    """Publish an entry with three measures, whose notices go to the two bodies."""
    case = made.case
    case.propose()
    case.notice()
    case.today = PUBLISHED
    case.step(Step.DECIDE, case.decider, 2, document_number="列〔2026〕1号", measures=tuple(ONES))
    case.consent()
    case.step(Step.PUBLISH, case.publisher, 4)
