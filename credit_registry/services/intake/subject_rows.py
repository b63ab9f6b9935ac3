"""A register row as rows of the tables, and as the fields that its event commits to."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from credit_registry.domain.drafts import SubjectDraft
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.subjects import IdentifierScheme, IdentifierState
from credit_registry.services.intake.slices import Slice

_SCHEME, _NUMBER = IdentifierScheme.USCC.value, IdentifierScheme.REGISTRATION_NUMBER.value
ACTIVE, _QUARANTINED = IdentifierState.ACTIVE.value, IdentifierState.QUARANTINED.value
FACTS = (
    "kind",
    "standing",
    "established_on",
    "enterprise_type",
    "province",
    "city",
    "division_code",
    "industry_code",
    "address",
    "scope",
    "capital",
)


def facts_of(draft: SubjectDraft) -> dict[str, Any]:
    """The registration columns of a draft."""
    return {
        "kind": draft.kind.value,
        "standing": draft.standing.value,
        "established_on": draft.established_on,
        "enterprise_type": draft.enterprise_type,
        "province": draft.province,
        "city": draft.city,
        "division_code": draft.division_code,
        "industry_code": draft.industry_code,
        "address": draft.address,
        "scope": draft.scope,
        "capital": draft.capital,
    }


Code = tuple[str, str | None, str, str | None]
"""Scheme, value, state and what a faulty value may have meant."""


def codes_of(draft: SubjectDraft) -> tuple[Code, ...]:
    """The codes a row may state; a faulty one is quarantined with what it may have meant."""
    return (
        (_SCHEME, draft.uscc, ACTIVE, None),
        (_NUMBER, draft.registration_number, ACTIVE, None),
        (_SCHEME, draft.quarantined_code, _QUARANTINED, draft.suggested_code),
    )


def identifier_rows(
    subject_id: int, codes: Iterable[Code], part: Slice, ordinal: int
) -> list[dict[str, Any]]:
    """Those of the codes that are stated, as rows."""
    return [
        {
            "subject_id": subject_id,
            "scheme": scheme,
            "value": value,
            "state": state,
            "suggestion": suggestion,
            "since": None,
            "until": None,
            "source": part.layout,
            "recorded_by": part.event_id,
            "ordinal": ordinal,
            "superseded_by": None,
        }
        for scheme, value, state, suggestion in codes
        if value
    ]


def name_row(
    subject_id: int, draft: SubjectDraft, part: Slice, ordinal: int, since: date | None
) -> dict[str, Any]:
    """The subject's name as a row."""
    return {
        "subject_id": subject_id,
        "name": draft.name,
        "since": since,
        "until": None,
        "recorded_by": part.event_id,
        "ordinal": ordinal,
        "superseded_by": None,
    }


def registration_row(
    subject_id: int,
    draft: SubjectDraft,
    part: Slice,
    ordinal: int,
    erased: Mapping[str, str] | None = None,
    since: date | None = None,
) -> dict[str, Any]:
    """The registration row, committed to in the slice's event; it holds from `since` on."""
    facts = facts_of(draft)
    seed = part.commit(committed_fields(subject_id, draft.name, draft.uscc, facts))
    return facts | {
        "subject_id": subject_id,
        "since": since,
        "until": None,
        "salt": seed,
        "erased": dict.fromkeys(erased, "") if erased else None,
        "recorded_by": part.event_id,
        "ordinal": ordinal,
        "superseded_by": None,
    }


def committed_fields(
    subject_id: int, name: str, code: str | None, facts: dict[str, Any]
) -> dict[str, str | int | None]:
    """The fields of a register row that are committed to: what it states, empty ones left out."""
    fields: dict[str, str | int | None] = {"subject": to_public(subject_id), "name": name}
    if code:
        fields["uscc"] = code
    for column in FACTS:
        if value := facts[column]:
            fields[column] = value.isoformat() if isinstance(value, date) else value
    return fields
