"""The kinds of event that the ledger holds; the value is stored and never changes."""

from enum import StrEnum


class EventKind(StrEnum):
    """What has happened, in the past tense."""

    REGISTRY_INSTALLED = "registry_installed"
    ACCOUNT_CREATED = "account_created"
    ACCOUNT_CLOSED = "account_closed"
    ACCOUNT_REOPENED = "account_reopened"
    ACCOUNT_UNLOCKED = "account_unlocked"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of an event
    PASSWORD_RESET = "password_reset"  # noqa: S105 - the name of an event
    LETTER_CODE_ISSUED = "letter_code_issued"
    ACCOUNT_BOUND = "account_bound"
    SECOND_FACTOR_ENROLLED = "second_factor_enrolled"
    SECOND_FACTOR_REMOVED = "second_factor_removed"
    RECOVERY_CODE_USED = "recovery_code_used"
    API_KEY_ISSUED = "api_key_issued"
    API_KEY_ROTATED = "api_key_rotated"
    API_KEY_REVOKED = "api_key_revoked"
    LAW_EDITION_LOADED = "law_edition_loaded"
    DELIVERY_KEPT = "delivery_kept"
    DELIVERY_ACCEPTED = "delivery_accepted"
    BATCH_OPENED = "batch_opened"
    BATCH_SLICE_RECORDED = "batch_slice_recorded"
    BATCH_CLOSED = "batch_closed"
    IDENTIFIER_CORRECTED = "identifier_corrected"
    REGISTRATION_CHANGED = "registration_changed"
    SUBJECT_CONFIRMED = "subject_confirmed"
    SUBJECT_REJECTED = "subject_rejected"
    DUPLICATES_FOUND = "duplicates_found"
    DUPLICATE_REFUSED = "duplicate_refused"
    DUPLICATE_REOPENED = "duplicate_reopened"
    SUBJECTS_LINKED = "subjects_linked"
    LINK_REVERSED = "link_reversed"
    COMMITMENT_SIGNED = "commitment_signed"
    RECORD_WITHDRAWN = "record_withdrawn"
    RECORD_REINSTATED = "record_reinstated"
    FIELD_ERASED = "field_erased"
    IDENTITY_KEYS_RENEWED = "identity_keys_renewed"
    MISTAKE_REPORTED = "mistake_reported"
    MISTAKE_ANSWERED = "mistake_answered"
    WORKING_DRAFT_BEGUN = "working_draft_begun"
    WORKING_DRAFT_CHANGED = "working_draft_changed"
    WORKING_DRAFT_DISCARDED = "working_draft_discarded"
    WHAT_IF_ASKED = "what_if_asked"
    WHAT_IF_REPORTED = "what_if_reported"
    RULE_SET_SUBMITTED = "rule_set_submitted"
    RULE_SET_WITHDRAWN = "rule_set_withdrawn"
    RULE_SET_REFUSED = "rule_set_refused"
    RULE_SET_OVERRIDDEN = "rule_set_overridden"
    RULE_SET_APPROVED = "rule_set_approved"
    RULE_SET_PUBLISHED = "rule_set_published"
    EVALUATIONS_RECORDED = "evaluations_recorded"
    LISTING_PROPOSED = "listing_proposed"
    LISTING_NOTICED = "listing_noticed"
    LISTING_STATEMENT_RECORDED = "listing_statement_recorded"
    LISTING_HEARING_REQUESTED = "listing_hearing_requested"
    LISTING_HEARING_HELD = "listing_hearing_held"
    LISTING_DECIDED = "listing_decided"
    LISTING_DECLINED = "listing_declined"
    LISTING_CONSENT_GIVEN = "listing_consent_given"
    LISTING_CONSENT_REFUSED = "listing_consent_refused"
    LISTING_CHECKED = "listing_checked"
    LISTING_ANNOUNCED = "listing_announced"
    LISTING_PUBLISHED = "listing_published"
    LISTING_RESUMED = "listing_resumed"
    LISTING_REMOVED = "listing_removed"
    LISTING_WITHDRAWN = "listing_withdrawn"
    LISTING_REVOKED = "listing_revoked"
    LISTING_RELISTED = "listing_relisted"
    LISTING_ENDED = "listing_ended"
    LISTING_EXPIRED = "listing_expired"
    PROCEEDING_OPENED = "proceeding_opened"
    PROCEEDING_ADVANCED = "proceeding_advanced"
    DEADLINE_REMINDED = "deadline_reminded"
    ENDING_CONFIRMED = "ending_confirmed"
    EXECUTING_BODY_ASSIGNED = "executing_body_assigned"
    MEASURES_RELEASED = "measures_released"
    MIRROR_CONFIRMED = "mirror_confirmed"
    PUBLICITY_CONSENTED = "publicity_consented"
    SCREENING_ISSUED = "screening_issued"
    CANDIDATE_DISMISSED = "candidate_dismissed"
    DISMISSAL_WITHDRAWN = "dismissal_withdrawn"
    FILTER_SAVED = "filter_saved"
    FILTER_DELETED = "filter_deleted"


PUBLIC_EVENTS = frozenset(
    {
        EventKind.LAW_EDITION_LOADED,
        EventKind.RULE_SET_PUBLISHED,
    }
)
"""Events whose fact is public by itself; others appear publicly only through what they changed."""

RULE_CHANGES = frozenset(
    {
        EventKind.WORKING_DRAFT_BEGUN,
        EventKind.WORKING_DRAFT_CHANGED,
        EventKind.WORKING_DRAFT_DISCARDED,
        EventKind.WHAT_IF_ASKED,
        EventKind.WHAT_IF_REPORTED,
        EventKind.RULE_SET_SUBMITTED,
        EventKind.RULE_SET_WITHDRAWN,
        EventKind.RULE_SET_REFUSED,
    }
)
"""Steps towards a change of the rules that change nothing else: no fact, no grade, no rule."""

DESK_WORK = frozenset(
    {
        EventKind.DELIVERY_KEPT,
        EventKind.DELIVERY_ACCEPTED,
        EventKind.FILTER_SAVED,
        EventKind.FILTER_DELETED,
    }
)
"""Work at the desk that changes nothing on record: what comes of it has events of its own."""

USES = frozenset(
    {
        EventKind.SCREENING_ISSUED,
        EventKind.CANDIDATE_DISMISSED,
        EventKind.DISMISSAL_WITHDRAWN,
    }
)
"""Uses of what is on record: they change nothing of it, and name nobody who was looked up."""
