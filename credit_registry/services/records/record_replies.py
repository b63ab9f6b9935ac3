"""What an enterprise said of a record of its own, as far as it stands beside the record."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, and_, select
from sqlalchemy.orm import aliased

from credit_registry.domain.privacy import hidden
from credit_registry.domain.procedures.replies import REPLIED_TO, STANDING
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.store.ledgers import recorded_at
from credit_registry.store.proceedings import Proceeding, ProceedingVersion
from credit_registry.store.records import Record
from credit_registry.store.views import View

SHOWN, WRITTEN = aliased(ProceedingVersion), aliased(ProceedingVersion)
"""The step by which a reply stands, and the step by which it was written."""
_EACH = aliased(ProceedingVersion)


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply that stands; `is_to_earlier` says that the record was corrected after it."""

    text: str
    written_on: date
    is_to_earlier: bool


def stands(view: View) -> ColumnElement[bool]:
    """The condition that the step shown is the record's last one of a reply, by which it stands.

    The public sees at any day only what stands today too.
    """
    conditions = [SHOWN.id == _last(view), SHOWN.state == STANDING]
    if view.is_public:
        conditions.append(SHOWN.superseded_by.is_(None))
    return and_(*conditions)


def is_written() -> ColumnElement[bool]:
    """The condition that the step written is the first of the reply that is shown."""
    return (WRITTEN.proceeding_id == SHOWN.proceeding_id) & (WRITTEN.number == 1)


def reply_of(written: ProceedingVersion | None, version: int) -> Reply | None:
    """The reply beside the version of the record that is shown; None where none stands."""
    if written is None:
        return None
    replied_to = int(written.details.get(REPLIED_TO, version))
    return Reply(hidden(written.note), written.stepped_on, replied_to < version)


def _last(view: View) -> ScalarSelect[int]:
    """The last step of a reply to the record on the view's day, as then known."""
    step, row = _EACH, Proceeding
    return (
        select(step.id)
        .join(row, row.id == step.proceeding_id)
        .where(
            row.record_id == Record.id,
            row.kind == ProcedureKind.REPLY.value,
            recorded_at(step, view.position),
            step.stepped_on <= view.as_of,
        )
        .order_by(step.id.desc())
        .limit(1)
        .correlate(Record)
        .scalar_subquery()
    )
