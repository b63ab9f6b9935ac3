"""Reconsideration and litigation: what was annulled is carried out before the file is closed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.errors import Unlawful
from credit_registry.domain.listings import ListingStatus
from credit_registry.domain.records import RecordState
from credit_registry.services.acts import Act
from credit_registry.services.proceedings.proceeding_steps import Filed, ProceedingForm, Rules
from credit_registry.store.listings import ListingVersion
from credit_registry.store.proceedings import Proceeding
from credit_registry.store.records import RecordVersion


def _require_carried_out(session: Session, filed: Filed, _form: ProceedingForm, _act: Act) -> None:
    """Pass once what was annulled is off, or what was changed has been restated here."""
    version = filed.version
    if version is None or not _stands_as_it_was(session, filed.proceeding, version.recorded_by):
        return
    raise Unlawful(
        "What was annulled or changed still stands as it was: annul or withdraw the record, "
        "deliver it as changed, or remove the entry first."
    )


def _stands_as_it_was(session: Session, header: Proceeding, since: int) -> bool:
    """Whether the record is active, or the entry published, as it was before the event."""
    if header.record_id is not None:
        record = RecordVersion
        statement = select(record.id).where(
            record.record_id == header.record_id,
            record.superseded_by.is_(None),
            record.state == RecordState.ACTIVE.value,
            record.recorded_by < since,
        )
    else:
        entry = ListingVersion
        statement = select(entry.id).where(
            entry.listing_id == header.listing_id,
            entry.superseded_by.is_(None),
            entry.status == ListingStatus.PUBLISHED.value,
            entry.recorded_by < since,
        )
    return session.scalars(statement).first() is not None


RULES = Rules(conditions={"carry_out": _require_carried_out})
"""What is added to the table of challenges."""
