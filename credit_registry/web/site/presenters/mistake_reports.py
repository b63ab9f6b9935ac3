"""Reports of mistakes as pages show them: to whoever reports, and to the officers who answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import MistakeReason
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.records.records import RecordView
from credit_registry.services.subjects.mistake_reports import Report
from credit_registry.web.site.addresses import here, of_records, of_subject
from credit_registry.web.site.forms import mistake_reports as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import fields
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice

GROUP = 4
"""Characters of a code that are written together."""


@dataclass(frozen=True, slots=True)
class FormPage:
    """The form about a page, or about one of its records."""

    name: str
    record: str
    subject_address: str
    address: str
    fields: tuple[FieldItem, ...]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in the queue."""

    address: str
    name: str
    reason: str
    received: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A stretch of the queue; `more` is the address of what follows, empty at its end."""

    lines: tuple[ReportLine, ...]
    more: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report; `fields` are those of the answer, none where it is answered."""

    name: str
    subject_address: str
    record_address: str
    facts: tuple[Fact, ...]
    told: str
    answer: str
    address: str
    fields: tuple[FieldItem, ...]


def form_page(file: CreditFile, subject: str, record: RecordView | None, typed: Typed) -> FormPage:
    """The form; `record` is the record it is about."""
    number = None if record is None else to_public(record.record_id)
    options = tuple((reason.value, typed.voice.label(reason)) for reason in MistakeReason)
    return FormPage(
        name=file.name,
        record="" if record is None else record.title,
        subject_address=of_subject(file.subject_id, file.code),
        address=here("report_mistake", subject=subject, record=number),
        fields=(
            fields.item(forms.REASON, "choice", typed, is_needed=True, options=options),
            fields.item(forms.TOLD, "text", typed, is_needed=True),
        ),
    )


def code_fields(typed: Typed) -> tuple[FieldItem, ...]:
    """The field that asks for a code."""
    return (fields.item(forms.CODE, "line", typed, is_needed=True),)


def spaced(code: str) -> str:
    """The code in groups, as people copy it.

    >>> spaced("abcdefgh")
    'abcd-efgh'
    """
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def queue_page(found: Sequence[Report], limit: int, voice: Voice) -> QueuePage:
    """The queue; `found` may hold one report more than are shown."""
    shown = found[:limit]
    more = here("reports", after=to_public(shown[-1].report_id)) if len(found) > limit else ""
    return QueuePage(tuple(_line(each, voice) for each in shown), more)


def _line(report: Report, voice: Voice) -> ReportLine:
    """One report in the table."""
    return ReportLine(
        address=here("report", report=to_public(report.report_id)),
        name=report.name,
        reason=voice.label(report.reason),
        received=voice.instant(report.received_at),
    )


def report_page(report: Report, typed: Typed, *, may_answer: bool) -> ReportPage:
    """The page of one report."""
    voice, number = typed.voice, to_public(report.subject_id)
    subject = here("subject_case", subject=number)
    is_open = may_answer and not report.answer
    record = ""
    if report.record_id is not None:
        record = of_records(report.subject_id, None, record=to_public(report.record_id))
    return ReportPage(
        name=report.name,
        subject_address=subject,
        record_address=record,
        facts=(
            (voice.say("report.reason"), voice.label(report.reason)),
            (voice.say("report.received"), voice.instant(report.received_at)),
        ),
        told=report.told,
        answer=report.answer,
        address=here("answer_report", report=to_public(report.report_id)),
        fields=(fields.item(forms.ANSWER, "text", typed, is_needed=True),) if is_open else (),
    )
