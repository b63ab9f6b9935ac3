"""Real registers: the receipt and the registry hold what the file holds, counted by another way."""

import gzip
import lzma
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import raw_rows
from builders import an_officer
from sqlalchemy import func, select

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.exchange.receipts import Receipt
from credit_registry.services.intake.exchanging import Progress, import_file
from credit_registry.services.registry import Registry
from credit_registry.store.batches import BatchFault
from credit_registry.store.mapping import Entity
from credit_registry.store.subjects import (
    Registration,
    Subject,
    SubjectIdentifier,
    SubjectName,
)

OF_DELIVERIES = {"batch", "batch_fault", "event", "ledger_head", "ledger_node"}
"""Tables that tell of a delivery itself, which is written down though it changes nothing."""


@pytest.fixture
def officer(registry: Registry) -> Actor:
    return an_officer(registry, Role.ENTERER)


@pytest.fixture(scope="module")
def national_slice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The first rows of the national register and those with defects, packed as the whole is."""
    samples = os.environ.get("REGISTRY_SAMPLES")
    if not samples:
        pytest.skip("REGISTRY_SAMPLES does not name the directory of sample files")
    path = tmp_path_factory.mktemp("national") / "slice.tsv.xz"
    with lzma.open(path, "wt", encoding="utf-8", newline="\n", preset=1) as file:
        file.writelines(raw_rows.national_slice(Path(samples) / raw_rows.NATIONAL))
    yield path
    path.unlink()


def counted(registry: Registry) -> dict[str, int]:
    """The number of rows of every table that a delivery may change."""
    with registry.reading() as session:
        return {
            name: session.scalars(select(func.count()).select_from(table)).one()
            for name, table in Entity.metadata.tables.items()
            if name not in OF_DELIVERIES
        }


def faults(registry: Registry, receipt: Receipt, *, refusals: bool) -> dict[int, BatchFault]:
    """The refusals or the remarks of a delivery by line."""
    statement = select(BatchFault).where(
        BatchFault.batch_id == receipt.batch_id, BatchFault.is_refusal.is_(refusals)
    )
    with registry.reading() as session:
        return {fault.line: fault for fault in session.scalars(statement)}


def expected_refusals(lines: list[str]) -> dict[int, Reason]:
    """Which lines of the national register contradict themselves or an earlier one, and how."""
    names: dict[str, str] = {}
    expected: dict[int, Reason] = {}
    for number, line in enumerate(lines[1:], start=2):
        code, name, province, *_ = line.rstrip("\n").split("\t")
        if raw_rows.is_unreadable(line):
            expected[number] = Reason.UNREADABLE_TEXT
        elif province != "N/A" and province not in raw_rows.PROVINCES:
            expected[number] = Reason.SHIFTED_VALUE
        elif names.setdefault(raw_rows.code_of(code), name) != name:
            expected[number] = Reason.CODE_WITH_OTHER_NAME
    return expected


def test_each_dirty_row_of_the_national_register_is_refused_with_its_reason(
    registry: Registry, officer: Actor, national_slice: Path
) -> None:
    lines = list(raw_rows.national_lines(national_slice))
    expected = expected_refusals(lines)
    receipt = import_file(registry, national_slice, actor=officer)
    assert Counter(expected.values()) == {
        Reason.SHIFTED_VALUE: 13,
        Reason.CODE_WITH_OTHER_NAME: 4,
        Reason.UNREADABLE_TEXT: 1,
    }
    refused = faults(registry, receipt, refusals=True)
    assert {line: fault.reason for line, fault in refused.items()} == expected
    assert all(fault.field and fault.accepted for fault in refused.values())
    assert receipt.read == len(lines) - 1
    assert receipt.refused == len(expected)
    assert receipt.accepted == receipt.read - len(expected)
    assert counted(registry)["subject"] == receipt.accepted


def test_a_mismatched_organisation_code_is_remarked_and_taken_in(
    registry: Registry, officer: Actor, national_slice: Path
) -> None:
    lines = list(raw_rows.national_lines(national_slice))
    refused = expected_refusals(lines)
    expected = {
        number
        for number, line in enumerate(lines[1:], start=2)
        if number not in refused
        and not raw_rows.has_sound_organization(raw_rows.code_of(line.split("\t")[0]))
    }
    receipt = import_file(registry, national_slice, actor=officer)
    remarked = faults(registry, receipt, refusals=False)
    assert len(expected) > 1
    assert remarked.keys() == expected
    assert receipt.warned == len(expected)
    assert {fault.reason for fault in remarked.values()} == {Reason.ORGANIZATION_CODE_MISMATCH}


def stated(cell: str) -> str:
    """What a cell states; sources write N/A for nothing."""
    return "" if cell.strip() in {"N/A", "***"} else cell.strip()


def test_the_citys_register_stands_in_the_registry_cell_for_cell(
    registry: Registry, officer: Actor, samples: Path
) -> None:
    rows = list(raw_rows.separated(samples / raw_rows.CITY))
    distinct = {raw_rows.code_of(row[1]): row for row in reversed(rows)}
    told: list[Progress] = []
    receipt = import_file(registry, samples / raw_rows.CITY, actor=officer, on_progress=told.append)
    assert (receipt.read, receipt.accepted) == (len(rows), len(distinct))
    assert (receipt.unchanged, receipt.refused) == (len(rows) - len(distinct), 0)
    statement = (
        select(
            SubjectIdentifier.value,
            SubjectName.name,
            Registration.established_on,
            Registration.enterprise_type,
            Registration.capital,
            Registration.province,
            Registration.city,
            Registration.address,
            Registration.scope,
        )
        .join(SubjectName, SubjectName.subject_id == SubjectIdentifier.subject_id)
        .join(Registration, Registration.subject_id == SubjectIdentifier.subject_id)
    )
    with registry.reading() as session:
        kept = {code: tuple(rest) for code, *rest in session.execute(statement)}
    assert kept == {
        code: (row[0].strip(), date.fromisoformat(row[2]), *map(stated, row[3:]))
        for code, row in distinct.items()
    }
    shares = [progress.share for progress in told]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.9
    assert shares[-1] == 1
    assert [progress.lines for progress in told] == sorted({each.lines for each in told})


def test_the_same_register_again_changes_nothing_however_it_is_packed(
    registry: Registry, officer: Actor, samples: Path, tmp_path: Path
) -> None:
    packed = samples / raw_rows.CITY
    first = import_file(registry, packed, actor=officer)
    before = counted(registry)
    repeated = import_file(registry, packed, actor=officer)
    plain = tmp_path / "plain.csv"
    plain.write_bytes(gzip.decompress(packed.read_bytes()))
    unpacked = import_file(registry, plain, actor=officer)
    assert repeated.is_repeat
    assert (repeated.accepted, repeated.unchanged) == (0, first.read)
    assert not unpacked.is_repeat
    assert (unpacked.accepted, unpacked.changed, unpacked.refused) == (0, 0, 0)
    assert unpacked.unchanged == unpacked.read == first.read
    assert counted(registry) == before


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_second_encoding_of_the_same_rows_changes_nothing(
    registry: Registry, officer: Actor, samples: Path, order: tuple[int, int]
) -> None:
    files = (raw_rows.MARKED, raw_rows.CHINESE)
    encodings = ("utf-8-sig", "gb18030")
    rows = [list(raw_rows.separated(samples / files[place], encodings[place])) for place in order]
    assert rows[0] == rows[1]
    codes = {raw_rows.code_of(row[1]) for row in rows[0]}
    assert len(codes) == len(rows[0]) == sum(map(raw_rows.is_code, codes))
    first, second = (
        import_file(registry, samples / files[place], actor=officer) for place in order
    )
    assert (first.read, first.accepted) == (500, 500)
    assert (second.read, second.unchanged, second.accepted) == (500, 500, 0)
    assert counted(registry)["subject"] == 500


def test_the_modern_codes_bring_their_standing_and_industry(
    registry: Registry, officer: Actor, samples: Path
) -> None:
    words = {"存续": "operating", "注销": "deregistered", "吊销": "revoked"}
    rows = list(raw_rows.separated(samples / raw_rows.MODERN))
    expected = {(row[1], words[row[4]], row[5]) for row in rows}
    receipt = import_file(registry, samples / raw_rows.MODERN, actor=officer)
    assert (receipt.read, receipt.accepted, receipt.refused) == (len(rows), len(rows), 0)
    statement = select(
        SubjectIdentifier.value, Registration.standing, Registration.industry_code
    ).join(Registration, Registration.subject_id == SubjectIdentifier.subject_id)
    with registry.reading() as session:
        assert {tuple(row) for row in session.execute(statement)} == expected
        states = session.execute(select(Subject.state, func.count()).group_by(Subject.state))
        assert {tuple(row) for row in states} == {("confirmed", len(rows))}
