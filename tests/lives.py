"""Everything that people may try with what goes on about one enterprise, lawful or not."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import count
from typing import ClassVar

from builders import a_record_draft, a_subject_draft, a_uscc
from filings import deliver, on, position, subject_of, withdraw
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from lawfulness import OUT_OF_USE, STANDS, Attempt, is_opening_lawful, is_step_lawful
from lifecycles import WAYS
from sqlalchemy.orm import Session
from standings import Standing, Thing, read

from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import RegistryError
from credit_registry.domain.listings import DeclineGround, Step
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.domain.records import RecordKind, RecordState
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.lists import listings
from credit_registry.services.lists.listing_steps import StepForm
from credit_registry.services.proceedings import proceedings
from credit_registry.services.proceedings.proceeding_steps import Opening, ProceedingForm
from credit_registry.services.registry import Registry

ORDER_36 = date(2026, 4, 2)
"""The day after which applications rest on one regime, whatever day they state."""

_numbers = count(1)
OPENINGS = {"objection": "file", "challenge": "receive", "restoration": "apply",
            "re_inspection": "file"}  # fmt: skip
KINDS = ("restoration", *sorted(OPENINGS))
STEPS_OF = {
    kind: sorted({step for ways in table.values() for step in ways}) for kind, table in WAYS.items()
}
"""Every step of each kind, lawful now or not."""

WHO = st.integers(0, 5)
CHOICE = st.integers(0, 60)
FAULTS = ("number", "words", "day", "early", "late", "stale", "step", "person")
FAULT = st.sampled_from([*[""] * 24, *FAULTS])
"""What is wrong with an attempt; mostly nothing."""
OFFICES = ("officer", "officer", "officer", "officer", "clerk", "body")
BODY = 5
WAITS = (1, 1, 3, 6, 6, 16, 22, 61, 80, 200, 370)
DEED = st.sampled_from(
    [*["go on"] * 9, *["open"] * 5, *["entry"] * 4, *["wait"] * 4, *["propose", "blacken"] * 2,
     "annul"]
)  # fmt: skip
CUT_SHORT = {"take_back", "not_accept", "decline", "end", "pass_recheck", "find_wanting"}
"""Steps that end early what would come further, and are tried less often."""
GROUNDS = "两次严重处罚（虚市监罚〔2025〕1号）"


class Lives(RuleBasedStateMachine):
    """One enterprise, four officers of every office, a clerk and a body that executes measures."""

    registry: ClassVar[Registry]
    people: ClassVar[tuple[Actor, ...]]
    taken: ClassVar[set[tuple[str, str]]]

    @initialize(
        first=st.sampled_from([date(2025, 8, 25), date(2026, 1, 12)]),
        later=st.sampled_from([0, 240, 370]),
    )
    def begin(self, first: date, later: int) -> None:
        number = next(_numbers)
        self.today, self.served_on = first, first
        self.known: Standing | None = None
        on(self.registry, first)
        self.today += timedelta(days=later)
        penalty = a_record_draft(number=number, decided_on=first, served_on=first)
        sample = a_record_draft(
            RecordKind.SAMPLING, number, outcome="failed", category="ordinary", served_on=first,
            occurred_on=first - timedelta(days=20), first_displayed_on=None,
        )  # fmt: skip
        deliver(self.registry, a_subject_draft(number), actor=self.people[0])
        deliver(self.registry, penalty, sample, actor=self.people[0])
        self.subject_id = subject_of(self.registry, a_uscc(number))
        self.least_until = date(2025, 11, 25) if first.year == 2025 else date(2026, 4, 12)
        follow_up = next(e for e in self.now().proceedings if e.kind == "sampling_follow_up")
        assert follow_up.record is not None
        self.sampling = follow_up.record
        (self.penalty,) = {*self.now().records} - {self.sampling}

    def now(self) -> Standing:
        """How everything stands, read once until something succeeds."""
        if self.known is None:
            self.known = read(self.registry, self.subject_id, self.least_until)
        return self.known

    def attempt(self, who: int, work: Callable[[Session, Act], object]) -> bool:
        """Whether the registry let somebody do it; what is refused leaves no trace."""
        on(self.registry, self.today)
        before = position(self.registry)
        try:
            with self.registry.transaction() as session:
                law = law_editions.current(session)
                work(session, Act(self.people[who], self.registry.clock.now(), self.today, law))
        except RegistryError:
            assert position(self.registry) == before
            return False
        assert position(self.registry) > before
        self.known = None
        return True

    def tried(self, step: str, who: int, version: int, day: date, fault: str) -> Attempt:
        """The attempt, with what is wrong with it."""
        days = {"early": day - timedelta(days=1), "late": self.today + timedelta(days=1)}
        return Attempt(
            step, self.people[who].account_id, OFFICES[who],
            self.today, None if fault == "day" else days.get(fault, self.today),
            version - (fault == "stale"), "" if fault == "number" else "文〔2026〕1号",
            "" if fault == "words" else "说明", fault != "words",
        )  # fmt: skip

    @rule(deed=DEED, which=CHOICE, who=WHO, choice=CHOICE, fault=FAULT)
    def live(self, deed: str, which: int, who: int, choice: int, fault: str) -> None:
        """Whatever happens next; most of it goes on with what has begun."""
        match deed:
            case "wait":
                self.today += timedelta(days=WAITS[choice % len(WAITS)])
            case "propose":
                self.propose(who, ("quality_integrity", "key_watch")[which % 2])
            case "blacken" if not self.black():
                self.put_on_the_black_list()
            case "annul" if choice % 4 == 0:
                self.annul_a_record(self.sampling if which % 2 else self.penalty)
            case "open":
                self.open(KINDS[choice % len(KINDS)], which, who, fault)
            case "entry" if self.now().entries:
                self.step_with_an_entry(which, who, choice, fault)
            case _:
                self.step_in_a_proceeding(which, who, choice, fault)

    def propose(self, who: int, list_type: str) -> None:
        kind = {"quality_integrity": "red", "key_watch": "watch"}[list_type]
        is_free = all(
            e.state in OUT_OF_USE or e.kind != kind for e in self.now().entries
        )  # fmt: skip

        def work(session: Session, act: Act) -> object:
            return listings.propose(session, self.subject_id, list_type, GROUNDS, act=act)

        assert self.attempt(who, work) == (is_free and who < 5)

    def put_on_the_black_list(self) -> None:
        """The whole due process on one day, which the other machine tries step by step."""
        made: list[int] = []
        steps = (
            (Step.SERVE_NOTICE, 0), (Step.RECORD_STATEMENT, 0), (Step.DECIDE, 1),
            (Step.GIVE_CONSENT, 2), (Step.PUBLISH, 3),
        )  # fmt: skip

        def propose(session: Session, act: Act) -> None:
            kind = "serious_violation"
            made.append(listings.propose(session, self.subject_id, kind, GROUNDS, act=act))

        assert self.attempt(0, propose)
        for version, (step, who) in enumerate(steps, start=1):
            form = StepForm(version, "文〔2026〕1号", "说明", self.today)

            def work(
                session: Session, act: Act, step: Step = step, form: StepForm = form
            ) -> object:
                return listings.step(session, made[0], step, form, act=act)

            assert self.attempt(who, work), step

    def black(self) -> list[Thing]:
        return [e for e in self.now().entries if e.kind == "black" and e.state not in OUT_OF_USE]

    def step_with_an_entry(self, which: int, who: int, choice: int, fault: str) -> None:
        thing = picked(self.now().entries, which)
        step = chosen(thing, choice, fault)
        who, tried = self.acting(thing, step, who, fault)
        form = StepForm(
            tried.version, tried.number, tried.words, tried.day, ground=DeclineGround.OTHER
        )

        def work(session: Session, act: Act) -> object:
            return listings.step(session, thing.number, Step(step), form, act=act)

        self.judge(thing, tried, who, work)

    def open(self, kind: str, which: int, who: int, fault: str) -> None:
        now, who = self.now(), who if fault == "person" else who % BODY
        about = self.about(now, kind, which)
        if about is None:
            return
        tried = self.tried(OPENINGS[kind], who, 0, self.today, fault)
        details = {"pledge": "2021-09-01", "fulfilment": "缴款书1号"} if tried.is_pledged else {}
        form = ProceedingForm(
            0, tried.number, tried.words, tried.day, details if kind == "restoration" else {}
        )
        opening = Opening(ProcedureKind(kind), self.subject_id, *about)

        def work(session: Session, act: Act) -> object:
            return proceedings.begin(session, opening, form, act=act)

        is_lawful = is_opening_lawful(now, kind, about, tried, self.served_on)
        assert self.attempt(who, work) == is_lawful, (kind, about, tried)
        if is_lawful:
            self.taken.add((kind, tried.step))

    def about(self, now: Standing, kind: str, which: int) -> tuple[int | None, int | None] | None:
        """What a proceeding may be about: a record, or an entry that was once published."""
        if kind == "re_inspection":
            return self.sampling, None
        entries = [e.number for e in now.entries if e.kind == "black"]
        if kind == "objection":
            entries += [e.number for e in now.entries if e.kind == "red"]
        things: list[tuple[int | None, int | None]] = [(None, each) for each in entries]
        if kind != "restoration" or self.today > ORDER_36:
            things.append((self.penalty, None))
        return things[which % len(things)] if things else None

    def step_in_a_proceeding(self, which: int, who: int, choice: int, fault: str) -> None:
        thing = picked(self.now().proceedings, which)
        step = chosen(thing, choice, fault)
        who, tried = self.acting(thing, step, who, fault)
        form = ProceedingForm(tried.version, tried.number, tried.words, tried.day)

        def work(session: Session, act: Act) -> object:
            return proceedings.step(session, thing.number, step, form, act=act)

        self.judge(thing, tried, who, work)

    def acting(self, thing: Thing, step: str, first: int, fault: str) -> tuple[int, Attempt]:
        """Who tries the step: the next one from the first on who may, or whoever is named."""
        people = [(first + number) % len(self.people) for number in range(len(self.people))]
        tries = [(who, self.tried(step, who, thing.version, thing.day, fault)) for who in people]
        lawful = [
            each for each in tries if is_step_lawful(self.now(), thing, each[1], self.sampling)
        ]
        return lawful[0] if lawful and fault != "person" else tries[0]

    def judge(
        self, thing: Thing, tried: Attempt, who: int, work: Callable[[Session, Act], object]
    ) -> None:
        """Try the step: it succeeds where it is lawful, and nowhere else."""
        is_lawful = is_step_lawful(self.now(), thing, tried, self.sampling)
        assert self.attempt(who, work) == is_lawful, (thing.kind, thing.state, tried)
        if is_lawful:
            self.taken.add((thing.kind, tried.step))

    def annul_a_record(self, number: int) -> None:
        if self.now().records[number][0] in STANDS:
            on(self.registry, self.today)
            withdraw(self.registry, number, RecordState.ANNULLED, actor=self.people[0])
            self.known = None


def picked(things: Sequence[Thing], which: int) -> Thing:
    """A thing of some kind, mostly one with which something may happen still."""
    living = [each for each in things if each.state in WAYS[each.kind]]
    found = living if living and which % 8 else things
    kinds = sorted({each.kind for each in found})
    of_kind = [each for each in found if each.kind == kinds[which % len(kinds)]]
    return of_kind[which // len(kinds) % len(of_kind)]


def chosen(thing: Thing, choice: int, fault: str) -> str:
    """A step: mostly one that is possible, now and then any of the kind."""
    possible = sorted(WAYS[thing.kind].get(thing.state, {}))
    if choice % 5:
        possible = [each for each in possible if each not in CUT_SHORT] or possible
    steps = STEPS_OF[thing.kind] if fault == "step" or not possible else possible
    return steps[choice % len(steps)]
