"""Slices of records of conduct: subjects and units found by set, versions and windows written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.identity_documents import IdentityDocument
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import RecordState
from credit_registry.exchange.rows import Row, RowFault
from credit_registry.services import publications
from credit_registry.services.intake import identity_intake, record_doubts
from credit_registry.services.intake.identity_intake import Documents
from credit_registry.services.intake.record_matching import (
    Matches,
    Subjects,
    existing_records,
    resolve_subjects,
)
from credit_registry.services.intake.record_rows import VALUES, restated, values_of, version_row
from credit_registry.services.intake.slices import Slice
from credit_registry.services.intake.unit_matching import resolve_units
from credit_registry.store.bulk import insert_all
from credit_registry.store.ids import new_ids
from credit_registry.store.records import PublicationWindow, Record, RecordVersion

_ONE_CODE = "an 18-character code"
Key = tuple[int, str, str, int, str]
Documented = tuple[IdentityDocument, ...]


@dataclass(slots=True)
class Pending:
    """The rows a slice will write."""

    documents: Documents
    record_ids: Iterator[int]
    version_ids: Iterator[int]
    """Of the rows to come: drawn at once, as each draw is a system call."""

    records: list[dict[str, Any]] = field(default_factory=list)
    versions: list[dict[str, Any]] = field(default_factory=list)
    windows: list[publications.Row] = field(default_factory=list)
    superseded: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)


def take_in(session: Session, rows: Sequence[Row], part: Slice) -> None:
    """Write one slice of records into the open transaction, counting what became of each row."""
    drafts = [(row, row.draft) for row in rows if isinstance(row.draft, RecordDraft)]
    subjects = resolve_subjects(session, [draft for _, draft in drafts], part)
    units = resolve_units(session, [draft.source_unit for _, draft in drafts])
    keyed: list[tuple[Row, RecordDraft, Key]] = []
    for row, draft in drafts:
        match = subjects.match(draft.subject)
        if match is None:
            part.ambiguous += 1
            part.refuse(row.line, [RowFault("subject", Reason.AMBIGUOUS_CODE, _ONE_CODE)])
            continue
        unit_id = units[draft.source_unit.name]
        key = (unit_id, draft.kind.value, draft.document_number, match, draft.item_serial)
        keyed.append((row, draft, key))
    existing = existing_records(
        session, {key[3] for _, _, key in keyed}, {key[2] for _, _, key in keyed}
    )
    keyed = record_doubts.without_doubts(session, keyed, existing.keys(), subjects, part)
    known = [one["record_id"] for one in existing.values()]
    documents = identity_intake.documents(
        session, [draft for _, draft, _ in keyed], known, part.identity_keys
    )
    pending = Pending(documents, iter(new_ids(len(keyed))), iter(new_ids(len(keyed))))
    _sort_out(keyed, existing, subjects, part, pending)
    _write(session, pending, part)


def _sort_out(
    keyed: Iterable[tuple[Row, RecordDraft, Key]],
    existing: Matches,
    subjects: Subjects,
    part: Slice,
    pending: Pending,
) -> None:
    """New, unchanged, changed or contradicted: one answer for each row."""
    seen: dict[Key, tuple[dict[str, Any], Documented]] = {}
    for row, draft, key in keyed:
        known = existing.get(key)
        values = values_of(draft) if known is None else restated(draft, known)
        stated = (values, draft.identities)
        earlier = seen.setdefault(key, stated)
        if earlier is not stated:
            _repeated(row, part, is_same=earlier == stated)
            continue
        fresh = pending.documents.with_news(draft, known)
        is_same = known is not None and _is_same(known, values) and not fresh.identities
        if known is None:
            _add(fresh, key, values, subjects, part, pending)
        elif known["recorded_by"] in part.own_events:
            _repeated(row, part, is_same=is_same)
        elif is_same:
            part.unchanged += 1
        else:
            _change(fresh, key, known, values, subjects, part, pending)


def _is_same(known: dict[str, Any], values: dict[str, Any]) -> bool:
    """Whether the version that stands says the same."""
    return all(known[name] == values[name] for name in VALUES)


def _repeated(row: Row, part: Slice, *, is_same: bool) -> None:
    """A natural key that the file holds twice."""
    if is_same:
        part.unchanged += 1
        part.remark(row.line, RowFault("document_number", Reason.REPEATED_ROW))
    else:
        accepted = "one row a document number, or an item serial"
        part.refuse(row.line, [RowFault("document_number", Reason.CONTRADICTED, accepted)])


def _add(
    draft: RecordDraft,
    key: Key,
    values: dict[str, Any],
    subjects: Subjects,
    part: Slice,
    pending: Pending,
) -> None:
    """A new record with its first version."""
    unit_id, kind, document_number, subject_id, item_serial = key
    record_id = next(pending.record_ids)
    pending.records.append(
        {
            "id": record_id,
            "subject_id": subject_id,
            "kind": kind,
            "source_unit_id": unit_id,
            "document_number": document_number,
            "item_serial": item_serial,
            "row_version": 1,
        }
    )
    _version(draft, record_id, 1, key, values, subjects, part, pending)


def _change(
    draft: RecordDraft,
    key: Key,
    known: dict[str, Any],
    values: dict[str, Any],
    subjects: Subjects,
    part: Slice,
    pending: Pending,
) -> None:
    """A changed row supersedes the version that stands."""
    part.changed += 1
    pending.superseded.append(known["version_id"])
    pending.changed.append(known["record_id"])
    number = known["number"] + 1
    _version(draft, known["record_id"], number, key, values, subjects, part, pending)


def _version(
    draft: RecordDraft,
    record_id: int,
    number: int,
    key: Key,
    values: dict[str, Any],
    subjects: Subjects,
    part: Slice,
    pending: Pending,
) -> None:
    """One version row, and what its windows follow from."""
    documents = pending.documents.sealed(record_id, draft.identities)
    sealed = {name: kept["sealed"].hex() for name, kept in documents.items()}
    row = version_row(record_id, number, key, values, part, sealed)
    row["id"] = next(pending.version_ids)
    pending.versions.append(row)
    pending.documents.add(row, documents.values())
    state, recounted_on = RecordState(values["state"]), values["recounted_on"]
    if (state, recounted_on) != (draft.state, draft.recounted_on):
        draft = replace(draft, state=state, recounted_on=recounted_on)
    for terms in part.windows.of(draft, subjects.kinds[key[3]]):
        pending.windows.append(
            publications.record_row(
                terms,
                subject_id=key[3],
                record_version_id=row["id"],
                edition_id=part.edition_id,
                event_id=part.event_id,
            )
        )


def _write(session: Session, pending: Pending, part: Slice) -> None:
    """All rows of the slice, one statement a table."""
    insert_all(session, Record, pending.records)
    if pending.superseded:
        _supersede(session, pending, part)
    insert_all(session, RecordVersion, pending.versions)
    pending.documents.write(session, part)
    publications.insert_rows(session, pending.windows)


def _supersede(session: Session, pending: Pending, part: Slice) -> None:
    """End the versions that are replaced, and their windows with them."""
    session.execute(
        update(RecordVersion)
        .where(RecordVersion.id.in_(pending.superseded))
        .values(superseded_by=part.event_id)
    )
    session.execute(
        update(PublicationWindow)
        .where(
            PublicationWindow.record_version_id.in_(pending.superseded),
            PublicationWindow.superseded_by.is_(None),
        )
        .values(superseded_by=part.event_id)
    )
    session.execute(
        update(Record)
        .where(Record.id.in_(pending.changed))
        .values(row_version=Record.row_version + 1)
    )
