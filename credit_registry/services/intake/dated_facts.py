"""From which day on a register's row holds, and what the former row becomes.

A subject that moves keeps its former division until the day before, so that what is counted of a
past day is counted where it was. What a row corrects without a day holds as long as what it
replaces.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from credit_registry.domain.drafts import SubjectDraft
from credit_registry.services.intake.subject_rows import FACTS, facts_of

DIVISION = "division_code"


def first_day(draft: SubjectDraft, former: Mapping[str, Any], today: date) -> date | None:
    """The first day of a row: as stated, else the day on which another division is told.

    A row that states no other facts, or none of a division that was known, holds as its former did.
    """
    if not former:
        return draft.since
    facts = facts_of(draft)
    if draft.since and any(former.get(name) != facts[name] for name in FACTS):
        return draft.since
    has_moved = former.get(DIVISION) and facts[DIVISION] and former[DIVISION] != facts[DIVISION]
    known: date | None = former.get("since")
    return today if has_moved else known


def first_day_of_name(draft: SubjectDraft, today: date) -> date:
    """The first day of another name: as stated, else the day on which it is told."""
    return draft.since or today


def ended(
    former: Mapping[str, Any], since: date | None, event_id: int, ordinal: int
) -> list[dict[str, Any]]:
    """The former row with its last day; none where the new row is in its place from the first.

    Its salts stay as they were: they open the commitments of the event that brought it.
    """
    begun = former.get("since")
    if since is None or (begun is not None and since <= begun):
        return []
    return [
        {name: value for name, value in former.items() if name != "id"}
        | {
            "until": since - timedelta(days=1),
            "recorded_by": event_id,
            "ordinal": ordinal,
            "superseded_by": None,
        }
    ]
