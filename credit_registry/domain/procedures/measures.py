"""The notice of a measure to the body that carries it out, and what the body reports of it.

A notice is given when an entry is published and turns into a notice of lifting when the entry
leaves its list; neither is a step that anybody takes by itself. By date an entry or a measure that
is over is lifted from the day after, whether or not the notice says so yet.
"""

from credit_registry.domain.deadlines import Clock, Party
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.tables import About, Move, Need, Procedure, ProcedureKind

NOTICED, APPLIED, NOT_APPLICABLE = "noticed", "applied", "not_applicable"
LIFTING, LIFTED, CLOSED = "lifting", "lifted", "closed"
NOTIFY, APPLY, NOT_APPLY, RELEASE, LIFT = "notify", "apply", "not_apply", "release", "lift"

TO_LIFT = frozenset({NOTICED, APPLIED})
"""The states in which a body may have applied a measure: a lifting is to be reported."""

P = Permission
REPORTING = Clock(
    "measure_report",
    frozenset({APPLY, NOT_APPLY, LIFT}),
    Party.EXECUTING_BODY,
    P.REPORT_MEASURE,
    P.DECIDE_LISTING,
)
"""The time in which a body reports what it did with a measure."""
RELEASING = Clock(
    "measure_lifting",
    frozenset({LIFT, NOT_APPLY}),
    Party.EXECUTING_BODY,
    P.REPORT_MEASURE,
    P.DECIDE_LISTING,
)
"""The time in which a body reports that it no longer applies a measure."""

MEASURE = Procedure(
    kind=ProcedureKind.MEASURE,
    about=frozenset({About.LISTING}),
    opening=Move(NOTIFY, frozenset(), NOTICED, P.PUBLISH_LISTING, starts=(REPORTING,)),
    moves=(
        Move(
            APPLY, frozenset({NOTICED, NOT_APPLICABLE}), APPLIED, P.REPORT_MEASURE,
            frozenset({Need.DOCUMENT_NUMBER, Need.NOTE, Need.ON}),
        ),
        Move(
            NOT_APPLY, frozenset({NOTICED}), NOT_APPLICABLE, P.REPORT_MEASURE,
            frozenset({Need.NOTE}),
        ),
        Move(
            NOT_APPLY, frozenset({LIFTING}), CLOSED, P.REPORT_MEASURE, frozenset({Need.NOTE})
        ),
        Move(RELEASE, TO_LIFT, LIFTING, P.REMOVE_LISTING, starts=(RELEASING,)),
        Move(RELEASE, frozenset({NOT_APPLICABLE}), CLOSED, P.REMOVE_LISTING),
        Move(
            LIFT, frozenset({LIFTING, *TO_LIFT}), LIFTED, P.REPORT_MEASURE,
            frozenset({Need.NOTE, Need.ON}),
        ),
    ),
    words={
        "measure": ("措施执行", "Measure"),
        NOTIFY: ("通知执行单位", "Give notice to the body"),
        APPLY: ("反馈已执行", "Report as applied"),
        NOT_APPLY: ("反馈不适用", "Report as not applicable"),
        RELEASE: ("通知解除", "Give notice of lifting"),
        LIFT: ("反馈已解除", "Report as lifted"),
        NOTICED: ("待反馈", "To be reported"),
        APPLIED: ("已执行", "Applied"),
        NOT_APPLICABLE: ("不适用", "Not applicable"),
        LIFTING: ("待解除", "To be lifted"),
        LIFTED: ("已解除", "Lifted"),
        CLOSED: ("无须解除", "Nothing to lift"),
    },
)  # fmt: skip
"""The table of notices of measures."""
