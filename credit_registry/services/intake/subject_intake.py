"""Slices of a registration authority's register: matched by code, compared, taken in as rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from credit_registry.domain.drafts import SubjectDraft
from credit_registry.domain.errors import Conflict
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.subjects import SubjectState
from credit_registry.exchange.rows import Row, RowFault
from credit_registry.services import publications
from credit_registry.services.intake import dated_facts
from credit_registry.services.intake.slices import Slice
from credit_registry.services.intake.subject_matching import (
    Key,
    Known,
    key_of,
    known_subjects,
    number_key,
    subject_of,
)
from credit_registry.services.intake.subject_rows import (
    ACTIVE,
    FACTS,
    Code,
    codes_of,
    facts_of,
    identifier_rows,
    name_row,
    registration_row,
)
from credit_registry.store.bulk import insert_all, number
from credit_registry.store.ids import new_ids
from credit_registry.store.records import RecordVersion
from credit_registry.store.subjects import Registration, Subject, SubjectIdentifier, SubjectName

_CONFIRMED, _PROVISIONAL = SubjectState.CONFIRMED.value, SubjectState.PROVISIONAL.value
_OTHERS_NUMBER = RowFault("registration_number", Reason.OTHERS_NUMBER, "one subject a number")
_OTHER_NAME = RowFault(
    "name", Reason.PROVISIONAL_WITH_OTHER_NAME, "the subject confirmed or rejected by an officer"
)
_UNSTATED = object()


@dataclass(slots=True)
class Pending:
    """The rows a slice will write."""

    subjects: list[dict[str, Any]] = field(default_factory=list)
    identifiers: list[dict[str, Any]] = field(default_factory=list)
    names: list[dict[str, Any]] = field(default_factory=list)
    registrations: list[dict[str, Any]] = field(default_factory=list)
    renamed: list[tuple[Known, date]] = field(default_factory=list)
    ended: list[dict[str, Any]] = field(default_factory=list)
    superseded: list[int] = field(default_factory=list)
    replaced_codes: list[int] = field(default_factory=list)
    confirmed: list[int] = field(default_factory=list)
    recast: list[int] = field(default_factory=list)


def take_in(session: Session, rows: Sequence[Row], part: Slice) -> None:
    """Write one slice of a register into the open transaction, counting what became of each row."""
    drafts = [(row, row.draft) for row in rows if isinstance(row.draft, SubjectDraft)]
    keyed = [(key_of(draft), draft) for _, draft in drafts]
    known = known_subjects(session, keyed)
    seen: dict[Key, SubjectDraft] = {}
    pending = Pending()
    fresh: list[SubjectDraft] = []
    for (row, draft), (key, _) in zip(drafts, keyed, strict=True):
        if earlier := seen.get(key):
            _repeated(row, draft, earlier.name, part, is_same=earlier == draft)
            continue
        seen[key] = draft
        try:
            subject = subject_of(draft, key, known)
        except Conflict:
            part.refuse(row.line, [_OTHERS_NUMBER])
            continue
        older = number_key(draft)
        if older and seen.setdefault(older, draft) is not draft:
            part.refuse(row.line, [_OTHERS_NUMBER])
        elif subject:
            _compare(row, _without_erased(draft, subject), subject, part, pending)
        else:
            fresh.append(draft)
    _add_all(fresh, part, pending)
    _write(session, pending, part)


def _repeated(row: Row, draft: SubjectDraft, name: str, part: Slice, *, is_same: bool) -> None:
    """A subject that the file holds twice: the same row again, or a contradiction."""
    if is_same:
        part.unchanged += 1
        part.remark(row.line, RowFault("uscc", Reason.REPEATED_ROW))
    elif draft.name != name:
        accepted = f"one name a code; it is {name}"
        part.refuse(row.line, [RowFault("uscc", Reason.CODE_WITH_OTHER_NAME, accepted)])
    else:
        part.refuse(row.line, [RowFault("", Reason.OTHER_FACTS, "one row a subject")])


def _compare(row: Row, draft: SubjectDraft, known: Known, part: Slice, pending: Pending) -> None:
    """A subject that stands: nothing new, a contradiction within the file, or a change."""
    facts = facts_of(draft)
    codes = [code for code in codes_of(draft) if _is_new(code, known)]
    is_same = (
        not codes
        and known.name == draft.name
        and all(known.registration.get(name, _UNSTATED) == facts[name] for name in FACTS)
    )
    if known.registration and known.registration["recorded_by"] in part.own_events:
        _repeated(row, draft, known.name, part, is_same=is_same)
        return
    if is_same:
        part.unchanged += 1
        return
    ordinal = part.accept()
    part.changed += 1
    if known.state != _CONFIRMED and draft.uscc:
        _confirm(row, draft, known, part, pending)
    if known.name != draft.name:
        _rename(draft, known, part, ordinal, pending)
    pending.replaced_codes += [known.codes[code[0]][0] for code in codes if code[0] in known.codes]
    pending.identifiers += identifier_rows(known.subject_id, codes, part, ordinal)
    if known.registration.get("kind") != facts["kind"]:
        pending.recast.append(known.subject_id)
    _restate(draft, known, part, ordinal, pending)


def _rename(draft: SubjectDraft, known: Known, part: Slice, ordinal: int, pending: Pending) -> None:
    """Another name, from its day on."""
    since = dated_facts.first_day_of_name(draft, part.today)
    pending.renamed.append((known, since))
    pending.names.append(name_row(known.subject_id, draft, part, ordinal, since=since))


def _restate(
    draft: SubjectDraft, known: Known, part: Slice, ordinal: int, pending: Pending
) -> None:
    """The registration as the row states it; the former one keeps its days."""
    former = known.registration
    since = dated_facts.first_day(draft, former, part.today)
    if former:
        pending.superseded.append(former["id"])
        pending.ended += dated_facts.ended(former, since, part.event_id, ordinal)
    row = registration_row(known.subject_id, draft, part, ordinal, former.get("erased"), since)
    pending.registrations.append(row)


def _confirm(row: Row, draft: SubjectDraft, known: Known, part: Slice, pending: Pending) -> None:
    """The register confirms a provisional subject, unless it has been known by another name.

    Its records may then be about somebody else whose code they got wrong: an officer settles that.
    """
    if known.is_surely(draft.name):
        pending.confirmed.append(known.subject_id)
    else:
        part.remark(row.line, _OTHER_NAME)


def _without_erased(draft: SubjectDraft, known: Known) -> SubjectDraft:
    """The row without what was erased: a source that repeats it is not heard."""
    erased: dict[str, Any] = dict.fromkeys(known.registration.get("erased") or (), "")
    return replace(draft, **erased)


def _is_new(code: Code, known: Known) -> bool:
    """Whether a code that the row states is not yet one of the subject's."""
    scheme, value, state, _ = code
    return value is not None and state == ACTIVE and known.holds(scheme) != value


def _add_all(drafts: Sequence[SubjectDraft], part: Slice, pending: Pending) -> None:
    """New subjects: confirmed with a valid code, provisional without one."""
    for subject_id, draft in zip(new_ids(len(drafts)), drafts, strict=True):
        ordinal = part.accept()
        part.provisional += draft.uscc is None
        part.quarantined += draft.quarantined_code is not None
        state = _CONFIRMED if draft.uscc else _PROVISIONAL
        pending.subjects.append({"id": subject_id, "state": state, "row_version": 1})
        pending.identifiers += identifier_rows(subject_id, codes_of(draft), part, ordinal)
        pending.names.append(name_row(subject_id, draft, part, ordinal, since=draft.since))
        pending.registrations.append(
            registration_row(subject_id, draft, part, ordinal, since=draft.since)
        )


def _write(session: Session, pending: Pending, part: Slice) -> None:
    """All rows of the slice, one statement a table, after what they replace has ended."""
    _end_replaced(session, pending, part)
    insert_all(session, Subject, pending.subjects)
    for table, rows in (
        (SubjectIdentifier, pending.identifiers),
        (SubjectName, pending.names),
        (Registration, pending.ended),
        (Registration, pending.registrations),
    ):
        number(rows)
        insert_all(session, table, rows)
    if pending.recast:
        _rewrite_windows(session, pending, part)


def _rewrite_windows(session: Session, pending: Pending, part: Slice) -> None:
    """What is shown of a record follows from the subject's kind, which is now another."""
    versions = session.scalars(
        select(RecordVersion).where(
            RecordVersion.subject_id.in_(pending.recast), RecordVersion.superseded_by.is_(None)
        )
    )
    publications.replace(session, versions, part.edition, part.edition_id, part.event_id)


def _end_replaced(session: Session, pending: Pending, part: Slice) -> None:
    """End the names, registrations and provisional states that the slice replaces."""
    pending.names += [
        _ended_name(known, since, part)
        for known, since in pending.renamed
        if known.name_since is None or known.name_since < since
    ]
    renamed = [known.name_id for known, _ in pending.renamed]
    for table, ids in (
        (SubjectName, renamed),
        (SubjectIdentifier, pending.replaced_codes),
        (Registration, pending.superseded),
    ):
        if ids:
            ended = update(table).where(table.id.in_(ids)).values(superseded_by=part.event_id)
            session.execute(ended)
    if pending.confirmed:
        session.execute(
            update(Subject)
            .where(Subject.id.in_(pending.confirmed))
            .values(
                state=_CONFIRMED,
                confirmed_by=part.event_id,
                row_version=Subject.row_version + 1,
            )
        )


def _ended_name(known: Known, since: date, part: Slice) -> dict[str, Any]:
    """The former name, borne until the day before the new one."""
    return {
        "subject_id": known.subject_id,
        "name": known.name,
        "since": known.name_since,
        "until": since - timedelta(days=1),
        "recorded_by": part.event_id,
        "ordinal": 0,
        "superseded_by": None,
    }
