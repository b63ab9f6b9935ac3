"""A use profile: what in a credit file speaks to one use of it, row by row, each with its basis.

A row bars only on an article that was read, or by a measure that an entry's list names for the use;
whatever else it finds, a person has to review. No profile reads a grade.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from credit_registry.domain.records import RecordKind
from credit_registry.domain.sources import Source
from credit_registry.domain.uses import Outcome, Use
from credit_registry.rules.rule_sets import Match, Timing, Wording


class Reads(StrEnum):
    """What a row looks at.

    `exists` any record that it means; `count` so many of them; `amount` those of at least so many
    fen each; `established_months` the full months since the establishment, too few of which are
    found; `measure` what the lists on which the subject stands name for a use; `listed` that it
    stands on any list of the untrustworthy.
    """

    EXISTS = "exists"
    COUNT = "count"
    AMOUNT = "amount"
    ESTABLISHED_MONTHS = "established_months"
    MEASURE = "measure"
    LISTED = "listed"


OF_RECORDS = frozenset({Reads.EXISTS, Reads.COUNT, Reads.AMOUNT})
"""What looks at records, and therefore has a kind and a timing."""


ANY = Match()
"""What any record fits."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is looked at, and what follows where it is found.

    `at_least` is a number of records, of fen or of months. The row applies from `since` to `until`,
    where they are set. A row of measures has no basis of its own: each measure brings its source.
    """

    code: str
    title: Wording
    reads: Reads
    yields: Outcome
    basis: tuple[Source, ...] = ()
    kind: RecordKind | None = None
    match: Match = ANY
    timing: Timing | None = None
    at_least: int = 1
    use: Use | None = None
    since: date | None = None
    until: date | None = None

    def is_in_force(self, day: date) -> bool:
        """Whether the row applies on the day."""
        has_begun = self.since is None or self.since <= day
        return has_begun and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Profile:
    """The rows for one use, in force from a day on.

    `unheld` names what the use's rules of law look at and no source here delivers.
    """

    code: str
    title: Wording
    source: Wording
    since: date
    rows: tuple[Row, ...]
    unheld: tuple[Wording, ...] = ()
    is_information_only: bool = False
