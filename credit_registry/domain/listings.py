"""The life of an entry in the list of the untrustworthy with serious violations, as a table.

Source: 市场监督管理严重违法失信名单管理办法 (总局令第44号), in force since 2021-09-01. An entry
becomes public only after notice, the time for statement and defence, and a decision by another
officer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from credit_registry.domain.errors import NotPermitted, TransitionNotAllowed, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.permissions import Permission


class ListColour(StrEnum):
    """Whether a list praises, blames, or repeats what a national body determined."""

    RED = "red"
    BLACK = "black"
    MIRRORED = "mirrored"


class ListingStatus(StrEnum):
    """Where an entry stands."""

    CANDIDATE = "candidate"
    NOTICED = "noticed"
    STATED = "stated"
    DECIDED = "decided"
    DECLINED = "declined"
    PUBLISHED = "published"
    REMOVED = "removed"
    EXPIRED = "expired"


class Step(StrEnum):
    """What can be done with an entry."""

    SERVE_NOTICE = "serve_notice"
    RECORD_STATEMENT = "record_statement"
    DECIDE = "decide"
    DECLINE = "decline"
    PUBLISH = "publish"
    REMOVE = "remove"
    EXPIRE = "expire"


S, T = ListingStatus, Step

STEPS: dict[tuple[ListingStatus, Step], ListingStatus] = {
    (S.CANDIDATE, T.SERVE_NOTICE): S.NOTICED,
    (S.CANDIDATE, T.DECLINE): S.DECLINED,
    (S.NOTICED, T.RECORD_STATEMENT): S.STATED,
    (S.NOTICED, T.DECIDE): S.DECIDED,
    (S.NOTICED, T.DECLINE): S.DECLINED,
    (S.STATED, T.DECIDE): S.DECIDED,
    (S.STATED, T.DECLINE): S.DECLINED,
    (S.DECIDED, T.PUBLISH): S.PUBLISHED,
    (S.DECIDED, T.REMOVE): S.REMOVED,
    (S.PUBLISHED, T.REMOVE): S.REMOVED,
    (S.PUBLISHED, T.EXPIRE): S.EXPIRED,
}
"""The steps there are; a step not in the table is not allowed."""

PERMISSION: dict[Step, Permission] = {
    T.SERVE_NOTICE: Permission.SERVE_NOTICE,
    T.RECORD_STATEMENT: Permission.RECORD_STATEMENT,
    T.DECIDE: Permission.DECIDE_LISTING,
    T.DECLINE: Permission.DECIDE_LISTING,
    T.PUBLISH: Permission.PUBLISH_LISTING,
    T.REMOVE: Permission.REMOVE_LISTING,
    T.EXPIRE: Permission.OPERATE,
}

EVENT: dict[Step, EventKind] = {
    T.SERVE_NOTICE: EventKind.LISTING_NOTICED,
    T.RECORD_STATEMENT: EventKind.LISTING_STATEMENT_RECORDED,
    T.DECIDE: EventKind.LISTING_DECIDED,
    T.DECLINE: EventKind.LISTING_DECLINED,
    T.PUBLISH: EventKind.LISTING_PUBLISHED,
    T.REMOVE: EventKind.LISTING_REMOVED,
    T.EXPIRE: EventKind.LISTING_EXPIRED,
}

OPEN = frozenset({S.CANDIDATE, S.NOTICED, S.STATED, S.DECIDED, S.PUBLISHED})
"""The statuses in which a second entry for the same subject and list would be a repetition."""

WAITING = OPEN - {S.PUBLISHED}
"""The statuses of a case under way: it waits for somebody's step."""


def status_after(status: ListingStatus, step: Step) -> ListingStatus:
    """The status to which the step leads. Raises TransitionNotAllowed naming what would be."""
    after = STEPS.get((status, step))
    if after is None:
        possible = ", ".join(sorted(s for at, s in STEPS if at is status)) or "nothing further"
        raise TransitionNotAllowed(f"An entry that is {status} cannot {step}; it may: {possible}.")
    return after


def steps_from(status: ListingStatus) -> tuple[Step, ...]:
    """The steps that the table allows from the status, in its order."""
    return tuple(step for at, step in STEPS if at is status)


PROPOSED = "propose"
"""The step that opens a case; no later one leads back to it."""

_HEARING = (PROPOSED, T.SERVE_NOTICE.value, T.RECORD_STATEMENT.value)

APART: dict[Step, tuple[str, ...]] = {
    T.DECIDE: _HEARING,
    T.DECLINE: _HEARING,
    T.REMOVE: (T.PUBLISH.value,),
}
"""The steps that nobody takes who took one of those named: no one is judge of the own work."""

RESTING = frozenset({T.DECIDE, T.PUBLISH})
"""The steps that need what the case rests on to hold still."""


def steps_in_the_way(step: Step, taken_by: Mapping[str, int], acting: int) -> tuple[str, ...]:
    """The steps of the case that bar the account from taking this one, because it took them."""
    return tuple(name for name in APART.get(step, ()) if taken_by.get(name) == acting)


def require_another_officer(step: Step, taken_by: Mapping[str, int], acting: int) -> None:
    """Pass unless the account took a step of the case that is to be another's."""
    if barring := steps_in_the_way(step, taken_by, acting):
        raise NotPermitted(
            f"Who took the step {', '.join(barring)} of a case does not {step} in it; "
            "another officer who may do so has to."
        )


class RemovalReason(StrEnum):
    """Why an entry leaves its list before its term."""

    EARLY = "early"
    ANNULLED = "annulled"


_DOCUMENT = re.compile(r"[〔\[［（(【]\s*(?:19|20)\d{2}\s*[〕\]］）)】]\s*第?\s*[0-9A-Za-z-]*\d")


def names_a_document(text: str) -> bool:
    """Whether a document number stands in the text.

    >>> names_a_document("依据虚市监处罚〔2026〕3号")
    True
    >>> names_a_document("两年内三次受到较重处罚")
    False
    """
    return _DOCUMENT.search(text) is not None


@dataclass(frozen=True, slots=True)
class Hearing:
    """The notice of an entry and what came of it; `statement_due_on` is the last day to answer."""

    notice_served_on: date
    statement_due_on: date
    statement_received_on: date | None = None
    is_due_provisional: bool = False

    def is_over(self, day: date) -> bool:
        """Whether the time to answer is certain to be over on the day."""
        return not self.is_due_provisional and day > self.statement_due_on


def require_heard(hearing: Hearing | None, today: date) -> None:
    """Pass once the subject has answered or the last day to answer is over for certain."""
    if hearing is None:
        raise Unlawful("No decision without prior notice; serve the notice first.")
    if hearing.statement_received_on is not None or hearing.is_over(today):
        return
    due = hearing.statement_due_on
    if hearing.is_due_provisional:
        raise Unlawful(
            f"The last day to answer, {due.isoformat()}, is provisional: the working days of "
            f"{_years(hearing)} are not on file. Load that year's table; a decision is possible "
            "once the day is certain and over, or once the subject has answered."
        )
    raise Unlawful(
        f"The subject may state its case until {due.isoformat()}; "
        "a decision is possible once it has answered or from the day after."
    )


def _years(hearing: Hearing) -> str:
    """The years that the time to answer touches."""
    years = range(hearing.notice_served_on.year, hearing.statement_due_on.year + 1)
    return " or ".join(map(str, years))
