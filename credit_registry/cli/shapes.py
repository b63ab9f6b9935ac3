"""Grades and cases as lines of text."""

from collections.abc import Iterator

from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.files.desks import Case

CENTI = 100


def card_lines(file: CreditFile, language: str) -> Iterator[str]:
    """A grade with its reasons."""
    card = file.grade
    is_zh = language == "zh"
    yield f"{file.name} {file.code or '-'}"
    score = "-" if card.score_centi is None else f"{card.score_centi / CENTI:.2f}"
    yield f"{card.as_of.isoformat()}  {card.grade or '-'}  {score}  {card.rule_set_version[:12]}"
    yield from card.summary_zh if is_zh else card.summary_en
    for finding in card.findings:
        points = "-" if finding.points_centi is None else f"{finding.points_centi / CENTI:+.2f}"
        title = finding.title_zh if is_zh else finding.title_en
        yield f"{finding.rule_code}  {points}  {title}"
        for sentence in finding.sentences_zh if is_zh else finding.sentences_en:
            yield f"    {sentence}"
    if card.next_change_on is not None:
        text = "结果最早变化日" if is_zh else "can first change on"
        yield f"{text} {card.next_change_on.isoformat()}"


def case_line(case: Case, language: str) -> str:
    """One open case; one that has lost its ground ends with the last day to act on that."""
    kind = case.entry.list_type
    label = kind.label_zh if language == "zh" else kind.label_en
    version = case.entry.version
    told = [
        case.entry.status.value,
        version.stepped_on.isoformat(),
        case.code or "-",
        case.name,
        label,
    ]
    if case.lapse is not None:
        due = case.lapse.due.due_on.isoformat()
        told.append(
            f"依据已失效，{due} 前办结" if language == "zh" else f"lost its ground; due {due}"
        )
    return "\t".join(told)
