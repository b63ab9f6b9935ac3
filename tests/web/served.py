"""A registry with a handful of enterprises, for tests of what is served."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from rule_texts import the_extract

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.drafts import RecordDraft, SubjectDraft
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.exchange.rows import Row
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.finding import indexing
from credit_registry.services.grading import rule_sets
from credit_registry.services.intake import exchanging
from credit_registry.services.intake.exchanging import BatchSource
from credit_registry.services.lists import listings
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subjects

PRAISED, PENALISED, PLAIN = 1, 2, 3
SECRET_TITLE = "仅供内部的处罚"


@dataclass(frozen=True, slots=True)
class Served:
    """The registry with those who filled it."""

    registry: Registry
    enterer: Actor

    def code(self, number: int) -> str:
        """The code of an enterprise."""
        return a_uscc(number)

    def subject_id(self, number: int) -> int:
        """The id of an enterprise."""
        with self.registry.reading() as session:
            found = subjects.by_code(session, self.code(number))
        assert found is not None
        return found


def fill(registry: Registry) -> Served:
    """Three enterprises: one honoured, one penalised, one without any record."""
    enterer = an_officer(registry, Role.ENTERER)
    owner = an_officer(registry, Role.RULE_OWNER)
    deliver(registry, enterer, "subjects", [a_subject_draft(n) for n in (1, 2, 3)])
    records = [
        a_record_draft(RecordKind.HONOUR, PRAISED, title="市长质量奖"),
        a_record_draft(RecordKind.PENALTY, PENALISED, title="公开的处罚"),
        a_record_draft(
            RecordKind.PENALTY,
            PENALISED,
            title=SECRET_TITLE,
            severity=Severity.UNDETERMINED,
            decided_on=date(2026, 7, 1),
        ),
    ]
    deliver(registry, enterer, "records", records)
    with registry.transaction() as session:
        now = registry.clock.now()
        rule_sets.publish(session, the_extract(), actor=owner, at=now)
    indexing.follow(registry)
    return Served(registry, enterer)


def deliver(
    registry: Registry, actor: Actor, name: str, drafts: Sequence[SubjectDraft | RecordDraft]
) -> None:
    """Take drafts in as one delivery."""
    rows = [Row(line, draft) for line, draft in enumerate(drafts, start=2)]
    source = BatchSource(digest=f"{name:0<64}", filename=f"{name}.csv", layout="own")
    receipt = exchanging.import_rows(registry, rows, source, actor=actor)
    assert receipt.refused == 0
    assert receipt.accepted == len(drafts)


def propose(registry: Registry, subject_id: int) -> int:
    """A candidate for the black list."""
    actor = an_officer(registry, Role.PROPOSER)
    with registry.transaction() as session:
        law = law_editions.current(session)
        act = Act(actor, registry.clock.now(), registry.clock.today(), law)
        return listings.propose(
            session, subject_id, "serious_violation", "两年内三次受罚（罚〔2026〕3号）", act=act
        )
