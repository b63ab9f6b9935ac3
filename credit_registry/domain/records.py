"""The header that every record of conduct has, whatever its kind."""

from enum import StrEnum


class RecordKind(StrEnum):
    """The kinds of record in the credit archive."""

    COMMITMENT = "commitment"
    PENALTY = "administrative_penalty"
    SAMPLING = "supervision_sampling"
    HONOUR = "honour"
    CERTIFICATE = "certificate"
    LICENCE = "administrative_licence"
    RANDOM_INSPECTION = "random_inspection"
    RECALL = "product_recall"
    ACCIDENT = "quality_accident"
    COMPLAINT = "upheld_complaint"
    SURVEY = "satisfaction_survey"
    ABNORMAL_OPERATIONS = "abnormal_operations"
    NATIONAL_LIST = "national_list_entry"
    CONTRACT = "contract_performance"
    STANDARD = "standard_declaration"
    TRACEABILITY = "traceability"
    INSURANCE = "quality_insurance"
    QUALITY_OFFICER = "chief_quality_officer"
    TRAINING = "quality_training"
    INSTRUMENT = "measuring_instrument"
    PROJECT = "project_acceptance"
    COMPARISON_TEST = "comparison_test"
    EXPORT_NOTIFICATION = "export_notification"


class Disclosure(StrEnum):
    """公开类型: to whom the source unit lets the record be shown."""

    PUBLIC = "public"
    LIMITED = "limited"
    INTERNAL = "internal"


class Sharing(StrEnum):
    """共享范围: which bodies may receive the record."""

    ALL_BODIES = "all_bodies"
    NAMED_BODIES = "named_bodies"
    NONE = "none"


class Severity(StrEnum):
    """The severity class of an adverse record, as publication regimes know it."""

    MINOR = "minor"
    GENERAL = "general"
    SERIOUS = "serious"
    UNDETERMINED = "undetermined"


class RecordState(StrEnum):
    """What has become of a record; all but the first end its publicity.

    One in re-inspection waits for its conclusion and becomes active again, or annulled.
    """

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
    ANNULLED = "annulled"
    RESTORED = "restored"
    IN_RE_INSPECTION = "in_re_inspection"


ENDED = (RecordState.WITHDRAWN, RecordState.ANNULLED, RecordState.RESTORED)
"""What becomes of a record for good; a request for a re-inspection does the rest."""

ENDED_BY_ACT = (RecordState.WITHDRAWN, RecordState.ANNULLED)
"""What an officer may say has become of a record; it is restored by an application alone."""


class MistakeReason(StrEnum):
    """What somebody outside says is wrong."""

    NOT_US = "not_us"
    WRONG_CONTENT = "wrong_content"
    OUTDATED = "outdated"


class Level(StrEnum):
    """The level of government or body that acted."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    CITY = "city"
    COUNTY = "county"
    INDUSTRY = "industry"
