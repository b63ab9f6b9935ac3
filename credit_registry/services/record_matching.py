"""Subjects, units and earlier versions for a slice of records, found by set and not by row."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from credit_registry.domain import taxpayer_numbers
from credit_registry.domain.drafts import RecordDraft, SubjectReference, UnitReference
from credit_registry.domain.subjects import (
    IdentifierScheme,
    IdentifierState,
    SubjectKind,
    SubjectState,
)
from credit_registry.services.slices import Slice
from credit_registry.services.subjects import kinds_of
from credit_registry.store.accounts import SourceUnit, SourceUnitName
from credit_registry.store.bulk import insert_all, number
from credit_registry.store.ids import new_ids
from credit_registry.store.records import Record, RecordVersion
from credit_registry.store.subjects import (
    IS_ACTIVE,
    Subject,
    SubjectIdentifier,
    SubjectName,
)

KEYS = (
    IdentifierScheme.USCC,
    IdentifierScheme.REGISTRATION_NUMBER,
    IdentifierScheme.ORGANIZATION_CODE,
    IdentifierScheme.TAXPAYER_NUMBER,
)
Code = tuple[str, str]
Matches = dict[tuple[int, str, str, int, str], dict[str, Any]]


@dataclass(slots=True)
class Subjects:
    """The subjects of a slice: by code, by embedded organisation code, by name where uncoded."""

    by_code: dict[Code, int] = field(default_factory=dict)
    by_organization: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_name: dict[str, int] = field(default_factory=dict)
    kinds: dict[int, SubjectKind] = field(default_factory=dict)

    def match(self, reference: SubjectReference) -> int | None:
        """The subject a record means; None where its code names more than one."""
        found = self.find(reference)
        if found is None:
            raise LookupError(reference.name)
        return found or None

    def find(self, reference: SubjectReference) -> int | None:
        """The subject, 0 where the code is ambiguous, None where there is none yet."""
        for scheme in KEYS:
            value = reference.codes.get(scheme)
            if value and (scheme.value, value) in self.by_code:
                return self.by_code[scheme.value, value]
        for code in organization_codes(reference):
            holders = self.by_organization.get(code, set())
            if holders:
                return next(iter(holders)) if len(holders) == 1 else 0
        if reference.codes:
            return None
        return self.by_name.get(reference.name)


def organization_codes(reference: SubjectReference) -> list[str]:
    """The organisation codes that a reference states or that its taxpayer number embeds.

    A unified code decides by itself and is not taken apart.
    """
    if IdentifierScheme.USCC in reference.codes:
        return []
    stated = reference.codes.get(IdentifierScheme.ORGANIZATION_CODE)
    taxpayer = reference.codes.get(IdentifierScheme.TAXPAYER_NUMBER)
    embedded = taxpayer_numbers.organization_code_of(taxpayer) if taxpayer else None
    return [code for code in (stated, embedded) if code]


def resolve_subjects(session: Session, drafts: Sequence[RecordDraft], part: Slice) -> Subjects:
    """The subjects of the drafts; unknown ones are written as provisional and counted."""
    references = [draft.subject for draft in drafts]
    subjects = Subjects()
    _find_codes(session, references, subjects)
    _find_organizations(session, references, subjects)
    _find_names(session, references, subjects)
    unknown: list[SubjectReference] = []
    for reference in references:
        if subjects.find(reference) is None:
            unknown.append(reference)
            _claim(reference, subjects)
    _add_provisional(session, unknown, subjects, part)
    _load_kinds(session, subjects)
    return subjects


def _claim(reference: SubjectReference, subjects: Subjects) -> None:
    """Give an unknown subject an id, under every code it was named by."""
    (subject_id,) = new_ids(1)
    for scheme, value in reference.codes.items():
        subjects.by_code[scheme.value, value] = subject_id
    for code in organization_codes(reference):
        subjects.by_organization[code].add(subject_id)
    if not reference.codes:
        subjects.by_name[reference.name] = subject_id


def _find_codes(
    session: Session, references: Iterable[SubjectReference], subjects: Subjects
) -> None:
    """Subjects that hold one of the codes actively."""
    values = {value for reference in references for value in reference.codes.values()}
    statement = select(
        SubjectIdentifier.scheme, SubjectIdentifier.value, SubjectIdentifier.subject_id
    ).where(SubjectIdentifier.value.in_(values), IS_ACTIVE)
    for scheme, value, subject_id in session.execute(statement):
        subjects.by_code[scheme, value] = subject_id


def _find_organizations(
    session: Session, references: Iterable[SubjectReference], subjects: Subjects
) -> None:
    """Subjects whose unified code embeds one of the organisation codes."""
    codes = {code for reference in references for code in organization_codes(reference)}
    if not codes:
        return
    embedded = func.substr(SubjectIdentifier.value, 9, 9)
    statement = select(embedded, SubjectIdentifier.subject_id).where(
        embedded.in_(codes), SubjectIdentifier.scheme == IdentifierScheme.USCC.value, IS_ACTIVE
    )
    for code, subject_id in session.execute(statement):
        subjects.by_organization[code].add(subject_id)


def _find_names(
    session: Session, references: Iterable[SubjectReference], subjects: Subjects
) -> None:
    """Provisional subjects known by nothing but their name."""
    names = {reference.name for reference in references if not reference.codes}
    if not names:
        return
    has_code = (
        select(SubjectIdentifier.id).where(SubjectIdentifier.subject_id == Subject.id).exists()
    )
    statement = (
        select(SubjectName.name, Subject.id)
        .join(Subject, Subject.id == SubjectName.subject_id)
        .where(
            SubjectName.name.in_(names),
            SubjectName.superseded_by.is_(None),
            Subject.state == SubjectState.PROVISIONAL.value,
            ~has_code,
        )
    )
    for name, subject_id in session.execute(statement):
        subjects.by_name[name] = subject_id


def _add_provisional(
    session: Session, unknown: Sequence[SubjectReference], subjects: Subjects, part: Slice
) -> None:
    """Subjects nobody has confirmed: kept with their codes and name, never shown publicly."""
    if not unknown:
        return
    part.provisional += len(unknown)
    ids = [subjects.find(reference) or 0 for reference in unknown]
    provisional = SubjectState.PROVISIONAL.value
    insert_all(
        session, Subject, [{"id": one, "state": provisional, "row_version": 1} for one in ids]
    )
    told: dict[str, Any] = {
        "since": None,
        "until": None,
        "recorded_by": part.event_id,
        "ordinal": 0,
    }
    names = [
        {"subject_id": subject_id, "name": reference.name} | told
        for subject_id, reference in zip(ids, unknown, strict=True)
    ]
    codes = [
        {
            "subject_id": subject_id,
            "scheme": scheme.value,
            "value": value,
            "state": IdentifierState.ACTIVE.value,
            "suggestion": None,
            "source": part.layout,
        }
        | told
        for subject_id, reference in zip(ids, unknown, strict=True)
        for scheme, value in reference.codes.items()
    ]
    for table, rows in ((SubjectName, names), (SubjectIdentifier, codes)):
        number(rows)
        insert_all(session, table, rows)


def _load_kinds(session: Session, subjects: Subjects) -> None:
    """What kind each subject is."""
    ids = {*subjects.by_code.values(), *subjects.by_name.values()}
    ids |= {one for holders in subjects.by_organization.values() for one in holders}
    subjects.kinds.update(kinds_of(session, ids))


def resolve_units(session: Session, references: Iterable[UnitReference]) -> dict[str, int]:
    """The units by the names they bear now; unknown ones are written."""
    named = {reference.name: reference for reference in references}
    statement = select(SourceUnitName.name, SourceUnitName.unit_id).where(
        SourceUnitName.name.in_(named), SourceUnitName.until.is_(None)
    )
    found = {row.name: row.unit_id for row in session.execute(statement)}
    by_code = _units_by_code(session, named.values())
    for name in sorted(named.keys() - found.keys()):
        code = named[name].code
        unit_id, name_id = new_ids(2)
        if code and code in by_code:
            unit_id = by_code[code]
        else:
            session.execute(insert(SourceUnit).values(id=unit_id, code=code))
            if code:
                by_code[code] = unit_id
        session.execute(
            insert(SourceUnitName).values(
                id=name_id, unit_id=unit_id, name=name, since=None, until=None
            )
        )
        found[name] = unit_id
    return found


def _units_by_code(session: Session, references: Iterable[UnitReference]) -> dict[str, int]:
    """The units that hold one of the codes."""
    codes = {reference.code for reference in references if reference.code}
    if not codes:
        return {}
    statement = select(SourceUnit.code, SourceUnit.id).where(SourceUnit.code.in_(codes))
    return {code: unit_id for code, unit_id in session.execute(statement) if code}


def existing_records(session: Session, subject_ids: Collection[int]) -> Matches:
    """The current versions of the subjects' records by natural key."""
    if not subject_ids:
        return {}
    version = RecordVersion.__table__
    statement = (
        select(
            Record.source_unit_id,
            Record.document_number,
            Record.item_serial,
            version,
            version.c.id.label("version_id"),
        )
        .join(version, version.c.record_id == Record.id)
        .where(Record.subject_id.in_(subject_ids), version.c.superseded_by.is_(None))
    )
    return {
        (
            row["source_unit_id"],
            row["kind"],
            row["document_number"],
            row["subject_id"],
            row["item_serial"],
        ): dict(row)
        for row in session.execute(statement).mappings()
    }
