"""What the jobs do, and that doing it again changes nothing."""

from datetime import date

from builders import a_subject_draft, a_uscc, an_officer
from filings import deliver, on, position
from rule_texts import the_extract
from sqlalchemy import select

from credit_registry.domain.actors import Role
from credit_registry.domain.listings import ListingStatus, Step
from credit_registry.jobs.runners import run_now
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.grading import rule_sets
from credit_registry.services.lists import listings
from credit_registry.services.lists.listing_steps import StepForm
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subjects
from credit_registry.store.listings import ListingVersion


def with_an_entry_that_is_over(registry: Registry) -> int:
    """A published entry on the black list, on the day after its last; the entry's id."""
    deliver(registry, a_subject_draft(1))
    officers = [
        an_officer(registry, role)
        for role in (Role.PROPOSER, Role.DECIDER, Role.DECIDER, Role.PUBLISHER)
    ]
    listing_id = 0
    steps = ((Step.SERVE_NOTICE, 0), (Step.DECIDE, 1), (Step.GIVE_CONSENT, 2), (Step.PUBLISH, 3))
    for version, (step, officer) in enumerate(steps, start=1):
        with registry.transaction() as session:
            law = law_editions.current(session)
            day = date(2026, 11, 23) if step is Step.SERVE_NOTICE else date(2026, 12, 1)
            act = Act(officers[officer], registry.clock.now(), day, law)
            if not listing_id:
                number = subjects.by_code(session, a_uscc(1))
                assert number is not None
                listing_id = listings.propose(
                    session, number, "serious_violation", "两次严重处罚（罚〔2026〕1号）", act=act
                )
            form = StepForm(version=version, document_number=f"文〔2026〕{version}号")
            listings.step(session, listing_id, step, form, act=act)
    return listing_id


def status_of(registry: Registry, listing_id: int) -> ListingVersion:
    with registry.reading() as session:
        statement = select(ListingVersion).where(
            ListingVersion.listing_id == listing_id, ListingVersion.superseded_by.is_(None)
        )
        return session.scalars(statement).one()


def test_an_entry_is_closed_on_the_day_after_its_last_and_once(registry: Registry) -> None:
    listing_id = with_an_entry_that_is_over(registry)
    until = status_of(registry, listing_id).until
    assert until is not None
    on(registry, until)
    assert run_now(registry, "expire") == "0"
    on(registry, date.fromordinal(until.toordinal() + 1))
    assert run_now(registry, "expire") == "1"
    assert status_of(registry, listing_id).status == ListingStatus.EXPIRED.value
    size = position(registry)
    assert run_now(registry, "expire") == "0"
    assert position(registry) == size


def test_an_evaluation_that_changes_nothing_writes_nothing(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    owner = an_officer(registry, Role.RULE_OWNER)
    with registry.transaction() as session:
        at = registry.clock.now()
        rule_sets.publish(session, the_extract(), actor=owner, at=at)
    assert run_now(registry, "evaluate") == "2 2"
    size = position(registry)
    assert run_now(registry, "evaluate").split()[1] == "0"
    assert position(registry) == size


def test_sequencing_and_following_again_change_nothing(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    placed = run_now(registry, "sequence")
    assert run_now(registry, "sequence") == placed
    assert run_now(registry, "follow") == "1"
    assert run_now(registry, "follow") == "0"
