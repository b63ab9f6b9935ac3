"""Measures of the catalogue as pages name them, each with what it rests on."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.measures import Family, Imposed, Measure
from credit_registry.web.site.presenters.law import VERIFIED
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class MeasureItem:
    """One measure: its code, what it is, and its basis with its level and how it was checked."""

    code: str
    matter: str
    content: str
    object: str
    basis: str
    level: str
    verification: str
    checked: str
    body: str
    frequency: str
    use: str
    days: str


@dataclass(frozen=True, slots=True)
class FamilyItem:
    """One of the three lists of the catalogue."""

    anchor: str
    title: str
    lead: str
    measures: tuple[MeasureItem, ...]


def families(catalogue: Iterable[Measure], day: date, voice: Voice) -> tuple[FamilyItem, ...]:
    """The catalogue as it is in force on the day, family by family."""
    kept = [each for each in catalogue if each.is_in_force(day)]
    return tuple(
        FamilyItem(
            anchor=family.value,
            title=voice.label(family),
            lead=voice.say(f"measures.lead_{family.value}"),
            measures=tuple(item(each, voice) for each in kept if each.family is family),
        )
        for family in Family
    )


def item(measure: Measure, voice: Voice) -> MeasureItem:
    """A measure with its basis."""
    source = measure.source
    return MeasureItem(
        code=measure.code,
        matter=voice.either(measure.matter_zh, measure.matter_en),
        content=voice.either(measure.content_zh, measure.content_en),
        object=voice.either(measure.object_zh, measure.object_en),
        basis=voice.either(source.text_zh, source.text_en),
        level=voice.label(measure.level),
        verification=voice.say(VERIFIED[source.verification]),
        checked=voice.either(source.checked_zh, source.checked_en),
        body=voice.either(measure.body_zh, measure.body_en) or voice.say("measures.no_body"),
        frequency=voice.either(measure.frequency_zh, measure.frequency_en),
        use=_use(measure, voice),
        days=voice.span(measure.since, measure.until),
    )


def in_force(imposed: Iterable[Imposed], day: date, voice: Voice) -> tuple[MeasureItem, ...]:
    """What follows from an entry on the day."""
    return tuple(item(each.measure, voice) for each in imposed if each.is_in_force(day))


def named(listed: Iterable[Measure], day: date, voice: Voice) -> tuple[MeasureItem, ...]:
    """What a list names that is in force on the day."""
    return tuple(item(each, voice) for each in listed if each.is_in_force(day))


def options(measures: Iterable[Measure], voice: Voice) -> tuple[Fact, ...]:
    """The measures to be ticked: code, and content with basis."""
    items = [item(each, voice) for each in measures]
    return tuple((each.code, f"{each.code} {each.content}（{each.basis}）") for each in items)


def listed(measures: Iterable[Measure], codes: Collection[str] | None, voice: Voice) -> str:
    """The contents of the measures chosen; of all where none are named."""
    kept = [each for each in measures if codes is None or each.code in codes]
    return voice.listed([item(each, voice).content for each in kept])


def _use(measure: Measure, voice: Voice) -> str:
    """What it does to a use, where it concerns one."""
    if measure.use is None or measure.force is None:
        return ""
    use, force = voice.label(measure.use), voice.label(measure.force)
    return voice.either(f"{use}：{force}", f"{use}: {force.lower()}")
