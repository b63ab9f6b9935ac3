"""The step that is due in a case, what steps are called, and who may take them."""

from collections.abc import Mapping
from datetime import date

from credit_registry.domain.actors import Actor
from credit_registry.domain.listing_courses import steps_in_the_way, steps_to_take
from credit_registry.domain.listing_steps import PERMISSION
from credit_registry.domain.listings import (
    LOST_GROUND,
    PROPOSED,
    REGAINED_GROUND,
    SUSPENDED_BY_LAW,
    ListingStatus,
    Step,
)
from credit_registry.domain.permissions import may
from credit_registry.domain.records import RecordState
from credit_registry.services.lists.grounds import Lapse
from credit_registry.services.lists.listing_steps import hearing_of, scope_of
from credit_registry.services.lists.listings import ListEntry
from credit_registry.web.site.voices import Voice

S, T = ListingStatus, Step

DUE: Mapping[ListingStatus, Step] = {
    S.CANDIDATE: T.SERVE_NOTICE,
    S.STATED: T.DECIDE,
    S.HEARING_REQUESTED: T.HOLD_HEARING,
    S.HEARD: T.DECIDE,
    S.DECIDED: T.PUBLISH,
    S.CONSENT_AWAITED: T.GIVE_CONSENT,
    S.CONSENTED: T.PUBLISH,
    S.NOMINATED: T.CHECK,
    S.CHECKED: T.ANNOUNCE,
    S.ANNOUNCED: T.PUBLISH,
    S.SUSPENDED: T.REVOKE,
}
"""The step that a case waits for; a notice waits for the answer first."""


BY_LAW: Mapping[str, str] = {
    SUSPENDED_BY_LAW: "case.suspended_by_law",
    LOST_GROUND: "case.lost_ground",
    REGAINED_GROUND: "case.regained_ground",
}
"""The texts of what happens to an entry without an officer's step."""


def next_step(entry: ListEntry, today: date, *, has_lapsed: bool = False) -> Step | None:
    """The one step that is due; None while an entry merely stands on its list.

    A case that has lost its ground is to be ended.
    """
    possible = steps_to_take(entry.list_type.procedure, entry.status)
    if has_lapsed:
        return next((step for step in (Step.DECLINE, Step.WITHDRAW) if step in possible), None)
    version = entry.version
    if entry.status is ListingStatus.NOTICED:
        return Step.DECIDE if is_over(entry, today) else Step.RECORD_STATEMENT
    if Step.EXPIRE in possible and version.until is not None and version.until < today:
        return Step.EXPIRE
    return DUE.get(entry.status)


def is_over(entry: ListEntry, today: date) -> bool:
    """Whether the time to answer is over for certain."""
    hearing = hearing_of(entry.version)
    return hearing is not None and hearing.is_over(today)


def lapse_words(lapse: Lapse, voice: Voice) -> str:
    """What became of the record behind a case, and by when to act."""
    due = voice.day(lapse.due.due_on)
    if lapse.due.is_provisional:
        due += voice.say("case.provisional")
    if lapse.state is RecordState.ACTIVE:
        return voice.say("case.not_adverse", day=voice.day(lapse.since), due=due)
    state = voice.label(lapse.state)
    return voice.say("case.lapsed", state=state, day=voice.day(lapse.since), due=due)


def step_name(step: str, voice: Voice) -> str:
    """What a step of the file is called; the first is the proposal."""
    if step in BY_LAW:
        return voice.say(BY_LAW[step])
    return voice.say("case.proposed") if step == PROPOSED else voice.label(Step(step))


def is_permitted(step: Step, actor: Actor, division: str | None) -> bool:
    """Whether the actor's roles allow the step for a subject of the division."""
    permission = PERMISSION[step]
    return may(actor, permission, division=scope_of(permission, division))


def is_barred(step: Step, entry: ListEntry, taken_by: Mapping[str, int], actor: Actor) -> bool:
    """Whether a step that the actor took bars the actor from this one."""
    procedure = entry.list_type.procedure
    return bool(steps_in_the_way(procedure, step, taken_by, actor.account_id))
