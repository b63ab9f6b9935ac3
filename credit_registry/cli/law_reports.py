"""What an edition of the law moved, in lines of both languages."""

from collections.abc import Callable, Iterator
from datetime import datetime

from credit_registry.domain.labels import label
from credit_registry.domain.movements import Span
from credit_registry.domain.records import RecordKind
from credit_registry.law.editions import Edition
from credit_registry.services.law_changes.law_loads import Loaded
from credit_registry.services.law_changes.law_movements import Example, Moved, Report
from credit_registry.services.sessions import Session

Loading = Callable[[Session, datetime], Loaded]
"""What loads an edition in a session, at an instant."""

Line = tuple[str, str]
NOTHING = ("（无）", "none")
OPEN = ("不定期", "open")


def lines(report: Report, edition: Edition) -> Iterator[Line]:
    """The report: numbers by kind and movement, each followed by its first examples."""
    if not report.counted:
        yield "没有公示期或办理期限因此变动", "no display and no deadline moved"
    for count in report.counts:
        kind_zh, kind_en = kind_of(count.what, count.kind, edition)
        moved_zh, moved_en = (label(count.movement, language) for language in ("zh", "en"))
        yield f"{kind_zh}：{moved_zh} {count.count} 件", f"{kind_en}: {moved_en}, {count.count}"
        group = (count.what, count.kind, count.movement)
        for each in report.examples:
            if (each.what, each.kind, each.movement) == group:
                yield _example(each, 0), _example(each, 1)


def kind_of(what: Moved, kind: str, edition: Edition) -> Line:
    """What the sort of thing is called: a kind of record, or a list."""
    if what is Moved.RECORDS:
        return label(RecordKind(kind), "zh"), label(RecordKind(kind), "en")
    list_type = edition.list_types.get(kind)
    return (list_type.label_zh, list_type.label_en) if list_type else (kind, kind)


def _example(example: Example, language: int) -> str:
    """One thing that moved."""
    before, after = _days(example.before, language), _days(example.after, language)
    return f"  {example.subject} {example.thing}\t{before} → {after}"


def _days(span: Span | None, language: int) -> str:
    """The days of a display, or the day of a deadline."""
    if span is None:
        return NOTHING[language]
    since, until = span
    if since == until:
        return since.isoformat()
    return f"{since}..{until or OPEN[language]}"
