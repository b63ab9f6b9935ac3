"""The desk of an enterprise: what is due, its commitments, its replies and its other affairs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.deadlines import Party
from credit_registry.domain.kinds.commitments import NOT_DUE
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.domain.procedures.tables_of_all import PROCEDURES
from credit_registry.law.editions import Edition
from credit_registry.services.proceedings.own_affairs import (
    OwnAffairs,
    OwnCommitment,
    OwnProceeding,
)
from credit_registry.web.site.addresses import here, of_records, of_subject
from credit_registry.web.site.presenters.commitments import WAYS
from credit_registry.web.site.presenters.proceedings import word
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class DueLine:
    """A last day that lies ahead: of what, whose step it is, and where more is told."""

    day: str
    what: str
    whose: str
    address: str


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A commitment: what it is, until when, and how it stands."""

    title: str
    number: str
    until: str
    sign: str
    state: str
    address: str


@dataclass(frozen=True, slots=True)
class AffairLine:
    """A proceeding: its kind, what it is about, where it stands, and the next last day."""

    kind: str
    about: str
    state: str
    day: str
    due: str
    address: str


@dataclass(frozen=True, slots=True)
class OwnPage:
    """All that stands on the desk of an enterprise."""

    name: str
    code: str
    address: str
    due: tuple[DueLine, ...]
    commitments: tuple[CommitmentLine, ...]
    replies: tuple[AffairLine, ...]
    affairs: tuple[AffairLine, ...]


def page(found: OwnAffairs, edition: Edition, today: date, voice: Voice) -> OwnPage:
    """The desk of the enterprise."""
    lines = [(each, _affair(each, edition, voice)) for each in found.proceedings]
    due = sorted(_due(found, edition, today, voice), key=lambda each: each[0])
    return OwnPage(
        name=found.name,
        code=found.code or "",
        address=of_subject(found.subject_id, found.code),
        due=tuple(line for _, line in due),
        commitments=tuple(_commitment(each, found, today, voice) for each in found.commitments),
        replies=tuple(line for each, line in lines if each.kind is ProcedureKind.REPLY),
        affairs=tuple(line for each, line in lines if each.kind is not ProcedureKind.REPLY),
    )


def _due(
    found: OwnAffairs, edition: Edition, today: date, voice: Voice
) -> Iterator[tuple[date, DueLine]]:
    """The last days ahead: of periods that run, and of commitments that stand."""
    for each in found.proceedings:
        kind = word(PROCEDURES[each.kind], each.kind.value, voice)
        for period in each.running:
            rule = edition.deadlines[period.code]
            title = voice.either(rule.label_zh, rule.label_en)
            whose = voice.label(Party(period.party))
            line = DueLine(voice.day(period.due_on), f"{kind} · {title}", whose, _address(each))
            yield period.due_on, line
    for kept in found.commitments:
        until = kept.version.effective_to
        if until is not None and until >= today and kept.version.outcome in {None, NOT_DUE}:
            title = voice.say("own.commitment_ends", title=kept.version.title)
            yield until, DueLine(voice.day(until), title, found.name, "")


def _commitment(
    each: OwnCommitment, found: OwnAffairs, today: date, voice: Voice
) -> CommitmentLine:
    """One commitment; one whose last day is over without a finding waits for it."""
    version, number = each.version, to_public(each.record.id)
    outcome, until = version.outcome or "", version.effective_to
    key, sign = next((key, sign) for key, sign, values in WAYS if outcome in values)
    if outcome in {"", NOT_DUE} and until is not None and until < today:
        key, sign = "own.awaiting", "…"
    is_public = until is None or until >= today or outcome not in {"", NOT_DUE}
    return CommitmentLine(
        title=version.title,
        number=each.record.document_number,
        until=voice.until(until),
        sign=sign,
        state=voice.say(key),
        address=of_records(found.subject_id, found.code, record=number) if is_public else "",
    )


def _affair(each: OwnProceeding, edition: Edition, voice: Voice) -> AffairLine:
    """One proceeding."""
    procedure = PROCEDURES[each.kind]
    due = next(iter(each.running), None)
    return AffairLine(
        kind=word(procedure, each.kind.value, voice),
        about=each.title or _list(each, edition, voice),
        state=word(procedure, each.version.state, voice),
        day=voice.day(each.version.stepped_on),
        due=voice.day(due.due_on) if due else "",
        address=_address(each),
    )


def _list(each: OwnProceeding, edition: Edition, voice: Voice) -> str:
    """The list that the proceeding's entry is on."""
    kind = edition.list_types.get(each.list_type or "")
    return voice.either(kind.label_zh, kind.label_en) if kind else ""


def _address(each: OwnProceeding) -> str:
    """Where the proceeding is told in full, and where its next step is taken."""
    return here("proceeding", proceeding=to_public(each.proceeding.id))
