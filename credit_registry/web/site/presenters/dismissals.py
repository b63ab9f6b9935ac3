"""Dismissals as their maker sees them: who is not meant, why, and whether that still holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.screening.dismissals import Dismissal
from credit_registry.services.screening.identity_facts import Facts
from credit_registry.web.site.addresses import here, of_subject
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class DismissalLine:
    """One dismissal; `name` is the id where the subject has no public name."""

    dismissal: str
    name: str
    code: str
    address: str
    reason: str
    until: str
    state: str
    holds: bool
    ended_because: str
    end_address: str


def lines(
    found: Sequence[Dismissal], named: Mapping[int, Facts], today: date, voice: Voice
) -> tuple[DismissalLine, ...]:
    """The dismissals; `named` holds those alone whose names may be shown."""
    return tuple(_line(each, named.get(each.row.subject_id), today, voice) for each in found)


def _line(each: Dismissal, facts: Facts | None, today: date, voice: Voice) -> DismissalLine:
    """One dismissal."""
    row, number = each.row, to_public(each.row.id)
    is_over = row.until is not None and row.until < today
    holds = row.withdrawn_by is None and not is_over and not each.is_reopened
    return DismissalLine(
        dismissal=number,
        name=facts.name if facts else to_public(row.subject_id),
        code=(facts.uscc or "") if facts else "",
        address=of_subject(row.subject_id, facts.uscc) if facts else "",
        reason=row.reason,
        until=voice.day(row.until) if row.until else voice.say("dismissals.no_end"),
        state=voice.say(f"dismissals.{_state(each, is_over=is_over)}"),
        holds=holds,
        ended_because=row.withdrawn_reason,
        end_address=here("end_dismissal", dismissal=number),
    )


def _state(each: Dismissal, *, is_over: bool) -> str:
    """Whether it holds, or why not."""
    if each.row.withdrawn_by is not None:
        return "ended"
    if each.is_reopened:
        return "reopened"
    return "over" if is_over else "holds"
