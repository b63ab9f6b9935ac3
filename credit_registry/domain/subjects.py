"""Who the registry keeps a file about, and what names such a subject."""

from enum import StrEnum


class SubjectKind(StrEnum):
    """The kinds of credit subject; natural persons are refused until their data are encrypted."""

    LEGAL_PERSON = "legal_person"
    UNINCORPORATED = "unincorporated_organization"
    INDIVIDUAL_BUSINESS = "individual_business"
    FARMERS_COOPERATIVE = "farmers_cooperative"


class SubjectState(StrEnum):
    """Whether the subject's existence is established; a provisional one is never shown publicly."""

    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Standing(StrEnum):
    """The subject's operating standing as the registration authority states it."""

    OPERATING = "operating"
    DEREGISTERED = "deregistered"
    REVOKED = "revoked"
    MOVED_OUT = "moved_out"
    UNKNOWN = "unknown"


class IdentifierScheme(StrEnum):
    """What kind of code an identifier is."""

    USCC = "uscc"
    ORGANIZATION_CODE = "organization_code"
    REGISTRATION_NUMBER = "business_registration_number"
    TAXPAYER_NUMBER = "taxpayer_number"


class IdentifierState(StrEnum):
    """Whether an identifier names its subject now."""

    ACTIVE = "active"
    QUARANTINED = "quarantined"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class LinkKind(StrEnum):
    """How one subject is related to another; every link is dated and reversible."""

    DUPLICATE_OF = "duplicate_of"
    CODE_CORRECTED_TO = "code_corrected_to"
    SUCCEEDED_BY = "succeeded_by"
    CONVERTED_INTO = "converted_into"
    SPLIT_INTO = "split_into"
    BRANCH_OF = "branch_of"


class DuplicateReason(StrEnum):
    """Why two subjects may be one."""

    SAME_ORGANIZATION_CODE = "same_organization_code"
    CONFUSABLE_CODE = "confusable_code"
    SAME_NAME = "same_name"


class CandidateState(StrEnum):
    """What an officer made of two subjects that may be one; they are never asked about again."""

    OPEN = "open"
    DUPLICATE = "duplicate"
    DIFFERENT = "different"


FORWARDING_LINKS = frozenset({LinkKind.DUPLICATE_OF, LinkKind.CODE_CORRECTED_TO})
"""The links along which a public address forwards (307)."""
