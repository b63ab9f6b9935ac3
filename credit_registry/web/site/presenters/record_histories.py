"""A record's own page on the desk: every version, what changed in it, and its windows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.actors import Actor
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import ALLOWED, Permission, may
from credit_registry.domain.publications import Reason
from credit_registry.domain.records import (
    Disclosure,
    Level,
    RecordKind,
    RecordState,
    Severity,
    Sharing,
)
from credit_registry.domain.subjects import IdentifierScheme, SubjectState
from credit_registry.services.record_histories import RecordHistory, VersionStep
from credit_registry.store.records import PublicationWindow, RecordVersion
from credit_registry.web.site.addresses import here, of_subject
from credit_registry.web.site.forms import withdrawals as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import fields, identity_numbers, record_words
from credit_registry.web.site.presenters.enterprises import GROUNDS
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice

DAYS = (
    "occurred_on",
    "decided_on",
    "served_on",
    "first_displayed_on",
    "effective_from",
    "effective_to",
)
CODED: Mapping[str, Callable[[str], Severity | Disclosure | Sharing | RecordState | Level]] = {
    "severity": Severity,
    "disclosure": Disclosure,
    "sharing": Sharing,
    "state": RecordState,
    "level": Level,
}
WORDED = ("outcome", "category")


@dataclass(frozen=True, slots=True)
class Change:
    """One value that a version changed; empty words where there was or is none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class StepItem:
    """One version: when, by whom and why, what it changed, and when it is public."""

    title: str
    told: str
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
    sentence: str
    facts: tuple[Fact, ...]
    steps: tuple[StepItem, ...]
    fields: tuple[FieldItem, ...]
    obstacles: tuple[str, ...]
    address: str
    correction_address: str
    proposal_address: str
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
        sentence=_sentence(history, today, voice),
        facts=tuple(_facts(history, voice)),
        steps=tuple(reversed(list(_steps(history, voice)))),
        fields=_fields(typed),
        obstacles=tuple(_obstacles(history, actor, voice)),
        address=here("withdraw_record", record=number),
        correction_address=_correction(history, actor),
        proposal_address=_proposal(history, actor),
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


def summary(typed: Typed, stated: forms.Withdrawal) -> tuple[Fact, ...]:
    """What was stated, to be read once more."""
    voice = typed.voice
    return (
        (voice.say("field.state"), voice.label(stated.state)),
        (voice.say("field.ending_reason"), stated.reason),
    )


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
    return voice.say("history.not_public")


def _facts(history: RecordHistory, voice: Voice) -> Iterable[Fact]:
    """Everything the current version states."""
    version = history.current.version
    yield voice.say("record.unit"), history.unit.name
    yield voice.say("record.document"), history.record.document_number
    if history.record.item_serial:
        yield voice.say("column.item_serial"), history.record.item_serial
    yield from (fact for fact in _columns(version, voice) if fact[1])
    yield from record_words.details(history.kind, version.detail, voice)


def _columns(version: RecordVersion, voice: Voice) -> Iterable[Fact]:
    """The typed facts of a version in words."""
    yield voice.say("column.title"), version.title
    for name in DAYS:
        yield voice.say(f"column.{name}"), voice.day(getattr(version, name))
    for name, member in CODED.items():
        value = getattr(version, name)
        yield voice.say(f"column.{name}"), voice.label(member(value)) if value else ""
    kind = RecordKind(version.kind)
    for name in WORDED:
        text = record_words.word(kind, getattr(version, name), voice)
        yield voice.say(f"column.{name}"), text
    amount = version.amount_fen
    yield voice.say("column.amount_fen"), "" if amount is None else voice.yuan(amount)


def _stated(version: RecordVersion, voice: Voice) -> dict[str, str]:
    """Everything a version states, by its label."""
    stated = dict(_columns(version, voice))
    return stated | dict(record_words.details(RecordKind(version.kind), version.detail, voice))


def _steps(history: RecordHistory, voice: Voice) -> Iterable[StepItem]:
    """The versions, oldest first."""
    before: dict[str, str] | None = None
    for step in history.steps:
        after = _stated(step.version, voice)
        numbers = _new_numbers(history, step, voice)
        yield StepItem(
            title=voice.say("history.version", number=step.version.number),
            told=voice.say(
                "history.told", instant=voice.instant(step.recorded_at), person=step.person
            ),
            reason=step.reason,
            changes=() if before is None else (*_changes(before, after), *numbers),
            windows=tuple(_windows(step, voice)),
        )
        before = after


def _new_numbers(history: RecordHistory, step: VersionStep, voice: Voice) -> Iterable[Change]:
    """That a version brought an identity number; neither it nor the one before is told."""
    if step.version.id in history.numbers:
        yield Change(voice.say("identity.title"), "", voice.say("identity.changed"))


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterable[Change]:
    """The values in which two versions differ."""
    for label in dict.fromkeys([*before, *after]):
        old, new = before.get(label, ""), after.get(label, "")
        if old != new:
            yield Change(label, old, new)


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
    states = tuple((state.value, voice.label(state)) for state in forms.ENDED)
    return (
        fields.item(forms.STATE, "choice", typed, is_needed=True, options=(none, *states)),
        fields.item(forms.REASON, "text", typed, is_needed=True),
    )


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
