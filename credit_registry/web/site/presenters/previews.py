"""A file that was looked through, before anything of it is taken in."""

from collections.abc import Iterable
from dataclasses import dataclass

from credit_registry.domain.drafts import RecordDraft, SubjectDraft
from credit_registry.domain.kinds.reasons import in_chinese
from credit_registry.exchange.previews import Preview, ToldRow
from credit_registry.exchange.rows import Row, RowFault
from credit_registry.web.site.presenters.batches import FaultItem
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class RowItem:
    """A row as it would be taken in: its line, whom it is about, and what it says in short."""

    line: str
    subject: str
    code: str
    title: str
    number: str
    day: str


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What was found; nothing has been taken in."""

    filename: str
    layout: str
    sentence: str
    is_clean: bool
    limit: str
    unread: tuple[str, ...]
    rows: tuple[RowItem, ...]
    faults: tuple[FaultItem, ...]


def page(preview: Preview, filename: str, voice: Voice) -> PreviewPage:
    """The page."""
    counts = {"read": f"{preview.read:,}", "sound": f"{preview.sound:,}"}
    clean = "preview.clean" if preview.read else "preview.nothing"
    refused = voice.say("preview.refused", **counts, count=preview.refused)
    return PreviewPage(
        filename=filename,
        layout=voice.either(preview.layout.title_zh, preview.layout.title_en),
        sentence=refused if preview.refused else voice.say(clean, **counts),
        is_clean=preview.read > 0 and not preview.refused,
        limit="" if preview.is_whole else voice.say("preview.limit", read=counts["read"]),
        unread=tuple(_remark(remark, voice) for remark in preview.remarks),
        rows=tuple(_rows(preview.first, voice)),
        faults=tuple(_fault(told, voice) for told in preview.told),
    )


def _remark(remark: RowFault, voice: Voice) -> str:
    """A column that nothing is taken from, and why."""
    return f"{remark.field}: {voice.either(remark.reason_zh, remark.reason)}"


def _rows(rows: Iterable[Row], voice: Voice) -> Iterable[RowItem]:
    """The first sound rows."""
    for row in rows:
        draft, line = row.draft, f"{row.line:,}"
        if isinstance(draft, SubjectDraft):
            day = voice.day(draft.established_on)
            yield RowItem(line, draft.name, draft.uscc or "", draft.address, "", day)
        else:
            yield _record(draft, line, voice)


def _record(draft: RecordDraft, line: str, voice: Voice) -> RowItem:
    """A record of conduct."""
    subject, day = draft.subject, draft.decided_on or draft.occurred_on
    code = next(iter(subject.codes.values()), "")
    return RowItem(line, subject.name, code, draft.title, draft.document_number, voice.day(day))


def _fault(told: ToldRow, voice: Voice) -> FaultItem:
    """One fault or remark of a line."""
    fault = told.fault
    return FaultItem(
        line=f"{told.line:,}",
        what=voice.say("batch.refused" if told.is_refusal else "batch.remark"),
        is_refusal=told.is_refusal,
        field=fault.field or voice.say("batch.whole_row"),
        reason=voice.either(in_chinese(fault.reason), fault.reason),
        accepted=fault.accepted,
    )
