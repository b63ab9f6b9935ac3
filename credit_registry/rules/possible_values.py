"""Which outcomes, categories, severity classes and levels records of a kind can have.

They follow from the fields of the kinds. A kind that has no such field has records without it.
"""

from collections.abc import Mapping

from credit_registry.domain.kinds import headers, penalty_categories
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.fields import Enumeration
from credit_registry.domain.records import Level, RecordKind, Severity
from credit_registry.rules.rule_labels import labelled
from credit_registry.rules.rule_sets import Wording

FIELDS: Mapping[tuple[RecordKind, str], str] = {
    (RecordKind.COMMITMENT, "outcome"): "fulfilment_status",
    (RecordKind.COMMITMENT, "category"): "commitment_type",
    (RecordKind.SAMPLING, "outcome"): "result",
    (RecordKind.SAMPLING, "category"): "failed_item_class",
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
    (RecordKind.STANDARD, "category"): "standard_type",
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
    (RecordKind.COMPARISON_TEST, "outcome"): "result",
    (RecordKind.COMPARISON_TEST, "category"): "tester_kind",
}
"""The field of each kind that becomes the record's outcome or category."""

COMPUTED: Mapping[tuple[RecordKind, str], Mapping[str, Wording]] = {
    (RecordKind.HONOUR, "outcome"): {
        "valid": Wording("有效", "valid"),
        "revoked": Wording("已撤销", "revoked"),
    },
    **{
        (kind, "outcome"): {
            headers.LISTED: Wording("列入", "listed"),
            headers.REMOVED: Wording("移出", "removed"),
        }
        for kind in (RecordKind.ABNORMAL_OPERATIONS, RecordKind.NATIONAL_LIST)
    },
}
"""Outcomes that follow from other fields of the kind."""

ALWAYS_FILLED = frozenset(
    {
        (RecordKind.COMMITMENT, "outcome"),
        (RecordKind.PENALTY, "severity"),
        (RecordKind.SAMPLING, "category"),  # of every failed one; only those have a failed item
        *COMPUTED,
    }
)
"""What a record has even where its field was left empty."""


def known_words(kind: RecordKind, column: str) -> Mapping[str, Wording]:
    """The values that the column can have in records of the kind, with their labels."""
    if column in {"severity", "level"}:
        enumeration = Severity if column == "severity" else Level
        return labelled(enumeration) if column in KINDS[kind].by_name else {}
    if (kind, column) in COMPUTED:
        return COMPUTED[kind, column]
    if (kind, column) == (RecordKind.PENALTY, "category"):
        return _words(penalty_categories.PENALTY_CATEGORIES)
    name = FIELDS.get((kind, column))
    field = KINDS[kind].by_name.get(name or "")
    return _words(field.enumeration) if field and field.enumeration else {}


def may_be_missing(kind: RecordKind, column: str) -> bool:
    """Whether a record of the kind can be without a value in the column."""
    if (kind, column) in ALWAYS_FILLED:
        return False
    field = KINDS[kind].by_name.get(FIELDS.get((kind, column), column))
    return field is None or not field.always_required


def _words(enumeration: Enumeration) -> dict[str, Wording]:
    """The codes of an enumeration with their labels."""
    return {str(code): Wording(*words) for code, words in enumeration.values.items()}
