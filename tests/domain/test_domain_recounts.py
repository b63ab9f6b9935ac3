"""A display whose time counts again, and the conditions and terms of a restoration."""

from dataclasses import replace
from datetime import date

import pytest
from test_domain_publications import LAW, PENALTY, of

from credit_registry.domain.procedures.restorations import GRANTED, RESTORATION, REVOKED
from credit_registry.domain.procedures.tables import About
from credit_registry.domain.recounts import counted_from
from credit_registry.domain.restoration_conditions import RestorationCondition
from credit_registry.domain.restorations import least_until
from credit_registry.rules.dossiers import Fact

AGAIN = date(2026, 10, 12)


def test_a_display_that_counts_again_begins_and_ends_with_the_day_of_the_revocation() -> None:
    (window,) = of(replace(PENALTY, recounted_on=AGAIN)).windows
    assert (window.since, window.until) == (AGAIN, date(2027, 10, 12))


@pytest.mark.parametrize(
    ("recounted_on", "expected"),
    [(None, date(2026, 5, 10)), (date(2026, 5, 9), date(2026, 5, 10)), (AGAIN, AGAIN)],
    ids=["never", "before", "after"],
)
def test_the_later_of_both_days_counts(recounted_on: date | None, expected: date) -> None:
    facts = replace(PENALTY, recounted_on=recounted_on)
    assert counted_from(facts, facts.decided_on) == expected
    assert counted_from(facts, None) is None


def test_the_least_display_counts_again_too() -> None:
    fact = Fact(
        record_id=1, version_id=1, kind=PENALTY.kind, severity=PENALTY.severity,
        decided_on=date(2026, 5, 10), recounted_on=AGAIN,
    )  # fmt: skip
    assert least_until(fact, LAW.regimes, AGAIN) == date(2027, 1, 12)


def test_what_is_granted_is_settled_and_only_a_revocation_leads_out_of_it() -> None:
    assert RESTORATION.is_over(GRANTED)
    assert [move.step for move in RESTORATION.moves_from(GRANTED)] == ["revoke"]
    assert RESTORATION.is_over(REVOKED)


def test_nobody_who_handled_an_application_decides_on_it() -> None:
    for move in RESTORATION.moves:
        if move.step in {"grant", "refuse"}:
            assert move.apart >= {"apply", "complete", "verify"}, move.step


def test_every_condition_has_its_source_and_every_terms_their_pledge() -> None:
    (terms,) = LAW.restoration_terms
    asked = {each.condition for about in About for each in terms.of(about)}
    assert asked == set(RestorationCondition)
    assert all(each.source.instrument_zh for each in terms.conditions)
    assert "不收取任何费用" in terms.fee_zh
