"""Grades over time as a step chart with its numbers beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from credit_registry.services.grading.evaluations import GradeCard
from credit_registry.services.grading.grade_histories import GradePoint
from credit_registry.web.site.addresses import here
from credit_registry.web.site.voices import Voice

LEFT, RIGHT, TOP, BOTTOM = 36, 372, 16, 152
"""The inner edges of the chart, in its own units."""
HIGHEST_CENTI = 10_000
LINES = (0, 5_000, HIGHEST_CENTI)
"""The scores that have a line across the chart."""
SHORT = 12
"""So much of a version's digest is shown."""
ROOM = 84
"""How far apart marks are that both have a label."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A grade in the chart: its place and what it is."""

    x: int
    y: int
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line across the chart with its score."""

    y: int
    label: str


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A grade in the table; `rules_address` leads to the version that it was made under."""

    day: str
    letter: str
    score: str
    version: str
    rules_address: str


@dataclass(frozen=True, slots=True)
class GradeHistory:
    """The chart and the table; `path` is empty where there are fewer than two scores."""

    title: str
    description: str
    path: str
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    first_day: str
    last_day: str
    rows: tuple[GradeRow, ...]


def history(card: GradeCard, points: Sequence[GradePoint], voice: Voice) -> GradeHistory | None:
    """The grades until the card's, which is the last; None where none is shown."""
    if not (card.is_shown and card.grade):
        return None
    now = GradePoint(card.as_of, card.grade, card.score_centi, card.rule_set_version)
    told = [*(point for point in points if point.day < now.day), now]
    scored = [point for point in told if point.score_centi is not None]
    drawn = marks(scored, voice)
    words = [f"{voice.day(point.day)} {_words(point, voice)}" for point in scored]
    return GradeHistory(
        title=voice.say("grades_over_time.chart", count=len(scored)),
        description=voice.listed(words),
        path=steps(drawn) if len(drawn) > 1 else "",
        marks=drawn,
        lines=tuple(Line(_height(each), voice.score(each).removesuffix(".00")) for each in LINES),
        first_day=voice.day(scored[0].day) if scored else "",
        last_day=voice.day(scored[-1].day) if len(scored) > 1 else "",
        rows=tuple(_row(point, voice) for point in reversed(told)),
    )


def _row(point: GradePoint, voice: Voice) -> GradeRow:
    """A grade in the table."""
    return GradeRow(
        day=voice.day(point.day),
        letter=point.grade,
        score=voice.score(point.score_centi),
        version=point.rule_set_version[:SHORT],
        rules_address=here("rule_set", version=point.rule_set_version),
    )


def marks(points: Sequence[GradePoint], voice: Voice) -> tuple[Mark, ...]:
    """The grades in the chart; a single one stands in its middle."""
    if not points:
        return ()
    first, last = points[0].day, points[-1].day
    places = [_place(point.day, first, last) for point in points]
    named = _with_room(places)
    return tuple(
        Mark(
            x=place,
            y=_height(point.score_centi or 0),
            label=_words(point, voice) if at in named else "",
            anchor=_anchor(at, len(points)),
        )
        for at, (point, place) in enumerate(zip(points, places, strict=True))
    )


def _words(point: GradePoint, voice: Voice) -> str:
    """A grade with its score."""
    return f"{point.grade} {voice.score(point.score_centi)}"


def _with_room(places: Sequence[int]) -> set[int]:
    """Which of the marks are named: the last one, and before it those that do not crowd others."""
    named = [len(places) - 1]
    for at in range(len(places) - 2, -1, -1):
        if places[named[-1]] - places[at] >= ROOM:
            named.append(at)
    return set(named)


def _anchor(at: int, count: int) -> str:
    """On which side of its mark a label stands, so that it does not leave the chart."""
    if count == 1:
        return "middle"
    return {0: "start", count - 1: "end"}.get(at, "middle")


def _place(day: date, first: date, last: date) -> int:
    """How far to the right a day stands."""
    if first == last:
        return (LEFT + RIGHT) // 2
    return LEFT + (RIGHT - LEFT) * (day - first).days // (last - first).days


def _height(centi: int) -> int:
    """How far down a score stands."""
    bounded = max(0, min(HIGHEST_CENTI, centi))
    return BOTTOM - (BOTTOM - TOP) * bounded // HIGHEST_CENTI


def steps(drawn: Sequence[Mark]) -> str:
    """The line from grade to grade: along to the next day, then up or down."""
    further = [f"H{mark.x}V{mark.y}" for mark in drawn[1:]]
    return "".join([f"M{drawn[0].x} {drawn[0].y}", *further])
