"""Figures for everybody: how samplings came out, how lists moved, and what the plan asks for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from credit_registry.domain.proportions import SMALLEST, Proportion, untold
from credit_registry.law.editions import Edition
from credit_registry.law.list_types import ListType
from credit_registry.law.targets import Comparator, Target, TargetUnit
from credit_registry.services.public_lists.list_movements import Movement
from credit_registry.services.records.sampling_rates import MANUFACTURING, SamplingRates
from credit_registry.web.site.addresses import here
from credit_registry.web.site.formats import hundredths
from credit_registry.web.site.presenters import badges
from credit_registry.web.site.presenters.badges import Badge
from credit_registry.web.site.voices import Voice

Key = TypeVar("Key", int, str)
LOWEST_CENTI = 5_000
"""Where the axis of rates begins: they lie in the upper half."""
WIDTH = 100


@dataclass(frozen=True, slots=True)
class RateRow:
    """A rate with its interval; where it is not told, `rate` is empty and `note` says why.

    `low_at`, `at` and `high_at` are places on an axis of a hundred.
    """

    label: str
    rate: str
    interval: str
    samples: str
    note: str
    low_at: int
    at: int
    high_at: int


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A public list: how many are on it, how many came this month and how many left."""

    name: str
    address: str
    badge: Badge
    total: str
    entered: str
    left: str


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target of the plan beside what this registry measured."""

    name: str
    wanted: str
    due: str
    measured: str
    answer: str
    source: str


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """All that stands on the page."""

    lead: str
    year: int
    choices: tuple[tuple[str, str, bool], ...]
    years: tuple[RateRow, ...]
    industries: tuple[RateRow, ...]
    divisions: tuple[RateRow, ...]
    month: str
    movements: tuple[MovementRow, ...]
    targets: tuple[TargetRow, ...]


def page(
    rates: SamplingRates,
    movements: Sequence[tuple[ListType, int, Movement]],
    year: int,
    today: date,
    edition: Edition,
    voice: Voice,
) -> FiguresPage:
    """The page for a year that was chosen."""
    industries = {each.letter: voice.either(each.name, each.name_en) for each in edition.industries}
    unknown = voice.say("figures.unknown")

    def place(code: str) -> str:
        """What a division is called."""
        found = edition.divisions.named(code, today) if code else None
        return voice.either(found.name, found.name_en or found.name) if found else unknown

    return FiguresPage(
        lead=voice.say("figures.lead", day=voice.day(today)),
        year=year,
        choices=tuple(
            (voice.say("record.year", year=each), here("figures", year=each), each == year)
            for each in sorted(rates.by_industry, reverse=True)
        ),
        years=_rows(rates.years, lambda each: voice.say("record.year", year=each), voice),
        industries=_rows(
            rates.by_industry.get(year, {}), lambda code: industries.get(code, unknown), voice
        ),
        divisions=_rows(rates.by_division.get(year, {}), place, voice),
        month=voice.day(today.replace(day=1)),
        movements=tuple(_movement(*each, voice) for each in movements),
        targets=tuple(_targets(edition.targets, rates, year, today, voice)),
    )


def _rows(
    groups: Mapping[Key, Proportion], name: Callable[[Key], str], voice: Voice
) -> tuple[RateRow, ...]:
    """The rates of some groups, in the order of their keys, what is not known last."""
    hidden = untold(groups)
    keys = sorted(groups, key=lambda key: (not key, key))
    return tuple(_row(name(key), groups[key], key in hidden, voice) for key in keys)


def _row(label: str, found: Proportion, is_hidden: bool, voice: Voice) -> RateRow:  # noqa: FBT001 - one row
    """The rate of a group."""
    if is_hidden:
        note = voice.say("figures.untold", count=SMALLEST)
        return RateRow(label, "", "", "", note, 0, 0, 0)
    low, high = found.interval_centi
    return RateRow(
        label=label,
        rate=_percent(found.centi),
        interval=voice.say("figures.interval", low=_percent(low), high=_percent(high)),
        samples=f"{found.whole:,}",
        note="",
        low_at=_at(low),
        at=_at(found.centi),
        high_at=_at(high),
    )


def _percent(centi: int) -> str:
    """A share in percent."""
    return f"{hundredths(centi)}%"


def _at(centi: int) -> int:
    """The place of a share on the axis."""
    return max(0, WIDTH * (centi - LOWEST_CENTI) // (2 * LOWEST_CENTI - LOWEST_CENTI))


def _movement(kind: ListType, total: int, moved: Movement, voice: Voice) -> MovementRow:
    """How one list moved."""
    name = voice.either(kind.label_zh, kind.label_en)
    return MovementRow(
        name=name,
        address=here("list_page", colour=kind.colour.value, list_type=kind.code),
        badge=badges.of_list(kind.colour, voice.label(kind.colour)),
        total=f"{total:,}",
        entered=f"{moved.entered:,}",
        left=f"{moved.left:,}",
    )


def _targets(
    targets: Iterable[Target], rates: SamplingRates, year: int, today: date, voice: Voice
) -> Iterable[TargetRow]:
    """The main targets in percent that samplings on file speak to, in the year."""
    measured = {
        "T2.1": rates.higher.get(year),
        "T2.2": rates.by_industry.get(year, {}).get(MANUFACTURING),
    }
    for target in targets:
        is_known = target.since <= today and (target.until is None or today <= target.until)
        if target.code in measured and is_known and target.unit is TargetUnit.PERCENT:
            yield _target(target, measured[target.code], voice)


def _target(target: Target, found: Proportion | None, voice: Voice) -> TargetRow:
    """A target beside what was measured; of a few samples nothing is told."""
    is_told = found is not None and found.whole >= SMALLEST
    sign = {
        Comparator.AT_LEAST: "≥",
        Comparator.MORE_THAN: ">",
        Comparator.LESS_THAN: "<",
        Comparator.EXACTLY: "=",
    }[target.comparator]
    answer = voice.say("figures.not_measured", count=SMALLEST)
    measured = ""
    if found is not None and is_told:
        is_met = target.is_met_by(Decimal(found.centi) / 100)
        answer = voice.say("figures.met" if is_met else "figures.not_met")
        measured = voice.say("figures.of_samples", rate=_percent(found.centi), count=found.whole)
    return TargetRow(
        name=voice.either(target.name, target.name_en),
        wanted=f"{sign} {target.threshold}%",
        due=voice.say("record.year", year=target.due_year),
        measured=measured,
        answer=answer,
        source=target.source,
    )
