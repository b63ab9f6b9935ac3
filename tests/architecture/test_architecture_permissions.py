"""The permission table is complete, and nothing is allowed that does not stand in it."""

import pytest
from permission_page import PAGE, page

from credit_registry.domain.actors import PUBLIC, Actor, ActorKind, Role
from credit_registry.domain.errors import NotPermitted, Unauthenticated
from credit_registry.domain.permissions import ALLOWED, SCOPED, Permission, may, require

OPEN_TO_ALL = {Permission.READ_PUBLIC, Permission.REPORT_MISTAKE, Permission.SCREEN_SUBJECTS}

TABLE = {
    "read_internal": "auditor decider enterer operator proposer publisher reviewer rule_owner",
    "read_proceedings": (
        "auditor decider enterer enterprise_user executing_body operator proposer publisher "
        "reviewer rule_owner"
    ),
    "read_endings": (
        "auditor decider enterer executing_body operator proposer publisher reviewer rule_owner "
        "source_unit"
    ),
    "look_back": (
        "auditor decider enterer executing_body operator proposer publisher reviewer rule_owner"
    ),
    "read_deliveries": (
        "auditor decider enterer operator proposer publisher reviewer rule_owner source_unit"
    ),
    "import_batch": "enterer operator source_unit",
    "deliver_mirror": "enterer operator",
    "correct_identifier": "enterer",
    "change_registration": "enterer",
    "confirm_subject": "enterer reviewer",
    "find_duplicates": "enterer operator reviewer",
    "link_subjects": "enterer reviewer",
    "record_consent": "enterer",
    "evaluate": "operator rule_owner",
    "try_rule_set": "operator rule_owner",
    "submit_rule_set": "rule_owner",
    "publish_rule_set": "rule_owner",
    "propose_listing": "proposer",
    "serve_notice": "proposer",
    "record_statement": "proposer",
    "hold_hearing": "reviewer",
    "decide_listing": "decider",
    "consent_listing": "decider",
    "check_nomination": "reviewer",
    "publish_listing": "publisher",
    "remove_listing": "decider",
    "file_objection": "enterer enterprise_user",
    "review_objection": "reviewer",
    "reply_to_record": "enterprise_user",
    "review_reply": "reviewer",
    "sign_commitment": "enterprise_user",
    "record_challenge": "proposer reviewer",
    "file_restoration": "enterer enterprise_user",
    "verify_restoration": "reviewer",
    "confirm_ending": "executing_body operator publisher source_unit",
    "follow_up_sampling": "enterer proposer",
    "report_rectification": "enterer enterprise_user proposer",
    "decide_follow_up": "decider",
    "read_measures": (
        "auditor decider enterer executing_body operator proposer publisher reviewer rule_owner"
    ),
    "report_measure": "executing_body",
    "withdraw_record": "decider enterer",
    "restore_record": "decider",
    "reinstate_record": "decider",
    "answer_report": "enterer proposer reviewer",
    "erase_field": "decider",
    "load_law_edition": "operator rule_owner",
    "load_working_days": "operator rule_owner",
    "issue_letter_code": "enterer",
    "bind_enterprise": "enterprise_user",
    "dismiss_candidate": (
        "auditor decider enterer enterprise_user executing_body operator proposer publisher "
        "reviewer rule_owner source_unit"
    ),
    "manage_own_account": (
        "auditor decider enterer enterprise_user executing_body operator proposer publisher "
        "reviewer rule_owner source_unit"
    ),
    "manage_accounts": "operator",
    "operate": "operator",
    "read_identity_number": "decider reviewer",
    "read_ledger": "auditor operator",
    "read_access_log": "auditor",
}


def one_role(role: Role, division: str | None = None) -> Actor:
    return Actor(7, "somebody", ActorKind.PERSON, None, division, frozenset({role}))


def test_every_permission_is_open_to_all_or_given_to_a_role() -> None:
    assert set(ALLOWED) | OPEN_TO_ALL == set(Permission)
    assert not set(ALLOWED) & OPEN_TO_ALL
    assert all(ALLOWED.values())


def test_the_table_is_as_it_was_decided() -> None:
    assert {str(each): " ".join(sorted(roles)) for each, roles in ALLOWED.items()} == TABLE


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_exactly_what_the_table_says(permission: Permission, role: Role) -> None:
    expected = permission in OPEN_TO_ALL or str(role) in TABLE[permission].split()
    assert may(one_role(role), permission) is expected


@pytest.mark.parametrize("permission", sorted(set(Permission) - OPEN_TO_ALL))
def test_the_public_is_asked_to_sign_in(permission: Permission) -> None:
    with pytest.raises(Unauthenticated, match=permission):
        require(PUBLIC, permission)


@pytest.mark.parametrize("permission", sorted(SCOPED))
def test_an_account_bound_to_a_division_acts_there_alone(permission: Permission) -> None:
    role = min(ALLOWED[permission])
    bound = one_role(role, "999901")
    assert may(bound, permission, division="999901")
    assert not may(bound, permission, division="999902")
    assert not may(bound, permission)
    with pytest.raises(NotPermitted, match="999902"):
        require(bound, permission, division="999902")


def test_who_proposes_holds_nothing_that_decides() -> None:
    deciding = {Permission.DECIDE_LISTING, Permission.PUBLISH_LISTING, Permission.REMOVE_LISTING}
    assert not any(may(one_role(Role.PROPOSER), each) for each in deciding)


def test_the_page_of_the_table_says_what_the_table_says() -> None:
    assert PAGE.read_text("utf-8") == page()
