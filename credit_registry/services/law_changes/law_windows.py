"""What windows say under an edition, computed once for all versions that are alike."""

from operator import attrgetter
from typing import Any

from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import SubjectKind
from credit_registry.law.editions import Edition
from credit_registry.services import publications
from credit_registry.services.publications import Facts, Terms

MOST_KNOWN = 100_000
"""So many answers are kept before all are forgotten; half a million records have some thousands."""
_READ = ("kind", "state", "disclosure", "severity", "outcome", "recounted_on")


class Computed:
    """What windows say, computed once for all versions that are alike in what the law reads."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.read = {
            kind.value: attrgetter(*_READ, *publications.columns_read(edition, kind))
            for kind in RecordKind
        }
        self.known: dict[tuple[Any, ...], list[Terms]] = {}

    def of(self, version: Facts, kind: SubjectKind) -> list[Terms]:
        """What the windows of a version say that is about a subject of the kind."""
        key = (kind, *self.read[version.kind](version))
        found = self.known.get(key)
        if found is None:
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            facts = publications.facts_of(version, kind)
            found = self.known[key] = publications.terms_of(facts, self.edition)
        return found
