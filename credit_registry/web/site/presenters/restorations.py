"""Paths to restoration as their page shows them, grouped by what they reach."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.services.grading.restorations import PathView, Restoration, Step
from credit_registry.services.subjects.subjects import Identity
from credit_registry.store.views import View
from credit_registry.web.site.addresses import of_records, of_subject
from credit_registry.web.site.voices import Voice

Told = tuple[str, str]
"""A sentence in the page's language, and the same in the other."""


@dataclass(frozen=True, slots=True)
class StepItem:
    """One act: its words, its days, what it asks for, and the page of the record it is about."""

    label: str
    timing: str
    condition: str
    depends: str
    source: str
    record_address: str


@dataclass(frozen=True, slots=True)
class PathItem:
    """One path."""

    sentence: str
    steps: tuple[StepItem, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The paths to one goal."""

    title: str
    paths: tuple[PathItem, ...]


@dataclass(frozen=True, slots=True)
class RestorationPage:
    """All that stands on the page; `withheld` says why there is nothing."""

    name: str
    code: str
    subject_address: str
    seen: str
    looking_back: str
    withheld: str
    summary: tuple[Told, ...]
    groups: tuple[Group, ...]
    further: str


def page(identity: Identity, found: Restoration, view: View, voice: Voice) -> RestorationPage:
    """The page of a subject's paths."""
    code = identity.codes.get(IdentifierScheme.USCC)
    told, other = found.summary_zh, found.summary_en
    if voice.language == "en":
        told, other = other, told
    return RestorationPage(
        name=identity.name,
        code=code or "",
        subject_address=of_subject(
            identity.subject_id, code, None if view.is_present else view.as_of
        ),
        seen=voice.say("enterprise.seen", day=voice.day(view.as_of), count=view.position),
        looking_back="" if view.is_present else voice.say(
            "enterprise.looking_back", day=voice.day(view.as_of), count=view.position
        ),
        withheld="" if found.is_shown else voice.say("grade.withheld"),
        summary=tuple(zip(told, other, strict=True)),
        groups=tuple(_groups(identity.subject_id, code, found, voice)),
        further=voice.say("restoration.further", count=found.further) if found.further else "",
    )  # fmt: skip


def _groups(subject_id: int, code: str | None, found: Restoration, voice: Voice) -> Iterator[Group]:
    """The paths by their goal, in their order."""
    for (grade, candidate), paths in groupby(found.paths, key=_goal):
        title = (
            voice.say("restoration.to_grade", grade=grade)
            if grade is not None
            else voice.say("restoration.off_list", list=candidate or "")
        )
        items = (
            PathItem(
                voice.either(path.sentence_zh, path.sentence_en),
                tuple(_step(subject_id, code, step, voice) for step in path.steps),
            )
            for path in paths
        )
        yield Group(title, tuple(items))


def _goal(path: PathView) -> tuple[str | None, str | None]:
    """What a path leads to."""
    return path.grade, path.candidate


def _step(subject_id: int, code: str | None, step: Step, voice: Voice) -> StepItem:
    """One act."""
    record = None if step.record_id is None else to_public(step.record_id)
    return StepItem(
        label=voice.either(step.label_zh, step.label_en),
        timing=voice.either(step.timing_zh, step.timing_en),
        condition=voice.either(step.condition_zh, step.condition_en),
        depends=voice.either(step.depends_zh, step.depends_en),
        source=voice.either(step.source_zh, step.source_en),
        record_address=of_records(subject_id, code, record=record) if record else "",
    )
