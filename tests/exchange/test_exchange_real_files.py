import csv
import gzip
import json
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from credit_registry.domain.drafts import RecordDraft, SubjectDraft
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.subjects import IdentifierScheme, Standing
from credit_registry.exchange.reading import open_reading
from credit_registry.exchange.rows import Row, RowError

TODAY = date(2026, 11, 24)


@pytest.fixture
def samples() -> Path:
    folder = os.environ.get("REGISTRY_SAMPLES")
    if not folder:
        pytest.skip("REGISTRY_SAMPLES is not set: the real files lie outside the repository")
    return Path(folder)


def rows(path: Path, layout: str) -> tuple[list[Row], list[RowError]]:
    with path.open("rb") as source:
        reading = open_reading(source, today=TODAY)
        assert reading.layout.name == layout
        found = list(reading.rows)
    good = [row for row in found if isinstance(row, Row)]
    return good, [row for row in found if isinstance(row, RowError)]


def test_both_encodings_of_the_source_layout_give_identical_drafts(samples: Path) -> None:
    folder = samples / "enterprise-registry"
    marked = rows(folder / "raw_layout_500_utf8bom.csv", "enterprise_register_source")
    chinese = rows(folder / "raw_layout_500_gb18030.csv", "enterprise_register_source")
    assert marked == chinese
    assert len(marked[0]) == 500


def test_the_masked_legal_representative_is_not_read(samples: Path) -> None:
    path = samples / "enterprise-registry" / "raw_layout_500_gb18030.csv"
    with path.open("rb") as source:
        assert open_reading(source, today=TODAY).unread_columns == ("法人代表",)


def test_the_citys_register_is_read_with_every_capital_understood(samples: Path) -> None:
    path = samples / "enterprise-registry" / "ningbo_enterprises.csv.gz"
    good, errors = rows(path, "enterprise_register_full")
    assert (len(good), errors) == (19_326, [])
    assert not any("capital" in remark.reason for row in good for remark in row.remarks)


def test_the_modern_codes_are_read_with_their_standing(samples: Path) -> None:
    path = samples / "enterprise-registry" / "ningbo_modern_codes.csv"
    good, errors = rows(path, "enterprise_register_standing")
    standings = Counter(row.draft.standing for row in good if isinstance(row.draft, SubjectDraft))
    assert errors == []
    assert standings == {Standing.OPERATING: 290, Standing.DEREGISTERED: 157, Standing.REVOKED: 18}


def test_the_class_a_list_is_read_with_its_older_codes(samples: Path) -> None:
    path = samples / "class-a-taxpayers" / "class_a_2018_heilongjiang.csv"
    good, errors = rows(path, "class_a_taxpayers")
    schemes = Counter(
        scheme
        for row in good
        if isinstance(row.draft, RecordDraft)
        for scheme in row.draft.subject.codes
    )
    assert len(good) + len(errors) == 5_222
    assert schemes[IdentifierScheme.USCC] + schemes[IdentifierScheme.TAXPAYER_NUMBER] == len(good)
    assert all(row.draft.source_unit.name for row in good if isinstance(row.draft, RecordDraft))


def test_the_first_rows_of_the_national_register_come_one_by_one(samples: Path) -> None:
    path = samples / "enterprise-registry" / "bulk_uscc_name_region_demo.tsv.xz"
    with path.open("rb") as source:
        reading = open_reading(source, today=TODAY)
        found = [next(reading.rows) for _ in range(20_000)]
    assert reading.layout.name == "enterprise_register"
    assert all(isinstance(row, Row) for row in found)
    assert [row.line for row in found] == list(range(2, 20_002))


def outcomes(good: list[Row]) -> Counter[str | None]:
    return Counter(row.draft.outcome for row in good if isinstance(row.draft, RecordDraft))


def test_the_british_ratings_are_read_by_their_map_alone(samples: Path) -> None:
    path = samples / "uk-food-hygiene" / "fhrs_wholesalers_2024.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        stated = Counter(row["RatingValue"] for row in csv.DictReader(file))
    good, errors = rows(path, "uk_food_hygiene")
    assert errors == []
    fine = ("5", "4", "3", "Pass", "Pass and Eat Safe")
    assert outcomes(good) == {
        "no_problem": sum(stated[word] for word in fine),
        "pending": sum(stated[word] for word in ("2", "1", "0", "Improvement Required")),
        "not_inspected": stated["AwaitingInspection"] + stated["Awaiting Inspection"],
    }
    keys = {
        (d.source_unit.name, d.subject.name, d.document_number, d.item_serial)
        for d in (row.draft for row in good)
        if isinstance(d, RecordDraft)
    }
    assert len(keys) == len(good) == stated.total()


def test_the_inspections_of_chicago_are_read_by_their_map_alone(samples: Path) -> None:
    path = samples / "chicago-inspections" / "chicago_food_inspections_sample.csv"
    with path.open(encoding="utf-8", newline="") as file:
        stated = Counter(row["Results"] for row in csv.DictReader(file))
    good, errors = rows(path, "chicago_inspections")
    assert errors == []
    assert outcomes(good) == {
        "no_problem": stated["Pass"],
        "corrected": stated["Pass w/ Conditions"],
        "pending": stated["Fail"],
        "not_engaged": stated["Out of Business"],
        "not_inspected": stated["No Entry"] + stated["Not Ready"],
    }
    days = {row.draft.occurred_on for row in good if isinstance(row.draft, RecordDraft)}
    assert days == {date(2020, 3, day) for day in (3, 4, 5, 6)}


@pytest.mark.parametrize("name", ["food_safety_recalls.json", "usda_recalls_staged.json"])
def test_the_american_recalls_are_read_by_their_map_alone(samples: Path, name: str) -> None:
    path = samples / "us-recalls" / name
    stated = json.loads(path.read_text("utf-8"))
    progress = {None: None, "Active Recall": "under_way", "Closed Recall": "completed"}
    usable = [
        row
        for row in stated
        if row["company_name"]
        and row["recall_type"] in progress
        and row["recall_classification"] != "Public Health Alert"
    ]
    good, errors = rows(path, "us_recalls")
    drafts = [row.draft for row in good if isinstance(row.draft, RecordDraft)]
    assert len(good) + len(errors) == len(stated)
    assert Counter(d.detail.get("progress") for d in drafts) == Counter(
        progress[row["recall_type"]] for row in usable
    )
    assert sum(d.category == "first" for d in drafts) == sum(
        (row["recall_classification"] or "").endswith("Class I") for row in usable
    )
    assert {error.reason for error in errors} <= {Reason.MISSING, Reason.NOT_IN_LIST}
    assert not any("&#" in d.subject.name for d in drafts)
