"""Drafts tried on a whole city from the database: the first loads everybody, the next do not.

By the forty rules of `rules.py` beside the same with another threshold. The peer evaluates one
version on the columns that are loaded: what any trial needs at least once they are in memory.
"""

import argparse
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from founding import archives, registries
from rule_peers.forty import rule_set

from credit_registry.domain.actors import Role
from credit_registry.rules.execution.compilation import compile_rule_set
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.services.grading import loaded_populations, rule_sets
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.services.rule_changes import what_ifs


def main() -> None:
    """Fill, try, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--enterprises", type=int, default=100_000)
    registries.add_option(parser)
    asked = parser.parse_args()
    with registries.founded(asked.database) as (registry, _):
        _measure(registry, asked.enterprises)


def _measure(registry: Registry, enterprises: int) -> None:
    """Seconds of each step."""
    today = registry.clock.today()
    begun = time.perf_counter()
    archives.fill(registry, enterprises, today)
    rules = replace(rule_set(), since=date(2020, 1, 1))
    with registry.transaction() as session:
        owner = replace(INSTALLER, roles=frozenset({Role.RULE_OWNER}))
        rule_sets.publish(session, rules, actor=owner, at=registry.clock.now())
    print(f"{enterprises:,} enterprises are there after {time.perf_counter() - begun:.1f} s")

    def load() -> loaded_populations.LoadedPopulation:
        with registry.reading() as session:
            return loaded_populations.load(session, today)

    population = _told("everybody loaded", load)
    base = compile_rule_set(rules)
    drafts = [compile_rule_set(_stricter(rules, by)) for by in (100, 200)]
    for place, draft in enumerate(drafts, start=1):
        _told(f"draft {place} beside the base", partial(what_ifs.beside, population, base, draft))
    _told("one version on the loaded columns", lambda: list(population.judged(drafts[1])))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MiB")


def _stricter(rules: RuleSet, by: int) -> RuleSet:
    """The rules with every grade but the last asking for more points."""
    grades = tuple(
        replace(each, at_least=each.at_least + by) if each.at_least else each
        for each in rules.grades
    )
    return replace(rules, code=f"{rules.code}-{by}", grades=grades)


def _told(what: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - what the work makes
    """What came of it, after its seconds are printed, of the clock and of the processor."""
    begun, busy = time.perf_counter(), time.process_time()
    made = work()
    seconds, busy = time.perf_counter() - begun, time.process_time() - busy
    print(f"{what}: {seconds:.2f} s ({busy:.2f} s of the processor)", flush=True)
    return made


if __name__ == "__main__":
    main()
