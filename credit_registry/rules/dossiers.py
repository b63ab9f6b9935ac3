"""What the rules are given about one subject: its standing and its records, as typed facts."""

from dataclasses import dataclass
from datetime import date

from credit_registry.domain.records import Level, RecordKind, RecordState, Severity
from credit_registry.domain.subjects import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One version of one record, in the columns that rules may read.

    `counts_from` is the first day on which it may count where that is later than its own dates
    say, for instance a failed sampling whose result may still be challenged. From `recounted_on`
    its time of display counts again; the paths to restoration read it.
    """

    record_id: int
    version_id: int
    kind: RecordKind
    severity: Severity | None = None
    level: Level | None = None
    outcome: str | None = None
    category: str | None = None
    amount_fen: int | None = None
    score_centi: int | None = None
    decided_on: date | None = None
    served_on: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    occurred_on: date | None = None
    counts_from: date | None = None
    state: RecordState = RecordState.ACTIVE
    document_number: str = ""
    title: str = ""
    recounted_on: date | None = None

    @property
    def is_active(self) -> bool:
        """Whether it may score; a withdrawn, annulled or restored record never does."""
        return self.state is RecordState.ACTIVE

    @property
    def known_day(self) -> int:
        """The first of the days on which something happened in it, 0 where there is none.

        From that day on, as an ordinal, it is data.
        """
        first = self.occurred_on
        for day in (self.decided_on, self.served_on, self.effective_from):
            if day is not None and (first is None or day < first):
                first = day
        return 0 if first is None else first.toordinal()


@dataclass(frozen=True, slots=True)
class Dossier:
    """A subject with its facts.

    `industry` is the code of GB/T 4754 with its section's letter, empty where it is not known.
    `covered` names the kinds of record whose source has been delivered in full for it: there,
    that nothing is recorded is itself knowledge.
    """

    subject_id: int
    established_on: date | None
    standing: Standing
    facts: tuple[Fact, ...] = ()
    covered: frozenset[str] = frozenset()
    industry: str = ""
