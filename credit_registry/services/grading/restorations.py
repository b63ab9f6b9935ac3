"""A subject's paths to restoration at a view: what it could do, and what would follow when.

They rest on the records that are shown to the reader, and on nothing else.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.dates import months_after
from credit_registry.law.editions import Edition
from credit_registry.rules.dossiers import Dossier
from credit_registry.rules.execution.compilation import CompiledRuleSet
from credit_registry.rules.paths import path_sentences, paths
from credit_registry.rules.paths.options import Law, Option, Outlook, options
from credit_registry.rules.paths.paths import MONTHS_AHEAD, Path, Paths
from credit_registry.services.grading import dossiers, evaluations, rule_sets
from credit_registry.store.ledgers import known_at
from credit_registry.store.records import PublicationWindow, RecordVersion
from credit_registry.store.subjects import Registration
from credit_registry.store.views import View

TOLD_EACH = 5
"""So many paths to each goal are told, those of fewest acts first."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act of a path, on a record or on none, with its days and what it asks for."""

    act: str
    label_zh: str
    label_en: str
    record_id: int | None
    document_number: str
    applied_on: date
    effective_on: date
    timing_zh: str
    timing_en: str
    condition_zh: str
    condition_en: str
    depends_zh: str
    depends_en: str
    source_zh: str
    source_en: str


@dataclass(frozen=True, slots=True)
class PathView:
    """One path: the grade it reaches, or the list it is no longer a candidate for."""

    grade: str | None
    candidate: str | None
    score_centi: int | None
    on: date
    steps: tuple[Step, ...]
    sentence_zh: str
    sentence_en: str


@dataclass(frozen=True, slots=True)
class Restoration:
    """The paths of a subject; nothing of them where the reader may not see its grade."""

    is_shown: bool
    as_of: date
    until: date
    grade: str
    rule_set_version: str
    paths: tuple[PathView, ...]
    further: int
    unreached: tuple[str, ...]
    is_complete: bool
    summary_zh: tuple[str, ...]
    summary_en: tuple[str, ...]


def read(
    session: Session,
    subject_ids: Sequence[int],
    registration: Registration | None,
    view: View,
    edition: Edition,
) -> Restoration:
    """The paths of the first subject; the further subjects are those that it stands for."""
    until = months_after(view.as_of, MONTHS_AHEAD)
    if view.is_public and evaluations.basis(session, subject_ids[0], view, edition) is None:
        return _nothing(view, until, is_shown=False)
    compiled = rule_sets.in_force(session, view.as_of, view.position)
    if compiled is None:
        return _nothing(view, until, is_shown=True)
    dossier = dossiers.for_subject(session, subject_ids, registration, view, edition.industries)
    dossier = _recounted(session, dossier)
    outlook = Outlook(dossier, _ends(session, dossier, view))
    law = Law(edition.acts, edition.regimes, edition.working_days)
    found = paths.search(
        compiled,
        outlook,
        options(outlook, law, view.as_of, until),
        view.as_of,
        until,
        with_candidates=not view.is_public,
    )
    return _told(compiled, found)


def _recounted(session: Session, dossier: Dossier) -> Dossier:
    """The dossier with the days from which displays count again."""
    version = RecordVersion
    statement = select(version.id, version.recounted_on).where(
        version.id.in_([fact.version_id for fact in dossier.facts]),
        version.recounted_on.is_not(None),
    )
    days = {row.id: row.recounted_on for row in session.execute(statement)}
    if not days:
        return dossier
    facts = (replace(fact, recounted_on=days.get(fact.version_id)) for fact in dossier.facts)
    return replace(dossier, facts=tuple(facts))


def _ends(session: Session, dossier: Dossier, view: View) -> dict[int, date]:
    """The last day on which each record is shown, by its number; without an end it is left out."""
    window = PublicationWindow
    is_known = window.superseded_by.is_(None) if view.is_public else known_at(window, view.position)
    records = {fact.version_id: fact.record_id for fact in dossier.facts}
    statement = select(window.record_version_id, window.since, window.until).where(
        window.record_version_id.in_(records), is_known, window.since.is_not(None)
    )
    spans: dict[int, list[tuple[date, date | None]]] = {}
    for version_id, since, until in session.execute(statement):
        if version_id is not None and since is not None:
            spans.setdefault(records[version_id], []).append((since, until))
    ends = {record: last_day(found, view.as_of) for record, found in spans.items()}
    return {record: end for record, end in ends.items() if end is not None}


def last_day(spans: Iterable[tuple[date, date | None]], day: date) -> date | None:
    """The last of the days from `day` on that the spans cover without a gap; None for no end."""
    last = day - timedelta(days=1)
    for since, until in sorted(spans, key=lambda span: span[0]):
        if since <= last + timedelta(days=1):
            if until is None:
                return None
            last = max(last, until)
    return last


def _told(compiled: CompiledRuleSet, found: Paths) -> Restoration:
    """What was found, with the first paths to each goal."""
    told: list[Path] = []
    counts = Counter[paths.Goal]()
    for each in found.paths:
        counts[each.goal] += 1
        if counts[each.goal] <= TOLD_EACH:
            told.append(each)
    sentences = path_sentences.summary(compiled.rule_set, found)
    return Restoration(
        is_shown=True,
        as_of=found.as_of,
        until=found.until,
        grade=found.now.grade,
        rule_set_version=compiled.version,
        paths=tuple(_path(found, each) for each in told),
        further=len(found.paths) - len(told),
        unreached=tuple(goal.grade or goal.candidate or "" for goal in found.unreached),
        is_complete=found.is_complete,
        summary_zh=tuple(each.zh for each in sentences),
        summary_en=tuple(each.en for each in sentences),
    )


def _path(found: Paths, each: Path) -> PathView:
    """One path in numbers and words."""
    sentence = path_sentences.path(found, each)
    return PathView(
        grade=each.goal.grade,
        candidate=each.goal.candidate,
        score_centi=each.score_centi,
        on=each.on,
        steps=tuple(map(_step, each.options)),
        sentence_zh=sentence.zh,
        sentence_en=sentence.en,
    )


def _step(option: Option) -> Step:
    """One act in numbers and words."""
    act, record, timing = option.act, option.record, path_sentences.timing(option)
    label = path_sentences.label(option)
    return Step(
        act=act.code, label_zh=label.zh, label_en=label.en,
        record_id=record.record_id if record else None,
        document_number=record.document_number if record else "",
        applied_on=option.applied_on, effective_on=option.effective_on,
        timing_zh=timing.zh, timing_en=timing.en,
        condition_zh=act.condition_zh, condition_en=act.condition_en,
        depends_zh=act.depends_zh, depends_en=act.depends_en,
        source_zh=act.source, source_en=act.source_en,
    )  # fmt: skip


def _nothing(view: View, until: date, *, is_shown: bool) -> Restoration:
    """Where the grade is not shown, or no rules are in force."""
    zh, en = (evaluations.NO_RULES_ZH,), (evaluations.NO_RULES_EN,)
    return Restoration(
        is_shown=is_shown, as_of=view.as_of, until=until, grade="", rule_set_version="", paths=(),
        further=0, unreached=(), is_complete=True, summary_zh=zh if is_shown else (),
        summary_en=en if is_shown else (),
    )  # fmt: skip
