"""The tables of the life of entries: what leads where, ends somewhere, and is kept apart."""

import pytest

from credit_registry.domain.deadlines import Party
from credit_registry.domain.errors import TransitionNotAllowed
from credit_registry.domain.listing_courses import (
    CLOCKS,
    COURSES,
    OPENS,
    status_after,
    steps_from,
    steps_in_the_way,
    way,
)
from credit_registry.domain.listing_steps import EVENT, PERMISSION
from credit_registry.domain.listings import OPEN, ListingStatus, ListProcedure, Step

S, T, P = ListingStatus, Step, ListProcedure
LED = sorted(OPENS)


def reached(procedure: ListProcedure) -> set[ListingStatus]:
    """Every status that an entry of the procedure can come to; a subject may fall meanwhile."""
    found, waiting = set(), [OPENS[procedure]]
    if procedure is P.NOMINATION:
        waiting.append(S.SUSPENDED)
    while waiting:
        status = waiting.pop()
        if status in found:
            continue
        found.add(status)
        for step in steps_from(procedure, status):
            waiting += [
                status_after(procedure, status, step, needs_consent=consent)
                for consent in (False, True)
            ]
    return found


def test_every_status_belongs_to_some_procedure() -> None:
    assert set().union(*map(reached, LED)) == set(ListingStatus)


@pytest.mark.parametrize("procedure", LED)
def test_an_open_entry_always_has_a_step_and_a_closed_one_none_but_to_come_back(
    procedure: ListProcedure,
) -> None:
    for status in reached(procedure):
        steps = steps_from(procedure, status)
        if status in OPEN:
            assert steps, status
        else:
            assert set(steps) <= {T.RELIST}


def test_every_step_is_somebodys_and_stands_in_a_table() -> None:
    tabled = {step for course in COURSES.values() for step in course}
    assert tabled == set(PERMISSION) == set(EVENT) == set(Step)


@pytest.mark.parametrize("procedure", [P.MIRROR, P.RECORDS])
def test_no_step_is_taken_with_what_follows_a_source(procedure: ListProcedure) -> None:
    assert steps_from(procedure, S.PUBLISHED) == ()
    with pytest.raises(TransitionNotAllowed):
        way(procedure, T.REMOVE)


@pytest.mark.parametrize(
    ("step", "barring"),
    [
        (T.DECIDE, ("propose", "serve_notice", "record_statement", "request_hearing")),
        (T.HOLD_HEARING, ("propose", "serve_notice", "record_statement", "request_hearing")),
        (
            T.GIVE_CONSENT,
            ("propose", "serve_notice", "record_statement", "request_hearing", "decide"),
        ),
        (T.PUBLISH, ("decide",)),
        (T.REMOVE, ("publish",)),
        (T.RELIST, ("remove",)),
    ],
    ids=str,
)
def test_who_took_a_step_keeps_away_from_the_one_that_judges_it(
    step: Step, barring: tuple[str, ...]
) -> None:
    taken_by = dict.fromkeys(("propose", *(each.value for each in Step)), 1)
    assert steps_in_the_way(P.DUE_PROCESS, step, taken_by, 1) == barring
    assert steps_in_the_way(P.DUE_PROCESS, step, taken_by, 2) == ()


def test_an_authoritys_period_has_an_owner_who_may_meet_it() -> None:
    for clock in CLOCKS.values():
        owners = {PERMISSION[T(step)] for step in clock.met_by}
        if clock.party is Party.AUTHORITY:
            assert clock.owner in owners
            assert clock.escalates_to is not None
        else:
            assert clock.owner is None


def test_consent_is_awaited_only_where_it_is_needed() -> None:
    assert status_after(P.DUE_PROCESS, S.HEARD, T.DECIDE) is S.DECIDED
    awaited = status_after(P.DUE_PROCESS, S.HEARD, T.DECIDE, needs_consent=True)
    assert awaited is S.CONSENT_AWAITED
    assert T.PUBLISH not in steps_from(P.DUE_PROCESS, awaited)
    assert status_after(P.DUE_PROCESS, S.CANDIDATE, T.DECLINE, needs_consent=True) is S.DECLINED
