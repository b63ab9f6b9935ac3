"""Whatever officers try, in whatever order: no entry is public without its due course."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import ClassVar

import calendars
from builders import a_subject_draft, a_uscc, an_officer
from filings import deliver, file_of, on, subject_of
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.deadlines import DeadlineState
from credit_registry.domain.errors import RegistryError
from credit_registry.domain.listing_courses import steps_from
from credit_registry.domain.listings import (
    OPEN,
    PROPOSED,
    DeclineGround,
    ListingStatus,
    ListProcedure,
    Step,
)
from credit_registry.services import deadlines, law_editions
from credit_registry.services.acts import Act
from credit_registry.services.deadlines import Whose
from credit_registry.services.lists import listings
from credit_registry.services.lists.listing_steps import StepForm
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event
from credit_registry.store.listings import ListingVersion

FIRST_DAY = date(2026, 9, 24)
"""A week before a long holiday, so that working days and calendar days part."""

DAYS = {"listing_statement": 5, "listing_consent": 10, "listing_publication": 20}
"""How many working days each period has."""

_numbers = count(1)
OFFICERS = st.integers(0, 3)
PROPOSES_ONLY = 3
HEARING = (
    PROPOSED,
    Step.SERVE_NOTICE.value,
    Step.RECORD_STATEMENT.value,
    Step.REQUEST_HEARING.value,
)
S = ListingStatus
UNDECIDED = {S.CANDIDATE, S.NOTICED, S.STATED, S.HEARING_REQUESTED, S.HEARD}
PROPOSERS = {Step.SERVE_NOTICE, Step.RECORD_STATEMENT, Step.REQUEST_HEARING}


class Course(RuleBasedStateMachine):
    """One enterprise, three officers who may do everything and one who may only propose."""

    registry: ClassVar[Registry]
    officers: ClassVar[tuple[Actor, ...]]

    @initialize()
    def begin(self) -> None:
        number = next(_numbers)
        deliver(self.registry, a_subject_draft(number), actor=self.officers[0])
        self.subject_id = subject_of(self.registry, a_uscc(number))
        self.today = FIRST_DAY
        self.taken_by: dict[str, int] = {}
        self.listing_id = 0

    def standing(self) -> ListingVersion | None:
        """The entry as it stands, as officers see it."""
        on(self.registry, self.today)
        file = file_of(self.registry, self.officers[0], subject_id=self.subject_id)
        return next(
            (each.version for each in file.listings if each.listing_id == self.listing_id), None
        )

    def attempt(self, officer: int, work: Callable[[Act], None]) -> bool:
        """Whether the registry let the officer do it."""
        try:
            with self.registry.transaction() as session:
                law = law_editions.current(session)
                at = self.registry.clock.now()
                self.session = session
                work(Act(self.officers[officer], at, self.today, law))
        except RegistryError:
            return False
        return True

    @rule(days=st.sampled_from([1, 6, 20]))
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(officer=OFFICERS)
    def propose(self, officer: int) -> None:
        before = self.standing()
        is_free = before is None or before.status not in OPEN

        def work(act: Act) -> None:
            made = listings.propose(
                self.session, self.subject_id, "serious_violation", "理由（罚〔2026〕1号）", act=act
            )
            self.made = made

        assert self.attempt(officer, work) == is_free
        if is_free:
            self.listing_id, self.taken_by = self.made, {PROPOSED: officer}

    @precondition(lambda self: self.listing_id)
    @rule(officer=OFFICERS, choice=st.integers(0, 20), earlier=st.sampled_from([0, 0, 0, 1, -1]))
    def step(self, officer: int, choice: int, earlier: int) -> None:
        """A step, mostly a possible one, stated for today, for the day before or for tomorrow."""
        before = self.standing()
        assert before is not None
        possible = steps_from(ListProcedure.DUE_PROCESS, ListingStatus(before.status))
        likely = [*possible * 3, *Step]
        taken = likely[choice % len(likely)]
        day = self.today - timedelta(days=earlier)
        form = StepForm(
            before.number, document_number="文1号", note="说明", on=day, ground=DeclineGround.OTHER
        )

        def work(act: Act) -> None:
            listings.step(self.session, self.listing_id, taken, form, act=act)

        is_due = self.is_due(before, officer, taken, day)
        assert self.attempt(officer, work) == is_due
        if is_due:
            self.taken_by.setdefault(taken.value, officer)

    def is_due(self, before: ListingVersion, officer: int, taken: Step, day: date) -> bool:
        """What the rules say of the step, told anew and without the table.

        Early removal and return follow from the decision on an application alone.
        """
        status, due = ListingStatus(before.status), before.statement_due_on
        is_certain = due is not None and due < day and due.year < FIRST_DAY.year + 1
        is_heard = before.statement_received_on is not None or is_certain
        is_over = before.until is not None and before.until < self.today
        is_other = self.is_apart(officer, *HEARING)
        is_superior = is_other and self.is_apart(officer, Step.DECIDE.value)
        is_second = self.is_apart(officer, Step.PUBLISH.value)
        may_be_decided = status is S.HEARD or (status in {S.NOTICED, S.STATED} and is_heard)
        is_due = {
            Step.SERVE_NOTICE: status is S.CANDIDATE,
            Step.RECORD_STATEMENT: status in {S.NOTICED, S.HEARING_REQUESTED},
            Step.REQUEST_HEARING: status in {S.NOTICED, S.STATED} and not is_certain,
            Step.HOLD_HEARING: status is S.HEARING_REQUESTED and is_other,
            Step.DECIDE: may_be_decided and is_other,
            Step.DECLINE: status in UNDECIDED and is_other,
            Step.GIVE_CONSENT: status is S.CONSENT_AWAITED and is_superior,
            Step.REFUSE_CONSENT: status is S.CONSENT_AWAITED and is_superior,
            Step.PUBLISH: status is S.CONSENTED
            and not is_over
            and self.is_apart(officer, Step.DECIDE.value),
            Step.WITHDRAW: status in {S.CONSENT_AWAITED, S.CONSENTED, S.PUBLISHED} and is_second,
            Step.EXPIRE: status is S.PUBLISHED and is_over,
        }.get(taken, False)
        is_stated_well = before.stepped_on <= day <= self.today
        may = officer != PROPOSES_ONLY or taken in PROPOSERS
        return is_due and is_stated_well and may

    def is_apart(self, officer: int, *steps: str) -> bool:
        """Whether the officer took none of the steps."""
        return officer not in [self.taken_by.get(each) for each in steps]

    @precondition(lambda self: self.listing_id)
    @invariant()
    def what_is_public_has_had_its_course(self) -> None:
        version = self.standing()
        assert version is not None
        shown = file_of(self.registry, PUBLIC, subject_id=self.subject_id).listings
        runs = version.until is None or self.today <= version.until
        assert len(shown) == (version.status == S.PUBLISHED and runs)
        for entry in shown:
            public = entry.version
            assert public.notice_served_on is not None
            assert public.statement_due_on is not None
            assert public.decided_on is not None
            assert public.consented_on is not None
            answered = public.statement_received_on
            heard = public.statement_due_on < public.decided_on
            if public.hearing_requested_on is None:
                assert heard or (answered is not None and answered <= public.decided_on)
            else:
                assert public.hearing_held_on is not None
                assert public.hearing_held_on <= public.decided_on
            heard_by = {self.taken_by[each] for each in HEARING if each in self.taken_by}
            barred = {self.officers[each].account_id for each in heard_by}
            assert public.decided_by not in {None, *barred}
            assert public.since is not None
            since = public.since
            assert public.until == date(since.year + 3, since.month, since.day)
            assert since == public.decided_on

    @precondition(lambda self: self.listing_id)
    @invariant()
    def no_period_runs_that_nobody_owes(self) -> None:
        """What runs is what the status waits for; the independent table says which."""
        version = self.standing()
        assert version is not None
        with self.registry.reading() as session:
            running = {
                each.code
                for each in deadlines.of(
                    session, Whose(self.subject_id, listing_id=self.listing_id)
                )
                if each.state == DeadlineState.RUNNING.value
            }
        expected = {
            S.CONSENT_AWAITED: {"listing_consent"},
            S.CONSENTED: {"listing_publication"},
            S.NOTICED: {"listing_statement"},
        }
        if version.status in {S.HEARING_REQUESTED.value, S.HEARD.value}:
            assert running <= {"listing_statement"}
        else:
            assert running == expected.get(ListingStatus(version.status), set())

    @precondition(lambda self: self.listing_id)
    @invariant()
    def every_period_ends_on_its_day_and_every_step_has_one_event(self) -> None:
        """The days are counted one by one from what the table of the year says in print."""
        with self.registry.reading() as session:
            whose = Whose(self.subject_id, listing_id=self.listing_id)
            for each in deadlines.of(session, whose):
                if not each.is_provisional:
                    assert each.due_on == calendars.after_working(
                        each.started_on, DAYS[each.code]
                    ), each.code
            of_subject = ListingVersion.subject_id == self.subject_id
            events = session.scalars(select(ListingVersion.recorded_by).where(of_subject)).all()
            about = select(func.count()).where(Event.subject_id == self.subject_id)
            told = session.scalars(about.where(Event.kind.startswith("listing_"))).one()
        assert len(events) == len(set(events)) == told


def test_no_path_leads_to_publication_past_notice_hearing_and_another_officers_decision(
    registry: Registry,
) -> None:
    Course.registry = registry
    Course.officers = (
        an_officer(registry, *Role),
        an_officer(registry, *Role),
        an_officer(registry, *Role),
        an_officer(registry, Role.PROPOSER),
    )
    run_state_machine_as_test(
        Course,
        settings=settings(
            max_examples=6,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
