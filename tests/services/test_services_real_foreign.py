"""Real files of other countries: no code is made for them, and nobody in them is known here."""

import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import an_officer
from sqlalchemy import Select, func, select

from credit_registry.domain.actors import Role
from credit_registry.services.intake.exchanging import import_file
from credit_registry.services.registry import Registry
from credit_registry.store.records import Record, RecordVersion
from credit_registry.store.subjects import Subject, SubjectIdentifier

BRITISH = "uk-food-hygiene/fhrs_wholesalers_2024.csv.gz"
CHICAGO = "chicago-inspections/chicago_food_inspections_sample.csv"
AMERICAN = ("us-recalls/usda_recalls_staged.json", "us-recalls/food_safety_recalls.json")
LIMIT = 1_000
"""Rows of the British file that are taken in: the whole is read elsewhere."""


def british(path: Path, target: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [row for row, _ in zip(reader, range(LIMIT), strict=False)]
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return [row["BusinessName"].strip() for row in rows]


def of_chicago(path: Path, target: Path) -> list[str]:
    target.write_bytes(path.read_bytes())
    with path.open(encoding="utf-8", newline="") as file:
        return [row["DBA"].strip() for row in csv.DictReader(file)]


def counted(registry: Registry, statement: Select[Any]) -> int:
    with registry.reading() as session:
        return session.scalars(select(func.count()).select_from(statement.subquery())).one()


@pytest.mark.parametrize(("name", "names_in"), [(BRITISH, british), (CHICAGO, of_chicago)])
def test_inspections_elsewhere_are_taken_in_about_provisional_subjects(
    registry: Registry,
    samples: Path,
    tmp_path: Path,
    name: str,
    names_in: Callable[[Path, Path], list[str]],
) -> None:
    path = tmp_path / "delivery.csv"
    names = names_in(samples / name, path)
    receipt = import_file(registry, path, actor=an_officer(registry, Role.ENTERER))
    assert receipt.adds_up
    assert (receipt.read, receipt.accepted, receipt.refused) == (len(names), len(names), 0)
    assert receipt.provisional == len(set(names)) == counted(registry, select(Subject.id))
    provisional = select(Subject.id).where(Subject.state == "provisional")
    assert counted(registry, provisional) == receipt.provisional
    kinds = select(Record.id).where(Record.kind == "random_inspection")
    assert counted(registry, kinds) == len(names)
    assert counted(registry, select(SubjectIdentifier.id)) == 0


def test_recalls_elsewhere_are_taken_in_once_though_two_files_repeat_them(
    registry: Registry, samples: Path
) -> None:
    officer = an_officer(registry, Role.ENTERER)
    receipts = [import_file(registry, samples / name, actor=officer) for name in AMERICAN]
    stated = [json.loads((samples / name).read_text("utf-8")) for name in AMERICAN]
    assert all(receipt.adds_up for receipt in receipts)
    assert [receipt.read for receipt in receipts] == [len(rows) for rows in stated]
    numbers = {
        row["uid"]
        for row in (*stated[0], *stated[1])
        if row["company_name"]
        and row["recall_type"] in {None, "Active Recall", "Closed Recall"}
        and row["recall_classification"] != "Public Health Alert"
    }
    with registry.reading() as session:
        kept = set(session.scalars(select(Record.document_number)))
        manners = set(session.scalars(select(RecordVersion.outcome)))
    assert kept == numbers
    assert manners == {"voluntary"}
