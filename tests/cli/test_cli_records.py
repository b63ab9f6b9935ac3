"""`records`: the queue of what is withheld, and the end of a record's publicity."""

import pytest
from builders import a_record_draft, a_subject_draft
from command_line import CommandLine
from filings import deliver, documents, file_of

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import Severity
from credit_registry.services.registry import Registry


@pytest.fixture
def key(line: CommandLine, registry: Registry) -> str:
    """The key of a decider, beside an enterprise with one record shown and one withheld."""
    deliver(registry, a_subject_draft(1))
    undetermined = a_record_draft(document_number="乙1号", severity=Severity.UNDETERMINED)
    deliver(registry, a_record_draft(document_number="甲1号"), undetermined)
    line.said("account", "create", "deciding", "--kind", "program", "--role", "decider")
    return line.said("account", "key", "deciding").strip()


def test_what_waits_for_a_person_is_listed_with_its_reason(line: CommandLine, key: str) -> None:
    (row,) = line.said("--language", "en", "--key", key, "records", "withheld").splitlines()
    assert row.split("\t")[1:3] == ["虚构市第1制造有限公司", "乙1号"]


def test_a_record_that_is_annulled_is_gone_at_once(
    line: CommandLine, registry: Registry, key: str
) -> None:
    (record,) = file_of(registry).records
    words = ("records", "withdraw", to_public(record.record_id), "--state", "annulled")
    assert "enterer" in line.said(*words, "--reason", "复议撤销", status=1)
    assert documents(file_of(registry)) == ["甲1号"]
    line.said("--key", key, *words, "--reason", "复议撤销")
    assert documents(file_of(registry)) == []
    assert "annulled" in line.said("--key", key, *words, "--reason", "复议撤销", status=1)


def test_no_record_is_made_active_and_none_ends_without_a_reason(
    line: CommandLine, key: str
) -> None:
    words = ("--key", key, "records", "withdraw", to_public(5))
    line.said(*words, "--state", "active", "--reason", "理由", status=2)
    line.said(*words, "--state", "annulled", status=2)


def test_a_field_is_erased_from_a_record(line: CommandLine, registry: Registry, key: str) -> None:
    (record,) = file_of(registry).records
    words = ("records", "erase", to_public(record.record_id), "title", "--reason", "含个人信息")
    assert "decider" in line.said(*words, status=1)
    line.said("--key", key, *words)
    assert [each.title for each in file_of(registry).records] == [""]
    assert "未作改动" in line.said("--key", key, *words)
