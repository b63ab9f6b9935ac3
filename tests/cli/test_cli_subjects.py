"""`subjects`: who waits for a person, and what an officer settles from the shell."""

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc
from command_line import CommandLine
from filings import deliver, file_of, subject_of

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import RecordKind
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subjects

WRONG = a_uscc(1)[:17] + ("0" if a_uscc(1)[17] != "0" else "1")


@pytest.fixture
def key(line: CommandLine, registry: Registry) -> str:
    """The key of an enterer, beside a faulty code, an uncoded honour and a confirmed enterprise."""
    faulty = a_subject_draft(1, uscc=None, quarantined_code=WRONG, suggested_code=a_uscc(1))
    deliver(registry, faulty, a_subject_draft(2))
    deliver(registry, a_record_draft(RecordKind.HONOUR, 3))
    line.said("account", "create", "entering", "--kind", "program", "--role", "enterer")
    return line.said("account", "key", "entering").strip()


def listed(line: CommandLine) -> list[list[str]]:
    return [row.split("\t") for row in line.said("subjects", "list").splitlines()]


def test_who_waits_is_listed_with_its_suggestion(line: CommandLine, key: str) -> None:
    faulty, uncoded = listed(line)
    assert faulty[1:5] == ["暂存", "虚构市第1制造有限公司", WRONG, a_uscc(1)]
    assert uncoded[3:] == ["", "", "1"]


def test_a_code_is_corrected_a_subject_confirmed_another_rejected(
    line: CommandLine, registry: Registry, key: str
) -> None:
    faulty, other = (row[0] for row in listed(line))
    assert "enterer" in line.said("subjects", "correct", faulty, a_uscc(1), status=1)
    line.said("--key", key, "subjects", "correct", faulty, a_uscc(1))
    assert file_of(registry).code == a_uscc(1)
    line.said("--key", key, "subjects", "reject", other, "--reason", "查无此主体")
    assert listed(line) == []
    line.said("--key", key, "subjects", "confirm", other)
    assert file_of(registry, subject_id=subject_of(registry, a_uscc(3))).code == a_uscc(3)
    line.said("--key", key, "subjects", "reject", other, status=2)


def test_a_link_is_made_by_code_or_id_and_taken_back_by_its_id(
    line: CommandLine, registry: Registry, key: str
) -> None:
    faulty, other = (row[0] for row in listed(line))
    words = ("--key", key, "subjects", "link", a_uscc(3), a_uscc(2))
    made = line.said(*words, "--kind", "duplicate_of").strip()
    second, third = subject_of(registry, a_uscc(2)), subject_of(registry, a_uscc(3))
    with registry.reading() as session:
        assert subjects.forwarded(session, third) == second
    assert "already" in line.said(*words, "--kind", "duplicate_of", status=1)
    line.said("--key", key, "subjects", "unlink", made, "--reason", "误认")
    with registry.reading() as session:
        assert subjects.forwarded(session, third) == third
    line.said(
        "--key", key, "subjects", "link", faulty, other, "--kind", "succeeded_by",
        "--since", "2026-01-01",
    )  # fmt: skip
    assert to_public(third) == other


def test_pairs_that_may_be_one_are_found_listed_and_settled(
    line: CommandLine, registry: Registry, key: str
) -> None:
    deliver(registry, *(a_subject_draft(number, name="同名企业") for number in (5, 6, 7)))
    assert "2" in line.said("subjects", "find-duplicates")
    first, second = (row.split("\t") for row in line.said("subjects", "duplicates").splitlines())
    assert first[1] == "同一区划内名称相同"
    assert "enterer" in line.said("subjects", "merge", first[0], status=1)
    made = line.said("--key", key, "subjects", "merge", first[0]).strip()
    line.said("--key", key, "subjects", "differ", second[0])
    assert line.said("subjects", "duplicates") == ""
    line.said("--key", key, "subjects", "unlink", made, "--reason", "误认")


def test_a_registered_field_is_erased_with_a_deciders_key(
    line: CommandLine, registry: Registry, key: str
) -> None:
    words = ("subjects", "erase", a_uscc(2), "address", "--reason", "私宅")
    assert "decider" in line.said("--key", key, *words, status=1)
    line.said("account", "create", "deciding", "--kind", "program", "--role", "decider")
    deciding = line.said("account", "key", "deciding").strip()
    line.said("--key", deciding, *words)
    assert file_of(registry, subject_id=subject_of(registry, a_uscc(2))).address == ""
    assert "未作改动" in line.said("--key", deciding, *words)


def test_what_became_of_a_subject_and_of_a_record_is_told(
    line: CommandLine, registry: Registry, key: str
) -> None:
    _, other = (row[0] for row in listed(line))
    line.said("--key", key, "subjects", "confirm", other)
    (record,) = file_of(registry, subject_id=subject_of(registry, a_uscc(3))).records
    told = line.said("history", "subject", other).splitlines()
    assert [row.split("\t")[2] for row in told] == ["batch_slice_recorded", "subject_confirmed"]
    assert line.said("history", "subject", a_uscc(3)).splitlines() == told
    assert "\ttitle: - → 虚构的记录" in line.said("history", "record", to_public(record.record_id))
    line.said("history", "record", to_public(5), status=1)
