"""A little history of one enterprise: random deeds of officers, each followed by its position."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import chronicle_of, deliver, file_of, on, position, subject_of, withdraw
from hypothesis import strategies as st
from rule_texts import the_extract

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.drafts import SubjectReference
from credit_registry.domain.errors import RegistryError
from credit_registry.domain.listing_courses import steps_from
from credit_registry.domain.listings import DeclineGround, Step
from credit_registry.domain.records import Disclosure, RecordKind, RecordState, Severity
from credit_registry.domain.subjects import IdentifierScheme, SubjectKind
from credit_registry.law.editions import read_seeds
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.grading import rule_sets
from credit_registry.services.law_changes import law_loads
from credit_registry.services.lists import listings
from credit_registry.services.lists.listing_steps import StepForm
from credit_registry.services.registry import Registry

NAMES = (
    "rename",
    "recast",
    "file",
    "file",
    "file",
    "end",
    "propose",
    "step",
    "rules",
    "law",
    "wait",
)
DEEDS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 5)), min_size=4, max_size=9)
KINDS = (RecordKind.PENALTY, RecordKind.SAMPLING, RecordKind.HONOUR, RecordKind.COMMITMENT)
STATES = (RecordState.WITHDRAWN, RecordState.ANNULLED, RecordState.RESTORED)


@dataclass
class History:
    """One enterprise and what three officers, each with every role, do about it."""

    registry: Registry
    number: int
    officer: Actor
    other: Actor
    superior: Actor
    today: date = date(2026, 11, 23)
    editions: int = 0
    pairs: list[tuple[date, int]] = field(default_factory=list)

    @property
    def code(self) -> str:
        return a_uscc(self.number)

    @property
    def subject_id(self) -> int:
        return subject_of(self.registry, self.code)

    def do(self, deed: str, choice: int) -> None:
        """One deed; what the registry refuses changes nothing."""
        on(self.registry, self.today)
        with suppress(RegistryError):
            getattr(self, f"_{deed}")(choice)
        self.pairs.append((self.today - timedelta(days=30 * choice), position(self.registry)))

    def file(self, actor: Actor, **times: object) -> CreditFile:
        """The enterprise's file as the actor may see it today."""
        on(self.registry, self.today)
        return file_of(self.registry, actor, subject_id=self.subject_id, **times)  # type: ignore[arg-type] # as_of, known_at

    def chronicle(self, actor: Actor, **times: object) -> dict[str, object]:
        """What is on record in order of dates, as the actor is told it."""
        return chronicle_of(self.registry, actor, subject_id=self.subject_id, **times)  # type: ignore[arg-type] # as above

    def _register(self, **changes: object) -> None:
        draft = a_subject_draft(self.number, **changes)
        deliver(self.registry, draft, actor=self.officer)

    def _rename(self, choice: int) -> None:
        self._register(name=f"虚构市第{self.number}更名{choice}有限公司")

    def _recast(self, choice: int) -> None:
        self._register(kind=list(SubjectKind)[choice % 4], address=f"虚构市新路{choice}号")

    def _file(self, choice: int) -> None:
        """A record, or another version of one that stands."""
        subject = SubjectReference("虚构", {IdentifierScheme.USCC: self.code})
        step = len(self.pairs)
        draft = a_record_draft(
            KINDS[step % 4],
            subject=subject,
            document_number=f"{self.number}-{choice}",
            decided_on=date(2026, 4, 1) + timedelta(days=37 * choice),
            severity=list(Severity)[(step + choice) % 4],
            disclosure=list(Disclosure)[(step * choice) % 3],
            amount_fen=step,
        )
        deliver(self.registry, draft, actor=self.officer)

    def _end(self, choice: int) -> None:
        """The end of a record's publicity."""
        found = sorted(self.file(self.officer).records, key=lambda each: each.record_id)
        if found:
            number = found[choice % len(found)].record_id
            withdraw(self.registry, number, STATES[choice % 3], actor=self.officer)

    def _act(self, actor: Actor, law: law_editions.CurrentLaw) -> Act:
        return Act(actor, self.registry.clock.now(), self.today, law)

    def _propose(self, choice: int) -> None:
        number = self.subject_id
        with self.registry.transaction() as session:
            act = self._act(self.officer, law_editions.current(session))
            listings.propose(
                session, number, "serious_violation", f"理由（罚〔2026〕{choice}号）", act=act
            )

    def _step(self, choice: int) -> None:
        """A step that an entry allows: decided by another than who hears, consent by a third."""
        for entry in self.file(self.officer).listings[:1]:
            possible = steps_from(entry.list_type.procedure, entry.status)
            if not possible:
                continue
            step = possible[choice % len(possible)]
            with self.registry.transaction() as session:
                act = self._act(self._acting(step), law_editions.current(session))
                form = StepForm(
                    entry.row_version,
                    document_number="文1号",
                    note="说明",
                    on=self.today,
                    ground=DeclineGround.OTHER,
                )
                listings.step(session, entry.listing_id, step, form, act=act)

    def _acting(self, step: Step) -> Actor:
        """Who takes a step."""
        match step:
            case Step.GIVE_CONSENT | Step.REFUSE_CONSENT | Step.HOLD_HEARING | Step.RELIST:
                return self.superior
            case Step.DECIDE | Step.DECLINE | Step.REMOVE | Step.WITHDRAW:
                return self.other
            case _:
                return self.officer

    def _rules(self, choice: int) -> None:
        rule_set = the_extract()
        dated = replace(rule_set, since=rule_set.since + timedelta(days=choice))
        with self.registry.transaction() as session:
            at = self.registry.clock.now()
            rule_sets.publish(session, dated, actor=self.officer, at=at)

    def _law(self, choice: int) -> None:
        """An edition in which general penalties are shown for another number of years."""
        self.editions += 1
        content = read_seeds().replace(
            "maximum: {amount: 1, unit: years}",
            f"maximum: {{amount: {choice + 10 * self.editions}, unit: months}}",
        )
        with self.registry.transaction() as session:
            at = self.registry.clock.now()
            law_loads.load(session, content, actor=self.officer, at=at)

    def _wait(self, choice: int) -> None:
        self.today += timedelta(days=60 * choice)


def begin(registry: Registry, number: int) -> History:
    """The history of a new enterprise under the shipped rules."""
    officer, other, superior = (an_officer(registry, *Role) for _ in range(3))
    history = History(registry, number, officer, other, superior)
    history.do("rules", 0)
    deliver(registry, a_subject_draft(number), actor=history.officer)
    history.pairs.clear()
    return history
