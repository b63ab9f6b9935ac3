"""A delivery of a mirrored list: its codes found, its entries confirmed, who left told by code."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import IdentifierScheme, SubjectState
from credit_registry.exchange.mirrored_rows import MirroredRow
from credit_registry.services.acts import Act
from credit_registry.services.lists import mirrors
from credit_registry.services.lists.mirrors import Confirmation, MirroredEntry
from credit_registry.services.subjects import subjects
from credit_registry.store.subjects import IS_ACTIVE, Subject, SubjectIdentifier


@dataclass(frozen=True, slots=True)
class MirrorReceipt:
    """What a delivery came to; `unknown` are the rows whose code no confirmed subject has."""

    confirmation: Confirmation
    unknown: tuple[MirroredRow, ...]
    left_codes: tuple[str, ...]


def take_in(
    session: Session,
    list_type: str,
    rows: Sequence[MirroredRow],
    *,
    act: Act,
    may_be_empty: bool = False,
) -> MirrorReceipt:
    """Confirm the list by the rows; those of unknown codes are left out and told.

    Raises Unlawful, NotFound, NotPermitted.
    """
    permissions.require(act.actor, Permission.DELIVER_MIRROR)
    entries, unknown = [], []
    for row in rows:
        subject_id = _confirmed(session, row.code)
        if subject_id is None:
            unknown.append(row)
        else:
            entries.append(
                MirroredEntry(
                    subject_id,
                    row.document_number,
                    row.grounds,
                    row.decided_on,
                    row.until,
                    row.unit,
                )
            )
    done = mirrors.confirm(session, list_type, entries, act=act, may_be_empty=may_be_empty)
    return MirrorReceipt(done, tuple(unknown), _codes(session, done.left))


def _confirmed(session: Session, code: str) -> int | None:
    """The confirmed subject of the code."""
    found = subjects.by_code(session, code)
    subject = session.get(Subject, found) if found is not None else None
    is_confirmed = subject is not None and subject.state == SubjectState.CONFIRMED.value
    return found if is_confirmed else None


def _codes(session: Session, subject_ids: Sequence[int]) -> tuple[str, ...]:
    """The unified codes of the subjects."""
    statement = (
        select(SubjectIdentifier.value)
        .where(
            SubjectIdentifier.subject_id.in_(subject_ids),
            SubjectIdentifier.scheme == IdentifierScheme.USCC.value,
            IS_ACTIVE,
        )
        .order_by(SubjectIdentifier.value)
    )
    return tuple(session.scalars(statement))
