"""What a change of the rules must pass before it is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.dates import legal_date
from credit_registry.domain.errors import Conflict, Unavailable
from credit_registry.domain.permissions import Permission
from credit_registry.domain.rule_changes import Obstacle
from credit_registry.law.release_limits import HUNDRED, ReleaseLimit
from credit_registry.rules.rule_sets import Purpose, RuleSet
from credit_registry.rules.versions import ENGINE, version_of
from credit_registry.services import law_editions
from credit_registry.services.clocks import Clock
from credit_registry.services.grading import rule_sets
from credit_registry.services.rule_changes.what_if_reports import KeptReport
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.installations import RuleSetVersion

OVERRIDABLE = frozenset({Obstacle.TOO_MANY_CHANGES})
"""What an approver may pass over, for a reason of the approver's own."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One thing in the way, in words that say what would be accepted."""

    obstacle: Obstacle
    text: str


def found(session: Session, first: Sequence[RuleSet], *, actor: Actor, clock: Clock) -> list[str]:
    """Publish the first rule sets of their purposes, which nobody was evaluated by before.

    This is the founding path: there is nothing to compare with, and nothing to change. Raises
    Conflict where a purpose has its rules already, AlreadyRecorded, NotPermitted.
    """
    permissions.require(actor, Permission.PUBLISH_RULE_SET)
    for purpose in {each.purpose for each in first}:
        if not is_founding(session, purpose):
            raise Conflict(
                f"There are rules for the purpose {purpose.value} already. A change of them is "
                "submitted with its what-if report and approved by another officer."
            )
    return [rule_sets.publish(session, each, actor=actor, at=clock.now()) for each in first]


def is_founding(session: Session, purpose: Purpose) -> bool:
    """Whether no rules of the purpose were ever published, and nobody was evaluated by any."""
    for of_purpose in (
        select(RuleSetVersion.version).where(RuleSetVersion.purpose == purpose.value),
        select(Evaluation.id).where(Evaluation.purpose == purpose.value),
    ):
        if session.scalars(of_purpose.limit(1)).one_or_none() is not None:
            return False
    return True


def limit(session: Session, today: date) -> ReleaseLimit:
    """The limits of the day. Raises Unavailable where the law edition states none."""
    stated = law_editions.current(session).edition.release_limit(today)
    if stated is None:
        raise Unavailable(
            f"The law edition states no limits for releases on {today.isoformat()}; load an "
            "edition with the table release_limits."
        )
    return stated


def hindrances(
    session: Session, rule_set: RuleSet, report: KeptReport, today: date
) -> list[Hindrance]:
    """Everything in the way of the rule set's release on the strength of the report."""
    limits = limit(session, today)
    return [
        *_of_days(rule_set, report, limits, today),
        *_of_versions(session, rule_set, report),
        *_of_share(report, limits),
    ]


def _of_days(
    rule_set: RuleSet, report: KeptReport, limits: ReleaseLimit, today: date
) -> list[Hindrance]:
    """A first day in the past, a report of too long ago."""
    found = []
    if rule_set.since < today:
        text = (
            f"The draft is in force from {rule_set.since.isoformat()}; accepted: today "
            f"({today.isoformat()}) or later, so that no earlier evaluation changes."
        )
        found.append(Hindrance(Obstacle.PAST_SINCE, text))
    oldest = min(report.as_of, legal_date(report.made_at))
    if (today - oldest).days > limits.report_days:
        text = (
            f"The report speaks of {oldest.isoformat()}; accepted: one that is "
            f"{limits.report_days} days old at most."
        )
        found.append(Hindrance(Obstacle.OLD_REPORT, text))
    return found


def _of_versions(session: Session, rule_set: RuleSet, report: KeptReport) -> list[Hindrance]:
    """A report of another draft, against another base, or by another engine."""
    found = []
    version = version_of(rule_set)
    if report.draft_version != version:
        text = f"The report is of {report.draft_version[:12]}, the draft is {version[:12]}."
        found.append(Hindrance(Obstacle.OTHER_DRAFT, text))
    replaced = rule_sets.in_force(session, rule_set.since, purpose=rule_set.purpose)
    wanted = "none" if replaced is None else replaced.version
    if report.base_version != wanted:
        text = (
            f"The report compares with {report.base_version[:12]}; the draft would take the place "
            f"of {wanted[:12]}."
        )
        found.append(Hindrance(Obstacle.OTHER_BASE, text))
    if report.engine != ENGINE:
        text = f"The report was made by engine {report.engine}; this is engine {ENGINE}."
        found.append(Hindrance(Obstacle.OTHER_ENGINE, text))
    return found


def _of_share(report: KeptReport, limits: ReleaseLimit) -> list[Hindrance]:
    """More changed grades than the limit allows."""
    if not limits.is_exceeded(report.changed, report.graded):
        return []
    share = report.changed * HUNDRED / max(report.graded, 1)
    text = (
        f"{report.changed} of {report.graded} graded subjects would have another grade "
        f"({share:.1f} %); accepted without an override: {limits.most_changed_percent} %."
    )
    return [Hindrance(Obstacle.TOO_MANY_CHANGES, text)]
