"""What must be so before something is restored, and the answer to each on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from credit_registry.domain.errors import FieldError, Unlawful
from credit_registry.domain.sources import Source


class RestorationCondition(StrEnum):
    """A condition of restoration."""

    STANDS = "stands"
    RESTORABLE = "restorable"
    MINIMUM_REACHED = "minimum_reached"
    DUTIES_DONE = "duties_done"
    PLEDGE_MADE = "pledge_made"
    NO_HEAVIER_PENALTY = "no_heavier_penalty"
    NO_RESTRICTION = "no_restriction"
    NOT_FALSE_BEFORE = "not_false_before"


C = RestorationCondition

WORDS: tuple[tuple[RestorationCondition, tuple[str, str]], ...] = (
    (C.STANDS, ("仍在公示，未被撤销、撤回", "It stands: not ended, annulled or withdrawn")),
    (C.RESTORABLE, ("属于可以修复的种类", "It is of a kind that can be restored here")),
    (C.MINIMUM_REACHED, ("已满最短公示期", "The least time of display is over")),
    (C.DUTIES_DONE, ("义务已履行、行为已纠正", "Duties are done and the act is corrected")),
    (C.PLEDGE_MADE, ("已作出信用承诺", "The pledge is made")),
    (C.NO_HEAVIER_PENALTY, ("此后未再受较重行政处罚", "No further heavier penalty since")),
    (C.NO_RESTRICTION, ("没有仍在期限内的法定限制", "No legal restriction is still running")),
    (C.NOT_FALSE_BEFORE, ("没有因申请不实而限制再次申请", "No wait after a false application")),
)
"""What each condition is called."""


@dataclass(frozen=True, slots=True)
class ConditionAnswer:
    """Whether a condition is met on a day, and the source that asks for it.

    `first_on` is the first day on which it is met, None where no day is known: where it is not met,
    something has to happen first. `evidence` names the document that the answer rests on.
    """

    condition: RestorationCondition
    is_met: bool
    source: Source
    first_on: date | None = None
    evidence: str = ""


def require_met(answers: Sequence[ConditionAnswer]) -> None:
    """Pass if every condition is met. Raises Unlawful naming each that is not, and from when."""
    missing = [each for each in answers if not each.is_met]
    if not missing:
        return
    faults = [
        FieldError(f"/conditions/{each.condition}", "is not met", _accepted(each))
        for each in missing
    ]
    named = "; ".join(f"{each.condition} ({_accepted(each)})" for each in missing)
    raise Unlawful(f"Conditions of restoration are not met: {named}.", faults)


def _accepted(answer: ConditionAnswer) -> str:
    """When a condition would be met."""
    words = dict(WORDS)[answer.condition][1]
    if answer.first_on is None:
        return words
    return f"{words}: from {answer.first_on.isoformat()} on"
