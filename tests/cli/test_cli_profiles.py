"""`profiles list|check`: use profiles on the command line."""

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc
from command_line import CommandLine
from filings import deliver

from credit_registry.domain.records import Severity
from credit_registry.services.registry import Registry


@pytest.fixture
def filed(line: CommandLine, registry: Registry) -> CommandLine:
    """One enterprise that was suspended, one without any record."""
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    deliver(
        registry,
        a_record_draft(category="suspend_business", severity=Severity.SERIOUS, title="责令停产"),
    )
    return line


def test_the_profiles_are_listed_with_their_versions(line: CommandLine) -> None:
    rows = [row.split("\t") for row in line.said("profiles", "list").splitlines()]
    assert [row[0] for row in rows] == [
        "bank_credit",
        "government_procurement",
        "qualification_awards",
        "works_tendering",
    ]
    assert [row[1] for row in rows] == ["银行信贷", "政府采购", "资质评优", "工程招投标"]
    assert {len(row[4]) for row in rows} == {64}
    assert line.said("profiles", "list", "--as-of", "2019-01-28") == ""


def test_enterprises_are_checked_together_in_both_languages(filed: CommandLine) -> None:
    asked = ("profiles", "check", a_uscc(1), a_uscc(2), "--profile", "government_procurement")
    chinese, english = filed.said(*asked), filed.said("--language", "en", *asked)
    assert f"{a_uscc(1)}\tgovernment_procurement\tbarred\t存在禁止情形" in chinese
    assert f"{a_uscc(2)}\tgovernment_procurement\tno_bar_found\t未发现禁止情形" in chinese
    assert "    GP-1  该情形计至2029年6月1日（含当日）。" in chinese
    assert "中华人民共和国政府采购法实施条例第19条（条文已核对）" in chinese
    assert "\tbarred\tBarred" in english
    assert "It is no certificate" in english


def test_an_unknown_code_or_profile_is_named(filed: CommandLine) -> None:
    assert a_uscc(9) in filed.said("profiles", "check", a_uscc(9), status=1)
    told = filed.said("profiles", "check", a_uscc(1), "--profile", "housing", status=1)
    assert "housing" in told
    assert "bank_credit" in told
