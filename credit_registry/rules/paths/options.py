"""What an enterprise could do: the acts of the catalogue that fit its records, each with its days.

An option is a pure change of the dossier from one day on. It says nothing of whether others agree.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from credit_registry.domain.dates import Deadline, WorkingDays, due_on
from credit_registry.domain.publication_windows import publication
from credit_registry.domain.publications import PublicationFacts, Regime
from credit_registry.domain.records import Disclosure
from credit_registry.domain.restorations import Deed, Held, RestorationAct, least_until
from credit_registry.domain.subjects import SubjectKind
from credit_registry.rules.dossiers import Dossier, Fact

Ends = Mapping[int, date]
"""The last day on which a record counts, by its number; one that has none is left out."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """A dossier with the days after which its records cease to be shown, and so to count."""

    dossier: Dossier
    ends: Ends

    def shown_on(self, fact: Fact, day: date) -> bool:
        """Whether the record still counts on the day."""
        until = self.ends.get(fact.record_id)
        return until is None or day <= until


@dataclass(frozen=True, slots=True)
class Added:
    """A record that an act brings, the last day it is shown, and whether it is repeated."""

    fact: Fact
    until: date | None = None
    repeated: bool = False

    def on(self, day: date) -> Fact | None:
        """The record as it stands on the day; what is repeated has just happened again."""
        if self.until is not None and self.until < day:
            return None
        return replace(self.fact, occurred_on=day) if self.repeated else self.fact


@dataclass(frozen=True, slots=True)
class Option:
    """An act on a record, or on none; it changes the dossier from `effective_on` on.

    `applied_on` is the first day on which it can be asked for or done. The days are provisional
    where they were counted in a year whose working days are not on file.
    """

    act: RestorationAct
    record: Fact | None
    applied_on: date
    effective_on: date
    drops: frozenset[int] = frozenset()
    adds: tuple[Added, ...] = ()
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Law:
    """What of the law the options rest on."""

    acts: Sequence[RestorationAct]
    regimes: Sequence[Regime]
    working_days: WorkingDays


def options(outlook: Outlook, law: Law, day: date, until: date) -> tuple[Option, ...]:
    """The acts that are possible and done by `until`, in the order of the catalogue."""
    found = (
        option
        for act in law.acts
        if act.is_in_force(day)
        for option in _of_act(act, outlook, law, day, until)
    )
    return tuple(each for each in found if each.effective_on <= until)


def _of_act(
    act: RestorationAct, outlook: Outlook, law: Law, day: date, until: date
) -> Iterator[Option]:
    """The options that one act gives."""
    facts = sorted(
        (fact for fact in outlook.dossier.facts if fact.is_active), key=lambda each: each.record_id
    )
    if act.deed in {Deed.HOLD, Deed.RENEW}:
        if act.deed is Deed.RENEW or not _is_held(act, facts, until):
            yield _holding(act, facts, law, day)
        return
    for fact in facts:
        if _is_about(act, fact):
            option = _on_record(act, fact, law, day)
            if option is not None and outlook.shown_on(fact, option.effective_on):
                yield option


def _is_about(act: RestorationAct, fact: Fact) -> bool:
    """Whether the act can be taken on the record."""
    return act.is_about(fact) and not (act.ends and _has_ended(act, fact))


def _has_ended(act: RestorationAct, fact: Fact) -> bool:
    """Whether nothing is left to be ended; a listed entry with a stated end can be left before."""
    return fact.effective_to is not None and act.outcome is None


def _is_held(act: RestorationAct, facts: Sequence[Fact], until: date) -> bool:
    """Whether the enterprise already has all that the act would bring, up to the last day."""
    return all(
        not held.repeated and any(_is_as_good(act, held, fact, until) for fact in facts)
        for held in act.holds
    )


def _is_as_good(act: RestorationAct, held: Held, fact: Fact, until: date) -> bool:
    """Whether a record already gives what the act would."""
    categories = act.categories or {held.category, fact.category}
    lasts = fact.effective_to is None or fact.effective_to >= until
    is_like = fact.kind is held.kind and fact.outcome == held.outcome
    is_enough = (fact.score_centi or 0) >= (held.score_centi or 0)
    return is_like and lasts and is_enough and fact.category in categories


def _on_record(act: RestorationAct, fact: Fact, law: Law, day: date) -> Option | None:
    """The act on one record; None where nothing in law makes it possible."""
    applied = _first_day(act, fact, law, day)
    if applied is None:
        return None
    due = _decided_by(act, applied, law)
    dropped = frozenset({fact.record_id})
    if act.deed is Deed.RESTORE:
        return Option(act, fact, applied, due.due_on, dropped, (), due.is_provisional)
    settled = replace(
        fact,
        outcome=act.outcome or fact.outcome,
        effective_to=due.due_on if act.ends else fact.effective_to,
    )
    added = _shown(settled, law, due.due_on)
    return Option(act, fact, applied, due.due_on, dropped, added, due.is_provisional)


def _first_day(act: RestorationAct, fact: Fact, law: Law, day: date) -> date | None:
    """The first day from which the act can be asked for: the day after what must have run."""
    first = day
    if act.after_least_display:
        least = least_until(fact, law.regimes, day)
        if least is None:
            return None
        first = max(first, least + timedelta(days=1))
    last, runs = act.restricted_until(fact)
    if last is not None:
        return max(first, last + timedelta(days=1))
    return None if runs else first


def _decided_by(act: RestorationAct, applied: date, law: Law) -> Deadline:
    """The last day of the time for deciding; the day itself where the law names none."""
    if act.handling is None:
        return Deadline(applied, is_provisional=False)
    return due_on(applied, act.handling, law.working_days)


def _shown(fact: Fact, law: Law, day: date) -> tuple[Added, ...]:
    """The changed record with its last day of display; nothing where it is not shown then."""
    facts = PublicationFacts(
        kind=fact.kind, subject_kind=SubjectKind.LEGAL_PERSON, state=fact.state,
        disclosure=Disclosure.PUBLIC, severity=fact.severity, outcome=fact.outcome,
        occurred_on=fact.occurred_on, decided_on=fact.decided_on, served_on=fact.served_on,
        first_displayed_on=day, effective_from=fact.effective_from,
        effective_to=fact.effective_to,
    )  # fmt: skip
    window = publication(facts, law.regimes, law.working_days).on(day)
    return () if window is None else (Added(fact, window.until),)


def _holding(act: RestorationAct, facts: Sequence[Fact], law: Law, day: date) -> Option:
    """What the enterprise would have; under `renew` in the place of what it has of the kind."""
    effective = _decided_by(act, day, law).due_on
    dropped = {fact.record_id for fact in facts if fact.kind is act.kind}
    first = -sum(len(each.holds) for each in law.acts[: list(law.acts).index(act)]) - 1
    return Option(
        act,
        None,
        day,
        effective,
        frozenset(dropped) if act.deed is Deed.RENEW else frozenset(),
        tuple(_added(act, held, first - place, effective) for place, held in enumerate(act.holds)),
    )


def _added(act: RestorationAct, held: Held, number: int, day: date) -> Added:
    """A record that the enterprise would have from the day on; its number is no record's."""
    fact = Fact(
        record_id=number, version_id=number, kind=held.kind, outcome=held.outcome,
        category=held.category, score_centi=held.score_centi, occurred_on=day, decided_on=day,
        effective_from=day, title=act.label_zh,
    )  # fmt: skip
    return Added(fact, None, held.repeated)
