"""Figures and the tables that they are printed in."""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import NamedTuple

_NORMAL_95 = 1.959964


class Recall(NamedTuple):
    """Shares of questions whose enterprise came first and among the first ten."""

    first: float
    among_ten: float
    reciprocal_rank: float
    asked: int

    @classmethod
    def of(cls, ranks: Sequence[int | None]) -> "Recall":
        """Of the places, from 1, at which the enterprises came; None: not among the first ten."""
        count = len(ranks)
        met = [rank for rank in ranks if rank]
        return cls(
            ranks.count(1) / count, len(met) / count, sum(1 / one for one in met) / count, count
        )

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the share that came first."""
        return wilson(self.first, self.asked)


def wilson(share: float, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    square = _NORMAL_95**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = sqrt(share * (1 - share) / count + square / (4 * count * count))
    half *= _NORMAL_95 / (1 + square / count)
    return middle - half, middle + half


def at(values: Iterable[float], share: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def latencies(taken: Mapping[str, Mapping[str, Sequence[float]]], peer: str, own: str) -> str:
    """p50 / p95 / p99 in milliseconds by class and engine, and how often the peer's p50 ours is."""
    engines = list(next(iter(taken.values())))
    rows = []
    for name, by_engine in taken.items():
        cells = [_times(by_engine[engine]) for engine in engines]
        ratio = at(by_engine[own], 0.5) / at(by_engine[peer], 0.5)
        rows.append([name, *cells, f"{ratio:.1f}"])
    return table(["question", *engines, f"{own} / {peer}"], rows)


def recalls(ranks: Mapping[str, Mapping[str, Sequence[int | None]]]) -> str:
    """Recall at 1 with its interval, at 10, and the mean reciprocal rank by class and engine."""
    engines = list(next(iter(ranks.values())))
    rows = [
        [name, *(_recall(by_engine[engine]) for engine in engines)]
        for name, by_engine in ranks.items()
    ]
    return table(["question", *engines], rows)


def _times(taken: Sequence[float]) -> str:
    """One cell of milliseconds, with how many questions were put."""
    three = " / ".join(f"{at(taken, share):.2f}" for share in (0.5, 0.95, 0.99))
    return f"{three} ({len(taken):,})"


def _recall(ranks: Sequence[int | None]) -> str:
    """One cell of recall."""
    told = Recall.of(ranks)
    low, high = told.interval
    return (
        f"{told.first:.3f} [{low:.3f}–{high:.3f}]"
        f" / {told.among_ten:.3f} / {told.reciprocal_rank:.3f} ({told.asked:,})"
    )
