"""Two hundred thousand penalties, validated and stored, against a plain insert of their cells.

A CSV file of the registry's own layout is taken in row by row, with its ledger and its publication
windows; the peer splits the same file into cells and inserts these into one table without a key.
"""

import argparse
import csv
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from founding import registries
from founding.codes import a_code
from sqlalchemy import Column, MetaData, String, Table, insert

from credit_registry.domain.records import RecordKind
from credit_registry.exchange.writing import record_columns
from credit_registry.services.intake import exchanging
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry

A_SUBJECT = 10
A_SLICE = 20_000
UNIT = "虚构市市场监督管理局"
SUBJECT_COLUMNS = ("name", "uscc", "standing", "established_on", "address")


def main() -> None:
    """Print rows a second of both and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    registries.add_option(parser)
    asked = parser.parse_args()
    with registries.founded(asked.database) as (registry, place):
        _measure(registry, place, asked.rows)


def _measure(registry: Registry, place: Path, rows: int) -> None:
    """Take in the subjects, then the records, and let the peer insert the same file."""
    subjects, records = place / "subjects.csv", place / "records.csv"
    _write(subjects, SUBJECT_COLUMNS, _subjects(rows // A_SUBJECT + 1))
    _write(records, record_columns(RecordKind.PENALTY), _penalties(rows))
    exchanging.import_file(registry, subjects, actor=INSTALLER)
    begun = time.perf_counter()
    receipt = exchanging.import_file(registry, records, actor=INSTALLER)
    ours = time.perf_counter() - begun
    if receipt.accepted != rows:
        raise SystemExit(f"{receipt.accepted:,} of {rows:,} rows were accepted")
    peer = _inserted(registry, records)
    print(f"import of penalties: {rows:,} rows in {ours:.1f} s, {rows / ours:,.0f} rows/s")
    print(f"plain insert of the cells: {peer:.1f} s, {rows / peer:,.0f} rows/s")
    print(f"ratio: {peer / ours:.3f} of the plain insert")


def _write(path: Path, columns: tuple[str, ...], rows: Iterator[dict[str, str]]) -> None:
    """A CSV file with the rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


def _subjects(count: int) -> Iterator[dict[str, str]]:
    """Invented enterprises."""
    for number in range(count):
        yield {
            "name": f"虚构市第{number}制造有限公司", "uscc": a_code(number),
            "standing": "operating", "established_on": "2015-06-01",
            "address": f"虚构市测试路{number}号",
        }  # fmt: skip


def _penalties(count: int) -> Iterator[dict[str, str]]:
    """Invented penalties, ten about an enterprise."""
    authority = a_code(999_999, "11")
    for number in range(count):
        decided = date(2026, 4, 1) + timedelta(days=number % 200)
        subject = number // A_SUBJECT
        yield {
            "subject_name": f"虚构市第{subject}制造有限公司", "subject_category": "legal_person",
            "uscc": a_code(subject), "legal_representative": "虚构人",
            "document_number": f"虚市监〔2026〕{number}号", "violation_type": "虚构的违法行为",
            "facts": "虚构的事实", "basis": "虚构的依据", "categories": "fine",
            "content": "罚款一万元", "fine_fen": "1000000", "decided_on": decided.isoformat(),
            "served_on": decided.isoformat(), "severity": "general", "authority_name": UNIT,
            "authority_code": authority, "source_unit_name": UNIT, "source_unit_code": authority,
            "disclosure": "public",
        }  # fmt: skip


def _inserted(registry: Registry, path: Path) -> float:
    """The seconds in which the file's cells are split and inserted."""
    columns = record_columns(RecordKind.PENALTY)
    plain = Table("plain_penalty", MetaData(), *(Column(name, String) for name in columns))
    with (
        registry.database.engine.begin() as connection,
        path.open(encoding="utf-8", newline="") as file,
    ):
        plain.create(connection)
        begun = time.perf_counter()
        rows = list(csv.DictReader(file))
        for start in range(0, len(rows), A_SLICE):
            connection.execute(insert(plain), rows[start : start + A_SLICE])
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
