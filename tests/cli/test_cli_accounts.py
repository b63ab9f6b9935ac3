"""`account create|key`, and what a key lets its holder do."""

from datetime import timedelta

import pytest
from command_line import CommandLine

from credit_registry.domain.actors import Duty, Role
from credit_registry.domain.errors import Unauthenticated
from credit_registry.services.lists import measure_notices
from credit_registry.services.people import api_keys, sign_ins
from credit_registry.services.registry import Registry

PASSWORD = "a long enough pass phrase"


def key_of(line: CommandLine, role: Role, username: str = "程序甲") -> str:
    """The key of a new program that holds the role."""
    line.said("account", "create", username, "--kind", "program", "--role", role.value)
    return line.said("account", "key", username).strip()


def test_a_person_signs_in_with_the_password_that_was_asked_for(
    line: CommandLine, registry: Registry
) -> None:
    answers = f"{PASSWORD}\n{PASSWORD}\n"
    text = line.said(
        "--language", "en", "account", "create", "ming",
        *("--role", "proposer", "--role", "enterer", "--name", "小明"), answers=answers,
    )  # fmt: skip
    assert "account ming created" in text
    assert PASSWORD not in text
    with registry.reading() as session:
        actor = sign_ins.begin(session, "ming", PASSWORD, registry.clock.now()).actor
    assert actor.roles == {Role.PROPOSER, Role.ENTERER}


def test_a_short_password_is_refused_with_the_length_that_would_do(line: CommandLine) -> None:
    words = ("account", "create", "ming", "--role", "auditor")
    text = line.said(*words, answers="short\nshort\n", status=1)
    assert "12" in text


def test_a_name_is_given_once(line: CommandLine) -> None:
    key_of(line, Role.AUDITOR)
    words = ("account", "create", "程序甲", "--kind", "program", "--role", "auditor")
    assert "程序甲" in line.said(*words, status=1)


def test_an_unknown_role_is_refused_with_those_there_are(line: CommandLine) -> None:
    text = line.said("account", "create", "ming", "--role", "mayor", status=2)
    assert all(role in text for role in Role)


def test_a_key_is_for_an_account_that_exists(line: CommandLine) -> None:
    assert "nobody" in line.said("account", "key", "nobody", status=1)


def test_a_key_acts_for_its_holder_until_it_ends(line: CommandLine, registry: Registry) -> None:
    line.said("account", "create", "程序甲", "--kind", "program", "--role", "auditor")
    key = line.said("account", "key", "程序甲", "--days", "2").strip()
    end = registry.clock.now() + timedelta(days=2)
    with registry.reading() as session:
        assert api_keys.by_key(session, key, end - timedelta(seconds=1)).username == "程序甲"
        with pytest.raises(Unauthenticated):
            api_keys.by_key(session, key, end)


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (("evaluate",), "operator, rule_owner"),
        (("migrate",), "operator"),
        (("index", "rebuild"), "operator"),
        (("jobs", "run", "expire"), "operator"),
        (("law", "load"), "operator, rule_owner"),
        (("account", "create", "x", "--kind", "program", "--role", "auditor"), "operator"),
        (("rules", "publish"), "rule_owner"),
    ],
)
def test_a_holder_without_the_role_is_told_which_role_it_takes(
    line: CommandLine, words: tuple[str, ...], needed: str
) -> None:
    key = key_of(line, Role.AUDITOR)
    text = line.said("--key", key, *words, status=1)
    assert f"it takes the role: {needed}." in text


def test_a_holder_with_the_role_may(line: CommandLine) -> None:
    assert "0 disagree" in line.said(
        "--language", "en", "--key", key_of(line, Role.AUDITOR), "ledger", "verify"
    )


def test_an_unknown_key_is_refused(line: CommandLine) -> None:
    text = line.said("--key", "crk_made_up", "ledger", "status", status=1)
    assert "unknown or has expired" in text


def test_an_operator_closes_and_reopens_an_account(line: CommandLine, registry: Registry) -> None:
    key = key_of(line, Role.AUDITOR)
    assert "程序甲" in line.said("account", "close", "程序甲")
    assert "unknown or has expired" in line.said("--key", key, "ledger", "status", status=1)
    assert "程序甲" in line.said("account", "reopen", "程序甲")
    line.said("--key", key, "ledger", "status")


def test_an_operator_resets_a_password_to_one_for_one_time(
    line: CommandLine, registry: Registry
) -> None:
    answers = f"{PASSWORD}\n{PASSWORD}\n"
    line.said("account", "create", "ming", "--role", "auditor", answers=answers)
    given = line.said("account", "reset-password", "ming").strip()
    with registry.reading() as session:
        found = sign_ins.begin(session, "ming", given, registry.clock.now())
    assert found.actor.owes is Duty.CHANGE_PASSWORD


def test_an_operator_unlocks_an_account_that_exists(line: CommandLine) -> None:
    key_of(line, Role.AUDITOR)
    assert "程序甲" in line.said("account", "unlock", "程序甲")
    assert "nobody" in line.said("account", "unlock", "nobody", status=1)


def test_an_account_of_a_body_that_is_not_known_is_refused(line: CommandLine) -> None:
    words = ("account", "create", "乙", "--kind", "program", "--role", "source_unit")
    assert "虚构局" in line.said(*words, "--unit", "虚构局", status=1)


def test_a_second_factor_that_is_not_there_cannot_be_taken_away(line: CommandLine) -> None:
    key_of(line, Role.AUDITOR)
    assert "程序甲" in line.said("account", "remove-second-factor", "程序甲", status=1)


def test_keys_are_listed_replaced_and_ended(line: CommandLine) -> None:
    line.said("account", "create", "程序乙", "--kind", "program", "--role", "auditor")
    old = line.said("account", "key", "程序乙", "--scope", "read_ledger").strip()
    assert old[:10] in line.said("keys", "list", "程序乙")
    assert old not in line.said("keys", "list", "程序乙")
    line.said("--key", old, "ledger", "status")
    assert "does not cover" in line.said("--key", old, "records", "withheld", status=1)
    new = line.said("keys", "rotate", old[:10], "--overlap-days", "0").strip()
    assert "unknown or has expired" in line.said("--key", old, "ledger", "status", status=1)
    line.said("--key", new, "ledger", "status")
    line.said("keys", "revoke", new[:10])
    assert "unknown or has expired" in line.said("--key", new, "ledger", "status", status=1)
    assert "no such key" in line.said("keys", "revoke", "crk_nobody", status=1)


def test_a_key_covers_no_more_than_its_account(line: CommandLine) -> None:
    line.said("account", "create", "程序乙", "--kind", "program", "--role", "auditor")
    words = ("account", "key", "程序乙", "--scope", "decide_listing")
    assert "accepted: read_internal" in line.said(*words, status=1)


def test_the_access_log_is_the_auditors(line: CommandLine) -> None:
    line.said("--key", key_of(line, Role.AUDITOR), "access-log")
    assert "auditor" in line.said("access-log", status=1)


def test_a_letter_takes_an_enterer_and_an_enterprise_on_record(line: CommandLine) -> None:
    assert "enterer" in line.said("letter", "9100", status=1)
    key = key_of(line, Role.ENTERER)
    assert "No subject on record" in line.said("--key", key, "letter", "9100", status=1)


def test_an_operator_says_which_body_carries_out_measures(
    line: CommandLine, registry: Registry
) -> None:
    text = line.said("--language", "en", "account", "assign", "land", "虚构市自然资源局")
    assert text.strip() == "虚构市自然资源局 carries out the measures of land"
    with registry.reading() as session:
        assert list(measure_notices.units_of(session)) == ["land"]
    assert "market_regulation" in line.said("account", "assign", "nobody", "某局", status=1)
