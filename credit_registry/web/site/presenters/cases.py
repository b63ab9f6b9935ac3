"""A case on the desk: what is known, what the law says, what was done and the one next step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from credit_registry.domain.actors import Actor
from credit_registry.domain.listings import (
    PERMISSION,
    PROPOSED,
    ListingStatus,
    Step,
    steps_from,
    steps_in_the_way,
)
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import may
from credit_registry.domain.records import RecordState
from credit_registry.services.cases import CaseFile
from credit_registry.services.credit_files import CreditFile
from credit_registry.services.desks import Case
from credit_registry.services.grounds import Lapse
from credit_registry.services.listing_steps import hearing_of
from credit_registry.services.listings import ListEntry
from credit_registry.store.listings import ListingVersion
from credit_registry.web.site.addresses import here, of_case, of_subject
from credit_registry.web.site.presenters import (
    badges,
    grades,
    listings,
    measures,
    record_sections,
    records,
)
from credit_registry.web.site.presenters.badges import Badge
from credit_registry.web.site.presenters.enterprises import COMMITMENTS, CONDUCT, MERITS
from credit_registry.web.site.presenters.grades import Grade
from credit_registry.web.site.presenters.listings import EntryItem
from credit_registry.web.site.presenters.measures import MeasureItem
from credit_registry.web.site.presenters.record_sections import Section
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.presenters.records import RecordItem
from credit_registry.web.site.voices import Voice

PROPOSE = PROPOSED


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in the table; `is_mine` marks a next step that the officer may take today.

    `alert` says that the record behind the case no longer stands, and by when to act.
    """

    name: str
    code: str
    address: str
    list: str
    badge: Badge
    stepped_on: str
    next: str
    due: str
    is_mine: bool
    alert: str


@dataclass(frozen=True, slots=True)
class Done:
    """One step that was taken; `is_news` marks what came after the officer's version."""

    title: str
    day: str
    person: str
    facts: tuple[Fact, ...]
    is_news: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """The three columns of a case."""

    case: str
    name: str
    code: str
    subject_address: str
    list: str
    badge: Badge
    sentence: str
    alert: str
    rests_on: str
    version: int
    reason: tuple[RecordItem, ...]
    conduct: Section
    others: Section
    grade: Grade
    earlier: tuple[EntryItem, ...]
    grounds: str
    law: tuple[Fact, ...]
    measures: tuple[MeasureItem, ...]
    done: tuple[Done, ...]


def next_step(entry: ListEntry, today: date, *, has_lapsed: bool = False) -> Step | None:
    """The one step that is due; None while an entry merely stands on its list.

    A case that has lost its ground is to be ended.
    """
    if has_lapsed:
        possible = steps_from(entry.status)
        return next((step for step in (Step.DECLINE, Step.REMOVE) if step in possible), None)
    version = entry.version
    match entry.status:
        case ListingStatus.CANDIDATE:
            return Step.SERVE_NOTICE
        case ListingStatus.NOTICED:
            return Step.DECIDE if _is_over(entry, today) else Step.RECORD_STATEMENT
        case ListingStatus.STATED:
            return Step.DECIDE
        case ListingStatus.DECIDED:
            return Step.PUBLISH
        case _:
            is_over = version.until is not None and version.until < today
            has_end = Step.EXPIRE in steps_from(entry.status)
            return Step.EXPIRE if has_end and is_over else None


def _is_over(entry: ListEntry, today: date) -> bool:
    """Whether the time to answer is over for certain."""
    hearing = hearing_of(entry.version)
    return hearing is not None and hearing.is_over(today)


def lapse_words(lapse: Lapse, voice: Voice) -> str:
    """What became of the record behind a case, and by when to act."""
    due = voice.day(lapse.due.due_on)
    if lapse.due.is_provisional:
        due += voice.say("case.provisional")
    if lapse.state is RecordState.ACTIVE:
        return voice.say("case.not_adverse", day=voice.day(lapse.since), due=due)
    state = voice.label(lapse.state)
    return voice.say("case.lapsed", state=state, day=voice.day(lapse.since), due=due)


def step_name(step: str, voice: Voice) -> str:
    """What a step of the file is called; the first is the proposal."""
    return voice.say("case.proposed") if step == PROPOSE else voice.label(Step(step))


def line(case: Case, actor: Actor, today: date, voice: Voice) -> CaseLine:
    """One case in the table."""
    entry = case.entry
    following = next_step(entry, today, has_lapsed=case.lapse is not None)
    return CaseLine(
        name=case.name,
        code=case.code or "",
        address=of_case(entry.listing_id),
        list=voice.either(entry.list_type.label_zh, entry.list_type.label_en),
        badge=badges.of_status(entry.status, entry.list_type.colour, voice.label(entry.status)),
        stepped_on=voice.day(entry.version.stepped_on),
        next=voice.label(following) if following else voice.say("case.nothing_due"),
        due=_waits_for(entry, today, voice),
        is_mine=following is not None and _may_take(following, case, actor),
        alert=lapse_words(case.lapse, voice) if case.lapse else "",
    )


def case_page(case: CaseFile, seen: int, today: date, voice: Voice) -> CasePage:
    """The page of a case; `seen` is the version the officer knows already."""
    entry, file = case.entry, case.file
    behind = [case.reason] if case.reason else []
    kind = entry.list_type
    apart = entry.record_id
    earlier = [other for other in file.listings if other.listing_id != entry.listing_id]
    return CasePage(
        case=to_public(entry.listing_id),
        name=file.name,
        code=file.code or "",
        subject_address=of_subject(file.subject_id, file.code),
        list=voice.either(kind.label_zh, kind.label_en),
        badge=badges.of_status(entry.status, kind.colour, voice.label(entry.status)),
        sentence=_sentence(entry, today, voice),
        alert=lapse_words(case.lapse, voice) if case.lapse else "",
        rests_on="" if entry.record_id else voice.say("case.rests_on_document"),
        version=entry.row_version,
        reason=tuple(records.item(record, voice, is_linked=True) for record in behind),
        conduct=record_sections.section(file, CONDUCT, voice, is_linked=True, without=apart),
        others=record_sections.section(
            file, COMMITMENTS | MERITS, voice, is_linked=True, without=apart
        ),
        grade=grades.grade(file.grade, voice, partial(_leads, case)),
        earlier=listings.items(earlier, today, voice, is_public=False),
        grounds=entry.version.grounds,
        law=tuple(fact for fact in _law(entry, voice) if fact[1]),
        measures=measures.in_force(entry.measures, today, voice),
        done=tuple(_done(step, case, seen, voice) for step in case.steps),
    )


def _leads(case: CaseFile, record_id: int) -> str:
    """Where a record stands: on the page of the case, or by itself."""
    if case.reason is not None and case.reason.record_id == record_id:
        return grades.on_page(record_id)
    return record_sections.link_to(case.file, record_id)


def _may_take(step: Step, case: Case, actor: Actor) -> bool:
    """Whether the officer holds the step's role and took no step that bars from it."""
    is_barred = bool(steps_in_the_way(step, case.taken_by, actor.account_id))
    return not is_barred and may(actor, PERMISSION[step], division=actor.division)


def _waits_for(entry: ListEntry, today: date, voice: Voice) -> str:
    """Until when the case must wait, where it must."""
    version = entry.version
    due = version.statement_due_on
    if entry.status is not ListingStatus.NOTICED or due is None:
        return ""
    said = "case.heard_since" if _is_over(entry, today) else "case.heard_until"
    day = voice.say(said, day=voice.day(due))
    return day + voice.say("case.provisional") if version.is_due_provisional else day


def _sentence(entry: ListEntry, today: date, voice: Voice) -> str:
    """Where the case stands and what it waits for."""
    version = entry.version
    days = {
        "due": voice.day(version.statement_due_on),
        "since": voice.day(version.since),
        "until": voice.until(version.until),
        "day": voice.day(version.stepped_on),
    }
    is_noticed = entry.status is ListingStatus.NOTICED
    if is_noticed and _is_over(entry, today):
        return voice.say("case.unanswered", **days)
    sentence = voice.say(f"case.{entry.status.value}", **days)
    if is_noticed and version.is_due_provisional:
        sentence += voice.say("case.provisional")
    return sentence


def _law(entry: ListEntry, voice: Voice) -> Iterable[Fact]:
    """What the list rests on and how long it lasts."""
    kind = entry.list_type
    yield voice.say("list.basis"), voice.either(kind.basis.text_zh, kind.basis.text_en)
    yield voice.say("list.checked"), voice.either(kind.basis.checked_zh, kind.basis.checked_en)
    yield voice.say("list.decided_by"), voice.either(kind.decided_by_zh, kind.decided_by_en)
    yield voice.say("case.weighing"), voice.either(kind.weighing_zh, kind.weighing_en)
    yield voice.say("list.term"), voice.period(kind.term)
    yield voice.say("case.early"), voice.period(kind.early_removal_after)
    yield voice.say("list.consequences"), voice.either(kind.consequences_zh, kind.consequences_en)
    yield voice.say("list.leaving"), voice.either(kind.leaving_zh, kind.leaving_en)


def _done(step: ListingVersion, case: CaseFile, seen: int, voice: Voice) -> Done:
    """One step that was taken."""
    removal = case.entry.removal if step.step == Step.REMOVE else None
    facts = (
        (voice.say("field.reason"), voice.label(removal) if removal else ""),
        (voice.say("field.document_number"), step.document_number),
        (voice.say("field.note"), step.note),
        (voice.say("case.due"), _due(step, voice)),
        (voice.say("listing.grounds"), step.grounds if step.step == PROPOSE else ""),
    )
    return Done(
        title=step_name(step.step, voice),
        day=voice.day(step.stepped_on),
        person=case.people.get(step.actor_id, ""),
        facts=tuple(fact for fact in facts if fact[1]),
        is_news=step.number > seen,
    )


def _due(step: ListingVersion, voice: Voice) -> str:
    """The last day for the statement, where this step set it."""
    if step.step != Step.SERVE_NOTICE:
        return ""
    day = voice.day(step.statement_due_on)
    return day + voice.say("case.provisional") if step.is_due_provisional else day


def subject_of_proposal(file: CreditFile) -> str:
    """Where a case against the subject is proposed."""
    return here("propose", subject=to_public(file.subject_id))
