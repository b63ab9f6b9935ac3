"""Which outcomes, categories, severity classes and levels records of a kind can have.

They follow from the fields of the kinds. A kind that has no such field has records without it.
"""

from collections.abc import Mapping

from credit_registry.domain.kinds import (
    headers,
    national_lists,
    penalty_categories,
    sampling_results,
    standards,
)
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.fields import Enumeration
from credit_registry.domain.records import Level, RecordKind, Severity
from credit_registry.rules.doubts.rule_labels import label_of, labelled
from credit_registry.rules.rule_sets import Wording

CLOSED = {"severity": labelled(Severity), "level": labelled(Level)}
"""The labels of the columns whose words are the same for all kinds."""

FIELDS: Mapping[tuple[RecordKind, str], str] = {
    (RecordKind.COMMITMENT, "outcome"): "fulfilment_status",
    (RecordKind.COMMITMENT, "category"): "commitment_type",
    (RecordKind.SAMPLING, "outcome"): "result",
    (RecordKind.HONOUR, "category"): "award_class",
    (RecordKind.CERTIFICATE, "outcome"): "state",
    (RecordKind.CERTIFICATE, "category"): "scheme",
    (RecordKind.LICENCE, "outcome"): "state",
    (RecordKind.LICENCE, "category"): "licence_class",
    (RecordKind.RANDOM_INSPECTION, "outcome"): "result",
    (RecordKind.RANDOM_INSPECTION, "category"): "inspection_type",
    (RecordKind.RECALL, "outcome"): "manner",
    (RecordKind.RECALL, "category"): "hazard_class",
    (RecordKind.ACCIDENT, "outcome"): "responsibility",
    (RecordKind.ACCIDENT, "category"): "accident_class",
    (RecordKind.COMPLAINT, "outcome"): "result",
    (RecordKind.COMPLAINT, "category"): "matter",
    (RecordKind.SURVEY, "category"): "object",
    (RecordKind.ABNORMAL_OPERATIONS, "category"): "ground",
    (RecordKind.NATIONAL_LIST, "category"): "list_name",
    (RecordKind.CONTRACT, "outcome"): "performance",
    (RecordKind.CONTRACT, "category"): "contract_type",
    (RecordKind.STANDARD, "outcome"): "state",
    (RecordKind.TRACEABILITY, "outcome"): "state",
    (RecordKind.TRACEABILITY, "category"): "grain",
    (RecordKind.INSURANCE, "outcome"): "state",
    (RecordKind.INSURANCE, "category"): "insurance_class",
    (RecordKind.QUALITY_OFFICER, "outcome"): "state",
    (RecordKind.QUALITY_OFFICER, "category"): "office",
    (RecordKind.TRAINING, "outcome"): "result",
    (RecordKind.TRAINING, "category"): "course_subject",
    (RecordKind.INSTRUMENT, "outcome"): "result",
    (RecordKind.INSTRUMENT, "category"): "use",
    (RecordKind.PROJECT, "outcome"): "result",
    (RecordKind.PROJECT, "category"): "role",
    (RecordKind.PENALTY, "outcome"): "violation_class",
    (RecordKind.EXPORT_NOTIFICATION, "outcome"): "result",
    (RecordKind.EXPORT_NOTIFICATION, "category"): "reason_class",
    (RecordKind.COMPARISON_TEST, "outcome"): "result",
    (RecordKind.COMPARISON_TEST, "category"): "tester_kind",
}
"""The field of each kind that becomes the record's outcome or category."""


def _words(enumeration: Enumeration) -> dict[str, Wording]:
    """The codes of an enumeration with their labels."""
    return {str(code): Wording(*words) for code, words in enumeration.values.items()}


def _led() -> dict[str, Wording]:
    """The types of a standard whose drafting the enterprise led."""
    types = _words(standards.TYPES)
    return {
        f"{standards.LED}_{code}": Wording(f"主导制定的{words.zh}", f"{words.en} led")
        for code, words in types.items()
    }


ENTRY = {
    headers.LISTED: Wording("列入", "listed"),
    headers.REMOVED: Wording("移出", "removed"),
}
"""What an entry that a body made can have come to."""

COMPUTED: Mapping[tuple[RecordKind, str], Mapping[str, Wording]] = {
    (RecordKind.PENALTY, "category"): _words(penalty_categories.PENALTY_CATEGORIES),
    (RecordKind.SAMPLING, "category"): {
        **_words(sampling_results.ITEM_CLASSES),
        sampling_results.RECHECK: Wording("复查仍不合格", "failed again in the re-check"),
        sampling_results.ANNOUNCED: Wording(
            "复查仍不合格并经省级公告", "failed again and announced by the province"
        ),
    },
    (RecordKind.STANDARD, "category"): {**_words(standards.TYPES), **_led()},
    (RecordKind.EXPORT_NOTIFICATION, "severity"): {
        each.value: label_of(each)
        for each in (Severity.MINOR, Severity.GENERAL, Severity.UNDETERMINED)
    },
    (RecordKind.HONOUR, "outcome"): {
        "valid": Wording("有效", "valid"),
        "revoked": Wording("已撤销", "revoked"),
    },
    (RecordKind.ABNORMAL_OPERATIONS, "outcome"): ENTRY,
    (RecordKind.NATIONAL_LIST, "outcome"): {
        **ENTRY,
        national_lists.ABNORMAL: Wording("信用状态异常", "abnormal state, on no list"),
    },
}
"""Words that follow from several fields of the kind, or from a field of several values."""

ALWAYS_FILLED = frozenset(
    {
        (RecordKind.COMMITMENT, "outcome"),
        (RecordKind.PENALTY, "severity"),
        *COMPUTED,  # the category of a sampling only where it failed: only those are told apart
    }
)
"""What a record has even where its field was left empty."""


def known_words(kind: RecordKind, column: str) -> Mapping[str, Wording]:
    """The values that the column can have in records of the kind, with their labels."""
    if (kind, column) in COMPUTED:
        return COMPUTED[kind, column]
    if column in CLOSED:
        return CLOSED[column] if column in KINDS[kind].by_name else {}
    name = FIELDS.get((kind, column))
    field = KINDS[kind].by_name.get(name or "")
    return _words(field.enumeration) if field and field.enumeration else {}


def may_be_missing(kind: RecordKind, column: str) -> bool:
    """Whether a record of the kind can be without a value in the column."""
    if (kind, column) in ALWAYS_FILLED:
        return False
    field = KINDS[kind].by_name.get(FIELDS.get((kind, column), column))
    return field is None or not field.always_required
