"""A credit file as its page shows it; the first sentence says how the enterprise stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from credit_registry.domain.actors import Actor
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import IdentifierScheme, SubjectState
from credit_registry.law.editions import Edition
from credit_registry.law.list_types import ListType
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.files.surroundings import Surroundings
from credit_registry.services.subjects.subject_links import Relation
from credit_registry.store.subjects import SubjectName
from credit_registry.web.site.addresses import (
    here,
    of_profiles,
    of_report,
    of_restoration,
    of_subject,
)
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import (
    badges,
    commitments,
    fields,
    grade_histories,
    grades,
    listings,
    record_sections,
    records,
)
from credit_registry.web.site.presenters.badges import Badge
from credit_registry.web.site.presenters.commitments import Stand
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.grade_histories import GradeHistory
from credit_registry.web.site.presenters.grades import Grade
from credit_registry.web.site.presenters.listings import EntryItem
from credit_registry.web.site.presenters.record_sections import Section
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.presenters.records import Year
from credit_registry.web.site.voices import Voice

COMMITMENTS = frozenset({RecordKind.COMMITMENT})
MERITS = frozenset(
    {
        RecordKind.HONOUR,
        RecordKind.CERTIFICATE,
        RecordKind.LICENCE,
        RecordKind.SURVEY,
        RecordKind.STANDARD,
        RecordKind.TRACEABILITY,
        RecordKind.INSURANCE,
        RecordKind.QUALITY_OFFICER,
        RecordKind.TRAINING,
        RecordKind.INSTRUMENT,
    }
)
CONDUCT = frozenset(RecordKind) - COMMITMENTS - MERITS
GROUNDS = CONDUCT - {RecordKind.COMPARISON_TEST, RecordKind.EXPORT_NOTIFICATION}
"""What a case can rest on: no finding that is not official, or that was made abroad."""


@dataclass(frozen=True, slots=True)
class EnterprisePage:
    """All that stands on the page."""

    name: str
    code: str
    subject: str
    address: str
    as_of: str
    seen: str
    looking_back: str
    provisional: str
    sentence: str
    badges: tuple[Badge, ...]
    head: tuple[Fact, ...]
    registration: tuple[Fact, ...]
    former_names: tuple[Fact, ...]
    grade: Grade
    entries: tuple[EntryItem, ...]
    years: tuple[Year, ...]
    conduct: Section
    history: GradeHistory | None
    stands: tuple[Stand, ...]
    commitments: Section
    merits: Section
    inherited: Section
    relations: tuple[tuple[str, str], ...]
    rules: str
    profiles_address: str
    restoration_address: str
    json_address: str
    printed_address: str
    badge_address: str
    proposal_address: str
    report_address: str
    entry_address: str


def enterprise(
    file: CreditFile, around: Surroundings, edition: Edition, actor: Actor, voice: Voice
) -> EnterprisePage:
    """The page of a credit file, with the way to a new case for whoever may propose one."""
    view = file.view
    graded = grades.grade(file.grade, voice, partial(record_sections.link_to, file), around)
    linked = not view.is_public
    conduct = record_sections.section(file, CONDUCT, voice, is_linked=linked)
    red = _red_lists(file, edition)
    return EnterprisePage(
        name=file.name,
        code=file.code or "",
        subject=to_public(file.subject_id),
        address=of_subject(file.subject_id, file.code),
        as_of=view.as_of.isoformat(),
        seen=voice.say("enterprise.seen", day=voice.day(view.as_of), count=view.position),
        looking_back="" if view.is_present else voice.say(
            "enterprise.looking_back", day=voice.day(view.as_of), count=view.position
        ),
        provisional=_provisional(file, voice),
        sentence=_sentence(file, red, graded, voice),
        badges=_badges(file, red, voice),
        head=tuple(fact for fact in _head(file, edition, voice) if fact[1]),
        registration=tuple(fact for fact in _registration(file, voice) if fact[1]),
        former_names=tuple(_former(name, voice) for name in file.former_names),
        grade=graded,
        entries=listings.items(file.listings, view.as_of, voice, is_public=view.is_public),
        years=records.years(conduct.records, voice),
        conduct=conduct,
        history=grade_histories.history(file.grade, around.history, voice),
        stands=commitments.stands(around.commitments, voice),
        commitments=record_sections.section(file, COMMITMENTS, voice, is_linked=linked),
        merits=record_sections.section(file, MERITS, voice, is_linked=linked),
        inherited=record_sections.inherited(file, voice),
        relations=tuple(_relation(each, voice) for each in file.relations),
        rules=here("rules"),
        profiles_address=of_profiles(file.subject_id, file.code),
        restoration_address=(
            of_restoration(file.subject_id, file.code) if graded.letter else ""
        ),
        printed_address=of_report(file.subject_id, file.code),
        badge_address=(
            here("enterprise_badge", code=file.code) if file.code and graded.score else ""
        ),
        json_address=f"/api/v1/enterprises/{file.code}" if file.code else "",
        proposal_address=_proposal(file, actor),
        report_address=here("report_form", subject=file.code or to_public(file.subject_id)),
        entry_address=_entry(file, actor),
    )  # fmt: skip


def times(typed: Typed) -> tuple[FieldItem, FieldItem]:
    """The fields of the two times: the legal day, and what was known when."""
    return fields.item("as_of", "day", typed), fields.item("known_at", "line", typed)


def _proposal(file: CreditFile, actor: Actor) -> str:
    """Where a case against the subject is proposed; empty for whoever may not."""
    is_allowed = may(actor, Permission.PROPOSE_LISTING, division=actor.division)
    return here("propose", subject=to_public(file.subject_id)) if is_allowed else ""


def _entry(file: CreditFile, actor: Actor) -> str:
    """Where a record of the subject is entered; empty for whoever may not."""
    is_allowed = may(actor, Permission.IMPORT_BATCH, division=actor.division)
    named = file.code or to_public(file.subject_id)
    return here("enter_record", code=named) if is_allowed else ""


RedLists = Sequence[tuple[ListType, int]]


def _red_lists(file: CreditFile, edition: Edition) -> RedLists:
    """The lists of honours on which the subject stands, with how many of its records do."""
    counts = {kind.value: count for kind, count in file.standing_counts.items()}
    return [
        (kind, counts[kind.source_kind])
        for kind in edition.list_types.values()
        if counts.get(kind.source_kind)
    ]


def _sentence(file: CreditFile, red: RedLists, graded: Grade, voice: Voice) -> str:
    """How the subject stands: lists, honours, grade."""
    parts = [listings.sentence(file.listings, voice)]
    parts += [
        voice.say("enterprise.red", count=count, list=voice.either(kind.label_zh, kind.label_en))
        for kind, count in red
    ]
    return voice.either("", " ").join([*parts, graded.sentence])


def _badges(file: CreditFile, red: RedLists, voice: Voice) -> tuple[Badge, ...]:
    """The lists on which the subject stands, blame first."""
    blaming = [entry.list_type for entry in listings.published(file.listings)]
    kinds = [*blaming, *(kind for kind, _ in red)]
    return tuple(
        badges.of_list(kind.colour, voice.either(kind.label_zh, kind.label_en)) for kind in kinds
    )


def _provisional(file: CreditFile, voice: Voice) -> str:
    """That the subject is not confirmed; the public never reads of one that is not."""
    is_confirmed = file.state is SubjectState.CONFIRMED
    return "" if is_confirmed else voice.say("enterprise.provisional")


def _head(file: CreditFile, edition: Edition, voice: Voice) -> Iterable[Fact]:
    """The line under the name."""
    section = None
    if file.registration and file.registration.industry_code:
        section = edition.industries.section_of(file.registration.industry_code)
    yield voice.label(IdentifierScheme.USCC), file.code or ""
    yield voice.say("subject.standing"), voice.label(file.standing)
    yield voice.say("subject.division"), voice.either(file.division_zh, file.division_en)
    yield (
        voice.say("subject.industry"),
        voice.either(section.name, section.name_en) if section else "",
    )


def _registration(file: CreditFile, voice: Voice) -> Iterable[Fact]:
    """What the registration authority states."""
    stated = file.registration
    if stated is None:
        return
    if file.kind:
        yield voice.say("subject.kind"), voice.label(file.kind)
    yield voice.say("subject.established"), voice.day(stated.established_on)
    yield voice.say("subject.type"), stated.enterprise_type
    yield voice.say("subject.capital"), stated.capital
    yield voice.say("subject.address"), file.address
    yield voice.say("subject.scope"), stated.scope
    for scheme, value in file.codes.items():
        if scheme is not IdentifierScheme.USCC:
            yield voice.label(scheme), value


def _relation(relation: Relation, voice: Voice) -> tuple[str, str]:
    """A relation to another subject in words, and the other's page."""
    key = "enterprise.relation_from" if relation.is_from else "enterprise.relation_to"
    since = voice.day(relation.since)
    words = voice.say(key, kind=voice.label(relation.kind), name=relation.name)
    if since:
        words = voice.say("enterprise.relation_since", relation=words, since=since)
    return words, of_subject(relation.other_id, relation.code)


def _former(name: SubjectName, voice: Voice) -> Fact:
    """A name the subject bore, and when."""
    if name.since is None and name.until is None:
        return name.name, ""
    return name.name, voice.span(name.since, name.until)
