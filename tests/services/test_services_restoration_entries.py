"""An entry leaves its list early by a restoration: on the day, and back after a false one."""

from datetime import date

import pytest
from builders import a_record_draft, an_officer
from filings import deliver, file_of
from restorations_sought import (
    LAST_OF_YEAR,
    Applied,
    sought,
    unmet,
)
from sqlalchemy import select
from test_services_entries import mirrored

from credit_registry.domain.actors import Role
from credit_registry.domain.errors import (
    Unlawful,
)
from credit_registry.domain.records import Severity
from credit_registry.services.lists import mirrors
from credit_registry.services.proceedings import restoration_applications
from credit_registry.services.proceedings.restoration_applications import Application
from credit_registry.services.registry import Registry
from credit_registry.store.listings import Listing
from credit_registry.store.measures import EntryMeasure
from credit_registry.store.proceedings import Proceeding

TO_THE_DECISION = ("accept", "verify")
GRANTED = (*TO_THE_DECISION, "grant")


@pytest.fixture
def case(registry: Registry) -> Applied:
    return sought(registry)


def test_an_entry_is_removed_early_after_one_year_and_not_on_its_last_day(case: Applied) -> None:
    case.list_entry()
    case.today = LAST_OF_YEAR
    with pytest.raises(Unlawful) as refused:
        case.apply(of_entry=True)
    assert "2026-04-30" in unmet(refused)["minimum_reached"]
    case.today = date(2026, 4, 30)
    case.apply(of_entry=True)
    assert case.run(*GRANTED) == "granted"
    entry = case.entry()
    assert (entry.status, entry.removed_on) == ("removed", date(2026, 4, 30))
    assert list(file_of(case.registry).listings) == []
    with case.registry.reading() as session:
        measure = EntryMeasure
        standing = select(measure.lifted_on).where(measure.superseded_by.is_(None))
        lifted = session.scalars(standing.where(measure.listing_id == case.listing_id)).all()
    assert lifted, "the entry had measures"
    assert set(lifted) == {date(2026, 4, 30)}, "and they were lifted in the same step"
    assert case.events()[-1] == "listing_removed"


def test_a_further_heavier_penalty_keeps_an_entry_on_its_list(case: Applied) -> None:
    case.list_entry()
    case.today = date(2026, 7, 1)
    deliver(
        case.registry,
        a_record_draft(number=1, severity=Severity.SERIOUS, decided_on=date(2026, 6, 20)),
    )
    with pytest.raises(Unlawful) as refused:
        case.apply(of_entry=True)
    assert set(unmet(refused)) == {"no_heavier_penalty"}


def test_a_restriction_that_runs_keeps_an_entry_on_its_list_until_it_is_over(
    case: Applied,
) -> None:
    case.list_entry()
    case.today = date(2026, 7, 1)
    ban = a_record_draft(
        number=1, category="restrict_practice", decided_on=date(2025, 3, 1),
        effective_to=date(2026, 7, 1),
    )  # fmt: skip
    deliver(case.registry, ban)
    with pytest.raises(Unlawful) as refused:
        case.apply(of_entry=True)
    assert set(unmet(refused)) == {"no_restriction"}
    assert "2026-07-02" in unmet(refused)["no_restriction"]
    case.today = date(2026, 7, 2)
    assert case.apply(of_entry=True)


def test_conditions_are_asked_for_again_when_it_is_granted(case: Applied) -> None:
    case.list_entry()
    case.today = date(2026, 4, 30)
    case.apply(of_entry=True)
    case.run(*TO_THE_DECISION)
    deliver(
        case.registry,
        a_record_draft(number=1, severity=Severity.SERIOUS, decided_on=date(2026, 4, 20)),
    )
    with pytest.raises(Unlawful) as refused:
        case.step("grant")
    assert set(unmet(refused)) == {"no_heavier_penalty"}
    assert case.entry().status == "published"


def test_an_entry_removed_on_a_false_application_is_listed_again_for_a_whole_term(
    case: Applied,
) -> None:
    case.list_entry()
    case.today = date(2026, 4, 30)
    case.apply(of_entry=True)
    case.run(*GRANTED)
    case.today = date(2026, 6, 1)
    case.step("revoke", an_officer(case.registry, Role.DECIDER))
    entry = case.entry()
    assert (entry.status, entry.since, entry.until, entry.removed_on) == (
        "published", date(2026, 6, 1), date(2029, 6, 1), None,
    )  # fmt: skip
    (shown,) = file_of(case.registry).listings
    assert shown.version.until == date(2029, 6, 1)
    with pytest.raises(Unlawful) as refused:
        case.apply(of_entry=True)
    assert set(unmet(refused)) == {"minimum_reached", "not_false_before"}


def test_one_early_removal_is_refused_and_a_later_one_granted(case: Applied) -> None:
    case.list_entry()
    case.today = date(2026, 4, 30)
    case.apply(of_entry=True)
    case.run("accept", "find_wanting", "refuse")
    assert case.entry().status == "published"
    case.today = date(2026, 7, 30)
    case.apply(of_entry=True)
    case.run(*GRANTED)
    assert case.entry().removed_on == date(2026, 7, 30)
    with case.registry.reading() as session:
        of_kind = select(Proceeding.is_open).where(Proceeding.kind == "restoration")
        assert session.scalars(of_kind).all() == [False, False]


def test_a_mirrored_entry_is_not_restored_here_and_leads_to_whoever_determined_it(
    case: Applied,
) -> None:
    case.today = date(2026, 11, 23)
    with case.act(an_officer(case.registry, Role.OPERATOR)) as (session, act):
        mirrors.confirm(session, "national_serious_violation", [mirrored(case.subject_id)], act=act)
    with case.registry.reading() as session:
        listing_id = session.scalars(select(Listing.id)).one()
    stated = Application(listing_id=listing_id, fulfilment="凭证〔2026〕1号", is_pledged=True)
    with (
        pytest.raises(Unlawful, match="列入该主体的市场监督管理部门"),
        case.act(case.applicant) as (session, act),
    ):
        restoration_applications.apply(session, stated, act=act)
