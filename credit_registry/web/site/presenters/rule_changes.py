"""Drafts of the rules that wait for their release, as the desk shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from credit_registry.domain.actors import Actor
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.domain.rule_changes import DraftState
from credit_registry.services.rule_changes.kept_drafts import Draft
from credit_registry.services.rule_changes.release_gates import OVERRIDABLE, Hindrance
from credit_registry.services.rule_changes.what_if_reports import KeptReport
from credit_registry.services.rule_changes.working_drafts import Written
from credit_registry.web.site.addresses import here
from credit_registry.web.site.forms import rule_changes as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters.fields import FieldItem, item
from credit_registry.web.site.voices import Voice

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft as it is listed."""

    address: str
    code: str
    since: str
    submitted: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report as it is listed."""

    address: str
    code: str
    day: str
    changed: str
    made: str


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A draft that is being written, as it is listed."""

    address: str
    code: str
    since: str
    changed: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What is being written, what waits, and the newest reports."""

    written: tuple[WrittenLine, ...]
    may_begin: bool
    drafts: tuple[DraftLine, ...]
    reports: tuple[ReportLine, ...]


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft with what stands in the way and the forms that settle it.

    `own` says that the officer has submitted it; `takes_override` that too many grades change.
    """

    draft: str
    code: str
    facts: tuple[Fact, ...]
    report: str
    obstacles: tuple[str, ...]
    own: bool
    may_approve: bool
    may_withdraw: bool
    takes_override: bool
    approval: str
    withdrawal: str
    approval_fields: tuple[FieldItem, ...]
    withdrawal_fields: tuple[FieldItem, ...]


def changes_page(
    written: Sequence[Written],
    drafts: Sequence[Draft],
    reports: Sequence[KeptReport],
    actor: Actor,
    voice: Voice,
) -> ChangesPage:
    """The lists of the desk."""
    return ChangesPage(
        written=tuple(_written_line(each, voice) for each in written),
        may_begin=may(actor, Permission.SUBMIT_RULE_SET),
        drafts=tuple(_draft_line(each, voice) for each in drafts),
        reports=tuple(report_line(each, voice) for each in reports),
    )


def draft_page(
    draft: Draft,
    report: KeptReport,
    hindrances: Sequence[Hindrance],
    actor: Actor,
    typed: Typed,
) -> DraftPage:
    """One draft for the officer."""
    voice, number = typed.voice, to_public(draft.draft_id)
    is_waiting = draft.state is DraftState.SUBMITTED
    barring = [each for each in hindrances if each.obstacle not in OVERRIDABLE]
    own = draft.submitter_id == actor.account_id
    takes_override = is_waiting and len(barring) < len(hindrances)
    may_approve = is_waiting and not own and not barring
    may_approve = may_approve and may(actor, Permission.PUBLISH_RULE_SET)
    may_withdraw = is_waiting and may(actor, Permission.SUBMIT_RULE_SET)
    override = item(forms.OVERRIDE, "text", typed, is_needed=True)
    withdrawal = item(forms.WITHDRAWAL, "text", typed, is_needed=True)
    return DraftPage(
        draft=number,
        code=draft.code,
        facts=tuple(_facts(draft, report, voice)),
        report=here("what_if", report=to_public(report.report_id)),
        obstacles=tuple(voice.label(each.obstacle) for each in hindrances) if is_waiting else (),
        own=own and is_waiting,
        may_approve=may_approve,
        may_withdraw=may_withdraw,
        takes_override=takes_override,
        approval=here("approve_rule_change", draft=number),
        withdrawal=here("withdraw_rule_change", draft=number),
        approval_fields=(override,) if takes_override and may_approve else (),
        withdrawal_fields=(withdrawal,) if may_withdraw else (),
    )


def share(changed: int, graded: int, voice: Voice) -> str:
    """How many of the graded change, in numbers and percent."""
    percent = f"{changed * 100 / max(graded, 1):.1f}"
    return voice.say("changes.share", changed=changed, graded=graded, percent=percent)


def report_line(report: KeptReport, voice: Voice) -> ReportLine:
    """A report in one line."""
    return ReportLine(
        address=here("what_if", report=to_public(report.report_id)),
        code=report.code,
        day=voice.day(report.as_of),
        changed=share(report.changed, report.graded, voice),
        made=voice.say("changes.by", account=report.made_by, at=voice.instant(report.made_at)),
    )


def _written_line(written: Written, voice: Voice) -> WrittenLine:
    """A draft that is being written in one line."""
    return WrittenLine(
        address=here("working_draft", draft=to_public(written.draft_id)),
        code=written.rule_set.code,
        since=voice.day(written.rule_set.since),
        changed=changed(written, voice),
    )


def changed(written: Written, voice: Voice) -> str:
    """Who changed the draft last, and when."""
    at = voice.instant(written.changed_at)
    return voice.say("changes.by", account=written.changed_by, at=at)


def _draft_line(draft: Draft, voice: Voice) -> DraftLine:
    """A draft in one line."""
    return DraftLine(
        address=here("rule_change", draft=to_public(draft.draft_id)),
        code=draft.code,
        since=voice.day(draft.since),
        submitted=_submitted(draft, voice),
        reason=draft.reason,
    )


def _submitted(draft: Draft, voice: Voice) -> str:
    """Who submitted the draft, and when."""
    at = voice.instant(draft.submitted_at)
    return voice.say("changes.by", account=draft.submitted_by, at=at)


def _facts(draft: Draft, report: KeptReport, voice: Voice) -> list[Fact]:
    """What is known of the draft."""
    facts = [
        (voice.say("changes.state"), voice.label(draft.state)),
        (voice.say("changes.since"), voice.day(draft.since)),
        (voice.say("changes.version"), draft.version[:12]),
        (voice.say("changes.submitted"), _submitted(draft, voice)),
        (voice.say("changes.reason"), draft.reason),
        (voice.say("changes.changed"), share(report.changed, report.graded, voice)),
    ]
    if draft.settled_at is not None:
        at = voice.instant(draft.settled_at)
        told = voice.say("changes.by", account=draft.settled_by, at=at)
        facts.append((voice.say("changes.settled"), told))
    if draft.settled_reason:
        facts.append((voice.say("changes.settled_reason"), draft.settled_reason))
    return facts
