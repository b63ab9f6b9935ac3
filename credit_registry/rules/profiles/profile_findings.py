"""What a use profile comes to for one subject: the outcome, each reason, and what was not seen."""

from dataclasses import dataclass
from datetime import date

from credit_registry.domain.measures import Measure
from credit_registry.domain.records import RecordKind
from credit_registry.domain.sources import Source
from credit_registry.domain.uses import Outcome
from credit_registry.rules.dossiers import Dossier
from credit_registry.rules.findings import Missing
from credit_registry.rules.rule_sets import Wording


@dataclass(frozen=True, slots=True)
class Listed:
    """A published entry on a list of the untrustworthy, with the measures that its list names."""

    listing_id: int
    label: Wording
    decision_number: str
    since: date
    until: date | None
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a profile is given about one subject.

    `withheld` are the records that the public is not shown: they call for a review and never bar.
    """

    dossier: Dossier
    entries: tuple[Listed, ...] = ()
    withheld: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Ground:
    """A record, or else an entry on a list, that a reason rests on.

    It stands from `since` to `until`, the last day included; None means that no end is set.
    """

    record_id: int | None
    listing_id: int | None
    kind: RecordKind | None
    document_number: str
    title: Wording
    since: date
    until: date | None
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class Reason:
    """What one row found; `until` is the last day on which it stands by itself, None for no end."""

    row: str
    title: Wording
    outcome: Outcome
    sources: tuple[Source, ...]
    grounds: tuple[Ground, ...]
    until: date | None


@dataclass(frozen=True, slots=True)
class ProfileFinding:
    """The outcome for one subject on a legal date under one version of a profile.

    `undelivered` are the kinds of record that were looked at although their source has not been
    delivered in full. Nothing but `as_of` changes before `next_change_on`.
    """

    subject_id: int
    as_of: date
    profile: str
    version: str
    outcome: Outcome
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...]
    undelivered: tuple[RecordKind, ...]
    next_change_on: date | None
