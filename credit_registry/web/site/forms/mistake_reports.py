"""The forms of a report: what is wrong, the code by which it is asked for, and the answer."""

from dataclasses import dataclass

from credit_registry.domain.records import MistakeReason
from credit_registry.services.subjects.mistake_reports import LONGEST, holds_personal_numbers
from credit_registry.web.site.forms.typed import Typed

REASON, TOLD, CODE, ANSWER = "mistake_reason", "mistake_told", "report_code", "report_reply"
FIELDS = (REASON, TOLD, CODE, ANSWER)


@dataclass(frozen=True, slots=True)
class Stated:
    """What is wrong."""

    reason: MistakeReason
    told: str


def read(typed: Typed) -> Stated | None:
    """What is wrong; None where `Typed` found a fault."""
    reason = typed.chosen(REASON, {each.value: "" for each in MistakeReason})
    told = _without_persons(TOLD, typed)
    return Stated(MistakeReason(reason), told) if typed.is_sound else None


def answer(typed: Typed) -> str:
    """The answer of an officer."""
    return _without_persons(ANSWER, typed)


def _without_persons(name: str, typed: Typed) -> str:
    """A text that is needed, and that holds no personal number."""
    text = typed.needed(name, longest=LONGEST)
    if holds_personal_numbers(text):
        typed.faults[name] = typed.voice.say("report.personal")
    return text
