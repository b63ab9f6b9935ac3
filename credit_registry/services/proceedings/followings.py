"""A proceeding as whoever holds its code follows it, and what is told of a restoration."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.errors import Unlawful
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.domain.restoration_conditions import ConditionAnswer
from credit_registry.law.editions import Edition
from credit_registry.law.restoration_terms import RestorationTerms, terms_on
from credit_registry.services.proceedings import proceeding_files, restoration_rules
from credit_registry.services.proceedings.proceeding_files import ProceedingFile
from credit_registry.store.listings import ListingVersion
from credit_registry.store.proceedings import Proceeding, ProceedingVersion
from credit_registry.store.records import Record, RecordVersion

UNSAID = frozenset({"verify", "find_wanting"})
"""Steps whose words are for the officer who decides; the decision gives its reasons."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A proceeding with the words and the document of the record or the entry it is about.

    Of a restoration it has the conditions, while it is under way, and the terms of its application.
    """

    file: ProceedingFile
    title: str
    document_number: str
    conditions: Sequence[ConditionAnswer] = ()
    terms: RestorationTerms | None = None


def by_code(session: Session, code: str, today: date, edition: Edition) -> Followed:
    """The proceeding whose code it is. Raises NotFound, whatever is wrong with the code."""
    file = proceeding_files.by_code(session, code)
    title, document_number = _about(session, file.proceeding)
    return Followed(
        file,
        title,
        document_number,
        conditions(session, file, today, edition),
        terms(file, edition),
    )


def told(step: ProceedingVersion) -> str:
    """The words of a step as the applicant reads them."""
    return "" if step.step in UNSAID else step.note


def conditions(
    session: Session, file: ProceedingFile, today: date, edition: Edition
) -> Sequence[ConditionAnswer]:
    """The conditions of a restoration under way, answered for the day; none of anything else."""
    header = file.proceeding
    if header.kind != ProcedureKind.RESTORATION.value or not header.is_open:
        return ()
    stated = restoration_rules.stated_in(session, header.id)
    return restoration_rules.answers(session, header, stated, today, edition)


def terms(file: ProceedingFile, edition: Edition) -> RestorationTerms | None:
    """The terms of restoration on the day of the application; None of what has none."""
    if file.proceeding.kind != ProcedureKind.RESTORATION.value:
        return None
    try:
        return terms_on(edition.restoration_terms, file.steps[0].stepped_on)
    except Unlawful:
        return None


def _about(session: Session, header: Proceeding) -> tuple[str, str]:
    """The words and the document of what it is about."""
    if header.record_id is not None:
        record = session.execute(
            select(RecordVersion.title, Record.document_number)
            .join(Record, Record.id == RecordVersion.record_id)
            .where(Record.id == header.record_id, RecordVersion.superseded_by.is_(None))
        ).one()
        return record.title, record.document_number
    if header.listing_id is not None:
        version = ListingVersion
        entry = session.execute(
            select(version.grounds, version.decision_number).where(
                version.listing_id == header.listing_id, version.superseded_by.is_(None)
            )
        ).one()
        return entry.grounds, entry.decision_number or ""
    return "", ""
