"""The life of an entry as tables, one a procedure: what leads where, and who keeps away from what.

Source of the due process: 市场监督管理严重违法失信名单管理办法 (总局令第44号), in force since
2021-09-01. An entry becomes public only after notice, the time for statement and defence, and a
decision by another officer. The other procedures are this registry's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from credit_registry.domain.deadlines import Clock, Party
from credit_registry.domain.errors import NotPermitted, TransitionNotAllowed
from credit_registry.domain.listings import PROPOSED, ListingStatus, ListProcedure, Step
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.tables import Need

S, T = ListingStatus, Step


@dataclass(frozen=True, slots=True)
class Way:
    """One step of a procedure.

    `leads` says from where to where; `apart` names the steps that nobody took who takes this one;
    `starts` holds the periods that begin on its day by where it leads; `is_resting` says that what
    the case rests on must hold still, and `is_restoring` that it follows from the decision on an
    application for restoration and is never taken by itself.
    """

    leads: Mapping[ListingStatus, ListingStatus]
    needs: frozenset[Need] = field(default_factory=frozenset)
    apart: tuple[str, ...] = ()
    starts: Mapping[ListingStatus, Clock] = field(default_factory=dict)
    is_resting: bool = False
    is_restoring: bool = False


STATEMENT, CONSENT = "listing_statement", "listing_consent"
PUBLICATION, ANNULMENT = "listing_publication", "annulment_withdrawal"
ANNOUNCEMENT, SUSPENSION = "red_announcement", "red_suspension"

CLOCKS: Mapping[str, Clock] = {
    clock.deadline: clock
    for clock in (
        Clock(STATEMENT, frozenset({T.RECORD_STATEMENT.value}), Party.SUBJECT),
        Clock(
            CONSENT,
            frozenset({T.GIVE_CONSENT.value, T.REFUSE_CONSENT.value}),
            owner=Permission.CONSENT_LISTING,
            escalates_to=Permission.DECIDE_LISTING,
        ),
        Clock(
            PUBLICATION,
            frozenset({T.PUBLISH.value}),
            owner=Permission.PUBLISH_LISTING,
            escalates_to=Permission.DECIDE_LISTING,
        ),
        Clock(
            ANNULMENT,
            frozenset({T.WITHDRAW.value, T.DECLINE.value, T.REFUSE_CONSENT.value}),
            owner=Permission.REMOVE_LISTING,
            escalates_to=Permission.DECIDE_LISTING,
        ),
        Clock(ANNOUNCEMENT, frozenset(), Party.SUBJECT),
        Clock(
            SUSPENSION,
            frozenset({T.REVOKE.value, T.RESUME.value, T.EXPIRE.value}),
            owner=Permission.REMOVE_LISTING,
            escalates_to=Permission.DECIDE_LISTING,
        ),
    )
}
"""The periods of entries by their code in the law; annulment and suspension befall an entry."""

SETTLING = frozenset({T.DECIDE, T.PUBLISH})
"""The steps after which no earlier period matters any more."""


def clocks_met(step: Step) -> frozenset[str]:
    """The codes of the periods that the step meets."""
    return frozenset(code for code, clock in CLOCKS.items() if step.value in clock.met_by)


_DOCUMENT, _NOTE = frozenset({Need.DOCUMENT_NUMBER}), frozenset({Need.NOTE})
_DAY = frozenset({Need.ON})
_TO_PUBLISH = CLOCKS[PUBLICATION]
_FILED = (PROPOSED, T.SERVE_NOTICE.value, T.RECORD_STATEMENT.value, T.REQUEST_HEARING.value)
_DECIDED = (*_FILED, T.DECIDE.value)
_CLOSED_BY = (T.PUBLISH.value,)


def _all(*statuses: ListingStatus, to: ListingStatus) -> Mapping[ListingStatus, ListingStatus]:
    """The same way from several statuses."""
    return dict.fromkeys(statuses, to)


DUE_PROCESS: Mapping[Step, Way] = {
    T.SERVE_NOTICE: Way({S.CANDIDATE: S.NOTICED}, _DOCUMENT, starts={S.NOTICED: CLOCKS[STATEMENT]}),
    T.RECORD_STATEMENT: Way({S.NOTICED: S.STATED, S.HEARING_REQUESTED: S.HEARING_REQUESTED}, _DAY),
    T.REQUEST_HEARING: Way(_all(S.NOTICED, S.STATED, to=S.HEARING_REQUESTED), _DAY),
    T.HOLD_HEARING: Way({S.HEARING_REQUESTED: S.HEARD}, _NOTE | _DAY, apart=_FILED),
    T.DECIDE: Way(
        _all(S.NOTICED, S.STATED, S.HEARD, to=S.DECIDED),
        _DOCUMENT,
        apart=_FILED,
        starts={S.DECIDED: _TO_PUBLISH, S.CONSENT_AWAITED: CLOCKS[CONSENT]},
        is_resting=True,
    ),
    T.DECLINE: Way(
        _all(S.CANDIDATE, S.NOTICED, S.STATED, S.HEARING_REQUESTED, S.HEARD, to=S.DECLINED),
        _NOTE,
        apart=_FILED,
    ),
    T.GIVE_CONSENT: Way(
        {S.CONSENT_AWAITED: S.CONSENTED},
        _DOCUMENT,
        apart=_DECIDED,
        starts={S.CONSENTED: _TO_PUBLISH},
        is_resting=True,
    ),
    T.REFUSE_CONSENT: Way(
        {S.CONSENT_AWAITED: S.CONSENT_REFUSED},
        _DOCUMENT | _NOTE,
        apart=_DECIDED,
    ),
    T.PUBLISH: Way(
        _all(S.DECIDED, S.CONSENTED, to=S.PUBLISHED),
        apart=(T.DECIDE.value,),
        is_resting=True,
    ),
    T.REMOVE: Way({S.PUBLISHED: S.REMOVED}, _DOCUMENT | _NOTE, apart=_CLOSED_BY, is_restoring=True),
    T.WITHDRAW: Way(
        _all(S.DECIDED, S.CONSENT_AWAITED, S.CONSENTED, S.PUBLISHED, to=S.WITHDRAWN),
        _DOCUMENT | _NOTE,
        apart=_CLOSED_BY,
    ),
    T.RELIST: Way(
        {S.REMOVED: S.PUBLISHED},
        _DOCUMENT | _NOTE,
        apart=(T.REMOVE.value,),
        is_resting=True,
        is_restoring=True,
    ),
    T.EXPIRE: Way({S.PUBLISHED: S.EXPIRED}),
}
"""The list of the untrustworthy: nothing without notice, nothing for ever.

An entry leaves before its term by a granted application, or because its penalty was annulled.
"""

NOMINATION: Mapping[Step, Way] = {
    T.CHECK: Way({S.NOMINATED: S.CHECKED}, apart=(PROPOSED,)),
    T.ANNOUNCE: Way(
        {S.CHECKED: S.ANNOUNCED}, _DOCUMENT, starts={S.ANNOUNCED: CLOCKS[ANNOUNCEMENT]}
    ),
    T.DECLINE: Way(
        _all(S.NOMINATED, S.CHECKED, S.ANNOUNCED, to=S.DECLINED),
        _NOTE,
        apart=(PROPOSED,),
    ),
    T.PUBLISH: Way(
        {S.ANNOUNCED: S.PUBLISHED},
        _DOCUMENT,
        apart=(PROPOSED, T.CHECK.value),
    ),
    T.RESUME: Way({S.SUSPENDED: S.PUBLISHED}, _DOCUMENT | _NOTE, apart=(PROPOSED,)),
    T.REVOKE: Way(
        _all(S.PUBLISHED, S.SUSPENDED, to=S.REVOKED),
        _DOCUMENT | _NOTE,
        apart=_CLOSED_BY,
    ),
    T.EXPIRE: Way(_all(S.PUBLISHED, S.SUSPENDED, to=S.EXPIRED)),
}
"""A red list: nobody enters it who stands on a black one, or before all could object."""

WATCH: Mapping[Step, Way] = {T.END: Way({S.WATCHED: S.ENDED}, _NOTE)}
"""The watch list: within the registry alone, without effect on anybody's rights."""

COURSES: Mapping[ListProcedure, Mapping[Step, Way]] = {
    ListProcedure.DUE_PROCESS: DUE_PROCESS,
    ListProcedure.NOMINATION: NOMINATION,
    ListProcedure.WATCH: WATCH,
    ListProcedure.MIRROR: {},
    ListProcedure.RECORDS: {},
}
"""What can be done under each procedure; a mirror follows its source, honours their records."""

RESTORING = frozenset(
    step for course in COURSES.values() for step, found in course.items() if found.is_restoring
)
"""The steps that follow from the decision on an application for restoration."""

OPENS: Mapping[ListProcedure, ListingStatus] = {
    ListProcedure.DUE_PROCESS: S.CANDIDATE,
    ListProcedure.NOMINATION: S.NOMINATED,
    ListProcedure.WATCH: S.WATCHED,
}
"""Where an entry that an officer opens begins."""


def way(procedure: ListProcedure, step: Step) -> Way:
    """What the procedure says of the step. Raises TransitionNotAllowed where it knows none."""
    found = COURSES[procedure].get(step)
    if found is None:
        raise TransitionNotAllowed(f"No entry under the procedure {procedure} can {step}.")
    return found


def status_after(
    procedure: ListProcedure, status: ListingStatus, step: Step, *, needs_consent: bool = False
) -> ListingStatus:
    """The status to which the step leads. Raises TransitionNotAllowed naming what would be.

    A decision that needs the consent of a superior waits for it.
    """
    known = COURSES[procedure].get(step)
    after = known.leads.get(status) if known else None
    if after is None:
        possible = ", ".join(sorted(steps_from(procedure, status))) or "nothing further"
        raise TransitionNotAllowed(f"An entry that is {status} cannot {step}; it may: {possible}.")
    return S.CONSENT_AWAITED if after is S.DECIDED and needs_consent else after


def steps_from(procedure: ListProcedure, status: ListingStatus) -> tuple[Step, ...]:
    """The steps that the procedure allows from the status, in its order."""
    return tuple(step for step, found in COURSES[procedure].items() if status in found.leads)


def steps_to_take(procedure: ListProcedure, status: ListingStatus) -> tuple[Step, ...]:
    """The steps from the status that are taken by themselves, in the procedure's order."""
    return tuple(step for step in steps_from(procedure, status) if step not in RESTORING)


def steps_in_the_way(
    procedure: ListProcedure, step: Step, taken_by: Mapping[str, int], acting: int
) -> tuple[str, ...]:
    """The steps of the case that bar the account from taking this one, because it took them."""
    known = COURSES[procedure].get(step)
    return tuple(name for name in known.apart if taken_by.get(name) == acting) if known else ()


def require_another_officer(
    procedure: ListProcedure, step: Step, taken_by: Mapping[str, int], acting: int
) -> None:
    """Pass unless the account took a step of the case that is to be another's."""
    if barring := steps_in_the_way(procedure, step, taken_by, acting):
        raise NotPermitted(
            f"Who took the step {', '.join(barring)} of a case does not {step} in it; "
            "another officer who may do so has to."
        )
