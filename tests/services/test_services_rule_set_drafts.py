"""A change of the rules goes through two officers and its report, or is refused on record."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from builders import an_officer
from filings import on
from rule_drafts import TODAY, a_draft, populate
from rule_texts import the_extract
from sqlalchemy import select

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.errors import (
    AlreadyRecorded,
    Conflict,
    NotFound,
    NotPermitted,
    Unavailable,
    Unlawful,
)
from credit_registry.domain.rule_changes import DraftState, Obstacle
from credit_registry.law.editions import content_of, read_seeds
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.services.grading import rule_sets
from credit_registry.services.law_changes import law_loads
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.services.rule_changes import (
    kept_drafts,
    release_gates,
    rule_set_drafts,
    what_if_reports,
    what_ifs,
)
from credit_registry.services.rule_changes.rule_set_drafts import Outcome
from credit_registry.store.ledgers import Event

REASON = "罚款档次与新裁量基准一致。"


@pytest.fixture
def owner(registry: Registry) -> Actor:
    """The rule owner of the population that is made by hand."""
    return populate(registry)


@pytest.fixture
def other(registry: Registry) -> Actor:
    """Another rule owner."""
    return an_officer(registry, Role.RULE_OWNER)


def reported(registry: Registry, actor: Actor, draft: RuleSet, **asked: Any) -> int:  # noqa: ANN401
    """The kept report of a draft."""
    found = what_ifs.run(registry, draft, actor=actor, **asked)
    with registry.transaction() as session:
        return what_if_reports.save(session, found, actor=actor, at=registry.clock.now())


def submitted(
    registry: Registry, actor: Actor, draft: RuleSet, report: int, reason: str = REASON
) -> int:
    """The draft, submitted."""
    with registry.transaction() as session:
        return rule_set_drafts.submit(
            session, draft, report, reason, actor=actor, clock=registry.clock
        )


def approved(registry: Registry, actor: Actor, draft: int, override: str | None = None) -> Outcome:
    """What the approval comes to."""
    with registry.transaction() as session:
        return rule_set_drafts.approve(
            session, draft, override=override, actor=actor, clock=registry.clock
        )


def withdrawn(registry: Registry, actor: Actor, draft: int, reason: str = "改期。") -> None:
    """The draft, taken back."""
    with registry.transaction() as session:
        rule_set_drafts.withdraw(session, draft, reason, actor=actor, clock=registry.clock)


def steps(registry: Registry) -> list[tuple[str, int]]:
    """The steps on record since the first publication, each with who took it."""
    with registry.reading() as session:
        rows = session.execute(
            select(Event.kind, Event.actor_id)
            .where(Event.kind.startswith("rule_set_"))
            .order_by(Event.id)
        ).all()
    return [(row.kind, row.actor_id) for row in rows][1:]


def a_quiet(since: date = TODAY) -> RuleSet:
    """A draft that changes nobody's grade."""
    return a_draft(since, fines=False)


def test_a_draft_that_changes_little_is_released_by_two_officers(
    registry: Registry, owner: Actor, other: Actor
) -> None:
    draft = a_quiet(date(2026, 12, 1))
    number = submitted(registry, owner, draft, reported(registry, owner, draft))
    version = approved(registry, other, number).required()
    with registry.reading() as session:
        told = kept_drafts.one(session, number, actor=other)
        in_force = [
            rule_sets.in_force(session, day) for day in (date(2026, 11, 30), date(2026, 12, 1))
        ]
        assert kept_drafts.pending(session, actor=other) == []
    assert [each.rule_set if each else None for each in in_force] == [the_extract(), draft]
    assert (told.state, told.version) == (DraftState.RELEASED, version)
    assert (told.submitted_by, told.settled_by) == (owner.username, other.username)
    assert steps(registry) == [
        ("rule_set_submitted", owner.account_id),
        ("rule_set_approved", other.account_id),
        ("rule_set_published", other.account_id),
    ]


def test_nobody_approves_a_draft_of_their_own(registry: Registry, owner: Actor) -> None:
    draft = a_quiet()
    number = submitted(registry, owner, draft, reported(registry, owner, draft))
    with pytest.raises(NotPermitted, match="another officer"):
        approved(registry, owner, number)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.DECIDER, Role.AUDITOR])
def test_only_rule_owners_submit_approve_and_withdraw(
    registry: Registry, owner: Actor, role: Role
) -> None:
    draft = a_quiet()
    report = reported(registry, owner, draft)
    number = submitted(registry, owner, draft, report)
    officer = an_officer(registry, role)
    with pytest.raises(NotPermitted):
        submitted(registry, officer, draft, report)
    with pytest.raises(NotPermitted):
        approved(registry, officer, number)
    with pytest.raises(NotPermitted):
        withdrawn(registry, officer, number)


def test_too_many_changes_are_refused_on_record_until_an_approver_overrides_with_a_reason(
    registry: Registry, owner: Actor, other: Actor
) -> None:
    """One of five graded firms is 20 %; the limit is 10 %."""
    draft = a_draft()
    number = submitted(registry, owner, draft, reported(registry, owner, draft))
    outcome = approved(registry, other, number)
    assert [each.obstacle for each in outcome.hindrances] == [Obstacle.TOO_MANY_CHANGES]
    with pytest.raises(Unlawful) as refusal:
        outcome.required()
    assert "1 of 5 graded subjects" in refusal.value.errors[0].reason
    with pytest.raises(Unlawful):
        approved(registry, other, number, override=" ")
    version = approved(registry, other, number, override="裁量基准已生效。").required()
    with registry.reading() as session:
        told = kept_drafts.one(session, number, actor=other)
        assert rule_sets.one(session, version).code == draft.code
        overridden = session.scalars(select(Event).where(Event.kind == "rule_set_overridden")).one()
    assert told.settled_reason == overridden.payload["reason"] == "裁量基准已生效。"
    assert [kind for kind, _ in steps(registry)] == [
        "rule_set_submitted",
        "rule_set_refused",
        "rule_set_overridden",
        "rule_set_approved",
        "rule_set_published",
    ]


def refused_for(registry: Registry, actor: Actor, draft: RuleSet, report: int) -> list[str]:
    """What a submission is refused for."""
    with pytest.raises(Unlawful) as refusal:
        submitted(registry, actor, draft, report)
    return [fault.pointer.removeprefix("/") for fault in refusal.value.errors]


def test_a_report_of_another_draft_or_against_another_base_is_refused(
    registry: Registry, owner: Actor
) -> None:
    draft = a_quiet()
    report = reported(registry, owner, a_draft(serious=True))
    assert refused_for(registry, owner, draft, report) == ["other_draft"]
    with registry.transaction() as session:
        later = rule_sets.publish(
            session, a_draft(date(2027, 1, 1)), actor=owner, at=registry.clock.now()
        )
    against = reported(registry, owner, draft, base=later)
    assert refused_for(registry, owner, draft, against) == ["other_base"]
    with pytest.raises(NotFound):
        submitted(registry, owner, draft, 1)


def test_a_draft_that_follows_rules_to_come_is_compared_with_those(
    registry: Registry, owner: Actor, other: Actor
) -> None:
    with registry.transaction() as session:
        later = rule_sets.publish(
            session, a_draft(date(2027, 1, 1)), actor=owner, at=registry.clock.now()
        )
    draft = replace(a_draft(date(2027, 2, 1)), code="GZ-QC-1-next")
    against_today = reported(registry, owner, draft)
    assert refused_for(registry, owner, draft, against_today) == ["other_base"]
    number = submitted(registry, owner, draft, reported(registry, owner, draft, base=later))
    assert approved(registry, other, number).version is not None


def test_a_first_day_in_the_past_and_a_report_of_long_ago_are_refused(
    registry: Registry, owner: Actor, other: Actor
) -> None:
    past = a_quiet(TODAY - timedelta(days=1))
    assert refused_for(registry, owner, past, reported(registry, owner, past)) == ["past_since"]
    draft = a_quiet(date(2027, 1, 1))
    old = reported(registry, owner, draft, as_of=TODAY - timedelta(days=8))
    assert refused_for(registry, owner, draft, old) == ["old_report"]
    fresh = reported(registry, owner, draft, as_of=TODAY - timedelta(days=7))
    number = submitted(registry, owner, draft, fresh)
    on(registry, TODAY + timedelta(days=1))
    found = [each.obstacle for each in approved(registry, other, number, "急。").hindrances]
    assert found == [Obstacle.OLD_REPORT]
    on(registry, date(2027, 1, 2))
    found = [each.obstacle for each in approved(registry, other, number, "急。").hindrances]
    assert found == [Obstacle.PAST_SINCE, Obstacle.OLD_REPORT]


def test_a_draft_is_overtaken_by_one_that_is_released_before_it(
    registry: Registry, owner: Actor, other: Actor
) -> None:
    drafts = [a_quiet(), replace(a_quiet(), code="GZ-QC-1-other")]
    numbers = [submitted(registry, owner, each, reported(registry, owner, each)) for each in drafts]
    approved(registry, other, numbers[0]).required()
    outcome = approved(registry, other, numbers[1])
    assert [each.obstacle for each in outcome.hindrances] == [Obstacle.OTHER_BASE]


def test_a_draft_that_was_withdrawn_or_released_is_settled(
    registry: Registry, owner: Actor, other: Actor
) -> None:
    draft = a_quiet()
    report = reported(registry, owner, draft)
    number = submitted(registry, owner, draft, report)
    with pytest.raises(AlreadyRecorded):
        submitted(registry, other, draft, report)
    with pytest.raises(Unlawful):
        withdrawn(registry, owner, number, " ")
    withdrawn(registry, owner, number)
    for again in (
        lambda: withdrawn(registry, owner, number),
        lambda: approved(registry, other, number),
    ):
        with pytest.raises(Conflict):
            again()
    number = submitted(registry, owner, draft, report)
    approved(registry, other, number).required()
    with pytest.raises(AlreadyRecorded):
        submitted(registry, owner, draft, report)
    assert [kind for kind, _ in steps(registry)][:2] == ["rule_set_submitted", "rule_set_withdrawn"]


def test_a_submission_needs_a_reason(registry: Registry, owner: Actor) -> None:
    draft = a_quiet()
    report = reported(registry, owner, draft)
    with pytest.raises(Unlawful):
        submitted(registry, owner, draft, report, " ")


def test_the_first_rules_are_published_without_a_comparison_and_only_they(
    registry: Registry,
) -> None:
    owner = an_officer(registry, Role.RULE_OWNER)
    with registry.transaction() as session:
        clock = registry.clock
        (version,) = release_gates.found(session, [the_extract()], actor=owner, clock=clock)
    with registry.reading() as session:
        assert rule_sets.one(session, version).code == the_extract().code
    with registry.transaction() as session, pytest.raises(Conflict, match="submitted"):
        release_gates.found(session, [a_quiet()], actor=owner, clock=registry.clock)
    with registry.transaction() as session, pytest.raises(NotPermitted):
        release_gates.found(session, [a_quiet()], actor=INSTALLER, clock=registry.clock)


def test_without_stated_limits_nothing_is_released(registry: Registry, owner: Actor) -> None:
    draft = a_quiet()
    report = reported(registry, owner, draft)
    texts = json.loads(read_seeds())
    del texts["release_limits.yaml"]
    with registry.transaction() as session:
        at = registry.clock.now()
        law_loads.load(session, content_of(texts), actor=INSTALLER, at=at)
    with pytest.raises(Unavailable, match="release_limits"):
        submitted(registry, owner, draft, report)
