"""A challenge: reconsideration (行政复议) or litigation (行政诉讼) about a record or an entry.

It is recorded as the body that hears it tells; the decision stays in force meanwhile
(行政处罚法 73), and every reader sees that it is challenged. A decision that is annulled or changed
has to be carried out here within the time that the law sets.
"""

from enum import StrEnum

from credit_registry.domain.deadlines import Clock
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.tables import About, Move, Need, Procedure, ProcedureKind


class ChallengeForum(StrEnum):
    """Before whom the decision is challenged; one of each may be open."""

    RECONSIDERATION = "reconsideration"
    LITIGATION = "litigation"


PENDING, MAINTAINED, TO_CARRY_OUT = "pending", "maintained", "to_carry_out"
CARRIED_OUT, ENDED = "carried_out", "ended"

P = Permission
_STATED = frozenset({Need.DOCUMENT_NUMBER, Need.ON})
_WITHDRAWAL = Clock(
    "annulment_withdrawal",
    frozenset({"carry_out"}),
    owner=P.RECORD_CHALLENGE,
    escalates_to=P.DECIDE_LISTING,
)

CHALLENGE = Procedure(
    kind=ProcedureKind.CHALLENGE,
    about=frozenset({About.RECORD, About.LISTING}),
    opening=Move("receive", frozenset(), PENDING, P.RECORD_CHALLENGE, _STATED),
    moves=(
        Move("maintain", frozenset({PENDING}), MAINTAINED, P.RECORD_CHALLENGE, _STATED),
        Move(
            "annul", frozenset({PENDING}), TO_CARRY_OUT, P.RECORD_CHALLENGE,
            _STATED | {Need.NOTE}, starts=(_WITHDRAWAL,),
        ),
        Move(
            "change", frozenset({PENDING}), TO_CARRY_OUT, P.RECORD_CHALLENGE,
            _STATED | {Need.NOTE}, starts=(_WITHDRAWAL,),
        ),
        Move("end", frozenset({PENDING}), ENDED, P.RECORD_CHALLENGE, frozenset({Need.NOTE})),
        Move(
            "carry_out", frozenset({TO_CARRY_OUT}), CARRIED_OUT, P.RECORD_CHALLENGE,
            frozenset({Need.NOTE}),
        ),
    ),
    words={
        "challenge": ("复议或诉讼", "Reconsideration or litigation"),
        "receive": ("登记受理", "Record that it was accepted"),
        "maintain": ("决定维持", "The decision is maintained"),
        "annul": ("决定被撤销", "The decision is annulled"),
        "change": ("决定被变更", "The decision is changed"),
        "end": ("终止或撤回", "It ended without a decision"),
        "carry_out": ("执行完毕", "Carried out here"),
        PENDING: ("审理中", "Pending"),
        MAINTAINED: ("已维持", "Maintained"),
        TO_CARRY_OUT: ("待执行", "To be carried out here"),
        CARRIED_OUT: ("已执行", "Carried out"),
        ENDED: ("已终止", "Ended"),
    },
)  # fmt: skip
"""The table of challenges."""
