"""A record draft as the columns of a version, and as the fields that its event commits to."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import RecordState
from credit_registry.services.intake.slices import Slice

VALUES = (
    "title",
    "occurred_on",
    "decided_on",
    "served_on",
    "first_displayed_on",
    "effective_from",
    "effective_to",
    "severity",
    "disclosure",
    "sharing",
    "state",
    "level",
    "outcome",
    "category",
    "amount_fen",
    "score_centi",
    "recounted_on",
    "is_summary",
    "alerted_on",
    "challenged_on",
    "challenge_settled_on",
    "detail",
)
"""The columns that say what a record states; two versions that agree in them are the same."""

Key = tuple[int, str, str, int, str]
_public = lru_cache(maxsize=8192)(to_public)
"""Rows name the same units and subjects again."""


def values_of(draft: RecordDraft) -> dict[str, Any]:
    """The draft's columns, enumerations by value."""
    return {
        "title": draft.title,
        "occurred_on": draft.occurred_on,
        "decided_on": draft.decided_on,
        "served_on": draft.served_on,
        "first_displayed_on": draft.first_displayed_on,
        "effective_from": draft.effective_from,
        "effective_to": draft.effective_to,
        "severity": draft.severity.value if draft.severity else None,
        "disclosure": draft.disclosure.value,
        "sharing": draft.sharing.value,
        "state": draft.state.value,
        "level": draft.level.value if draft.level else None,
        "outcome": draft.outcome,
        "category": draft.category,
        "amount_fen": draft.amount_fen,
        "score_centi": draft.score_centi,
        "recounted_on": draft.recounted_on,
        "is_summary": draft.is_summary,
        "alerted_on": draft.alerted_on,
        "challenged_on": draft.challenged_on,
        "challenge_settled_on": draft.challenge_settled_on,
        "detail": dict(draft.detail),
        "erased": None,
    }


def restated(draft: RecordDraft, known: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a draft about a record that is on file, as far as its source is heard.

    Sources repeat their rows without saying what has become of them since: one that was withdrawn,
    annulled or restored here stays so, and the day from which its time counts again is kept. Nor is
    what was erased taken in again.
    """
    values = values_of(draft) | {"recounted_on": known["recounted_on"]}
    if draft.state is RecordState.ACTIVE:
        values["state"] = known["state"]
    erased: dict[str, str] = known.get("erased") or {}
    if not erased:
        return values
    detail = {
        name: value for name, value in values["detail"].items() if f"detail.{name}" not in erased
    }
    title = "" if "title" in erased else values["title"]
    return values | {
        "detail": detail,
        "title": title,
        "erased": dict.fromkeys(erased, ""),
    }


def version_row(
    record_id: int,
    number: int,
    key: Key,
    values: dict[str, Any],
    part: Slice,
    documents: dict[str, str],
) -> dict[str, Any]:
    """The version's row, counted and committed to in the slice's event; its id comes later.

    `documents` are the sealed numbers of identity documents that come with it, by field.
    """
    ordinal = part.accept()
    seed = part.commit(committed_fields(key, number, values) | documents)
    return values | {
        "record_id": record_id,
        "subject_id": key[3],
        "number": number,
        "kind": key[1],
        "salt": seed,
        "recorded_by": part.event_id,
        "ordinal": ordinal,
        "superseded_by": None,
    }


def committed_fields(key: Key, number: int, values: dict[str, Any]) -> dict[str, Any]:
    """The fields of a version that are committed to, each on its own, empty ones left out."""
    unit_id, kind, document_number, subject_id, item_serial = key
    fields: dict[str, Any] = {
        "source_unit": _public(unit_id),
        "kind": kind,
        "document_number": document_number,
        "subject": _public(subject_id),
        "item_serial": item_serial,
        "number": number,
    }
    for name in VALUES:
        value = values[name]
        if name == "detail":
            fields |= {f"detail.{key}": item for key, item in value.items() if item is not None}
        elif value is not None:
            fields[name] = value.isoformat() if isinstance(value, date) else value
    return fields
