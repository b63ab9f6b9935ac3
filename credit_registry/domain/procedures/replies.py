"""A reply (企业答复): what an enterprise says of a public record of its own, beside that record.

An officer who did not enter the record looks at it once, for personal data and for insults alone:
whether it is right is not judged. It is public only while it stands, and only where and as long as
its record is.
"""

from credit_registry.domain.deadlines import Clock
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.tables import About, Move, Need, Procedure, ProcedureKind

WAITING, STANDING = "waiting", "standing"
REFUSED, TAKEN_DOWN, TAKEN_BACK = "refused", "taken_down", "taken_back"
WRITE, LET_STAND, REFUSE, TAKE_DOWN = "write", "let_stand", "refuse", "take_down"
LOOKED_AT = (LET_STAND, REFUSE, TAKE_DOWN)
"""The steps that an officer takes."""

REPLIED_TO = "record_version"
"""Under which name the first step keeps the number of the version that was replied to."""

P = Permission
_REVIEW = Clock(
    "reply_review",
    frozenset({LET_STAND, REFUSE, "take_back"}),
    owner=P.REVIEW_REPLY,
    escalates_to=P.DECIDE_LISTING,
)
_WRITTEN = frozenset({WRITE})

REPLY = Procedure(
    kind=ProcedureKind.REPLY,
    about=frozenset({About.RECORD}),
    opening=Move(
        WRITE, frozenset(), WAITING, P.REPLY_TO_RECORD, frozenset({Need.NOTE}), starts=(_REVIEW,)
    ),
    moves=(
        Move(LET_STAND, frozenset({WAITING}), STANDING, P.REVIEW_REPLY, apart=_WRITTEN),
        Move(
            REFUSE, frozenset({WAITING}), REFUSED, P.REVIEW_REPLY, frozenset({Need.NOTE}), _WRITTEN
        ),
        Move(
            TAKE_DOWN, frozenset({STANDING}), TAKEN_DOWN, P.REVIEW_REPLY, frozenset({Need.NOTE}),
            _WRITTEN,
        ),
        Move("take_back", frozenset({WAITING, STANDING}), TAKEN_BACK, P.REPLY_TO_RECORD),
    ),
    settled=frozenset({STANDING}),
    words={
        "reply": ("企业答复", "Reply of the enterprise"),
        WRITE: ("提交答复", "Write the reply"),
        LET_STAND: ("准予展示", "Let it stand beside the record"),
        REFUSE: ("不予展示", "Refuse it"),
        TAKE_DOWN: ("停止展示", "Take it down"),
        "take_back": ("撤回答复", "Take it back"),
        WAITING: ("待查看", "Waiting to be looked at"),
        STANDING: ("展示中", "Standing beside the record"),
        REFUSED: ("未予展示", "Refused"),
        TAKEN_DOWN: ("已停止展示", "Taken down"),
        TAKEN_BACK: ("已撤回", "Taken back"),
    },
)  # fmt: skip
"""The table of replies. One that stands is settled: nothing is asked of anybody."""
