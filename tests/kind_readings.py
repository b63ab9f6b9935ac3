"""What a kind makes of a row's texts: its faults, its draft, and what is public of that."""

from datetime import date

from record_texts import TEXTS

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.entries import read_entry
from credit_registry.domain.publication_windows import publication
from credit_registry.domain.publications import Publication, PublicationFacts
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import SubjectKind
from credit_registry.law.editions import parse, read_seeds

TODAY = date(2026, 11, 24)
LAW = parse(read_seeds())


def reasons(kind: RecordKind, **changes: str) -> list[tuple[str, str]]:
    found = read_entry(KINDS[kind], TEXTS[kind] | changes, TODAY)
    return [(fault.pointer, fault.reason) for fault in found.faults]


def draft(kind: RecordKind, **changes: str) -> RecordDraft:
    found = read_entry(KINDS[kind], TEXTS[kind] | changes, TODAY)
    assert not found.faults
    return KINDS[kind].draft(found.values)


def shown(kind: RecordKind, **changes: str) -> Publication:
    found = draft(kind, **changes)
    facts = PublicationFacts(
        kind=kind,
        subject_kind=SubjectKind.LEGAL_PERSON,
        state=found.state,
        disclosure=found.disclosure,
        severity=found.severity,
        outcome=found.outcome,
        occurred_on=found.occurred_on,
        decided_on=found.decided_on,
        served_on=found.served_on,
        first_displayed_on=found.first_displayed_on,
        effective_from=found.effective_from,
        effective_to=found.effective_to,
    )
    return publication(facts, LAW.regimes, LAW.working_days)
