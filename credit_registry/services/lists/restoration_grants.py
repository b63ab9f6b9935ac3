"""Whether a restoration of an entry is granted: nothing else takes one off its list early."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.errors import Unlawful
from credit_registry.domain.procedures.restorations import GRANTED
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.store.proceedings import Proceeding, ProceedingVersion


def require_granted(session: Session, listing_id: int) -> None:
    """Pass if an application for restoration of the entry is granted. Raises Unlawful."""
    if not _is_granted(session, listing_id):
        raise Unlawful(
            "An entry leaves its list early by a granted application for restoration alone; "
            "have one applied for, accepted and decided. "
            "An entry whose penalty was annulled is withdrawn."
        )


def require_none_granted(session: Session, listing_id: int) -> None:
    """Pass unless a granted application for restoration of the entry stands. Raises Unlawful."""
    if _is_granted(session, listing_id):
        raise Unlawful(
            "The entry was removed by a granted application for restoration; "
            "it comes back when that is revoked as false."
        )


def _is_granted(session: Session, listing_id: int) -> bool:
    """Whether a restoration of the entry stands as granted."""
    version = ProceedingVersion
    statement = (
        select(version.id)
        .join(Proceeding, Proceeding.id == version.proceeding_id)
        .where(
            Proceeding.listing_id == listing_id,
            Proceeding.kind == ProcedureKind.RESTORATION.value,
            version.superseded_by.is_(None),
            version.state == GRANTED,
        )
    )
    return session.scalars(statement).first() is not None
