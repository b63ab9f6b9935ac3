"""An objection (异议) to a record or an entry: whoever it is about says that it is wrong.

While it is open every reader sees that the record or the entry is objected to; what it says stays
in force meanwhile. Who decided an entry does not review the objection to it.
"""

from credit_registry.domain.deadlines import Clock
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.tables import About, Move, Need, Procedure, ProcedureKind

FILED, ACCEPTED = "filed", "accepted"
UPHELD, DISMISSED, NOT_ACCEPTED, TAKEN_BACK = "upheld", "dismissed", "not_accepted", "taken_back"

P = Permission
_ACCEPTANCE = Clock(
    "objection_acceptance",
    frozenset({"accept", "not_accept", "take_back"}),
    owner=P.REVIEW_OBJECTION,
    escalates_to=P.DECIDE_LISTING,
)
_DECISION = Clock(
    "objection_decision",
    frozenset({"uphold", "dismiss", "take_back"}),
    owner=P.REVIEW_OBJECTION,
    escalates_to=P.DECIDE_LISTING,
)

OBJECTION = Procedure(
    kind=ProcedureKind.OBJECTION,
    about=frozenset({About.RECORD, About.LISTING}),
    opening=Move(
        "file", frozenset(), FILED, P.FILE_OBJECTION, frozenset({Need.NOTE}), starts=(_ACCEPTANCE,)
    ),
    moves=(
        Move("accept", frozenset({FILED}), ACCEPTED, P.REVIEW_OBJECTION, starts=(_DECISION,)),
        Move(
            "not_accept", frozenset({FILED}), NOT_ACCEPTED, P.REVIEW_OBJECTION,
            frozenset({Need.NOTE}),
        ),
        Move(
            "uphold", frozenset({ACCEPTED}), UPHELD, P.REVIEW_OBJECTION,
            frozenset({Need.DOCUMENT_NUMBER, Need.NOTE}), frozenset({"file"}),
        ),
        Move(
            "dismiss", frozenset({ACCEPTED}), DISMISSED, P.REVIEW_OBJECTION,
            frozenset({Need.DOCUMENT_NUMBER, Need.NOTE}), frozenset({"file"}),
        ),
        Move(
            "take_back", frozenset({FILED, ACCEPTED}), TAKEN_BACK, P.FILE_OBJECTION,
            frozenset({Need.NOTE}),
        ),
    ),
    words={
        "objection": ("异议", "Objection"),
        "file": ("提出异议", "File the objection"),
        "accept": ("受理", "Accept it for review"),
        "not_accept": ("不予受理", "Do not accept it"),
        "uphold": ("异议成立", "Uphold it"),
        "dismiss": ("异议不成立", "Dismiss it"),
        "take_back": ("撤回异议", "Take it back"),
        FILED: ("待受理", "Filed, to be accepted"),
        ACCEPTED: ("核实中", "Under review"),
        UPHELD: ("异议成立", "Upheld"),
        DISMISSED: ("异议不成立", "Dismissed"),
        NOT_ACCEPTED: ("未受理", "Not accepted"),
        TAKEN_BACK: ("已撤回", "Taken back"),
    },
)  # fmt: skip
"""The table of objections."""
