"""A record's own page on the desk: every version, what changed in it, and its windows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.actors import Actor
from credit_registry.domain.kinds.sampling_results import FAILED
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import ALLOWED, Permission, may
from credit_registry.domain.publications import FieldSet, Publication, Reason, Window
from credit_registry.domain.records import ENDED_BY_ACT, RecordKind, RecordState
from credit_registry.domain.subjects import IdentifierScheme, SubjectState
from credit_registry.services.histories.record_histories import RecordHistory, VersionStep
from credit_registry.store.records import PublicationWindow
from credit_registry.web.site.addresses import here, of_subject
from credit_registry.web.site.forms import withdrawals as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import (
    fields,
    identity_numbers,
    record_words,
    version_words,
)
from credit_registry.web.site.presenters.enterprises import GROUNDS
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.presenters.subject_histories import proof_of
from credit_registry.web.site.presenters.version_words import Change
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class StepItem:
    """One version: when, by whom and why, what it changed, and when it is public."""

    title: str
    told: str
    position: str
    proof_address: str
    reason: str
    changes: tuple[Change, ...]
    windows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The page; `obstacles` say why its publicity cannot be ended by this officer."""

    record: str
    version: int
    kind: str
    title: str
    name: str
    code: str
    subject_address: str
    subject_history: str
    sentence: str
    facts: tuple[Fact, ...]
    steps: tuple[StepItem, ...]
    fields: tuple[FieldItem, ...]
    obstacles: tuple[str, ...]
    return_fields: tuple[FieldItem, ...]
    return_address: str
    address: str
    correction_address: str
    proposal_address: str
    re_inspection_address: str
    erasure_address: str
    numbers_address: str
    purpose: FieldItem


def page(history: RecordHistory, actor: Actor, today: date, typed: Typed) -> HistoryPage:
    """The record as an officer sees it, newest version first."""
    voice, version = typed.voice, history.current.version
    number, code = to_public(history.record.id), history.subject.codes.get(IdentifierScheme.USCC)
    return HistoryPage(
        record=number,
        version=history.record.row_version,
        kind=voice.label(history.kind),
        title=version.title,
        name=history.subject.name,
        code=code or "",
        subject_address=of_subject(history.subject.subject_id, code),
        subject_history=here("subject_history", subject=to_public(history.subject.subject_id)),
        sentence=_sentence(history, today, voice),
        facts=tuple(_facts(history, voice)),
        steps=tuple(reversed(list(_steps(history, voice)))),
        fields=_fields(typed),
        obstacles=tuple(_obstacles(history, actor, voice)),
        return_fields=_return_fields(history, actor, typed),
        return_address=here("reinstate_record", record=number),
        address=here("withdraw_record", record=number),
        correction_address=_correction(history, actor),
        proposal_address=_proposal(history, actor),
        re_inspection_address=_re_inspection(history, actor),
        erasure_address=_erasure(history, actor),
        numbers_address=identity_numbers.address(history, actor),
        purpose=identity_numbers.purpose(typed),
    )


def _correction(history: RecordHistory, actor: Actor) -> str:
    """Where another version is entered; empty for whoever may not, or where nothing stands."""
    is_allowed = may(actor, Permission.IMPORT_BATCH, division=actor.division)
    if not (is_allowed and history.is_active):
        return ""
    return here("enter_record", kind=history.kind.value, record=to_public(history.record.id))


def _proposal(history: RecordHistory, actor: Actor) -> str:
    """Where a case that rests on the record is proposed; empty for whoever may not."""
    is_allowed = may(actor, Permission.PROPOSE_LISTING, division=actor.division)
    if not (is_allowed and history.is_active and history.kind in GROUNDS):
        return ""
    subject = to_public(history.subject.subject_id)
    return here("propose", subject=subject, record=to_public(history.record.id))


def _re_inspection(history: RecordHistory, actor: Actor) -> str:
    """Where a re-inspection of a failed sample is asked for; empty for whoever may not."""
    is_allowed = may(actor, Permission.FILE_OBJECTION, division=history.division)
    is_failure = history.kind is RecordKind.SAMPLING and history.current.version.outcome == FAILED
    if not (is_allowed and is_failure and history.is_active):
        return ""
    return here("re_inspection_form", record=to_public(history.record.id))


def _erasure(history: RecordHistory, actor: Actor) -> str:
    """Where a field is erased; empty for whoever may not."""
    is_allowed = may(actor, Permission.ERASE_FIELD, division=history.division)
    number = to_public(history.record.id)
    return here("record_erasure", record=number) if is_allowed else ""


def summary(typed: Typed, stated: forms.Withdrawal) -> tuple[Fact, ...]:
    """What was stated, to be read once more."""
    voice = typed.voice
    return (
        (voice.say("field.state"), voice.label(stated.state)),
        (voice.say("field.ending_reason"), stated.reason),
    )


def return_summary(typed: Typed, stated: forms.Withdrawal) -> tuple[Fact, ...]:
    """Why the publicity is given back, to be read once more."""
    return ((typed.voice.say("field.return_reason"), stated.reason),)


def _sentence(history: RecordHistory, today: date, voice: Voice) -> str:
    """Whether the public sees the record today."""
    if history.subject.state is not SubjectState.CONFIRMED:
        return voice.say("history.provisional")
    standing = [each for each in history.current.windows if each.superseded_by is None]
    for window in standing:
        if window.since and window.since <= today and (not window.until or today <= window.until):
            return voice.say("history.public", span=voice.span(window.since, window.until))
    for window in standing:
        if window.since is None:
            return voice.say("record.withheld", reason=voice.label(Reason(window.reason)))
    spans = tuple(
        Window(each.since, each.until, FieldSet(each.field_set), Reason(each.reason))
        for each in sorted(standing, key=lambda each: each.since or today)
        if each.since is not None
    )
    answer = Publication(spans).answer(today)
    display, reason = voice.label(answer.display), voice.label(answer.reason)
    return voice.say("history.not_public", display=display, reason=reason)


def _facts(history: RecordHistory, voice: Voice) -> Iterable[Fact]:
    """Everything the current version states."""
    version = history.current.version
    yield voice.say("record.unit"), history.unit.name
    yield voice.say("record.document"), history.record.document_number
    if history.record.item_serial:
        yield voice.say("column.item_serial"), history.record.item_serial
    yield from (fact for fact in version_words.columns(version, voice) if fact[1])
    yield from record_words.details(history.kind, version.detail, voice)


def _steps(history: RecordHistory, voice: Voice) -> Iterable[StepItem]:
    """The versions, oldest first."""
    before: dict[str, str] | None = None
    for step in history.steps:
        after = version_words.stated(step.version, voice)
        numbers = _new_numbers(history, step, voice)
        yield StepItem(
            title=voice.say("history.version", number=step.version.number),
            told=voice.say(
                "history.told", instant=voice.instant(step.recorded_at), person=step.person
            ),
            position="" if step.position is None else str(step.position),
            proof_address="" if step.position is None else proof_of(step.position),
            reason=step.reason,
            changes=() if before is None else (*version_words.changes(before, after), *numbers),
            windows=tuple(_windows(step, voice)),
        )
        before = after


def _new_numbers(history: RecordHistory, step: VersionStep, voice: Voice) -> Iterable[Change]:
    """That a version brought an identity number; neither it nor the one before is told."""
    if step.version.id in history.numbers:
        yield Change(voice.say("identity.title"), "", voice.say("identity.changed"))


def _windows(step: VersionStep, voice: Voice) -> Iterable[str]:
    """The windows of a version in words; what was replaced says so."""
    for window in step.windows:
        text = _window(window, voice)
        yield text if window.superseded_by is None else voice.say("history.replaced", window=text)


def _window(window: PublicationWindow, voice: Voice) -> str:
    """One window in words."""
    reason = voice.label(Reason(window.reason))
    if window.since is None:
        return voice.say("record.withheld", reason=reason)
    return voice.say("entry.public", span=voice.span(window.since, window.until), reason=reason)


def _fields(typed: Typed) -> tuple[FieldItem, ...]:
    """The form that ends the publicity."""
    voice = typed.voice
    none = ("", voice.say("entry.nothing_chosen"))
    states = tuple((state.value, voice.label(state)) for state in ENDED_BY_ACT)
    return (
        fields.item(forms.STATE, "choice", typed, is_needed=True, options=(none, *states)),
        fields.item(forms.REASON, "text", typed, is_needed=True),
    )


def _return_fields(history: RecordHistory, actor: Actor, typed: Typed) -> tuple[FieldItem, ...]:
    """The form that gives the publicity back; empty where it was not ended, or who may not."""
    is_allowed = may(actor, Permission.REINSTATE_RECORD, division=history.division)
    if history.is_active or not is_allowed:
        return ()
    return (fields.item(forms.RETURN_REASON, "text", typed, is_needed=True),)


def _obstacles(history: RecordHistory, actor: Actor, voice: Voice) -> Iterable[str]:
    """Why this officer cannot end the publicity of this record."""
    permission = Permission.WITHDRAW_RECORD
    roles = voice.listed([voice.label(role) for role in sorted(ALLOWED[permission])])
    if not history.is_active:
        state = voice.label(RecordState(history.current.version.state))
        yield voice.say("record.state", state=state)
    elif not may(actor, permission, division=actor.division):
        yield voice.say("obstacle.role", roles=roles)
    elif not may(actor, permission, division=history.division):
        yield voice.say("obstacle.division", roles=roles)
