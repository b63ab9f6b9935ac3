"""What windows say under an edition, computed once for all versions that are alike."""

from typing import Any

from sqlalchemy import Row as Columns

from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import SubjectKind
from credit_registry.law.editions import Edition
from credit_registry.services import publications
from credit_registry.services.publications import Terms

MOST_KNOWN = 100_000
"""So many answers are kept before all are forgotten; half a million records have some thousands."""


class Computed:
    """What windows say, computed once for all versions that are alike in what the law reads."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.read = {kind.value: publications.dates_read(edition, kind) for kind in RecordKind}
        self.known: dict[tuple[Any, ...], list[Terms]] = {}

    def of(self, version: Columns[*tuple[Any, ...]], kind: SubjectKind) -> list[Terms]:
        """What the windows of a version say."""
        key = (
            version.kind, kind, version.state, version.disclosure, version.severity,
            version.outcome, *(getattr(version, name) for name in self.read[version.kind]),
        )  # fmt: skip
        if key not in self.known:
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            facts = publications.facts_of(version, kind)
            self.known[key] = publications.terms_of(facts, self.edition)
        return self.known[key]
