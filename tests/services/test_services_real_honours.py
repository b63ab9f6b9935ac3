"""The class-A list of 2018: old numbers resolved, unknown taxpayers provisional, all counted."""

import csv
import os
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import raw_rows
from builders import an_officer
from sqlalchemy import func, select

from credit_registry.domain.actors import Role
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.services.intake import exchanging
from credit_registry.services.intake.exchanging import import_file
from credit_registry.services.registry import Registry
from credit_registry.store.batches import BatchFault
from credit_registry.store.records import Record, RecordVersion
from credit_registry.store.subjects import Subject, SubjectIdentifier

_UNIFIED = 18


def plain(name: str) -> str:
    """A name as two sources can be compared by it."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().replace("*", "").split())


@dataclass
class Expectation:
    """What must become of the list over a register of these codes and names."""

    names: dict[str, set[str]]
    holders: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    seen: set[tuple[str, str]] = field(default_factory=set)
    resolved: int = 0
    provisional: int = 0
    repeated: int = 0
    ambiguous: int = 0
    warned: int = 0

    def __post_init__(self) -> None:
        for code in self.names:
            self.holders[code[8:17]].add(code)

    def subject(self, code: str, name: str) -> str | None:
        """The code under which the subject of a row is kept; None where there are several."""
        if code not in self.names and len(code) != _UNIFIED:
            holders = self.holders[code[6:]]
            if holders:
                self.resolved += len(holders) == 1
                return next(iter(holders)) if len(holders) == 1 else None
        if code not in self.names:
            self.provisional += 1
            self.names[code] = {plain(name)}
            if len(code) == _UNIFIED:
                self.holders[code[8:17]].add(code)
        return code

    def take(self, row: dict[str, str]) -> None:
        """Count what must become of a row."""
        subject = self.subject(row["taxpayer_code"], row["name"])
        if subject is None:
            self.ambiguous += 1
            return
        award = (subject, row["tax_authority"])
        is_repeated = award in self.seen
        is_other = plain(row["name"]) not in self.names[subject]
        self.repeated += is_repeated
        self.warned += is_repeated or is_other
        self.seen.add(award)


def listed(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of the enterprises that the list names, out of the national one."""
    directory = os.environ.get("REGISTRY_SAMPLES")
    if not directory:
        pytest.skip("REGISTRY_SAMPLES does not name the directory of sample files")
    rows = listed(Path(directory) / raw_rows.CLASS_A)
    codes = {row["taxpayer_code"] for row in rows} | {row["registry_uscc"] for row in rows}
    path = tmp_path_factory.mktemp("register") / "register.tsv"
    lines = raw_rows.national_rows_of(Path(directory) / raw_rows.NATIONAL, codes)
    path.write_text("".join(lines), "utf-8")
    return path


@pytest.mark.parametrize("slice_rows", [4_000, 500])
def test_the_receipt_of_the_class_a_list_agrees_with_what_the_list_holds(
    registry: Registry,
    samples: Path,
    register: Path,
    monkeypatch: pytest.MonkeyPatch,
    slice_rows: int,
) -> None:
    monkeypatch.setattr(exchanging, "SLICE_ROWS", slice_rows)
    rows = listed(samples / raw_rows.CLASS_A)
    known = [line.split("\t") for line in register.read_text("utf-8").splitlines()[1:]]
    expected = Expectation({cells[0]: {plain(cells[1])} for cells in known})
    for row in rows:
        expected.take(row)

    officer = an_officer(registry, Role.ENTERER)
    import_file(registry, register, actor=officer)
    receipt = import_file(registry, samples / raw_rows.CLASS_A, actor=officer)

    assert expected.resolved >= 8  # as many older numbers as the list itself says are registered
    assert receipt.adds_up
    assert (receipt.read, receipt.changed) == (5_222, 0)
    assert receipt.provisional == expected.provisional
    assert (receipt.ambiguous, receipt.refused) == (expected.ambiguous, expected.ambiguous)
    assert receipt.unchanged == expected.repeated
    heading = 1  # which has a column that is not read
    assert receipt.warned == expected.warned + heading
    assert receipt.accepted == len(expected.seen)
    with registry.reading() as session:
        counts = session.execute(select(Subject.state, func.count()).group_by(Subject.state))
        assert {tuple(count) for count in counts} == {
            ("confirmed", len(known)),
            ("provisional", expected.provisional),
        }
        assert session.scalars(select(func.count()).select_from(Record)).one() == receipt.accepted
        reasons = set(session.scalars(select(BatchFault.reason).distinct()))
        assert reasons <= {
            Reason.REPEATED_ROW,
            Reason.SUBJECT_WITH_OTHER_NAME,
            Reason.ORGANIZATION_CODE_MISMATCH,
            Reason.UNREAD_COLUMN,
        }


def test_an_older_number_finds_the_enterprise_that_the_list_itself_names(
    registry: Registry, samples: Path, register: Path
) -> None:
    rows = [
        row
        for row in listed(samples / raw_rows.CLASS_A)
        if row["code_kind"] == "legacy15" and row["registry_uscc"]
    ]
    expected = {row["registry_uscc"] for row in rows}
    officer = an_officer(registry, Role.ENTERER)
    import_file(registry, register, actor=officer)
    import_file(registry, samples / raw_rows.CLASS_A, actor=officer)
    statement = (
        select(SubjectIdentifier.value)
        .join(RecordVersion, RecordVersion.subject_id == SubjectIdentifier.subject_id)
        .where(SubjectIdentifier.value.in_(expected))
    )
    with registry.reading() as session:
        assert set(session.scalars(statement)) == expected
    assert len(expected) == 8
