"""A re-inspection (复检) of a failed sample: asked for within the time to challenge the result.

While it is asked for and not concluded the result is neither published nor scored; an order to put
things right is not suspended by it. Its conclusion is final.
"""

from credit_registry.domain.deadlines import Clock
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.tables import About, Move, Need, Procedure, ProcedureKind

FILED, ACCEPTED = "filed", "accepted"
CONFORMS, FAILED_AGAIN = "conforms", "failed_again"
NOT_ACCEPTED, TAKEN_BACK = "not_accepted", "taken_back"

FILE, CONFIRM_CONFORMITY, CONFIRM_FAILURE = "file", "find_conforming", "find_failed"
SETTLING = ("not_accept", CONFIRM_FAILURE, "take_back")
"""Steps after which the result stands as it was."""

P = Permission
_ACCEPTANCE = Clock(
    "sampling_challenge_acceptance",
    frozenset({"accept", "not_accept", "take_back"}),
    owner=P.REVIEW_OBJECTION,
    escalates_to=P.DECIDE_FOLLOW_UP,
)
_CONCLUSION = Clock(
    "sampling_re_inspection",
    frozenset({CONFIRM_CONFORMITY, CONFIRM_FAILURE, "take_back"}),
    owner=P.REVIEW_OBJECTION,
    escalates_to=P.DECIDE_FOLLOW_UP,
)
_CONCLUDED = frozenset({Need.DOCUMENT_NUMBER, Need.NOTE})

RE_INSPECTION = Procedure(
    kind=ProcedureKind.RE_INSPECTION,
    about=frozenset({About.RECORD}),
    opening=Move(
        FILE, frozenset(), FILED, P.FILE_OBJECTION, frozenset({Need.NOTE}), starts=(_ACCEPTANCE,)
    ),
    moves=(
        Move("accept", frozenset({FILED}), ACCEPTED, P.REVIEW_OBJECTION, starts=(_CONCLUSION,)),
        Move(
            "not_accept", frozenset({FILED}), NOT_ACCEPTED, P.REVIEW_OBJECTION,
            frozenset({Need.NOTE}),
        ),
        Move(
            CONFIRM_CONFORMITY, frozenset({ACCEPTED}), CONFORMS, P.REVIEW_OBJECTION, _CONCLUDED,
            frozenset({FILE}),
        ),
        Move(
            CONFIRM_FAILURE, frozenset({ACCEPTED}), FAILED_AGAIN, P.REVIEW_OBJECTION, _CONCLUDED,
            frozenset({FILE}),
        ),
        Move(
            "take_back", frozenset({FILED, ACCEPTED}), TAKEN_BACK, P.FILE_OBJECTION,
            frozenset({Need.NOTE}),
        ),
    ),
    words={
        "re_inspection": ("抽检复检", "Re-inspection of a sample"),
        FILE: ("申请复检", "Ask for a re-inspection"),
        "accept": ("受理复检申请", "Accept it"),
        "not_accept": ("不予受理", "Do not accept it"),
        CONFIRM_CONFORMITY: ("复检合格", "Record that the sample conforms"),
        CONFIRM_FAILURE: ("复检不合格", "Record that the sample failed again"),
        "take_back": ("撤回复检申请", "Take it back"),
        FILED: ("待受理", "Asked for, to be accepted"),
        ACCEPTED: ("复检中", "Being re-inspected"),
        CONFORMS: ("复检合格，原结果撤销", "Sample conforms; the result is annulled"),
        FAILED_AGAIN: ("复检不合格，原结果维持", "Failed again; the result stands"),
        NOT_ACCEPTED: ("未受理", "Not accepted"),
        TAKEN_BACK: ("已撤回", "Taken back"),
    },
)  # fmt: skip
"""The table of re-inspections."""
