"""Subjects and earlier versions for a slice of records, found by set and not by row."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from credit_registry.domain import taxpayer_numbers, usccs
from credit_registry.domain.drafts import RecordDraft, SubjectReference
from credit_registry.domain.names import compared
from credit_registry.domain.subjects import (
    IdentifierScheme,
    IdentifierState,
    SubjectKind,
    SubjectState,
)
from credit_registry.services.intake.slices import Slice
from credit_registry.services.subjects.subjects import kinds_of
from credit_registry.store.bulk import insert_all, number
from credit_registry.store.ids import new_ids
from credit_registry.store.memberships import among
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
    unified: dict[int, str] = field(default_factory=dict)
    names: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    kinds: dict[int, SubjectKind] = field(default_factory=dict)

    def match(self, reference: SubjectReference) -> int | None:
        """The subject a record means; None where its code names more than one."""
        found = self.find(reference)
        if found is None:
            raise LookupError(reference.name)
        return found or None

    def find(self, reference: SubjectReference) -> int | None:
        """The subject, 0 where the code is ambiguous, None where there is none yet."""
        stated = reference.codes.get(IdentifierScheme.USCC)
        for scheme in KEYS:
            value = reference.codes.get(scheme)
            if value and (scheme, value) in self.by_code:
                found = self.by_code[scheme, value]
                return found if stated in {None, self.unified.get(found, stated)} else 0
        for code in organization_codes(reference):
            holders = self.by_organization.get(code, set())
            if holders:
                return next(iter(holders)) if len(holders) == 1 else 0
        if reference.codes:
            return None
        return self.by_name.get(reference.name)

    def is_named(self, subject_id: int, name: str) -> bool:
        """Whether the subject bears or bore the name; width, spaces, forms of brackets apart."""
        return compared(name) in self.names[subject_id]


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
    found = {subjects.find(reference) or 0 for reference in references}
    subjects.kinds.update(kinds_of(session, found))
    _load_names(session, found, subjects)
    return subjects


def _claim(reference: SubjectReference, subjects: Subjects) -> None:
    """Give an unknown subject an id, under every code it was named by."""
    (subject_id,) = new_ids(1)
    for scheme, value in reference.codes.items():
        subjects.by_code[scheme.value, value] = subject_id
    if stated := reference.codes.get(IdentifierScheme.USCC):
        subjects.unified[subject_id] = stated
        subjects.by_organization[usccs.parts(stated).subject_identifier].add(subject_id)
    elif code := reference.codes.get(IdentifierScheme.ORGANIZATION_CODE):
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
    ).where(among(SubjectIdentifier.value, values), IS_ACTIVE)
    for scheme, value, subject_id in session.execute(statement):
        subjects.by_code[scheme, value] = subject_id
    unified = select(SubjectIdentifier.subject_id, SubjectIdentifier.value).where(
        among(SubjectIdentifier.subject_id, set(subjects.by_code.values())),
        SubjectIdentifier.scheme == IdentifierScheme.USCC.value,
        IS_ACTIVE,
    )
    subjects.unified.update((holder, code) for holder, code in session.execute(unified))


def _find_organizations(
    session: Session, references: Iterable[SubjectReference], subjects: Subjects
) -> None:
    """Subjects that hold one of the organisation codes, or a unified code that embeds it."""
    codes = {code for reference in references for code in organization_codes(reference)}
    if not codes:
        return
    value, scheme = SubjectIdentifier.value, SubjectIdentifier.scheme
    for scheme_of, code in (
        (IdentifierScheme.USCC, func.substr(value, 9, 9)),
        (IdentifierScheme.ORGANIZATION_CODE, value),
    ):
        statement = select(code, SubjectIdentifier.subject_id).where(
            code.in_(codes), scheme == scheme_of.value, IS_ACTIVE
        )
        for held, subject_id in session.execute(statement):
            subjects.by_organization[held].add(subject_id)


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
            among(SubjectName.name, names),
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


def _load_names(session: Session, ids: Collection[int], subjects: Subjects) -> None:
    """The names that the subjects bear and bore."""
    statement = select(SubjectName.subject_id, SubjectName.name).where(
        among(SubjectName.subject_id, ids), SubjectName.superseded_by.is_(None)
    )
    for subject_id, name in session.execute(statement):
        subjects.names[subject_id].add(compared(name))


def existing_records(
    session: Session, subject_ids: Collection[int], document_numbers: Collection[str]
) -> Matches:
    """The current versions of the subjects' records of these documents by natural key.

    A slice names thousands of subjects; reading all their records took most of an import's time.
    """
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
        .where(
            among(Record.subject_id, subject_ids),
            among(Record.document_number, document_numbers),
            version.c.superseded_by.is_(None),
        )
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
