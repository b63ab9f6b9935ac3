"""An edition of the law: all its seed files under one digest, and what they say."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from credit_registry.domain.dates import WorkingDays
from credit_registry.domain.divisions import Divisions
from credit_registry.domain.downstreams import Downstream
from credit_registry.domain.industries import Industries
from credit_registry.domain.measures import Measure
from credit_registry.domain.publications import Regime
from credit_registry.domain.restorations import RestorationAct
from credit_registry.domain.sources import Source, read_source
from credit_registry.law import tables
from credit_registry.law.awards import Award, read_awards
from credit_registry.law.commitment_templates import CommitmentTemplate, read_templates
from credit_registry.law.consortia import ConsortiumRule, read_consortia
from credit_registry.law.downstreams import read_downstreams
from credit_registry.law.inheritances import Inheritance, read_inheritances
from credit_registry.law.list_types import ListType, read_list_types
from credit_registry.law.measures import (
    inline_measures,
    read_measures,
    require_known,
    with_measures,
)
from credit_registry.law.periods import DeadlineRule, read_day, read_deadlines
from credit_registry.law.regimes import read_regimes
from credit_registry.law.release_limits import ReleaseLimit, limit_on, read_release_limits
from credit_registry.law.restoration_terms import RestorationTerms, read_terms
from credit_registry.law.restorations import read_acts
from credit_registry.law.targets import Target

SEEDS = (
    "awards.yaml",
    "commitment_templates.yaml",
    "consortia.yaml",
    "deadlines.yaml",
    "divisions.csv",
    "downstreams.yaml",
    "industries.csv",
    "inheritance.yaml",
    "list_types.yaml",
    "measures.yaml",
    "publication_bases.yaml",
    "publication_regimes.yaml",
    "restoration_acts.yaml",
    "restoration_terms.yaml",
    "release_limits.yaml",
    "targets.csv",
    "working_days.csv",
)


@dataclass(frozen=True, slots=True)
class PublicationBasis:
    """A dated local rule under which grades are public."""

    since: date
    until: date | None
    source: Source


@dataclass(frozen=True, slots=True)
class Edition:
    """What the law says, as of one loading."""

    digest: str
    regimes: tuple[Regime, ...]
    list_types: Mapping[str, ListType]
    measures: Mapping[str, Measure]
    has_catalogue: bool
    deadlines: Mapping[str, DeadlineRule]
    bases: tuple[PublicationBasis, ...]
    working_days: WorkingDays
    divisions: Divisions
    industries: Industries
    awards: Mapping[str, Award]
    targets: tuple[Target, ...]
    inheritances: tuple[Inheritance, ...]
    acts: tuple[RestorationAct, ...]
    release_limits: tuple[ReleaseLimit, ...]
    restoration_terms: tuple[RestorationTerms, ...]
    downstreams: Mapping[str, Downstream]
    consortia: tuple[ConsortiumRule, ...]
    commitment_templates: tuple[CommitmentTemplate, ...]

    def grade_basis(self, day: date) -> PublicationBasis | None:
        """The local rule under which a grade is public on the day."""
        for basis in self.bases:
            if basis.since <= day and (basis.until is None or day <= basis.until):
                return basis
        return None

    def measures_of(self, list_type: str) -> tuple[Measure, ...]:
        """The measures of the catalogue that a list names, in its order; an unknown one none."""
        kind = self.list_types.get(list_type)
        return kind.measures if kind else ()

    def measures_to_choose(self, list_type: str, day: date) -> tuple[Measure, ...]:
        """The measures that a decision of the day may link an entry to.

        Editions before there was a catalogue have none to choose: all that the list names follows.
        """
        named = self.measures_of(list_type) if self.has_catalogue else ()
        return tuple(each for each in named if each.may_be_imposed(day))

    def release_limit(self, day: date) -> ReleaseLimit | None:
        """What a change of the rules must keep to on the day."""
        return limit_on(self.release_limits, day)


def read_seeds(*overlays: Traversable) -> str:
    """The seed files as canonical JSON; a file of an overlay replaces the one of its name."""
    texts: dict[str, str] = {}
    for folder in (files("credit_registry.law"), *overlays):
        for name in SEEDS:
            seed = folder.joinpath(name)
            if seed.is_file():
                texts[name] = seed.read_text("utf-8")
    return content_of(texts)


def content_of(texts: Mapping[str, str]) -> str:
    """The files of an edition as the canonical JSON that is digested."""
    return json.dumps(texts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(content: str) -> str:
    """The edition's identity: SHA-256 of its canonical content, in hex."""
    return hashlib.sha256(content.encode()).hexdigest()


@lru_cache(maxsize=8)
def parse(content: str) -> Edition:
    """What an edition says. Raises ValueError naming the file, row and column at fault.

    Editions that were loaded before there were tables of awards, targets, inheritance, acts and
    terms of restoration, limits of releases, downstreams, consortia and commitments to sign have
    none; their lists held the measures themselves.
    """
    texts: dict[str, str] = json.loads(content)
    list_types = read_list_types(_yaml(texts, "list_types.yaml"))
    catalogue = _measures(texts, list_types)
    return Edition(
        digest=digest_of(content),
        regimes=read_regimes(_yaml(texts, "publication_regimes.yaml")),
        list_types=with_measures(list_types, catalogue),
        measures=catalogue,
        has_catalogue="measures.yaml" in texts,
        deadlines=read_deadlines(_yaml(texts, "deadlines.yaml")),
        bases=_bases(_yaml(texts, "publication_bases.yaml")),
        working_days=tables.read_working_days(texts["working_days.csv"]),
        divisions=tables.read_divisions(texts["divisions.csv"]),
        industries=tables.read_industries(texts["industries.csv"]),
        awards=read_awards(_yaml(texts, "awards.yaml") if "awards.yaml" in texts else []),
        targets=tables.read_targets(texts["targets.csv"]) if "targets.csv" in texts else (),
        inheritances=read_inheritances(
            _yaml(texts, "inheritance.yaml") if "inheritance.yaml" in texts else []
        ),
        acts=read_acts(
            _yaml(texts, "restoration_acts.yaml") if "restoration_acts.yaml" in texts else []
        ),
        release_limits=read_release_limits(
            _yaml(texts, "release_limits.yaml") if "release_limits.yaml" in texts else []
        ),
        restoration_terms=read_terms(
            _yaml(texts, "restoration_terms.yaml") if "restoration_terms.yaml" in texts else []
        ),
        downstreams=read_downstreams(
            _yaml(texts, "downstreams.yaml") if "downstreams.yaml" in texts else []
        ),
        consortia=read_consortia(
            _yaml(texts, "consortia.yaml") if "consortia.yaml" in texts else []
        ),
        commitment_templates=read_templates(
            _yaml(texts, "commitment_templates.yaml")
            if "commitment_templates.yaml" in texts
            else []
        ),
    )


def _measures(texts: Mapping[str, str], list_types: Mapping[str, ListType]) -> dict[str, Measure]:
    """The catalogue of measures, which the lists keep to."""
    if "measures.yaml" not in texts:
        return inline_measures(_yaml(texts, "list_types.yaml"))
    catalogue = read_measures(_yaml(texts, "measures.yaml"))
    require_known(list_types, catalogue)
    return catalogue


def _yaml(texts: Mapping[str, str], name: str) -> list[dict[str, Any]]:
    """A seed's rows."""
    rows = yaml.safe_load(texts[name])
    if not isinstance(rows, list):
        raise ValueError(f"{name} must be a list of entries.")  # noqa: TRY004 - a fault of the file
    return rows


def _bases(rows: Sequence[dict[str, Any]]) -> tuple[PublicationBasis, ...]:
    """The publication bases of grades."""
    return tuple(
        PublicationBasis(row["since"], read_day(row["until"]), read_source(row["source"]))
        for row in rows
    )
