"""All procedures there are, by kind."""

from collections.abc import Mapping

from credit_registry.domain.procedures.challenges import CHALLENGE
from credit_registry.domain.procedures.measures import MEASURE
from credit_registry.domain.procedures.objections import OBJECTION
from credit_registry.domain.procedures.re_inspections import RE_INSPECTION
from credit_registry.domain.procedures.replies import REPLY
from credit_registry.domain.procedures.restorations import RESTORATION
from credit_registry.domain.procedures.sampling_follow_ups import SAMPLING_FOLLOW_UP
from credit_registry.domain.procedures.tables import Procedure, ProcedureKind

_ALL = (
    OBJECTION,
    CHALLENGE,
    RESTORATION,
    SAMPLING_FOLLOW_UP,
    RE_INSPECTION,
    MEASURE,
    REPLY,
)

PROCEDURES: Mapping[ProcedureKind, Procedure] = {each.kind: each for each in _ALL}
"""The table of each kind of proceeding."""
