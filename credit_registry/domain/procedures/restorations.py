"""A restoration (信用修复): what was determined about an enterprise ends before its time.

Who receives and verifies the application does not grant it. What was granted on a false application
is revoked by another officer: the record or the entry is public again, and its time counts anew.
"""

from credit_registry.domain.deadlines import Clock, Party
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.tables import About, Move, Need, Procedure, ProcedureKind

APPLIED, RETURNED, COMPLETED = "applied", "returned", "completed"
ACCEPTED, VERIFIED, FOUND_WANTING = "accepted", "verified", "found_wanting"
GRANTED, REFUSED, NOT_ACCEPTED = "granted", "refused", "not_accepted"
TAKEN_BACK, REVOKED = "taken_back", "revoked"

P = Permission
ACCEPTANCE = Clock(
    "restoration_acceptance",
    frozenset({"accept", "not_accept", "send_back", "take_back"}),
    owner=P.VERIFY_RESTORATION,
    escalates_to=P.RESTORE_RECORD,
)
COMPLETION = Clock(
    "restoration_completion", frozenset({"complete", "not_accept", "take_back"}), Party.SUBJECT
)
DECISION = Clock(
    "restoration_decision",
    frozenset({"grant", "refuse", "take_back"}),
    owner=P.RESTORE_RECORD,
    escalates_to=P.RESTORE_RECORD,
)

_NUMBER, _NOTE = frozenset({Need.DOCUMENT_NUMBER}), frozenset({Need.NOTE})
_OF_ANOTHER = frozenset({"apply", "complete", "verify"})
_ARRIVED = frozenset({APPLIED, COMPLETED})

RESTORATION = Procedure(
    kind=ProcedureKind.RESTORATION,
    about=frozenset({About.RECORD, About.LISTING}),
    opening=Move("apply", frozenset(), APPLIED, P.FILE_RESTORATION, starts=(ACCEPTANCE,)),
    moves=(
        Move("accept", _ARRIVED, ACCEPTED, P.VERIFY_RESTORATION, starts=(DECISION,)),
        Move(
            "send_back", frozenset({APPLIED}), RETURNED, P.VERIFY_RESTORATION, _NOTE,
            starts=(COMPLETION,),
        ),
        Move(
            "complete", frozenset({RETURNED}), COMPLETED, P.FILE_RESTORATION, _NOTE,
            starts=(ACCEPTANCE,),
        ),
        Move("not_accept", _ARRIVED | {RETURNED}, NOT_ACCEPTED, P.VERIFY_RESTORATION, _NOTE),
        Move(
            "verify", frozenset({ACCEPTED}), VERIFIED, P.VERIFY_RESTORATION, _NUMBER | _NOTE,
            frozenset({"apply"}),
        ),
        Move(
            "find_wanting", frozenset({ACCEPTED}), FOUND_WANTING, P.VERIFY_RESTORATION, _NOTE,
            frozenset({"apply"}),
        ),
        Move("grant", frozenset({VERIFIED}), GRANTED, P.RESTORE_RECORD, _NUMBER, _OF_ANOTHER),
        Move(
            "refuse", frozenset({VERIFIED, FOUND_WANTING}), REFUSED, P.RESTORE_RECORD,
            _NUMBER | _NOTE, _OF_ANOTHER | {"find_wanting"},
        ),
        Move(
            "take_back", _ARRIVED | {RETURNED, ACCEPTED, VERIFIED, FOUND_WANTING}, TAKEN_BACK,
            P.FILE_RESTORATION, _NOTE,
        ),
        Move(
            "revoke", frozenset({GRANTED}), REVOKED, P.RESTORE_RECORD, _NUMBER | _NOTE,
            frozenset({"grant"}),
        ),
    ),
    settled=frozenset({GRANTED}),
    words={
        "restoration": ("信用修复", "Credit restoration"),
        "apply": ("提出申请", "Apply"),
        "accept": ("受理", "Accept it"),
        "send_back": ("退回补正", "Send it back for completion"),
        "complete": ("补正", "Complete it"),
        "not_accept": ("不予受理", "Do not accept it"),
        "verify": ("核实，条件具备", "Verify that the conditions are met"),
        "find_wanting": ("核实，条件不具备", "Find that a condition is not met"),
        "grant": ("准予修复", "Grant it"),
        "refuse": ("不予修复", "Refuse it"),
        "take_back": ("撤回申请", "Take it back"),
        "revoke": ("申请不实，撤销修复", "Revoke it: the application was false"),
        APPLIED: ("已申请，待受理", "Applied for, to be accepted"),
        RETURNED: ("待补正", "Sent back, to be completed"),
        COMPLETED: ("已补正，待受理", "Completed, to be accepted"),
        ACCEPTED: ("已受理，核实中", "Accepted, being verified"),
        VERIFIED: ("已核实，待决定", "Verified, to be decided"),
        FOUND_WANTING: ("核实条件不具备，待决定", "Found wanting, to be decided"),
        GRANTED: ("已准予修复", "Granted"),
        REFUSED: ("未准予修复", "Refused"),
        NOT_ACCEPTED: ("未受理", "Not accepted"),
        TAKEN_BACK: ("已撤回", "Taken back"),
        REVOKED: ("修复已撤销", "Revoked"),
    },
)  # fmt: skip
"""The table of restorations. One sent back once is not sent back again: it is accepted or not."""
