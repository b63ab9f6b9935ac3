"""Entries on lists and the lists themselves, listed field by field."""

from collections.abc import Iterable
from datetime import date

from credit_registry.domain.dates import Period, PeriodUnit
from credit_registry.domain.listing_courses import steps_to_take
from credit_registry.domain.listings import DeclineGround, ListingStatus
from credit_registry.domain.measures import Imposed, Measure
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.privacy import hidden
from credit_registry.domain.remedies import OBJECTING
from credit_registry.law.list_types import ListType
from credit_registry.services.lists.listing_decisions import Content
from credit_registry.services.lists.listings import ListEntry
from credit_registry.services.public_lists.list_pages import ListRow
from credit_registry.store.listings import ListingVersion
from credit_registry.web.api.shapes.terms import Shape, either, term, worded

UNITS = {
    PeriodUnit.WORKING_DAYS: ("个工作日", "working days"),
    PeriodUnit.CALENDAR_DAYS: ("天", "days"),
    PeriodUnit.MONTHS: ("个月", "months"),
    PeriodUnit.YEARS: ("年", "years"),
}


def public(entry: ListEntry) -> Shape:
    """The entry as the public may see it today."""
    kind, version = entry.list_type, entry.version
    return {
        "id": to_public(entry.listing_id),
        "list_type": worded(kind.code, kind.label_zh, kind.label_en),
        "colour": term(kind.colour),
        "basis": either(kind.basis.text_zh, kind.basis.text_en),
        "grounds": hidden(version.grounds),
        "decision_number": version.decision_number,
        "decided_on": version.decided_on,
        "decided_by": version.decided_by_unit or either(kind.decided_by_zh, kind.decided_by_en),
        "since": version.since,
        "until": version.until,
        "consequences": either(kind.consequences_zh, kind.consequences_en),
        "leaving": either(kind.leaving_zh, kind.leaving_en),
        "is_objected": entry.is_objected,
        "is_challenged": entry.is_challenged,
        "measures": [_measure(each) for each in entry.measures],
    }


def _measure(imposed: Imposed) -> Shape:
    """A measure that follows from an entry."""
    measure = imposed.measure
    return {
        "code": measure.code,
        "content": either(measure.content_zh, measure.content_en),
        "basis": either(measure.source.text_zh, measure.source.text_en),
        "since": imposed.since,
        "until": imposed.last_day,
        "lifted_on": imposed.lifted_on,
    }


def internal(entry: ListEntry) -> Shape:
    """The entry as an officer sees it."""
    kind, version = entry.list_type, entry.version
    ground = DeclineGround(version.decline_ground) if version.decline_ground else None
    return public(entry) | {
        "enterprise_id": to_public(entry.subject_id),
        "status": term(entry.status),
        "row_version": entry.row_version,
        "possible_steps": [step.value for step in steps_to_take(kind.procedure, entry.status)],
        "notice_served_on": version.notice_served_on,
        "statement_due_on": version.statement_due_on,
        "is_due_provisional": version.is_due_provisional,
        "statement_received_on": version.statement_received_on,
        "hearing_requested_on": version.hearing_requested_on,
        "hearing_held_on": version.hearing_held_on,
        "consented_on": version.consented_on,
        "restricted_until": version.restricted_until,
        "decline_ground": term(ground),
        "removed_on": version.removed_on,
        "removal_reason": term(entry.removal),
    }


def with_steps(entry: ListEntry, steps: Iterable[ListingVersion]) -> Shape:
    """The entry with all its steps."""
    return internal(entry) | {
        "steps": [
            {
                "number": step.number,
                "step": step.step,
                "status": term(ListingStatus(step.status)),
                "stepped_on": step.stepped_on,
                "document_number": step.document_number,
                "note": step.note,
            }
            for step in steps
        ]
    }


PARTS = ("list", "basis", "decided_by", "consent", "consequences", "leaving", "removal", "remedies")
"""The parts of a decision that stand in both languages."""


def decision(content: Content) -> Shape:
    """A decision as it was made."""
    worded_parts = {
        name: either(content[name]["zh"], content[name]["en"]) if content[name] else None
        for name in PARTS
    }
    return {
        **{name: content[name] for name in STATED},
        **worded_parts,
        "measures": [either(words["zh"], words["en"]) for words in content["measures"]],
    }


STATED = (
    "name",
    "code",
    "document_number",
    "decided_on",
    "grounds",
    "since",
    "until",
    "restricted_until",
    "penalty",
    "unnamed",
    "law_edition",
)
"""The parts of a decision that are the same in both."""


def list_kind(kind: ListType, day: date) -> Shape:
    """One list and what it rests on."""
    return {
        "list_type": worded(kind.code, kind.label_zh, kind.label_en),
        "colour": term(kind.colour),
        "field": either(kind.field_zh, kind.field_en),
        **_rights(kind, day),
        "authority_level": term(kind.authority_level),
        "consents": [
            {
                "given_by": either(consent.given_by_zh, consent.given_by_en),
                "since": consent.since,
                "until": consent.until,
                "source": either(consent.source.text_zh, consent.source.text_en),
            }
            for consent in kind.consents
        ],
        "channel": either(kind.channel_zh, kind.channel_en),
        "removal": either(kind.removal_zh, kind.removal_en),
        "remedies": either(kind.remedies_zh, kind.remedies_en),
        "term": _period(kind.term),
        "since": kind.since,
        "until": kind.until,
        "is_active": kind.is_active(day),
    }


def row(line: ListRow, kind: ListType, day: date) -> Shape:
    """One line of a list, with all that is to be known of it where it goes on by itself."""
    number = to_public(line.number)
    rights = _rights(kind, day)
    return {
        "id": number,
        "page": f"{either('', '/en')}/lists/{kind.colour.value}/{kind.code}/{number}",
        "enterprise_id": to_public(line.subject_id),
        "code": line.code,
        "name": line.name,
        "division_code": line.division_code,
        "grounds": line.grounds,
        "document_number": line.document_number,
        "decided_on": line.decided_on,
        "since": line.since,
        "until": line.until,
        "confirmed_on": line.confirmed_on,
        "shown_until": line.shown_until,
        "is_objected": line.is_objected,
        "is_challenged": line.is_challenged,
        **rights,
        "decided_by": line.decided_by or rights["decided_by"],
    }


def _rights(kind: ListType, day: date) -> Shape:
    """On what an entry rests, what follows from it, and what can be done about it."""
    return {
        "basis": either(kind.basis.text_zh, kind.basis.text_en),
        "verification": term(kind.basis.verification),
        "checked": either(kind.basis.checked_zh, kind.basis.checked_en),
        "decided_by": either(kind.decided_by_zh, kind.decided_by_en),
        "measures": [_named(each) for each in kind.measures if each.is_in_force(day)],
        "consequences": either(kind.consequences_zh, kind.consequences_en),
        "objecting": either(*OBJECTING[kind.colour]),
        "leaving": either(kind.leaving_zh, kind.leaving_en),
    }


def _named(measure: Measure) -> Shape:
    """A measure that a list names, what it does to a use, and by what rule."""
    source = measure.source
    return {
        "code": measure.code,
        "use": term(measure.use),
        "force": term(measure.force),
        "words": either(measure.content_zh, measure.content_en),
        "source": either(source.text_zh, source.text_en),
        "verification": term(source.verification),
        "level": term(measure.level),
        "since": measure.since,
        "until": measure.until,
    }


def _period(period: Period | None) -> str | None:
    """A period in words."""
    return None if period is None else f"{period.amount} {either(*UNITS[period.unit])}"
