import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from credit_registry.domain.drafts import RecordDraft, SubjectDraft
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
