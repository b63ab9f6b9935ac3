"""A failed sampling is held while a re-test may be asked for; a safety alert goes before that."""

from dataclasses import replace
from datetime import date

import pytest

from credit_registry.domain.publication_windows import publication
from credit_registry.domain.publications import (
    Answer,
    Display,
    Publication,
    PublicationFacts,
    Reason,
)
from credit_registry.domain.records import Disclosure, RecordKind, RecordState
from credit_registry.domain.subjects import SubjectKind
from credit_registry.law.editions import parse, read_seeds

LAW = parse(read_seeds())
D = date
SAMPLING = PublicationFacts(
    kind=RecordKind.SAMPLING,
    subject_kind=SubjectKind.LEGAL_PERSON,
    state=RecordState.ACTIVE,
    disclosure=Disclosure.PUBLIC,
    outcome="failed",
    occurred_on=D(2026, 8, 20),
    served_on=D(2026, 9, 17),
)


def of(facts: PublicationFacts) -> Publication:
    return publication(facts, LAW.regimes, LAW.working_days)


def test_a_failed_sampling_is_held_until_the_time_to_ask_for_a_re_test_is_over() -> None:
    """15 calendar days from 2026-09-17 end on 2026-10-02, a rest day, so on 2026-10-08."""
    shown = of(SAMPLING)
    held = Answer(Display.NOT_YET, Reason.HELD, since=D(2026, 10, 9))
    assert shown.answer(D(2026, 10, 8)) == held
    assert shown.answer(D(2026, 10, 9)).display is Display.PUBLIC


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        ({"served_on": D(2026, 10, 30)}, D(2026, 11, 17)),
        ({"served_on": None, "first_displayed_on": D(2026, 11, 2)}, D(2026, 11, 2)),
        ({"first_displayed_on": D(2026, 11, 2)}, D(2026, 11, 2)),
        (
            {"challenged_on": D(2026, 9, 20), "challenge_settled_on": D(2026, 9, 25)},
            D(2026, 10, 9),
        ),
        (
            {"challenged_on": D(2026, 9, 20), "challenge_settled_on": D(2026, 11, 5)},
            D(2026, 11, 6),
        ),
        ({"served_on": None, "challenge_settled_on": D(2026, 11, 5)}, D(2026, 11, 6)),
    ],
    ids=[
        "served late", "not served but announced", "announced late",
        "settled within the time", "settled after it", "not served but settled",
    ],
)  # fmt: skip
def test_the_hold_ends_with_the_last_of_what_it_waits_for(
    changes: dict[str, object], first: date
) -> None:
    (window,) = of(replace(SAMPLING, **changes)).windows  # type: ignore[arg-type] # by name
    assert (window.since, window.until) == (first, D(2027, 8, 20))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"served_on": None}, Reason.CLOCK_UNKNOWN),
        ({"challenged_on": D(2026, 9, 20)}, Reason.CHALLENGE_PENDING),
        (
            {"challenged_on": D(2026, 9, 20), "first_displayed_on": D(2026, 10, 20)},
            Reason.CHALLENGE_PENDING,
        ),
        ({"served_on": D(2027, 8, 10)}, Reason.DISPLAY_OVER),
    ],
    ids=["not served", "challenge pending", "pending though announced", "served at the very end"],
)
def test_a_failed_sampling_whose_hold_does_not_end_in_time_is_not_shown(
    changes: dict[str, object], reason: Reason
) -> None:
    shown = of(replace(SAMPLING, **changes))  # type: ignore[arg-type] # fields by name
    assert (shown.windows, shown.withheld) == ((), reason)


@pytest.mark.parametrize(
    "changes",
    [{}, {"served_on": None}, {"challenged_on": D(2026, 9, 20)}],
    ids=["hold runs", "not served", "challenge pending"],
)
def test_a_safety_alert_shows_a_failed_sampling_from_its_day_on(
    changes: dict[str, object],
) -> None:
    alerted = replace(SAMPLING, alerted_on=D(2026, 9, 18), **changes)  # type: ignore[arg-type]
    (window,) = of(alerted).windows
    assert (window.since, window.until) == (D(2026, 9, 18), D(2027, 8, 20))
    assert window.reason is Reason.SAFETY_ALERT


def test_an_alert_after_the_hold_changes_nothing_and_one_of_a_refusal_neither() -> None:
    late = replace(SAMPLING, alerted_on=D(2026, 12, 1))
    assert of(late).windows == of(SAMPLING).windows
    refused = replace(SAMPLING, outcome="refused")
    assert of(replace(refused, alerted_on=D(2026, 9, 18))).windows == of(refused).windows


def test_an_alert_opens_nothing_before_its_rule_is_in_force() -> None:
    early = replace(
        SAMPLING, occurred_on=D(2026, 3, 2), served_on=D(2026, 3, 20), alerted_on=D(2026, 3, 21)
    )
    (window,) = of(early).windows
    assert window.since == D(2026, 4, 1)
