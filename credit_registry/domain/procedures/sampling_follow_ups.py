"""What follows a failed sampling (抽检后处理), from the service of its result to its end.

The order to stop producing and selling and to put things right comes at once and is not suspended
by a challenge, which is a proceeding of its own (`re_inspections`); a re-inspection that the sample
passes ends the follow-up. Whoever refused the sampling is warned, and then suspended where that
does not help.
"""

from credit_registry.domain.deadlines import Clock, Party
from credit_registry.domain.kinds.sampling_results import REFUSED
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.tables import About, Move, Need, Procedure, ProcedureKind

SERVED, ORDERED, RECTIFIED = "served", "ordered", "rectified"
RECHECK_FAILED, REPORTED, ANNOUNCED = "recheck_failed", "reported", "announced"
WARNED, SUSPENDED = "warned", "suspended"
PASSED, COMPLIED, REVOKED = "passed", "complied", "revoked"
OVERTURNED, DISCONTINUED = "overturned", "discontinued"

SERVE, ORDER, WARN, OVERTURN, DISCONTINUE = "serve", "order", "warn", "overturn", "discontinue"
CLEAR = "clear"
PASS_RECHECK, FAIL_RECHECK, COMPLY = "pass_recheck", "fail_recheck", "comply"
REPORT_RECTIFIED, REPORT_UP, ANNOUNCE = "report_rectified", "report_to_province", "announce"
SUSPEND, REVOKE = "suspend", "revoke"
OF_FAILURES = (ORDER, REPORT_RECTIFIED, PASS_RECHECK, FAIL_RECHECK, REPORT_UP, ANNOUNCE)
OF_REFUSALS = (WARN, COMPLY)
"""Steps that a failed sample alone leads to, and those that a refusal does."""

P = Permission
_OPEN = frozenset(
    {SERVED, ORDERED, RECTIFIED, RECHECK_FAILED, REPORTED, ANNOUNCED, WARNED, SUSPENDED}
)
_DOCUMENT, _NOTE = frozenset({Need.DOCUMENT_NUMBER}), frozenset({Need.NOTE})
_GRAVE = _DOCUMENT | _NOTE
_MEASURED = frozenset({FAIL_RECHECK, WARN})

CHALLENGE = Clock("sampling_challenge", frozenset(), Party.SUBJECT)
"""The time in which the subject may ask for a re-inspection; asking ends it."""
_ORDERING = Clock(
    "sampling_order", frozenset({ORDER, WARN}), owner=P.FOLLOW_UP_SAMPLING,
    escalates_to=P.DECIDE_FOLLOW_UP,
)  # fmt: skip
_RECTIFICATION = Clock(
    "sampling_rectification", frozenset({REPORT_RECTIFIED, PASS_RECHECK, FAIL_RECHECK}),
    Party.SUBJECT, owner=P.FOLLOW_UP_SAMPLING, escalates_to=P.DECIDE_FOLLOW_UP,
)  # fmt: skip
_CHECK = Clock(
    "sampling_recheck", frozenset({PASS_RECHECK, FAIL_RECHECK}), owner=P.FOLLOW_UP_SAMPLING,
    escalates_to=P.DECIDE_FOLLOW_UP,
)  # fmt: skip
_REPORT = Clock(
    "sampling_province_report", frozenset({REPORT_UP}), owner=P.FOLLOW_UP_SAMPLING,
    escalates_to=P.DECIDE_FOLLOW_UP,
)  # fmt: skip

SAMPLING_FOLLOW_UP = Procedure(
    kind=ProcedureKind.SAMPLING_FOLLOW_UP,
    about=frozenset({About.RECORD}),
    opening=Move(
        SERVE, frozenset(), SERVED, P.FOLLOW_UP_SAMPLING, starts=(CHALLENGE, _ORDERING)
    ),
    moves=(
        Move(
            ORDER, frozenset({SERVED}), ORDERED, P.FOLLOW_UP_SAMPLING, _DOCUMENT,
            starts=(_RECTIFICATION, _CHECK),
        ),
        Move(
            REPORT_RECTIFIED, frozenset({ORDERED}), RECTIFIED, P.REPORT_RECTIFICATION, _NOTE
        ),
        Move(
            PASS_RECHECK, frozenset({ORDERED, RECTIFIED, ANNOUNCED, SUSPENDED}), PASSED,
            P.FOLLOW_UP_SAMPLING, _NOTE,
        ),
        Move(
            FAIL_RECHECK, frozenset({ORDERED, RECTIFIED}), RECHECK_FAILED, P.FOLLOW_UP_SAMPLING,
            _NOTE, starts=(_REPORT,),
        ),
        Move(
            REPORT_UP, frozenset({RECHECK_FAILED}), REPORTED, P.FOLLOW_UP_SAMPLING, _DOCUMENT
        ),
        Move(ANNOUNCE, frozenset({REPORTED}), ANNOUNCED, P.FOLLOW_UP_SAMPLING, _DOCUMENT),
        Move(WARN, frozenset({SERVED}), WARNED, P.FOLLOW_UP_SAMPLING, _DOCUMENT),
        Move(COMPLY, frozenset({WARNED, SUSPENDED}), COMPLIED, P.FOLLOW_UP_SAMPLING, _NOTE),
        Move(
            SUSPEND, frozenset({ANNOUNCED, WARNED}), SUSPENDED, P.DECIDE_FOLLOW_UP, _GRAVE,
            _MEASURED,
        ),
        Move(
            REVOKE, frozenset({SUSPENDED}), REVOKED, P.DECIDE_FOLLOW_UP, _GRAVE, _MEASURED
        ),
        Move(CLEAR, _OPEN, PASSED, P.FOLLOW_UP_SAMPLING),
        Move(OVERTURN, _OPEN, OVERTURNED, P.REVIEW_OBJECTION, _DOCUMENT),
        Move(DISCONTINUE, _OPEN, DISCONTINUED, P.FOLLOW_UP_SAMPLING, _NOTE),
    ),
    words={
        "sampling_follow_up": ("抽检后处理", "Follow-up of a sampling"),
        SERVE: ("送达抽查结果", "Result served"),
        ORDER: ("责令停止生产销售并限期改正", "Order to stop and to put things right"),
        REPORT_RECTIFIED: ("报告整改完成", "Report the rectification"),
        PASS_RECHECK: ("复查合格", "Record that the re-check was passed"),
        FAIL_RECHECK: ("复查不合格", "Record that the re-check was failed"),
        REPORT_UP: ("上报省级市场监管部门", "Report to the province"),
        ANNOUNCE: ("记录省级公告", "Record the province's announcement"),
        WARN: ("给予警告，责令改正", "Warn and order to comply"),
        COMPLY: ("记录已接受抽查", "Record that the sampling was accepted"),
        SUSPEND: ("责令停业整顿", "Order the business suspended"),
        REVOKE: ("吊销营业执照", "Revoke the licence"),
        CLEAR: ("来源单位报送复查合格", "The source tells of a passed re-check"),
        OVERTURN: ("复检合格，终结后处理", "End it: the re-inspection was passed"),
        DISCONTINUE: ("终止后处理", "Discontinue it"),
        SERVED: ("结果已送达", "Result served"),
        ORDERED: ("已责令改正", "Ordered to put things right"),
        RECTIFIED: ("已报告整改", "Rectification reported"),
        RECHECK_FAILED: ("复查不合格", "Re-check failed"),
        REPORTED: ("已上报省级", "Reported to the province"),
        ANNOUNCED: ("省级已公告", "Announced by the province"),
        WARNED: ("已警告", "Warned"),
        SUSPENDED: ("停业整顿中", "Business suspended"),
        PASSED: ("复查合格，已办结", "Check passed; closed"),
        COMPLIED: ("已接受抽查，已办结", "Sampling accepted; closed"),
        REVOKED: ("已吊销营业执照", "Licence revoked"),
        OVERTURNED: ("复检合格，已终结", "Ended by a passed re-inspection"),
        DISCONTINUED: ("已终止", "Discontinued"),
    },
)  # fmt: skip
"""The table of follow-ups."""


def next_steps(state: str, outcome: str | None) -> list[str]:
    """The steps that an officer may take next, by whether a sample failed or was refused.

    >>> next_steps("served", "refused")
    ['warn']
    """
    others = OF_FAILURES if outcome == REFUSED else OF_REFUSALS
    barred = {*others, CLEAR, OVERTURN, DISCONTINUE}
    return [move.step for move in SAMPLING_FOLLOW_UP.moves_from(state) if move.step not in barred]


_ANNOUNCED = (
    "复查仍不合格，已由省级市场监管部门公告",
    "Failed the re-check; announced by the province",
)
_COMPLIED = ("已接受抽查", "Has accepted the sampling since")
_PUBLIC = {
    ORDERED: (
        "已责令停止生产、销售并限期改正",
        "Ordered to stop producing and selling, and to put it right",
    ),
    RECTIFIED: (
        "企业已报告完成整改，待复查",
        "The enterprise reports that it is put right; to be checked",
    ),
    PASSED: ("整改后复查合格", "Passed the re-check"),
    RECHECK_FAILED: ("复查仍不合格", "Failed the re-check"),
    REPORTED: ("复查仍不合格", "Failed the re-check"),
    ANNOUNCED: _ANNOUNCED,
    SUSPENDED: _ANNOUNCED,
    REVOKED: _ANNOUNCED,
}


def public_words(state: str | None, outcome: str | None) -> tuple[str, str] | None:
    """What everybody reads of a follow-up in Chinese and English; None where that is nothing.

    A warning, a suspension and a revocation are penalties, which are shown as such by their own
    rules.
    """
    if outcome == REFUSED:
        return _COMPLIED if state == COMPLIED else None
    return _PUBLIC.get(state or "")
