"""One record as a source states it: every field read, and the whole checked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.identity_documents import IdentityDocument
from credit_registry.domain.kinds.codes import ACCEPTED
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import Field, FieldType, MoneyUnit, Value, Values
from credit_registry.domain.kinds.headers import NATURAL_PERSON, SUBJECT_CATEGORIES
from credit_registry.domain.kinds.identities import read_identities
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.kinds.values import DATE_FORMS, ReadValue, is_missing, read_value

_NOTHING: Mapping[str, MoneyUnit] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """The typed values of one record, with what refuses it and what is only remarked."""

    values: Values
    faults: tuple[FieldError, ...] = ()
    remarks: tuple[FieldError, ...] = ()
    identities: tuple[IdentityDocument, ...] = ()

    def draft(self, kind: Kind) -> RecordDraft:
        """The record that the entry is of."""
        draft = kind.draft(self.values)
        return replace(draft, identities=self.identities) if self.identities else draft


def read_entry(
    kind: Kind,
    texts: Mapping[str, str],
    today: date,
    *,
    waived: Collection[str] = (),
    units: Mapping[str, MoneyUnit] = _NOTHING,
    read: ReadValue = read_value,
) -> Entry:
    """The entry in these texts by field name; `waived` fields may be empty though the kind asks.

    Amounts are in fen unless `units` says otherwise. A natural person's record is not read at all.
    """
    category = texts.get("subject_category", "")
    if SUBJECT_CATEGORIES.code(category) == NATURAL_PERSON:
        return Entry({}, (FieldError("/subject_category", Reason.NATURAL_PERSON),))
    values, faults, remarks = _read_fields(kind, texts, units, read)
    faults += _missing(kind, texts, values, (faults, remarks), waived)
    if not faults:
        faults = kind.checks(values, today)
        remarks += kind.doubts(values)
    persons = read_identities(kind.identities, texts, today)
    return Entry(
        values, (*faults, *persons.faults), (*remarks, *persons.remarks), persons.documents
    )


def _read_fields(
    kind: Kind, texts: Mapping[str, str], units: Mapping[str, MoneyUnit], read: ReadValue
) -> tuple[dict[str, Value], list[FieldError], list[FieldError]]:
    values: dict[str, Value] = dict.fromkeys(kind.by_name)
    faults: list[FieldError] = []
    remarks: list[FieldError] = []
    for field in kind.fields:
        name = field.name
        text = texts.get(name)
        if not text:
            continue
        reading = read(field, text, units.get(name, MoneyUnit.FEN))
        values[name] = reading.value
        if reading.fault:
            faults.append(reading.fault)
        if reading.remark:
            remarks.append(reading.remark)
    return values, faults, remarks


def _stated_as_none(kind: Kind, texts: Mapping[str, str]) -> set[str]:
    """The codes of which the source says, by the filler or in a word, that there are none."""
    return {
        f"/{field.name}"
        for field in kind.fields
        if field.type is FieldType.CODE and not is_missing(texts.get(field.name, ""))
    }


def _missing(
    kind: Kind,
    texts: Mapping[str, str],
    values: Values,
    told: tuple[Collection[FieldError], Collection[FieldError]],
    waived: Collection[str],
) -> list[FieldError]:
    """The fields that have to be filled and are not; `told` are faults and remarks so far."""
    empty = [
        field
        for field in kind.fields
        if field.required
        and values[field.name] is None
        and field.name not in waived
        and field.is_required(values)
    ]
    if not empty:
        return []
    faults, remarks = told
    answered = {fault.pointer for fault in faults} | _stated_as_none(kind, texts)
    partial = {remark.pointer for remark in remarks if remark.reason == Reason.PARTIAL_DATE}
    return [
        FieldError(
            f"/{field.name}",
            Reason.NOT_A_DATE if f"/{field.name}" in partial else Reason.MISSING,
            DATE_FORMS if f"/{field.name}" in partial else _accepted(field),
        )
        for field in empty
        if f"/{field.name}" not in answered
    ]


def _accepted(field: Field) -> str:
    """What would be accepted of a field that is empty: for a code, its form and the filler."""
    return ACCEPTED[field.scheme] if field.scheme else field.label_zh
