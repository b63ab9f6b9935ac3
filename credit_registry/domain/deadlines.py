"""The legal periods of a case: what starts and meets one, who owes it, when to remind of it.

The periods themselves stand in the law's table of deadlines, with their days and sources.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from credit_registry.domain.dates import Period, WorkingDays, due_on
from credit_registry.domain.permissions import Permission


class Party(StrEnum):
    """Whose period it is: what an authority lets pass is late, what a subject does is its right."""

    AUTHORITY = "authority"
    SUBJECT = "subject"
    EXECUTING_BODY = "executing_body"


class DeadlineState(StrEnum):
    """Whether the period runs, was met by a step, or fell away with the case."""

    RUNNING = "running"
    MET = "met"
    DROPPED = "dropped"


class ReminderLevel(StrEnum):
    """How pressing a reminder is; the owner is told, and of the last one the owner's superior."""

    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    ESCALATED = "escalated"


@dataclass(frozen=True, slots=True)
class Clock:
    """A period that a step starts and another one meets.

    `deadline` is its code in the law's table. `owner` holds what the meeting step needs; it is None
    where the subject may act and nobody has to. Who holds `escalates_to` is told once it is long
    over.
    """

    deadline: str
    met_by: frozenset[str]
    party: Party = Party.AUTHORITY
    owner: Permission | None = None
    escalates_to: Permission | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """How long before its last day a period is reminded of, and how long after it is escalated."""

    lead: Period
    grace: Period


def level_on(
    day: date, due: date, patience: Patience, working_days: WorkingDays
) -> ReminderLevel | None:
    """The most pressing reminder that a period with this last day asks for on the day.

    It is due soon from the day on which no more than the lead is left, overdue from the day after
    its last day, and escalated from the day after the grace is over.
    """
    if day > due_on(due, patience.grace, working_days).due_on:
        return ReminderLevel.ESCALATED
    if day > due:
        return ReminderLevel.OVERDUE
    if due_on(day, patience.lead, working_days).due_on >= due:
        return ReminderLevel.DUE_SOON
    return None


def last_reminded(day: date, patience: Patience, working_days: WorkingDays) -> date:
    """The latest last day of which a reminder can be due on the day."""
    return due_on(day, patience.lead, working_days).due_on


RANK = {level: rank for rank, level in enumerate(ReminderLevel)}
"""The levels from the least pressing one on: who was told the more is not told the less again."""
