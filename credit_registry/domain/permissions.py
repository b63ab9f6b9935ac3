"""The one permission table: who may do what; what is not in it is not allowed."""

from enum import StrEnum

from credit_registry.domain.actors import Actor, Duty, Role
from credit_registry.domain.errors import NotPermitted, Unauthenticated


class Permission(StrEnum):
    """Everything that can be asked of the registry."""

    READ_PUBLIC = "read_public"
    REPORT_MISTAKE = "report_mistake"
    SCREEN_SUBJECTS = "screen_subjects"
    DISMISS_CANDIDATE = "dismiss_candidate"
    READ_INTERNAL = "read_internal"
    LOOK_BACK = "look_back"
    READ_PROCEEDINGS = "read_proceedings"
    READ_ENDINGS = "read_endings"
    READ_DELIVERIES = "read_deliveries"
    IMPORT_BATCH = "import_batch"
    DELIVER_MIRROR = "deliver_mirror"
    CORRECT_IDENTIFIER = "correct_identifier"
    CHANGE_REGISTRATION = "change_registration"
    CONFIRM_SUBJECT = "confirm_subject"
    FIND_DUPLICATES = "find_duplicates"
    LINK_SUBJECTS = "link_subjects"
    RECORD_CONSENT = "record_consent"
    EVALUATE = "evaluate"
    TRY_RULE_SET = "try_rule_set"
    SUBMIT_RULE_SET = "submit_rule_set"
    PUBLISH_RULE_SET = "publish_rule_set"
    PROPOSE_LISTING = "propose_listing"
    SERVE_NOTICE = "serve_notice"
    RECORD_STATEMENT = "record_statement"
    HOLD_HEARING = "hold_hearing"
    DECIDE_LISTING = "decide_listing"
    CONSENT_LISTING = "consent_listing"
    CHECK_NOMINATION = "check_nomination"
    PUBLISH_LISTING = "publish_listing"
    REMOVE_LISTING = "remove_listing"
    FILE_OBJECTION = "file_objection"
    REVIEW_OBJECTION = "review_objection"
    RECORD_CHALLENGE = "record_challenge"
    REPLY_TO_RECORD = "reply_to_record"
    REVIEW_REPLY = "review_reply"
    SIGN_COMMITMENT = "sign_commitment"
    FILE_RESTORATION = "file_restoration"
    VERIFY_RESTORATION = "verify_restoration"
    CONFIRM_ENDING = "confirm_ending"
    FOLLOW_UP_SAMPLING = "follow_up_sampling"
    REPORT_RECTIFICATION = "report_rectification"
    DECIDE_FOLLOW_UP = "decide_follow_up"
    READ_MEASURES = "read_measures"
    REPORT_MEASURE = "report_measure"
    WITHDRAW_RECORD = "withdraw_record"
    RESTORE_RECORD = "restore_record"
    REINSTATE_RECORD = "reinstate_record"
    ERASE_FIELD = "erase_field"
    ANSWER_REPORT = "answer_report"
    LOAD_LAW_EDITION = "load_law_edition"
    LOAD_WORKING_DAYS = "load_working_days"
    ISSUE_LETTER_CODE = "issue_letter_code"
    BIND_ENTERPRISE = "bind_enterprise"
    MANAGE_OWN_ACCOUNT = "manage_own_account"
    MANAGE_ACCOUNTS = "manage_accounts"
    OPERATE = "operate"
    READ_IDENTITY_NUMBER = "read_identity_number"
    READ_LEDGER = "read_ledger"
    READ_ACCESS_LOG = "read_access_log"


P, R = Permission, Role

OUTSIDERS = frozenset({R.EXECUTING_BODY, R.SOURCE_UNIT, R.ENTERPRISE_USER})
"""Roles of those who see and do what concerns themselves alone."""

OFFICERS = frozenset(R) - OUTSIDERS
"""Roles of those who keep the registry, and see what is not public of every subject."""

ALLOWED: dict[Permission, frozenset[Role]] = {
    P.READ_INTERNAL: OFFICERS,
    P.READ_PROCEEDINGS: OFFICERS | {R.EXECUTING_BODY, R.ENTERPRISE_USER},
    P.LOOK_BACK: OFFICERS | {R.EXECUTING_BODY},
    P.READ_ENDINGS: OFFICERS | {R.EXECUTING_BODY, R.SOURCE_UNIT},
    P.READ_DELIVERIES: OFFICERS | {R.SOURCE_UNIT},
    P.IMPORT_BATCH: frozenset({R.ENTERER, R.OPERATOR, R.SOURCE_UNIT}),
    P.DELIVER_MIRROR: frozenset({R.ENTERER, R.OPERATOR}),
    P.CORRECT_IDENTIFIER: frozenset({R.ENTERER}),
    P.CHANGE_REGISTRATION: frozenset({R.ENTERER}),
    P.CONFIRM_SUBJECT: frozenset({R.ENTERER, R.REVIEWER}),
    P.FIND_DUPLICATES: frozenset({R.ENTERER, R.REVIEWER, R.OPERATOR}),
    P.LINK_SUBJECTS: frozenset({R.ENTERER, R.REVIEWER}),
    P.RECORD_CONSENT: frozenset({R.ENTERER}),
    P.EVALUATE: frozenset({R.RULE_OWNER, R.OPERATOR}),
    P.TRY_RULE_SET: frozenset({R.RULE_OWNER, R.OPERATOR}),
    P.SUBMIT_RULE_SET: frozenset({R.RULE_OWNER}),
    P.PUBLISH_RULE_SET: frozenset({R.RULE_OWNER}),
    P.PROPOSE_LISTING: frozenset({R.PROPOSER}),
    P.SERVE_NOTICE: frozenset({R.PROPOSER}),
    P.RECORD_STATEMENT: frozenset({R.PROPOSER}),
    P.HOLD_HEARING: frozenset({R.REVIEWER}),
    P.DECIDE_LISTING: frozenset({R.DECIDER}),
    P.CONSENT_LISTING: frozenset({R.DECIDER}),
    P.CHECK_NOMINATION: frozenset({R.REVIEWER}),
    P.PUBLISH_LISTING: frozenset({R.PUBLISHER}),
    P.REMOVE_LISTING: frozenset({R.DECIDER}),
    P.FILE_OBJECTION: frozenset({R.ENTERER, R.ENTERPRISE_USER}),
    P.REVIEW_OBJECTION: frozenset({R.REVIEWER}),
    P.RECORD_CHALLENGE: frozenset({R.PROPOSER, R.REVIEWER}),
    P.REPLY_TO_RECORD: frozenset({R.ENTERPRISE_USER}),
    P.REVIEW_REPLY: frozenset({R.REVIEWER}),
    P.SIGN_COMMITMENT: frozenset({R.ENTERPRISE_USER}),
    P.FILE_RESTORATION: frozenset({R.ENTERER, R.ENTERPRISE_USER}),
    P.VERIFY_RESTORATION: frozenset({R.REVIEWER}),
    P.CONFIRM_ENDING: frozenset({R.PUBLISHER, R.OPERATOR, R.EXECUTING_BODY, R.SOURCE_UNIT}),
    P.FOLLOW_UP_SAMPLING: frozenset({R.ENTERER, R.PROPOSER}),
    P.REPORT_RECTIFICATION: frozenset({R.ENTERER, R.PROPOSER, R.ENTERPRISE_USER}),
    P.DECIDE_FOLLOW_UP: frozenset({R.DECIDER}),
    P.READ_MEASURES: OFFICERS | {R.EXECUTING_BODY},
    P.REPORT_MEASURE: frozenset({R.EXECUTING_BODY}),
    P.WITHDRAW_RECORD: frozenset({R.ENTERER, R.DECIDER}),
    P.RESTORE_RECORD: frozenset({R.DECIDER}),
    P.REINSTATE_RECORD: frozenset({R.DECIDER}),
    P.ERASE_FIELD: frozenset({R.DECIDER}),
    P.ANSWER_REPORT: frozenset({R.ENTERER, R.REVIEWER, R.PROPOSER}),
    P.LOAD_LAW_EDITION: frozenset({R.RULE_OWNER, R.OPERATOR}),
    P.LOAD_WORKING_DAYS: frozenset({R.RULE_OWNER, R.OPERATOR}),
    P.ISSUE_LETTER_CODE: frozenset({R.ENTERER}),
    P.BIND_ENTERPRISE: frozenset({R.ENTERPRISE_USER}),
    P.DISMISS_CANDIDATE: frozenset(R),
    P.MANAGE_OWN_ACCOUNT: frozenset(R),
    P.MANAGE_ACCOUNTS: frozenset({R.OPERATOR}),
    P.OPERATE: frozenset({R.OPERATOR}),
    P.READ_IDENTITY_NUMBER: frozenset({R.REVIEWER, R.DECIDER}),
    P.READ_LEDGER: frozenset({R.AUDITOR, R.OPERATOR}),
    P.READ_ACCESS_LOG: frozenset({R.AUDITOR}),
}
"""Which roles carry a permission. What is open needs none."""

OPEN = frozenset({P.READ_PUBLIC, P.REPORT_MISTAKE, P.SCREEN_SUBJECTS})
"""What everybody may do without an account."""

SCOPED = frozenset(
    {
        P.IMPORT_BATCH,
        P.DELIVER_MIRROR,
        P.CORRECT_IDENTIFIER,
        P.CHANGE_REGISTRATION,
        P.CONFIRM_SUBJECT,
        P.LINK_SUBJECTS,
        P.RECORD_CONSENT,
        P.PROPOSE_LISTING,
        P.SERVE_NOTICE,
        P.RECORD_STATEMENT,
        P.HOLD_HEARING,
        P.DECIDE_LISTING,
        P.CONSENT_LISTING,
        P.CHECK_NOMINATION,
        P.PUBLISH_LISTING,
        P.REMOVE_LISTING,
        P.FILE_OBJECTION,
        P.REVIEW_OBJECTION,
        P.RECORD_CHALLENGE,
        P.REPLY_TO_RECORD,
        P.REVIEW_REPLY,
        P.SIGN_COMMITMENT,
        P.FILE_RESTORATION,
        P.VERIFY_RESTORATION,
        P.FOLLOW_UP_SAMPLING,
        P.REPORT_RECTIFICATION,
        P.DECIDE_FOLLOW_UP,
        P.WITHDRAW_RECORD,
        P.RESTORE_RECORD,
        P.REINSTATE_RECORD,
        P.ERASE_FIELD,
        P.ISSUE_LETTER_CODE,
        P.READ_IDENTITY_NUMBER,
    }
)
"""Permissions that an account bound to a division holds for that division only.

A subject whose division nobody knows is identified, linked and confirmed by whoever may do so.
"""


def may(actor: Actor, permission: Permission, *, division: str | None = None) -> bool:
    """Whether the actor holds the permission, for the division of the thing concerned."""
    if permission in OPEN:
        return True
    if _is_owing(actor, permission) or _is_out_of_scope(actor, permission):
        return False
    if not actor.roles & ALLOWED.get(permission, frozenset()):
        return False
    if permission not in SCOPED or actor.division is None:
        return True
    return division == actor.division


def is_bound_to_own(actor: Actor, permission: Permission) -> bool:
    """Whether only the role of an enterprise or of a body gives the actor the permission.

    Such an actor holds it for its own enterprise, and for what lies on its own unit's desk, alone.
    """
    return not (actor.roles & ALLOWED.get(permission, frozenset())) - OUTSIDERS


def require(actor: Actor, permission: Permission, *, division: str | None = None) -> None:
    """Pass, or raise Unauthenticated or NotPermitted naming the roles that would do."""
    if may(actor, permission, division=division):
        return
    needed = ", ".join(sorted(ALLOWED.get(permission, frozenset()))) or "no role"
    if actor.is_public:
        raise Unauthenticated(f"{permission} needs an account with the role: {needed}.")
    if _is_owing(actor, permission):
        raise NotPermitted(f"{actor.username} must {actor.owes} before anything else.")
    if _is_out_of_scope(actor, permission):
        raise NotPermitted(f"The key of {actor.username} does not cover {permission}.")
    where = f" for division {division}" if permission in SCOPED and actor.division else ""
    raise NotPermitted(
        f"{actor.username} may not {permission}{where}; it takes the role: {needed}."
    )


def held_by(actor: Actor) -> list[Permission]:
    """What the actor may do somewhere, in the table's order."""
    return [each for each in ALLOWED if may(actor, each, division=actor.division)]


def _is_owing(actor: Actor, permission: Permission) -> bool:
    """Whether something must be done first; a password alone opens nothing where a code is due."""
    if actor.owes is None:
        return False
    return actor.owes is Duty.GIVE_CODE or permission is not Permission.MANAGE_OWN_ACCOUNT


def _is_out_of_scope(actor: Actor, permission: Permission) -> bool:
    """Whether the key that the actor came with is limited to other permissions."""
    return actor.scopes is not None and permission not in actor.scopes
