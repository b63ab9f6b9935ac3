"""A subject's result at a view: computed from all that is shown, and told with a few of it.

A result follows from the versions that are shown, the registration, the rules and the day alone.
Where the same were evaluated before in this process, it is not computed again.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.industries import Industries
from credit_registry.domain.privacy import hidden
from credit_registry.rules.execution.compilation import CompiledRuleSet
from credit_registry.rules.execution.traced import evaluate
from credit_registry.rules.findings import Evaluation, Finding
from credit_registry.services.grading import dossiers
from credit_registry.services.records.records import Standing
from credit_registry.store.records import RecordVersion
from credit_registry.store.subjects import Registration
from credit_registry.store.views import View

TOLD_EACH = 10
"""So many records of a rule are named where not all are asked for."""
MOST_KEPT = 500
"""So many results are kept, with no words of any record in them: some kilobytes each."""

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A result, and how many records of each rule are left unnamed in it."""

    evaluation: Evaluation
    unnamed: tuple[int, ...]


_kept: OrderedDict[Key, Told] = OrderedDict()
_lock = Lock()


def full(
    session: Session,
    compiled: CompiledRuleSet,
    subject_ids: Sequence[int],
    registration: Registration | None,
    view: View,
    industries: Industries,
) -> Told:
    """The result with every record behind it."""
    dossier = dossiers.for_subject(session, subject_ids, registration, view, industries)
    result = evaluate(compiled, dossier, view.as_of)
    return Told(result, (0,) * len(result.findings))


def short(
    session: Session,
    compiled: CompiledRuleSet,
    subject_ids: Sequence[int],
    registration: Registration | None,
    view: View,
    industries: Industries,
    standing: Standing,
) -> Told:
    """The result with some of the records behind it, which rests on all that `standing` tells of.

    What a version states never changes but by the erasure of its words: they are read anew.
    """
    stated = registration.id if registration else None
    key = (compiled.version, tuple(subject_ids), stated, view.as_of, industries, standing)
    told = _known(key)
    if told is None:
        found = full(session, compiled, subject_ids, registration, view, industries)
        told = _shortened(found.evaluation)
        _keep(key, told)
    return _worded(session, told)


def _known(key: Key) -> Told | None:
    """The result that is kept."""
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
        return _kept.get(key)


def _keep(key: Key, told: Told) -> None:
    """Keep a result in the place of the one that was longest not asked for."""
    with _lock:
        _kept[key] = told
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)


def _shortened(result: Evaluation) -> Told:
    """The result with a few records a rule and without their words."""
    unnamed = tuple(
        max(0, len(each.used) - TOLD_EACH) + max(0, len(each.missing) - TOLD_EACH)
        for each in result.findings
    )
    findings = tuple(_few(finding) for finding in result.findings)
    return Told(result._replace(findings=findings), unnamed)


def _few(finding: Finding) -> Finding:
    """The finding with a few of its records."""
    used = tuple(each._replace(title="") for each in finding.used[:TOLD_EACH])
    return finding._replace(used=used, missing=finding.missing[:TOLD_EACH])


def _worded(session: Session, told: Told) -> Told:
    """The result with the titles that its records have now."""
    findings = told.evaluation.findings
    ids = [used.version_id for finding in findings for used in finding.used]
    rows = session.execute(
        select(RecordVersion.id, RecordVersion.title).where(RecordVersion.id.in_(ids))
    )
    titles = {row.id: hidden(row.title) for row in rows}
    worded = tuple(
        finding._replace(
            used=tuple(each._replace(title=titles[each.version_id]) for each in finding.used)
        )
        for finding in findings
    )
    return Told(told.evaluation._replace(findings=worded), told.unnamed)
