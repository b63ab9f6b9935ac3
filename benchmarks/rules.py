"""How fast the rules judge enterprises, beside zen-engine and plain functions in the same run.

All judge by the same forty rules and must agree on score, grade and lists. Prints enterprises a
second of one processor: traced, in columns (with the columns and legal dates made, and on columns
that are there), and of the peers; and GZ-QC-1 beside them. Three sizes show that cost is linear.
"""

import argparse
import gc
import time
from collections.abc import Callable, Sequence

import numpy as np
from rule_peers.archives import DAY, dossiers
from rule_peers.engines import Judged, Zen, by_functions
from rule_peers.forty import rule_set

from credit_registry.rules.documents.documents import shipped_rule_sets
from credit_registry.rules.dossiers import Dossier
from credit_registry.rules.execution.columns import columns_of
from credit_registry.rules.execution.compilation import CompiledRuleSet, compile_rule_set
from credit_registry.rules.execution.set_based import evaluate_population, prepare
from credit_registry.rules.execution.traced import evaluate

TRACED = 20_000
BY_FUNCTIONS = 5_000
BY_ZEN = 300


def main() -> None:
    """Measure, compare, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--enterprises", type=int, default=100_000)
    size = parser.parse_args().enterprises
    population = dossiers(size)
    gc.freeze()  # no registry holds half a million records as objects while it judges
    records = sum(len(each.facts) for each in population)
    print(f"{size:,} enterprises with {records:,} records")
    forty = compile_rule_set(rule_set())
    grading = compile_rule_set(next(s for s in shipped_rule_sets() if s.code == "GZ-QC-1"))
    sample = population[: min(TRACED, size)]
    _agree(forty, population)

    functions = _rate(by_functions, population[:BY_FUNCTIONS])
    traced = _rate(lambda d: evaluate(forty, d, DAY), sample)
    full = _rate(lambda d: evaluate(grading, d, DAY), sample)
    engine = Zen()
    zen = _rate(engine.judge, population[:BY_ZEN])
    zen_traced = _rate(lambda d: engine.judge(d, trace=True), population[:BY_ZEN])
    _line("traced, 40 rules", traced, functions, zen)
    _line("traced, GZ-QC-1 (44 rules)", full, functions, zen)
    _line("40 plain functions, no trace", functions, functions, zen)
    _line("zen-engine, no trace", zen, functions, zen)
    _line("zen-engine with its trace", zen_traced, functions, zen)
    for part in (size // 10, size // 3, size):
        _columns(forty, population[:part], functions, zen)


def _agree(forty: CompiledRuleSet, population: Sequence[Dossier]) -> None:
    """Every engine comes to the same."""
    results = evaluate_population(prepare(forty, columns_of(population)), DAY)
    engine = Zen()
    for row, dossier in enumerate(population[:BY_FUNCTIONS]):
        told = evaluate(forty, dossier, DAY)
        lists = tuple(sorted(each.list_type for each in told.candidates))
        ours: Judged = (told.score_centi or 0, told.grade, lists)
        names = np.array(forty.candidates)[results.candidates[row]]
        columns: Judged = (
            int(results.score_centi[row]),
            forty.grade_codes[results.grade[row]],
            tuple(sorted(str(name) for name in names)),
        )
        others = [columns, by_functions(dossier)]
        others += [engine.judge(dossier)] if row < BY_ZEN else []
        if any(other != ours for other in others):
            raise SystemExit(f"enterprise {dossier.subject_id}: {ours} and {others}")
    print(f"all agree ({BY_FUNCTIONS:,} by functions, {BY_ZEN:,} by zen-engine)\n")


def _rate(judge: Callable[[Dossier], object], sample: Sequence[Dossier]) -> float:
    """Enterprises a second of processor time."""
    judge(sample[0])
    begun = time.process_time()
    for dossier in sample:
        judge(dossier)
    return len(sample) / (time.process_time() - begun)


def _columns(
    forty: CompiledRuleSet, population: Sequence[Dossier], functions: float, zen: float
) -> None:
    """The set-based execution at one size."""
    columns = columns_of(population)
    begun = time.process_time()
    prepared = prepare(forty, columns)
    dated = time.process_time()
    rounds = 5
    for _ in range(rounds):
        evaluate_population(prepared, DAY)
    ended = time.process_time()
    again = (ended - dated) / rounds
    size = len(population)
    _line(f"columns, {size:,}, dates made", size / (dated - begun + again), functions, zen)
    _line(f"columns, {size:,}, dates there", size / again, functions, zen)


def _line(what: str, rate: float, functions: float, zen: float) -> None:
    """One way of judging, with its ratios to the peers."""
    ratios = f"{rate / functions:>10.2f} of functions{rate / zen:>10.1f} of zen"
    print(f"{what:<34}{rate:>12,.0f}/s{ratios}")


if __name__ == "__main__":
    main()
