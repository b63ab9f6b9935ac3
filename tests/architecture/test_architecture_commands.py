"""Every command of the command line states its permission, and refuses who lacks it."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from credit_registry.cli.commands import COMMANDS, group
from credit_registry.cli.permitted import Command

PERMISSIONS = {
    "access-log": "read_access_log",
    "account assign": "manage_accounts",
    "account close": "manage_accounts",
    "account create": "manage_accounts",
    "account key": "manage_accounts",
    "account remove-second-factor": "manage_accounts",
    "account reopen": "manage_accounts",
    "account reset-password": "manage_accounts",
    "account unlock": "manage_accounts",
    "candidates": "read_internal",
    "consent": "record_consent",
    "demo": "operate",
    "dev": "operate",
    "evaluate": "evaluate",
    "explain": "read_internal",
    "figures": "read_internal",
    "found": "operate",
    "history record": "read_internal",
    "history subject": "read_internal",
    "identity-numbers rotate": "operate",
    "identity-numbers status": "operate",
    "import": "import_batch",
    "index follow": "operate",
    "index rebuild": "operate",
    "index status": "operate",
    "index verify": "operate",
    "jobs history": "read_ledger",
    "jobs list": "read_public",
    "jobs run": "operate",
    "keys list": "manage_own_account",
    "keys revoke": "manage_own_account",
    "keys rotate": "manage_own_account",
    "law check": "read_public",
    "law diff": "read_public",
    "law load": "load_law_edition",
    "law show": "read_public",
    "law working-days": "load_working_days",
    "ledger checkpoint": "read_public",
    "ledger status": "read_ledger",
    "ledger verify": "read_ledger",
    "letter": "issue_letter_code",
    "migrate": "operate",
    "mirror": "deliver_mirror",
    "openapi": "read_public",
    "profiles check": "read_internal",
    "profiles list": "read_public",
    "records reinstate": "reinstate_record",
    "records erase": "erase_field",
    "records withdraw": "withdraw_record",
    "records withheld": "read_internal",
    "restoration": "read_internal",
    "rules approve": "publish_rule_set",
    "rules check": "read_public",
    "rules diff": "read_public",
    "rules evaluate": "evaluate",
    "rules explain": "read_internal",
    "rules list": "read_public",
    "rules pending": "read_internal",
    "rules publish": "publish_rule_set",
    "rules show": "read_public",
    "rules submit": "submit_rule_set",
    "rules what-if": "try_rule_set",
    "rules withdraw": "submit_rule_set",
    "samplings overdue": "read_internal",
    "scheduler": "operate",
    "screenings digest": "read_public",
    "screenings verify": "read_ledger",
    "serve": "operate",
    "subjects confirm": "confirm_subject",
    "subjects correct": "correct_identifier",
    "subjects differ": "link_subjects",
    "subjects duplicates": "read_internal",
    "subjects erase": "erase_field",
    "subjects find-duplicates": "find_duplicates",
    "subjects link": "link_subjects",
    "subjects list": "read_internal",
    "subjects merge": "link_subjects",
    "subjects reject": "confirm_subject",
    "subjects unlink": "link_subjects",
}


def commands(node: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """All commands below a group by what is typed."""
    context = click.Context(node)
    for name in node.list_commands(context):
        found = node.get_command(context, name)
        assert found is not None, name
        if isinstance(found, click.Group):
            yield from commands(found, f"{path}{name} ")
        else:
            yield f"{path}{name}", found


def test_the_table_of_permissions_is_complete() -> None:
    stated = {
        name: str(found.permission) if isinstance(found, Command) else "none"
        for name, found in commands(group)
    }
    assert stated == PERMISSIONS


@pytest.mark.parametrize("name", sorted(PERMISSIONS))
def test_a_command_says_what_it_does(name: str) -> None:
    found = dict(commands(group))[name]
    assert (found.help or "").splitlines()[0].endswith(".")


def test_the_help_lists_every_command() -> None:
    answer = CliRunner().invoke(group, ["--help"])
    assert answer.exit_code == 0
    assert all(f"\n  {name} " in answer.output for name in COMMANDS)


def test_a_command_that_does_not_exist_is_refused() -> None:
    answer = CliRunner().invoke(group, ["abolish"])
    assert answer.exit_code == 2
    assert "abolish" in answer.output
