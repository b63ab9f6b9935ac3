"""What each kind of proceeding adds to its table: conditions before steps and what follows."""

from collections.abc import Mapping

from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.services.proceedings import (
    challenges,
    measure_rules,
    objections,
    re_inspections,
    replies,
    restoration_rules,
    sampling_follow_ups,
)
from credit_registry.services.proceedings.proceeding_steps import Rules

RULES: Mapping[ProcedureKind, Rules] = {
    ProcedureKind.OBJECTION: objections.RULES,
    ProcedureKind.CHALLENGE: challenges.RULES,
    ProcedureKind.RESTORATION: restoration_rules.RULES,
    ProcedureKind.SAMPLING_FOLLOW_UP: sampling_follow_ups.RULES,
    ProcedureKind.RE_INSPECTION: re_inspections.RULES,
    ProcedureKind.MEASURE: measure_rules.RULES,
    ProcedureKind.REPLY: replies.RULES,
}
"""The rules of each kind; a kind without any is its table alone."""
