"""A what-if report as the desk shows it: totals, the matrix of grades, counts, and the changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.rule_changes import Signal, Trait
from credit_registry.law.editions import Edition
from credit_registry.services.rule_changes.what_if_changes import Only, ShownChange, newly_below
from credit_registry.services.rule_changes.what_if_reports import KeptReport
from credit_registry.services.rule_changes.what_ifs import POPULATION
from credit_registry.web.group_words import group_word
from credit_registry.web.site.addresses import here, of_subject
from credit_registry.web.site.presenters.rule_changes import Fact, share
from credit_registry.web.site.voices import Voice

COLUMNS = (
    Signal.CHANGED,
    Signal.BETTER,
    Signal.WORSE,
    Signal.NEWLY_GRADED,
    Signal.NO_LONGER_GRADED,
    Signal.NEWLY_CAPPED,
    Signal.NEWLY_CANDIDATE,
)
"""What is counted by trait; more columns would not fit on a printed page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of the matrix; `is_same` where both grades are one."""

    count: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table under its heading."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CountTable:
    """The counts by one trait."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change."""

    address: str
    name: str
    code: str
    grades: str
    scores: str
    told: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Which changes may be asked for."""

    label: str
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Which changes are asked for, and how many a page has."""

    only: Only
    below: str | None
    limit: int


@dataclass(frozen=True, slots=True)
class WhatIfPage:
    """The whole page; `more` is the address of the changes that follow, empty at their end."""

    code: str
    facts: tuple[Fact, ...]
    totals: tuple[Fact, ...]
    grades: tuple[str, ...]
    matrix: tuple[Row, ...]
    counts: tuple[CountTable, ...]
    choices: tuple[Choice, ...]
    changes: tuple[ChangeLine, ...]
    more: str


def what_if_page(
    report: KeptReport, found: Sequence[ShownChange], asked: Asked, edition: Edition, voice: Voice
) -> WhatIfPage:
    """A report with a page of its changes; `found` may hold one more than are shown."""
    summary = report.summary
    rows = zip(summary["grades_before"], summary["matrix"], strict=True)
    return WhatIfPage(
        code=report.code,
        facts=tuple(_facts(report, voice)),
        totals=tuple((voice.label(each), f"{summary['totals'][each]:,}") for each in Signal),
        grades=tuple(summary["grades_after"]),
        matrix=tuple(_matrix_row(code, counts, summary["grades_after"]) for code, counts in rows),
        counts=tuple(_count_table(report, trait, edition, voice) for trait in Trait),
        choices=tuple(_choices(report, asked, voice)),
        changes=tuple(_line(each, edition, voice) for each in found[: asked.limit]),
        more=_more(report, found, asked),
    )


def _facts(report: KeptReport, voice: Voice) -> list[Fact]:
    """What the report rests on."""
    made = voice.say("changes.by", account=report.made_by, at=voice.instant(report.made_at))
    return [
        (voice.say("changes.draft"), report.draft_version[:12]),
        (voice.say("changes.base"), report.base_version[:12]),
        (voice.say("changes.as_of"), voice.day(report.as_of)),
        (voice.say("changes.known_at"), f"{report.known_at:,}"),
        (voice.say("changes.population"), f"{report.population:,}"),
        (voice.say("changes.changed"), share(report.changed, report.graded, voice)),
        (voice.say("changes.made"), made),
    ]


def _matrix_row(code: str, counts: Sequence[int], grades: Sequence[str]) -> Row:
    """Where the subjects of one grade go."""
    cells = zip(grades, counts, strict=True)
    return Row(code, tuple(Cell(f"{count:,}", grade == code) for grade, count in cells))


def _count_table(report: KeptReport, trait: Trait, edition: Edition, voice: Voice) -> CountTable:
    """The counts by one trait, by name of the groups."""
    rows = []
    for code, counts in sorted(report.summary["counts"][trait.value].items()):
        numbers = [counts[POPULATION], *(counts[each.value] for each in COLUMNS)]
        label = group_word(trait, code, edition, report.as_of, voice.language)
        rows.append(Row(label, tuple(Cell(f"{number:,}", is_same=False) for number in numbers)))
    columns = (voice.say("changes.population"), *map(voice.label, COLUMNS))
    return CountTable(voice.label(trait), columns, tuple(rows))


def _choices(report: KeptReport, asked: Asked, voice: Voice) -> Iterator[Choice]:
    """All changes, those newly affected, and those newly below each grade."""
    number = to_public(report.report_id)
    words = {
        Only.ALL: voice.say("changes.all"),
        Only.GRADE: voice.label(Signal.CHANGED),
        Only.NEWLY_CAPPED: voice.label(Signal.NEWLY_CAPPED),
        Only.NEWLY_CANDIDATE: voice.label(Signal.NEWLY_CANDIDATE),
    }
    for only, label in words.items():
        address = here("what_if", report=number, which=only.value)
        yield Choice(label, address, asked.only is only)
    summary = report.summary
    named = [each for each in summary["grades_before"][:-1] if each in summary["grades_after"][:-1]]
    for grade in named:
        if count := newly_below(summary, grade):
            label = voice.say("changes.newly_below", grade=grade, count=count)
            which = Only.NEWLY_BELOW.value
            address = here("what_if", report=number, which=which, below=grade)
            is_chosen = asked.only is Only.NEWLY_BELOW and asked.below == grade
            yield Choice(label, address, is_chosen)


def _line(change: ShownChange, edition: Edition, voice: Voice) -> ChangeLine:
    """One change."""
    before, after = change.score_before_centi, change.score_after_centi
    told = [_list_word(code, edition, voice) for code in change.candidates_after]
    if change.is_newly_capped:
        told.insert(0, voice.label(Signal.NEWLY_CAPPED))
    return ChangeLine(
        address=of_subject(change.subject_id, change.code),
        name=change.name,
        code=change.code or "",
        grades=f"{change.grade_before} → {change.grade_after}",
        scores=f"{voice.score(before)} → {voice.score(after)}",
        told=voice.listed(told),
    )


def _list_word(code: str, edition: Edition, voice: Voice) -> str:
    """That the draft proposes the subject for a list."""
    kind = edition.list_types.get(code)
    name = voice.either(kind.label_zh, kind.label_en) if kind else code
    return voice.say("changes.candidate", list=name)


def _more(report: KeptReport, found: Sequence[ShownChange], asked: Asked) -> str:
    """Where the changes go on."""
    if len(found) <= asked.limit:
        return ""
    return here(
        "what_if",
        report=to_public(report.report_id),
        which=asked.only.value,
        below=asked.below,
        after=to_public(found[asked.limit - 1].subject_id),
    )
