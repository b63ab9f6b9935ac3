"""A subject's grade with its reasons, computed from what may count on the day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from credit_registry.law.editions import Edition
from credit_registry.rules.execution.compilation import CompiledRuleSet
from credit_registry.rules.findings import DimensionScore, Evaluation, Finding
from credit_registry.rules.rule_sets import Rule, RuleSet
from credit_registry.rules.sentences import Sentence
from credit_registry.rules.words.explanations import explain, further
from credit_registry.services.grading import dossiers, results, rule_sets
from credit_registry.services.records.records import Standing
from credit_registry.store.columns import Id
from credit_registry.store.ledgers import known_at
from credit_registry.store.subjects import PublicityConsent, Registration
from credit_registry.store.views import Sort, View, in_force, pattern

NO_RULES_ZH = "该日没有生效的评价规则。"
NO_RULES_EN = "No rule set was in force on that day."


@dataclass(frozen=True, slots=True)
class DimensionView:
    """One dimension's points in hundredths; None without data."""

    code: str
    label_zh: str
    label_en: str
    score_centi: int | None
    maximum_centi: int


@dataclass(frozen=True, slots=True)
class FindingView:
    """What one rule found, in numbers and sentences; it rests on the records `record_ids`."""

    rule_code: str
    title_zh: str
    title_en: str
    source_zh: str
    source_en: str
    points_centi: int | None
    maximum_centi: int
    sentences_zh: tuple[str, ...]
    sentences_en: tuple[str, ...]
    record_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GradeCard:
    """A grade with all that is behind it; shown only under a dated basis or with consent.

    `result` is the trace under `rule_set`, as far as the reader may see it; neither is there where
    nothing is shown.
    """

    grade: str
    score_centi: int | None
    as_of: date
    rule_set_version: str
    rule_set_code: str
    title_zh: str
    title_en: str
    is_shown: bool
    basis_zh: str
    basis_en: str
    dimensions: tuple[DimensionView, ...]
    findings: tuple[FindingView, ...]
    summary_zh: tuple[str, ...]
    summary_en: tuple[str, ...]
    candidates: tuple[str, ...]
    next_change_on: date | None
    rule_set: RuleSet | None = None
    result: Evaluation | None = None


def card(
    session: Session,
    subject_ids: Sequence[int],
    registration: Registration | None,
    view: View,
    edition: Edition,
    *,
    standing: Standing | None = None,
) -> GradeCard:
    """The first subject's grade at the view, and whether the reader may see it.

    The further subjects are those that it stands for. Where `standing` tells what is shown, a few
    of the records behind each rule are named, else all.
    """
    shown_by = basis(session, subject_ids[0], view, edition)
    is_shown = shown_by is not None or not view.is_public
    basis_zh, basis_en = shown_by or ("", "")
    compiled = rule_sets.in_force(session, view.as_of, view.position)
    if compiled is None:
        return _without_rules(view, basis_zh, basis_en, is_shown=is_shown)
    if not is_shown:
        return _withheld(compiled, view)
    about = (session, compiled, subject_ids, registration, view, edition.industries)
    told = results.full(*about) if standing is None else results.short(*about, standing)
    result = told.evaluation
    if view.is_public:
        # A candidate is seen by nobody but officers, whatever words it would be told in.
        result = result._replace(candidates=())
    sentences = explain(compiled.rule_set, result)
    rule_set = compiled.rule_set
    return GradeCard(
        grade=result.grade,
        score_centi=result.score_centi,
        as_of=view.as_of,
        rule_set_version=compiled.version,
        rule_set_code=rule_set.code,
        title_zh=rule_set.title.zh,
        title_en=rule_set.title.en,
        is_shown=is_shown,
        basis_zh=basis_zh,
        basis_en=basis_en,
        dimensions=tuple(_dimensions(compiled, result)),
        findings=tuple(
            _finding(rule, finding, sentences, unnamed)
            for rule, finding, unnamed in zip(
                rule_set.rules, result.findings, told.unnamed, strict=True
            )
        ),
        summary_zh=tuple(each.zh for each in sentences if each.rule is None),
        summary_en=tuple(each.en for each in sentences if each.rule is None),
        candidates=tuple(candidate.list_type for candidate in result.candidates),
        next_change_on=earliest(
            result.next_change_on, dossiers.next_window_on(session, subject_ids, view)
        ),
        rule_set=rule_set,
        result=result,
    )


def earliest(*days: date | None) -> date | None:
    """The first of the days that are set."""
    return min((day for day in days if day is not None), default=None)


def basis(
    session: Session, subject_id: int, view: View, edition: Edition
) -> tuple[str, str] | None:
    """Why the grade is public at the view: a dated local rule, or the enterprise's consent.

    For the public it must be so today as well; an officer is told of the view alone.
    """
    rule = edition.grade_basis(view.as_of)
    if rule is not None and (not view.is_public or edition.grade_basis(view.today) is not None):
        return rule.source.text_zh, rule.source.text_en
    asked = view.times | {"subject_id": subject_id}
    if not session.scalars(_consented(view.sort), asked).one():
        return None
    return "经企业同意公开", "shown with the enterprise's consent"


@cache
def _consented(sort: Sort) -> Select[bool]:
    """Whether a subject has consented at a view of the sort."""
    consent, view = PublicityConsent, pattern(sort)
    subject_id = bindparam("subject_id", type_=Id)
    of_subject = select(consent.id).where(consent.subject_id == subject_id)
    then = of_subject.where(known_at(consent, view.position), in_force(consent, view.as_of))
    now = of_subject.where(consent.superseded_by.is_(None), in_force(consent, view.today))
    return select(then.exists() & now.exists() if view.is_public else then.exists())


def _dimensions(compiled: CompiledRuleSet, result: Evaluation) -> list[DimensionView]:
    """The dimensions in the order of the rule set."""
    pairs = zip(compiled.rule_set.dimensions, result.dimensions, strict=True)
    return [
        DimensionView(
            dimension.code, dimension.title.zh, dimension.title.en, _points(score), score.most
        )
        for dimension, score in pairs
    ]


def _points(score: DimensionScore) -> int | None:
    """A dimension's points, None without data."""
    return score.points if score.has_data else None


def _finding(
    rule: Rule, finding: Finding, sentences: tuple[Sentence, ...], unnamed: int
) -> FindingView:
    """One rule's finding."""
    said = [sentence for sentence in sentences if sentence.rule == rule.code]
    if unnamed:
        said.append(further(rule.code, unnamed))
    return FindingView(
        rule_code=rule.code,
        title_zh=rule.title.zh,
        title_en=rule.title.en,
        source_zh=rule.clause.zh,
        source_en=rule.clause.en,
        points_centi=finding.points_after_cap,
        maximum_centi=rule.most,
        sentences_zh=tuple(sentence.zh for sentence in said),
        sentences_en=tuple(sentence.en for sentence in said),
        record_ids=tuple(used.record_id for used in finding.used),
    )


def _empty(view: View, title: tuple[str, str], *, is_shown: bool) -> GradeCard:
    """A card that holds no result."""
    return GradeCard(
        grade="", score_centi=None, as_of=view.as_of, rule_set_version="", rule_set_code="",
        title_zh=title[0], title_en=title[1], is_shown=is_shown, basis_zh="", basis_en="",
        dimensions=(), findings=(), summary_zh=(), summary_en=(), candidates=(),
        next_change_on=None,
    )  # fmt: skip


def _without_rules(view: View, basis_zh: str, basis_en: str, *, is_shown: bool) -> GradeCard:
    """The card of a day on which no rule set was in force."""
    empty = _empty(view, ("", ""), is_shown=is_shown)
    return replace(
        empty,
        basis_zh=basis_zh,
        basis_en=basis_en,
        summary_zh=(NO_RULES_ZH,),
        summary_en=(NO_RULES_EN,),
    )


def _withheld(compiled: CompiledRuleSet, view: View) -> GradeCard:
    """The card that says nothing of the result, because nothing lets it be shown."""
    title = compiled.rule_set.title
    return _empty(view, (title.zh, title.en), is_shown=False)
