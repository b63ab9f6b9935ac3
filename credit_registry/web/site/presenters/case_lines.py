"""One case as a line of the desk's table."""

from dataclasses import dataclass
from datetime import date

from credit_registry.domain.actors import Actor
from credit_registry.domain.listings import ListingStatus, Step
from credit_registry.services.files.desks import Case
from credit_registry.services.lists.listings import ListEntry
from credit_registry.web.site.addresses import of_case
from credit_registry.web.site.presenters import badges, case_steps
from credit_registry.web.site.presenters.badges import Badge
from credit_registry.web.site.presenters.case_steps import is_over, lapse_words, next_step
from credit_registry.web.site.voices import Voice

ANSWERED = frozenset({ListingStatus.NOTICED, ListingStatus.ANNOUNCED})
"""The statuses that wait until the time to answer or to object is over."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in the table; `is_mine` marks a next step that the officer may take today.

    `alert` says that the record behind the case no longer stands, and by when to act.
    """

    name: str
    code: str
    address: str
    list: str
    badge: Badge
    stepped_on: str
    next: str
    due: str
    is_mine: bool
    alert: str


def line(case: Case, actor: Actor, today: date, voice: Voice) -> CaseLine:
    """One case in the table."""
    entry = case.entry
    following = next_step(entry, today, has_lapsed=case.lapse is not None)
    return CaseLine(
        name=case.name,
        code=case.code or "",
        address=of_case(entry.listing_id),
        list=voice.either(entry.list_type.label_zh, entry.list_type.label_en),
        badge=badges.of_status(entry.status, entry.list_type.colour, voice.label(entry.status)),
        stepped_on=voice.day(entry.version.stepped_on),
        next=voice.label(following) if following else voice.say("case.nothing_due"),
        due=_waits_for(entry, today, voice),
        is_mine=following is not None and _may_take(following, case, actor),
        alert=lapse_words(case.lapse, voice) if case.lapse else "",
    )


def _may_take(step: Step, case: Case, actor: Actor) -> bool:
    """Whether the officer holds the step's role and took no step that bars from it."""
    barred = case_steps.is_barred(step, case.entry, case.taken_by, actor)
    return not barred and case_steps.is_permitted(step, actor, actor.division)


def _waits_for(entry: ListEntry, today: date, voice: Voice) -> str:
    """Until when the case must wait, where it must."""
    version = entry.version
    due = version.statement_due_on
    if entry.status not in ANSWERED or due is None:
        return ""
    said = "case.heard_since" if is_over(entry, today) else "case.heard_until"
    day = voice.say(said, day=voice.day(due))
    return day + voice.say("case.provisional") if version.is_due_provisional else day
