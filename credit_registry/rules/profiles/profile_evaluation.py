"""The evaluation of a use profile for one subject: a pure function of its file and the day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from credit_registry.domain.measures import Measure
from credit_registry.domain.uses import Outcome
from credit_registry.rules.dossiers import Fact
from credit_registry.rules.execution.compiled_rules import FIELDS
from credit_registry.rules.execution.timings import (
    LAST,
    Spans,
    Step,
    anchor_field,
    day_after_months,
)
from credit_registry.rules.findings import Lack, Missing
from credit_registry.rules.profiles.profile_documents import version_of
from credit_registry.rules.profiles.profile_findings import (
    CaseFile,
    Ground,
    Listed,
    ProfileFinding,
    Reason,
)
from credit_registry.rules.profiles.profiles import OF_RECORDS, Profile, Reads, Row
from credit_registry.rules.rule_sets import Match, Timing, Wording

GRAVEST_FIRST = (Outcome.BARRED, Outcome.NEEDS_REVIEW, Outcome.NO_BAR_FOUND)


@dataclass(slots=True)
class _Look:
    """One look at a file: the day, what it lacks, and the days on which something changes."""

    file: CaseFile
    as_of: date
    missing: list[Missing] = field(default_factory=list)
    changes: set[int] = field(default_factory=set)

    @property
    def day(self) -> int:
        """The day as an ordinal."""
        return self.as_of.toordinal()

    def spans(self, since: date | None, until: date | None) -> bool:
        """Whether the days cover the look's; notes when that changes."""
        first = since.toordinal() if since else 0
        last = until.toordinal() if until else LAST
        self.changes |= {first, last + 1}
        return first <= self.day <= last


def evaluate(profile: Profile, file: CaseFile, as_of: date) -> ProfileFinding:
    """What the profile comes to on the day. It depends on nothing but its arguments."""
    look = _Look(file, as_of)
    reasons = tuple(
        reason
        for row in profile.rows
        if look.spans(row.since, row.until)
        for reason in _reasons(row, look)
    )
    outcomes = {reason.outcome for reason in reasons} | {Outcome.NO_BAR_FOUND}
    return ProfileFinding(
        subject_id=file.dossier.subject_id,
        as_of=as_of,
        profile=profile.code,
        version=version_of(profile),
        outcome=next(each for each in GRAVEST_FIRST if each in outcomes),
        reasons=reasons,
        missing=tuple(dict.fromkeys(look.missing)),
        undelivered=tuple(
            kind
            for kind in dict.fromkeys(row.kind for row in profile.rows)
            if kind is not None and kind not in file.dossier.covered
        ),
        next_change_on=_next(look),
    )


def _next(look: _Look) -> date | None:
    """The first day after the look's on which something may change by itself."""
    following = min((day for day in look.changes if look.day < day <= LAST), default=None)
    return None if following is None else date.fromordinal(following)


def _reasons(row: Row, look: _Look) -> Iterator[Reason]:
    """What one row finds."""
    if row.reads in OF_RECORDS:
        yield from _of_records(row, look)
    elif row.reads is Reads.ESTABLISHED_MONTHS:
        yield from _of_age(row, look)
    else:
        for entry in look.file.entries:
            if look.spans(entry.since, entry.until):
                yield from _of_entry(row, entry, look)


def _of_records(row: Row, look: _Look) -> Iterator[Reason]:
    """The reason of records; those that the public is not shown make it a review at most."""
    grounds = [
        _ground(fact, step, look)
        for fact in sorted(look.file.dossier.facts, key=lambda fact: fact.record_id)
        if fact.kind is row.kind and fact.is_active and _fits(row.match, fact)
        for step in _counting(row, fact, look)
    ]
    needed = row.at_least if row.reads is Reads.COUNT else 1
    public = [ground for ground in grounds if ground.is_public]
    if len(public) >= needed:
        yield Reason(
            row.code, row.title, row.yields, row.basis, tuple(public), _lasts(public, needed)
        )
    elif len(grounds) >= needed:
        yield Reason(
            row.code, row.title, Outcome.NEEDS_REVIEW, row.basis, tuple(grounds),
            _lasts(grounds, needed),
        )  # fmt: skip


def _fits(match: Match, fact: Fact) -> bool:
    """Whether the row means the record."""
    wanted = ((column, getattr(match, name)) for column, name in FIELDS.items())
    return all(not values or getattr(fact, column) in values for column, values in wanted)


def _counting(row: Row, fact: Fact, look: _Look) -> Iterator[Step]:
    """The step in which the record counts on the day; what it lacks is noted."""
    timing = row.timing or Timing()
    anchor: date | None = getattr(fact, anchor_field(timing))
    if anchor is None:
        look.missing.append(Missing(Lack.NO_DATE, fact.record_id))
        return
    days = _spans(timing).of(fact, anchor)
    look.changes.update(days.changes)
    for step in days.steps:
        if not step.since <= look.day <= step.until:
            continue
        if row.reads is not Reads.AMOUNT:
            yield step
        elif fact.amount_fen is None:
            look.missing.append(Missing(Lack.NO_AMOUNT, fact.record_id))
        elif fact.amount_fen >= row.at_least:
            yield step


@cache
def _spans(timing: Timing) -> Spans:
    """The days of records under a timing, worked out once for equal dates."""
    return Spans(timing)


def _ground(fact: Fact, step: Step, look: _Look) -> Ground:
    """The record as a reason names it."""
    return Ground(
        record_id=fact.record_id,
        listing_id=None,
        kind=fact.kind,
        document_number=fact.document_number,
        title=Wording(fact.title, fact.title),
        since=step.since_on,
        until=step.until_on,
        is_public=fact.record_id not in look.file.withheld,
    )


def _lasts(grounds: Sequence[Ground], needed: int) -> date | None:
    """The last day on which there are still as many grounds as are needed."""
    ends = sorted((ground.until or date.max for ground in grounds), reverse=True)
    return None if ends[needed - 1] == date.max else ends[needed - 1]


def _of_age(row: Row, look: _Look) -> Iterator[Reason]:
    """The reason of a subject that is too young, or whose age is not known."""
    established_on = look.file.dossier.established_on
    if established_on is None:
        yield Reason(row.code, row.title, row.yields, row.basis, (), None)
        return
    old_enough_on = day_after_months(established_on, row.at_least)
    look.changes.add(old_enough_on)
    if look.day < old_enough_on:
        last = date.fromordinal(old_enough_on) - timedelta(days=1)
        yield Reason(row.code, row.title, row.yields, row.basis, (), last)


def _of_entry(row: Row, entry: Listed, look: _Look) -> Iterator[Reason]:
    """The reasons of one entry: that it stands, or the measures that its list names for the use."""
    if row.reads is Reads.LISTED:
        ground = _entry_ground(entry, entry.until)
        yield Reason(row.code, row.title, row.yields, row.basis, (ground,), entry.until)
        return
    for measure in entry.measures:
        if measure.use is row.use and look.spans(measure.since, measure.until):
            yield _of_measure(row, entry, measure)


def _of_measure(row: Row, entry: Listed, measure: Measure) -> Reason:
    """The reason of a measure: it bars only where the list says so on a verified source."""
    is_bar = measure.bars and row.yields is Outcome.BARRED
    ends = [day for day in (entry.until, measure.until) if day is not None]
    last = min(ends, default=None)
    return Reason(
        row=row.code,
        title=Wording(measure.content_zh, measure.content_en),
        outcome=Outcome.BARRED if is_bar else Outcome.NEEDS_REVIEW,
        sources=(measure.source,),
        grounds=(_entry_ground(entry, last),),
        until=last,
    )


def _entry_ground(entry: Listed, until: date | None) -> Ground:
    """The entry as a reason names it."""
    return Ground(
        None, entry.listing_id, None, entry.decision_number, entry.label, entry.since, until
    )
