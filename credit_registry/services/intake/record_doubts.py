"""Rows of records that may be about another subject than their code says.

What is adverse and in doubt is refused rather than withheld: the queue of withheld records is left
when the source states what is missing, and here the source has to say whom it means.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import RecordKind, RecordState
from credit_registry.domain.subjects import SubjectState
from credit_registry.exchange.rows import Row, RowFault
from credit_registry.services.intake.record_matching import Subjects
from credit_registry.services.intake.slices import Slice
from credit_registry.store.memberships import among
from credit_registry.store.records import Record, RecordVersion
from credit_registry.store.subjects import Subject

Key = tuple[int, str, str, int, str]
Keyed = tuple[Row, RecordDraft, Key]
Document = tuple[int, str, str, str]
"""A natural key without its subject."""

_OTHER_NAME = RowFault(
    "subject_name",
    Reason.SUBJECT_WITH_OTHER_NAME,
    "the name that the subject of this code bears or bore",
)
_OTHER_SUBJECT = RowFault(
    "subject_name",
    Reason.OTHER_SUBJECT,
    "the record there withdrawn first, or the rows of all parties to the document in one file",
)


@dataclass(frozen=True, slots=True)
class Holder:
    """A subject that has an active record of a document."""

    subject_id: int
    recorded_by: int
    is_confirmed: bool


def without_doubts(
    session: Session,
    keyed: Collection[Keyed],
    existing: Collection[Key],
    subjects: Subjects,
    part: Slice,
) -> list[Keyed]:
    """The rows that can be taken in; the others are refused, and lesser doubts remarked."""
    fresh = [key for _, _, key in keyed if key not in existing]
    holders = _holders(session, fresh)
    restated = {key for _, _, key in keyed}
    kept: list[Keyed] = []
    for row, draft, key in keyed:
        doubts: list[tuple[RowFault, bool]] = []
        if not subjects.is_named(key[3], draft.subject.name):
            doubts.append((_OTHER_NAME, True))
        if key not in existing:
            doubts += _stranded(key, holders, restated, part)
        if any(is_grave for _, is_grave in doubts) and _is_adverse(draft, part):
            part.refuse(row.line, [doubt for doubt, _ in doubts])
            continue
        for doubt, _ in doubts:
            part.remark(row.line, doubt)
        kept.append((row, draft, key))
    return kept


def _is_adverse(draft: RecordDraft, part: Slice) -> bool:
    """Whether the law shows such a record to the subject's disadvantage."""
    return any(
        rule.is_adverse and (not rule.outcomes or draft.outcome in rule.outcomes)
        for regime in part.edition.regimes
        for rule in regime.rules
        if rule.kind is draft.kind
    )


def _stranded(
    key: Key,
    holders: Mapping[Document, list[Holder]],
    restated: Collection[Key],
    part: Slice,
) -> list[tuple[RowFault, bool]]:
    """The doubt that a source has put another subject in the place of the one that has the record.

    A document may name several parties: those whose rows come with this one, or came earlier in
    the same delivery, are no doubt. A provisional subject is not shown, so that it is only told.
    """
    unit_id, kind, document_number, _, item_serial = key
    found = holders.get((unit_id, kind, document_number, item_serial))
    if not found:
        return []
    left = [
        holder
        for holder in found
        if (unit_id, kind, document_number, holder.subject_id, item_serial) not in restated
        and holder.recorded_by not in part.own_events
    ]
    return [(_OTHER_SUBJECT, any(holder.is_confirmed for holder in left))] if left else []


def _holders(session: Session, keys: Iterable[Key]) -> dict[Document, list[Holder]]:
    """The subjects that have an active record of these documents, whoever they are.

    One announcement of honours names thousands of subjects in many files, so honours are left out.
    """
    asked = [key for key in keys if key[1] != RecordKind.HONOUR.value]
    if not asked:
        return {}
    statement = (
        select(
            Record.source_unit_id,
            Record.kind,
            Record.document_number,
            Record.item_serial,
            Record.subject_id,
            RecordVersion.recorded_by,
            Subject.state,
        )
        .join(RecordVersion, RecordVersion.record_id == Record.id)
        .join(Subject, Subject.id == Record.subject_id)
        .where(
            Record.source_unit_id.in_({key[0] for key in asked}),
            Record.kind.in_({key[1] for key in asked}),
            among(Record.document_number, {key[2] for key in asked}),
            RecordVersion.superseded_by.is_(None),
            RecordVersion.state == RecordState.ACTIVE.value,
        )
    )
    found: dict[Document, list[Holder]] = defaultdict(list)
    for unit_id, kind, number, serial, subject_id, event_id, state in session.execute(statement):
        is_confirmed = state == SubjectState.CONFIRMED.value
        found[unit_id, kind, number, serial].append(Holder(subject_id, event_id, is_confirmed))
    return found
