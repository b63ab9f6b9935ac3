"""`rules what-if FILE`: what a draft of the rules would change, before anybody publishes it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.cli.progress import Meter
from credit_registry.domain.labels import label
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.rule_changes import Signal, Trait
from credit_registry.domain.subjects import SubjectKind
from credit_registry.services.rule_changes import rule_set_files, what_if_reports, what_ifs
from credit_registry.services.rule_changes.what_if_changes import codes_of, newly_below
from credit_registry.services.rule_changes.what_ifs import POPULATION, Change, WhatIf

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])
CENTI = 100
CHANGES_AT_ONCE = 1_000


@click.command("what-if", cls=Command, permission=Permission.TRY_RULE_SET)
@click.argument("file", type=FILE)
@click.option("--base", help="Version to compare with; the one in force by default.")
@click.option("--as-of", type=DAY, help="Legal date of the comparison; today by default.")
@click.option("--below", help="Also count who newly falls below this grade.")
@click.option("--changes", is_flag=True, help="List every change.")
@click.option("--save", is_flag=True, help="Keep the report; its id is printed.")
def what_if(
    file: Path,
    base: str | None,
    as_of: datetime | None,
    below: str | None,
    *,
    changes: bool,
    save: bool,
) -> None:
    """Say what the draft in FILE would change for everybody, and change nothing.

    The rules in force, or the version after --base, are evaluated beside it. --save keeps the
    report, which a submission needs.
    """
    registry, actor = opening().registry(), opening().actor()
    rule_set = rule_set_files.read(file.read_bytes()).rule_set
    meter = Meter("what-if")
    day = as_of.date() if as_of else None
    found = what_ifs.run(
        registry, rule_set, actor=actor, as_of=day, base=base, on_progress=meter.show
    )
    meter.end()
    for line in _summary(found, below):
        click.echo(line)
    if changes:
        for line in _changes(found):
            click.echo(line)
    if save:
        with registry.transaction() as session:
            number = what_if_reports.save(session, found, actor=actor, at=registry.clock.now())
        opening().say(f"报告\t{to_public(number)}", f"report\t{to_public(number)}")


def _summary(found: WhatIf, below: str | None) -> Iterator[str]:
    """The versions, the totals, the matrix and the counts."""
    yield _say(
        f"草案 {found.draft.version[:12]}，对照 {found.base.version[:12]}，"
        f"{found.as_of.isoformat()}，{found.population} 个主体（{found.graded} 个有等级）",
        f"draft {found.draft.version[:12]}, base {found.base.version[:12]}, "
        f"{found.as_of.isoformat()}, {found.population} subjects ({found.graded} graded)",
    )
    for signal, count in found.totals.items():
        yield f"{_word(signal)}\t{count}"
    if below is not None:
        count = newly_below(found.summary(), below)
        yield _say(f"新降至 {below} 以下\t{count}", f"newly below {below}\t{count}")
    yield _say("等级矩阵（行：现行；列：草案）", "grades (rows: base; columns: draft)")
    yield "\t".join(["", *found.draft.grade_codes])
    for code, counts in zip(found.base.grade_codes, found.matrix.tolist(), strict=True):
        yield "\t".join([code, *map(str, counts)])
    for trait in Trait:
        yield from _counts(found, trait)


def _counts(found: WhatIf, trait: Trait) -> Iterator[str]:
    """The counts by one trait: the subjects, and those of each signal."""
    columns = [_say("主体", "subjects"), *map(_word, Signal)]
    yield "\t".join([_word(trait), *columns])
    for word, counts in found.counts[trait].items():
        numbers = [counts[POPULATION], *(counts[signal.value] for signal in Signal)]
        yield "\t".join([_group(trait, word), *map(str, numbers)])


def _group(trait: Trait, word: str) -> str:
    """What a group is called."""
    if not word:
        return _say("未载明", "not stated")
    return label(SubjectKind(word), opening().language) if trait is Trait.SUBJECT_KIND else word


def _changes(found: WhatIf) -> Iterator[str]:
    """Every change, the subject by its code, or by its id where it has none."""
    changes = found.changes
    while part := list(islice(changes, CHANGES_AT_ONCE)):
        with opening().registry().reading() as session:
            codes = codes_of(session, [each.subject_id for each in part])
        for each in part:
            yield _change(each, codes.get(each.subject_id) or to_public(each.subject_id))


def _change(change: Change, subject: str) -> str:
    """One change."""
    told = [
        subject,
        f"{change.grade_before}→{change.grade_after}",
        f"{_score(change.score_before_centi)}→{_score(change.score_after_centi)}",
        f"{_lists(change.candidates_before)}→{_lists(change.candidates_after)}",
    ]
    if change.is_capped_after and not change.is_capped_before:
        told.append(_word(Signal.NEWLY_CAPPED))
    return "\t".join(told)


def _score(centi: int | None) -> str:
    """A score in points."""
    return "-" if centi is None else f"{centi / CENTI:.2f}"


def _lists(codes: tuple[str, ...]) -> str:
    """The lists for which somebody is proposed."""
    return ",".join(codes) or "-"


def _word(member: Signal | Trait) -> str:
    """What it is called in the chosen language."""
    return label(member, opening().language)


def _say(text_zh: str, text_en: str) -> str:
    """The text in the chosen language."""
    return text_zh if opening().language == "zh" else text_en
