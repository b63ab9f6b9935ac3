"""Records that outlive a change of regime: what is public of them, with its dates and reasons."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from credit_registry.domain.publication_windows import governing_on, publication
from credit_registry.domain.publications import (
    Answer,
    Display,
    FieldSet,
    Publication,
    PublicationFacts,
    Reason,
    Transition,
)
from credit_registry.domain.records import Disclosure, RecordKind, RecordState, Severity
from credit_registry.domain.restorations import least_until
from credit_registry.domain.subjects import SubjectKind
from credit_registry.law.editions import parse, read_seeds

LAW = parse(read_seeds())
A_DAY = timedelta(days=1)
D = date
PENALTY = PublicationFacts(
    kind=RecordKind.PENALTY,
    subject_kind=SubjectKind.LEGAL_PERSON,
    state=RecordState.ACTIVE,
    disclosure=Disclosure.PUBLIC,
    severity=Severity.GENERAL,
    category="fine",
)


def of(facts: PublicationFacts) -> Publication:
    return publication(facts, LAW.regimes, LAW.working_days)


def decided(day: date, severity: Severity, **changes: object) -> PublicationFacts:
    """A penalty decided and displayed on a day."""
    stated = {"decided_on": day, "first_displayed_on": day, "severity": severity}
    return replace(PENALTY, **{**stated, **changes})  # type: ignore[arg-type] # fields by name


PASSAGES = [
    (D(2023, 6, 1), Severity.MINOR, D(2023, 9, 1)),
    (D(2023, 6, 1), Severity.GENERAL, D(2025, 12, 24)),
    (D(2023, 6, 1), Severity.SERIOUS, D(2026, 6, 1)),
    (D(2025, 6, 15), Severity.MINOR, D(2025, 9, 15)),
    (D(2025, 6, 15), Severity.GENERAL, D(2026, 6, 15)),
    (D(2025, 6, 15), Severity.SERIOUS, D(2028, 6, 15)),
    (D(2025, 12, 24), Severity.MINOR, D(2026, 3, 24)),
    (D(2025, 12, 24), Severity.GENERAL, D(2026, 12, 24)),
    (D(2025, 12, 24), Severity.SERIOUS, D(2028, 12, 24)),
    (D(2025, 12, 25), Severity.MINOR, D(2026, 3, 25)),
    (D(2025, 12, 25), Severity.GENERAL, D(2026, 12, 25)),
    (D(2025, 12, 25), Severity.SERIOUS, D(2028, 12, 25)),
    (D(2026, 3, 31), Severity.MINOR, D(2026, 3, 31)),
    (D(2026, 3, 31), Severity.GENERAL, D(2027, 3, 31)),
    (D(2026, 3, 31), Severity.SERIOUS, D(2029, 3, 31)),
    (D(2026, 4, 1), Severity.GENERAL, D(2027, 4, 1)),
    (D(2026, 4, 1), Severity.SERIOUS, D(2029, 4, 1)),
]


@pytest.mark.parametrize(
    ("day", "severity", "last"), PASSAGES, ids=[f"{day} {band}" for day, band, _ in PASSAGES]
)
def test_a_penalty_is_shown_through_the_regimes_until_the_shortest_of_them_ends(
    day: date, severity: Severity, last: date
) -> None:
    (window,) = of(decided(day, severity)).windows
    assert (window.since, window.until) == (day, last)
    assert window.reason.value == f"{severity}_band"


def test_what_is_minor_since_order_36_is_not_shown() -> None:
    shown = of(decided(D(2026, 4, 1), Severity.MINOR))
    assert (shown.windows, shown.withheld) == ((), Reason.MINOR_NOT_SHOWN)


@pytest.mark.parametrize("day", [D(2023, 6, 1), D(2025, 12, 25)], ids=["order 45", "order 107"])
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"category": "warning"}, Reason.WARNING_NOT_SHOWN),
        ({"is_summary": True}, Reason.SUMMARY_NOT_SHOWN),
    ],
    ids=["warning", "summary"],
)
def test_a_warning_alone_and_a_summary_penalty_were_never_shown(
    day: date, changes: dict[str, object], reason: Reason
) -> None:
    shown = of(decided(day, Severity.MINOR, **changes))
    assert (shown.windows, shown.withheld) == ((), reason)


def test_a_criticism_alone_was_shown_for_three_months_from_its_display() -> None:
    facts = decided(
        D(2024, 11, 20),
        Severity.MINOR,
        category="circulated_criticism",
        first_displayed_on=D(2024, 11, 30),
    )
    (window,) = of(facts).windows
    assert (window.since, window.until) == (D(2024, 11, 30), D(2025, 2, 28))


def test_a_display_whose_first_day_is_not_on_file_is_counted_from_the_decision() -> None:
    (window,) = of(decided(D(2024, 11, 20), Severity.MINOR, first_displayed_on=None)).windows
    assert (window.since, window.until) == (D(2024, 11, 20), D(2025, 2, 20))


def test_a_grave_penalty_was_shown_as_long_as_its_restriction_until_order_107_came() -> None:
    longer = decided(D(2022, 3, 1), Severity.SERIOUS, effective_to=D(2027, 3, 1))
    assert of(longer).windows[-1].until == D(2025, 12, 24)
    over = decided(D(2021, 10, 1), Severity.SERIOUS, effective_to=D(2025, 3, 1))
    assert of(over).windows[-1].until == D(2025, 3, 1)
    general = decided(D(2021, 10, 1), Severity.GENERAL, effective_to=D(2025, 3, 1))
    assert of(general).windows[-1].until == D(2024, 10, 1)


def test_a_decision_displayed_after_order_45_is_judged_from_its_document_alone() -> None:
    late = decided(D(2025, 12, 20), Severity.GENERAL, first_displayed_on=D(2026, 1, 10))
    (window,) = of(late).windows
    assert (window.since, window.until) == (D(2025, 12, 25), D(2026, 12, 20))


@pytest.mark.parametrize(
    ("kind", "outcome", "day", "last"),
    [
        (RecordKind.NATIONAL_LIST, "listed", D(2023, 6, 1), D(2026, 6, 1)),
        (RecordKind.ABNORMAL_OPERATIONS, "listed", D(2025, 6, 1), D(2026, 6, 1)),
        (RecordKind.RANDOM_INSPECTION, "pending", D(2025, 6, 1), D(2026, 6, 1)),
        (RecordKind.RANDOM_INSPECTION, "obstructed", D(2024, 6, 1), D(2025, 6, 1)),
    ],
    ids=["serious list", "abnormal directory", "inspection", "inspection of 2024"],
)
def test_lists_and_inspections_pass_through_the_regimes_without_a_gap(
    kind: RecordKind, outcome: str, day: date, last: date
) -> None:
    facts = replace(PENALTY, kind=kind, outcome=outcome, decided_on=day, occurred_on=day)
    (window,) = of(replace(facts, severity=None, category=None)).windows
    assert (window.since, window.until) == (day, last)


def test_what_no_earlier_regime_spoke_of_is_shown_from_order_36_on() -> None:
    broken = replace(PENALTY, kind=RecordKind.COMMITMENT, severity=None, outcome="unfulfilled")
    (window,) = of(replace(broken, decided_on=D(2025, 10, 1))).windows
    assert (window.since, window.until) == (D(2026, 4, 1), D(2026, 10, 1))


def test_order_36_goes_before_order_107_which_is_in_force_beside_it() -> None:
    facts = decided(D(2026, 5, 1), Severity.GENERAL)
    for day, code in (
        (D(2025, 12, 24), "order_45"),
        (D(2025, 12, 25), "order_107"),
        (D(2026, 3, 31), "order_107"),
        (D(2026, 4, 1), "order_36"),
    ):
        found = governing_on(facts, LAW.regimes, day)
        assert found is not None
        assert found[0].code == code
    assert governing_on(facts, LAW.regimes, D(2021, 8, 31)) is None


def test_the_least_display_is_that_of_the_regime_of_the_day() -> None:
    facts = decided(D(2025, 12, 1), Severity.SERIOUS)
    assert least_until(facts, LAW.regimes, D(2025, 12, 24)) is None
    assert least_until(facts, LAW.regimes, D(2025, 12, 25)) == D(2026, 12, 1)
    assert least_until(facts, LAW.regimes, D(2026, 4, 1)) == D(2026, 12, 1)


TRANSITIONS = [
    (Transition.SHORTER_WINS, D(2025, 12, 24)),
    (Transition.EARLIER_GOES_ON, D(2026, 6, 1)),
    (Transition.LATER_ALONE, D(2025, 12, 24)),
]


@pytest.mark.parametrize(("transition", "last"), TRANSITIONS, ids=[t for t, _ in TRANSITIONS])
def test_a_regime_says_what_becomes_of_a_display_that_runs(
    transition: Transition, last: date
) -> None:
    regimes = [replace(each, transition=transition) for each in LAW.regimes]
    facts = decided(D(2023, 6, 1), Severity.GENERAL)
    assert publication(facts, regimes, LAW.working_days).windows[-1].until == last


def test_a_later_regime_alone_may_show_what_an_earlier_one_withheld() -> None:
    facts = decided(D(2025, 6, 1), Severity.SERIOUS, is_summary=True)
    assert of(facts).withheld is Reason.SUMMARY_NOT_SHOWN
    regimes = [replace(each, transition=Transition.LATER_ALONE) for each in LAW.regimes]
    (window,) = publication(facts, regimes, LAW.working_days).windows
    assert (window.since, window.until) == (D(2026, 4, 1), D(2028, 6, 1))


def test_an_answer_says_what_is_public_on_a_day_and_why() -> None:
    shown = of(decided(D(2026, 5, 10), Severity.GENERAL))
    last = D(2027, 5, 10)
    public = Answer(Display.PUBLIC, Reason.GENERAL_BAND, FieldSet.FULL, D(2026, 5, 10), last)
    assert shown.answer(last) == public
    assert shown.answer(last + A_DAY) == Answer(Display.STOPPED, Reason.DISPLAY_OVER, until=last)
    early = Answer(Display.NOT_YET, Reason.NOT_BEGUN, since=D(2026, 5, 10))
    assert shown.answer(D(2026, 5, 9)) == early


@pytest.mark.parametrize(
    ("changes", "display", "reason"),
    [
        ({"state": RecordState.RESTORED}, Display.STOPPED, Reason.NO_LONGER_ACTIVE),
        ({"disclosure": Disclosure.INTERNAL}, Display.NOT_PUBLIC, Reason.NOT_DISCLOSED),
        ({"severity": Severity.MINOR}, Display.NOT_PUBLIC, Reason.MINOR_NOT_SHOWN),
        ({"severity": None}, Display.NOT_PUBLIC, Reason.CLASS_UNDETERMINED),
    ],
    ids=["restored", "internal", "minor", "undetermined"],
)
def test_an_answer_says_why_nothing_is_public(
    changes: dict[str, object], display: Display, reason: Reason
) -> None:
    facts = replace(decided(D(2026, 5, 10), Severity.GENERAL), **changes)  # type: ignore[arg-type]
    assert of(facts).answer(D(2026, 6, 1)) == Answer(display, reason)


def test_of_an_individual_business_the_reduced_fields_are_public() -> None:
    one = replace(
        decided(D(2026, 5, 10), Severity.GENERAL), subject_kind=SubjectKind.INDIVIDUAL_BUSINESS
    )
    assert of(one).answer(D(2026, 6, 1)).field_set is FieldSet.REDUCED
