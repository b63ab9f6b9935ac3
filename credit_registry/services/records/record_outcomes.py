"""What the records of one kind came to, counted: of commitments, which were kept and which not."""

from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from credit_registry.domain.records import RecordKind
from credit_registry.services.records import record_selections
from credit_registry.store.records import RecordVersion
from credit_registry.store.views import Sort, View, pattern


def counted(
    session: Session, subject_ids: Sequence[int], view: View, kind: RecordKind
) -> Mapping[str, int]:
    """How many of the subjects' records of a kind the reader may see, by what each came to.

    Those of which it is not stated are counted under nothing.
    """
    asked = view.times | {"subject_ids": subject_ids}
    rows = session.execute(_counting(kind, view.sort), asked)
    return {outcome or "": count for outcome, count in rows}


@cache
def _counting(kind: RecordKind, sort: Sort) -> Select[str | None, int]:
    """The statement for a sort of view."""
    version = RecordVersion
    conditions = record_selections.readable(pattern(sort), version.kind == kind.value)
    return select(version.outcome, func.count()).where(*conditions).group_by(version.outcome)
