"""Evaluations of a dossier after some acts: made by the traced evaluation, kept and counted.

What the records of one kind come to is kept for the acts that touch the kind, so that thousands of
sets of acts cost little more than their conclusions.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from credit_registry.domain.records import RecordKind
from credit_registry.rules.dossiers import Fact
from credit_registry.rules.execution.compilation import CompiledRuleSet
from credit_registry.rules.execution.traced import Gathered, conclude, evaluate, gather
from credit_registry.rules.findings import Evaluation
from credit_registry.rules.paths.options import Option, Outlook

Chosen = tuple[int, ...]
"""The places of some options, in order."""


class Trials:
    """Evaluations of the dossier after some acts, counted; none is made once they are used up."""

    def __init__(
        self, compiled: CompiledRuleSet, outlook: Outlook, options: Sequence[Option], most: int
    ) -> None:
        self.compiled = compiled
        self.outlook = outlook
        self.options = options
        self.most = most
        self.made = 0
        self._gathered: dict[tuple[RecordKind, Chosen, date], Gathered] = {}
        self._facts = {
            kind: tuple(fact for fact in outlook.dossier.facts if fact.kind is kind)
            for kind in RecordKind
        }
        self._touching = {
            kind: frozenset(
                place for place, each in enumerate(options) if kind in _touched(outlook, each)
            )
            for kind in RecordKind
        }
        self.is_stopped = False

    def may_go_on(self) -> bool:
        """Whether one more evaluation may be made; from the first refusal on, none may."""
        self.is_stopped = self.is_stopped or self.made >= self.most
        return not self.is_stopped

    def result(self, chosen: Chosen, day: date) -> Evaluation:
        """The result on the day after the acts."""
        self.made += 1
        gathered = [self._gather(kind, chosen, day) for kind in RecordKind]
        return conclude(self.compiled, self.outlook.dossier, gathered, day)

    def _gather(self, kind: RecordKind, chosen: Chosen, day: date) -> Gathered:
        """What the records of a kind come to after those of the acts that touch it; kept."""
        acting = tuple(place for place in chosen if place in self._touching[kind])
        key = (kind, acting, day)
        if key not in self._gathered:
            options = [self.options[place] for place in acting]
            facts = [
                fact
                for fact in after(self.outlook, self._facts[kind], options, day)
                if fact.kind is kind
            ]
            industry = self.outlook.dossier.industry
            self._gathered[key] = gather(self.compiled, industry, facts, day)
        return self._gathered[key]

    def untouched(self, chosen: Chosen) -> frozenset[RecordKind]:
        """The kinds of record that none of the acts touches."""
        return frozenset(
            kind for kind, places in self._touching.items() if places.isdisjoint(chosen)
        )

    def days(self, day: date, until: date) -> list[date]:
        """The days up to the last on which any of the results can change.

        Each record changes results on days of its own, so that a dossier of all of them, before
        and after every act, has the days of all sets.
        """
        added = [each for option in self.options for each in option.adds]
        found = {option.effective_on for option in self.options}
        found |= {each + timedelta(days=1) for each in self.outlook.ends.values()}
        found |= {each.until + timedelta(days=1) for each in added if each.until}
        facts = (*self.outlook.dossier.facts, *(each.fact for each in added))
        everything = replace(self.outlook.dossier, facts=facts)
        following: date | None = day
        while following is not None and following <= until and self.may_go_on():
            found.add(following)
            self.made += 1
            following = evaluate(self.compiled, everything, following).next_change_on
        return sorted(each for each in found if day <= each <= until)


def _touched(outlook: Outlook, option: Option) -> set[RecordKind]:
    """The kinds of the records that an option takes away or brings."""
    dropped = {fact.kind for fact in outlook.dossier.facts if fact.record_id in option.drops}
    return dropped | {each.fact.kind for each in option.adds}


def after(
    outlook: Outlook, facts: Sequence[Fact], options: Sequence[Option], day: date
) -> tuple[Fact, ...]:
    """The facts on the day, with the acts that have come into effect by then."""
    done = [option for option in options if option.effective_on <= day]
    dropped = frozenset[int]().union(*(option.drops for option in done))
    kept = [fact for fact in facts if fact.record_id not in dropped and outlook.shown_on(fact, day)]
    brought = [fact for option in done for each in option.adds if (fact := each.on(day))]
    return (*kept, *brought)
