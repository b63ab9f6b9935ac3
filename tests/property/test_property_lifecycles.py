"""Whatever is tried with anything that goes on about an enterprise, only what is lawful succeeds.

Red and watched entries, objections, challenges, restorations, failed samplings, re-inspections and
notices of measures go on side by side; what is lawful, who keeps apart, which periods run and on
which day they end is told anew in `lifecycles`, `lawfulness` and `calendars`. The environment
variable LIFECYCLES names how many random lives are tried; without it they are few and the same.
"""

import os
from datetime import date

import calendars
from builders import an_officer
from filings import file_of, on
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test
from lawfulness import OUT_OF_USE, is_open
from lifecycles import APART, BEGUN_BY, RUNNING, WHILE_OPEN, last_day
from lives import Lives
from standings import Standing

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.drafts import UnitReference
from credit_registry.domain.permissions import OFFICERS
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.measures import executing_bodies
from credit_registry.services.registry import Registry

MANY = 25
"""So many different steps succeed at least, lest the lives come nowhere."""

LIVES = os.environ.get("LIFECYCLES")
EXAMPLES, STEPS = int(LIVES or 6), 80


class Watched(Lives):
    """A life of which everything is checked after every step."""

    checked: tuple[Standing | None, date | None] = (None, None)

    @invariant()
    def what_is_public_is_what_may_be(self) -> None:
        now = self.now()
        if self.checked[0] is now and self.checked[1] == self.today:
            return
        self.checked = (now, self.today)
        on(self.registry, self.today)
        file = file_of(self.registry, PUBLIC, subject_id=self.subject_id)
        seen = {each.listing_id: each for each in file.listings}
        black, red = now.shown("black", self.today), now.shown("red", self.today)
        assert {*seen} == {each.number for each in (*black, *red)}
        assert not (black and red)
        for entry in (*black, *red):
            objections = [p for p in now.proceedings if p.kind == "objection" and is_open(p)]
            is_objected = any(each.listing == entry.number for each in objections)
            assert seen[entry.number].is_objected == is_objected
        for record in file.records:
            assert now.records[record.record_id][0] == "active"
            if record.record_id == self.sampling:
                assert self.today > calendars.after(self.served_on, 15)

    @invariant()
    def every_step_has_its_event_and_duties_stay_apart(self) -> None:
        now = self.now()
        told: list[int] = []
        for thing in (*now.proceedings, *now.entries):
            is_entry = thing.kind in {"red", "watch", "black"}
            family = "listing_" if is_entry else "proceeding_"
            for each in thing.taken:
                is_by_law = is_entry and each.step == "suspend"
                if each.told.startswith(family) and not is_by_law:
                    told.append(each.event)
                else:
                    assert is_by_law or each.step in {"notify", "release"}, each
            for step, others in APART["entry" if is_entry else thing.kind].items():
                assert not thing.takers({step}) & {thing.first_taker(o) for o in others}, step
        families = ("listing_", "proceeding_")
        assert len(told) == len({*told})
        assert len(told) == sum(n for kind, n in now.events.items() if kind.startswith(families))

    @invariant()
    def every_period_that_runs_is_owed_and_ends_on_its_day(self) -> None:
        now = self.now()
        for thing in (*now.proceedings, *now.entries):
            is_entry = thing.kind in {"red", "watch", "black"}
            owed = RUNNING.get(("entry" if is_entry else thing.kind, thing.state), set())
            running = {each.code for each in thing.periods if each.state == "running"}
            also = WHILE_OPEN if not is_entry and is_open(thing) else set()
            assert owed <= running <= owed | also, (thing.kind, thing.state)
            for each in thing.periods:
                begun = [taken.day for taken in thing.taken if taken.step in BEGUN_BY[each.code]]
                assert each.started_on in begun, each.code
                expected = last_day(each.code, each.started_on)
                if expected <= calendars.LAST_KNOWN:
                    assert (each.due_on, each.is_provisional) == (expected, False), each.code

    @invariant()
    def no_measure_outlives_its_entry(self) -> None:
        now = self.now()
        for each in now.proceedings:
            if each.kind == "measure" and now.entry(each.listing).state in OUT_OF_USE:
                assert each.state in {"lifting", "lifted", "closed"}


def test_nothing_unlawful_succeeds_and_nothing_lawful_is_refused(registry: Registry) -> None:
    whole = tuple(an_officer(registry, *OFFICERS) for _ in range(4))
    clerk, body = an_officer(registry, Role.PROPOSER), an_officer(registry, Role.EXECUTING_BODY)
    with registry.transaction() as session:
        law = law_editions.current(session)
        act = Act(whole[0], registry.clock.now(), registry.clock.today(), law)
        bodies = {each.body for each in law.edition.measures.values() if each.body}
        (unit,) = {
            executing_bodies.assign(session, each, UnitReference("虚构市执行局"), act=act)
            for each in sorted(bodies)
        }
    member = Actor(body.account_id, body.username, unit_id=unit, roles=body.roles)
    Watched.registry, Watched.people, Watched.taken = registry, (*whole, clerk, member), set()
    run_state_machine_as_test(
        Watched,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            derandomize=LIVES is None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert len(Watched.taken) >= MANY, sorted(Watched.taken)
