"""What a decision to list says, made from the law of its day and kept, so that it never changes."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.errors import FieldError, Unlawful
from credit_registry.domain.records import RecordKind
from credit_registry.law.list_types import ListType
from credit_registry.services.lists.entry_names import current_code, current_name
from credit_registry.services.lists.listing_effects import Matter
from credit_registry.services.lists.listing_steps import level_of
from credit_registry.store.ids import new_id
from credit_registry.store.listings import ListingDecision, ListingVersion
from credit_registry.store.records import Record, RecordVersion
from credit_registry.store.subjects import Subject

Content = Mapping[str, Any]
Words = Mapping[str, str]


def require_penalty(matter: Matter) -> None:
    """Pass if the decision names the penalty it was made with, or says why not. Raises Unlawful."""
    if not matter.list_type.is_decided_with_penalty or matter.form.unnamed.strip():
        return
    rests_on_penalty, named = _penalty(matter)
    if rests_on_penalty and named is None:
        detail = "The day of the penalty behind the case is unknown; say why it is not named."
        raise Unlawful(detail, [FieldError("/unnamed", "is missing", "a reason")])


def _penalty(matter: Matter) -> tuple[bool, Words | None]:
    """Whether the case rests on a penalty, and its document and day, where they are known."""
    if matter.listing.record_id is None:
        return False, None
    row = matter.session.execute(
        select(Record.kind, Record.document_number, RecordVersion.decided_on)
        .join(RecordVersion, RecordVersion.record_id == Record.id)
        .where(Record.id == matter.listing.record_id, RecordVersion.superseded_by.is_(None))
    ).one()
    if row.kind != RecordKind.PENALTY.value:
        return False, None
    if row.decided_on is None or not row.document_number:
        return True, None
    return True, {
        "document_number": row.document_number,
        "decided_on": row.decided_on.isoformat(),
    }


def keep(matter: Matter, after: ListingVersion) -> None:
    """Write down what the decision of the version says."""
    matter.session.add(
        ListingDecision(
            id=new_id(),
            listing_version_id=after.id,
            listing_id=after.listing_id,
            content=json.dumps(_content(matter, after), ensure_ascii=False, sort_keys=True),
            law_edition_id=after.law_edition_id,
            recorded_by=after.recorded_by,
        )
    )


def read(session: Session, listing_id: int) -> Content | None:
    """What the decision of the entry says; None where there is none."""
    statement = (
        select(ListingDecision.content)
        .where(ListingDecision.listing_id == listing_id)
        .order_by(ListingDecision.id.desc())
        .limit(1)
    )
    content = session.scalars(statement).one_or_none()
    return None if content is None else dict(json.loads(content))


def _content(matter: Matter, after: ListingVersion) -> Content:
    """The decision in both languages: ground, basis, measures, way out and remedies."""
    kind = matter.list_type
    name, code = matter.session.execute(
        select(current_name(), current_code())
        .select_from(Subject)
        .where(Subject.id == after.subject_id)
    ).one()
    consent = kind.consent_on(matter.day, level_of(matter.act.actor))
    return {
        "name": name or "",
        "code": code or "",
        "document_number": after.document_number,
        "decided_on": matter.day.isoformat(),
        "grounds": after.grounds,
        "since": _iso(after.since),
        "until": _iso(after.until),
        "restricted_until": _iso(after.restricted_until),
        "penalty": _penalty(matter)[1],
        "unnamed": matter.form.unnamed,
        "consent": _words(consent.given_by_zh, consent.given_by_en) if consent else None,
        "measures": [
            _words(measure.content_zh, measure.content_en)
            for measure in kind.measures
            if measure.code in (matter.form.measures or ())
        ],
        **_of_list(kind),
        "law_edition": matter.act.law.edition.digest,
    }


def _of_list(kind: ListType) -> Content:
    """What the decision takes from its list."""
    return {
        "list": _words(kind.label_zh, kind.label_en),
        "basis": _words(kind.basis.text_zh, kind.basis.text_en),
        "decided_by": _words(kind.decided_by_zh, kind.decided_by_en),
        "consequences": _words(kind.consequences_zh, kind.consequences_en),
        "leaving": _words(kind.leaving_zh, kind.leaving_en),
        "removal": _words(kind.removal_zh, kind.removal_en),
        "remedies": _words(kind.remedies_zh, kind.remedies_en),
    }


def _iso(day: Any) -> str | None:  # noqa: ANN401 - a day or nothing, of a column
    """The day as it is kept."""
    return day.isoformat() if day else None


def _words(zh: str, en: str) -> Words:
    """A text in both languages."""
    return {"zh": zh, "en": en}
