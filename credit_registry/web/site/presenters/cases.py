"""A case on the desk: what is known, what the law says, what was done and the one next step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from credit_registry.domain.listings import (
    PROPOSED,
    DeclineGround,
    ListColour,
    ListingStatus,
    Step,
)
from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.files.cases import CaseFile
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.lists.listings import ListEntry
from credit_registry.store.listings import ListingVersion
from credit_registry.web.site.addresses import here, of_subject
from credit_registry.web.site.forms.restoration_applications import ENTRY
from credit_registry.web.site.presenters import (
    badges,
    grades,
    listings,
    measures,
    record_sections,
    records,
)
from credit_registry.web.site.presenters.badges import Badge
from credit_registry.web.site.presenters.case_lines import ANSWERED
from credit_registry.web.site.presenters.case_steps import is_over, lapse_words, step_name
from credit_registry.web.site.presenters.enterprises import COMMITMENTS, CONDUCT, MERITS
from credit_registry.web.site.presenters.grades import Grade
from credit_registry.web.site.presenters.listings import EntryItem
from credit_registry.web.site.presenters.measures import MeasureItem
from credit_registry.web.site.presenters.record_sections import Section
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.presenters.records import RecordItem
from credit_registry.web.site.voices import Voice


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
    decision_address: str
    restoration: tuple[Fact, ...]
    measures: tuple[MeasureItem, ...]
    done: tuple[Done, ...]


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
        decision_address=_decision(case),
        restoration=tuple(_restoration(case, voice)),
        measures=measures.in_force(entry.measures, today, voice),
        done=tuple(_done(step, case, seen, voice) for step in case.steps),
    )


def _decision(case: CaseFile) -> str:
    """Where the decision can be read as it was made; empty where there is none."""
    is_decided = any(step.step == Step.DECIDE for step in case.steps)
    return here("decision", case=to_public(case.entry.listing_id)) if is_decided else ""


def _restoration(case: CaseFile, voice: Voice) -> Iterable[Fact]:
    """Where the last application for restoration stands, and where one is recorded."""
    entry, number = case.entry, case.restoration_id
    if number is not None:
        address = here("proceeding", proceeding=to_public(number))
        yield voice.say("case.application"), address
    is_black = entry.list_type.colour is ListColour.BLACK
    if is_black and entry.status is ListingStatus.PUBLISHED:
        named = case.file.code or to_public(entry.subject_id)
        thing = f"{ENTRY}-{to_public(entry.listing_id)}"
        yield voice.say("case.apply_for_removal"), here("restore", enterprise=named, thing=thing)


def _leads(case: CaseFile, record_id: int) -> str:
    """Where a record stands: on the page of the case, or by itself."""
    if case.reason is not None and case.reason.record_id == record_id:
        return grades.on_page(record_id)
    return record_sections.link_to(case.file, record_id)


def _sentence(entry: ListEntry, today: date, voice: Voice) -> str:
    """Where the case stands and what it waits for."""
    version = entry.version
    days = {
        "due": voice.day(version.statement_due_on),
        "since": voice.day(version.since),
        "until": voice.until(version.until),
        "day": voice.day(version.stepped_on),
    }
    is_noticed = entry.status in ANSWERED
    if entry.status is ListingStatus.NOTICED and is_over(entry, today):
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
    yield voice.say("list.authority"), voice.label(kind.authority_level)
    yield voice.say("list.comment"), voice.either(kind.comment_zh, kind.comment_en)
    for consent in kind.consents:
        given_by = voice.either(consent.given_by_zh, consent.given_by_en)
        span = voice.span(consent.since, consent.until)
        yield voice.say("list.consent"), voice.say("list.consent_by", by=given_by, span=span)
    yield voice.say("list.term"), voice.period(kind.term)
    yield voice.say("case.early"), voice.period(kind.early_removal_after)
    yield voice.say("list.consequences"), voice.either(kind.consequences_zh, kind.consequences_en)
    yield voice.say("list.leaving"), voice.either(kind.leaving_zh, kind.leaving_en)
    yield voice.say("list.removal"), voice.either(kind.removal_zh, kind.removal_en)
    yield voice.say("list.remedies"), voice.either(kind.remedies_zh, kind.remedies_en)
    yield voice.say("list.channel"), voice.either(kind.channel_zh, kind.channel_en)


def _done(step: ListingVersion, case: CaseFile, seen: int, voice: Voice) -> Done:
    """One step that was taken."""
    removal = case.entry.removal if step.step in {Step.REMOVE, Step.WITHDRAW} else None
    ground = DeclineGround(step.decline_ground) if step.decline_ground else None
    facts = (
        (voice.say("field.reason"), voice.label(removal) if removal else ""),
        (voice.say("field.ground"), voice.label(ground) if ground else ""),
        (voice.say("field.document_number"), step.document_number),
        (voice.say("field.note"), step.note),
        (voice.say("field.restricted_until"), _restriction(step, voice)),
        (voice.say("case.due"), _due(step, voice)),
        (voice.say("listing.grounds"), step.grounds if step.step == PROPOSED else ""),
    )
    return Done(
        title=step_name(step.step, voice),
        day=voice.day(step.stepped_on),
        person=case.people.get(step.actor_id, ""),
        facts=tuple(fact for fact in facts if fact[1]),
        is_news=step.number > seen,
    )


def _restriction(step: ListingVersion, voice: Voice) -> str:
    """The last day of a legal restriction that this decision counted."""
    is_decided = step.step in {Step.DECIDE, Step.RELIST}
    return voice.day(step.restricted_until) if is_decided and step.restricted_until else ""


def _due(step: ListingVersion, voice: Voice) -> str:
    """The last day for the statement, where this step set it."""
    if step.step not in {Step.SERVE_NOTICE, Step.ANNOUNCE}:
        return ""
    day = voice.day(step.statement_due_on)
    return day + voice.say("case.provisional") if step.is_due_provisional else day


def subject_of_proposal(file: CreditFile) -> str:
    """Where a case against the subject is proposed."""
    return here("propose", subject=to_public(file.subject_id))
