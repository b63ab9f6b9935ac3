"""Identity numbers on reading: taken in only for who encrypts them, faults that repeat nothing."""

import io
from datetime import date

import pytest
from field_tables import IDENTITY, LICENCE, PENALTY, PENALTY_HEADINGS

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.identity_documents import DocumentType, Holder, IdentityDocument
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.exchange.reading import Reading, open_reading
from credit_registry.exchange.rows import Row, RowError

TODAY = date(2026, 11, 2)
REPRESENTATIVE, SUBJECT = Holder.LEGAL_REPRESENTATIVE, Holder.SUBJECT


def reading(cells: dict[str, str], *, headings: str = "", reads: bool = True) -> Reading:
    heading = headings or ",".join(cells)
    content = f"{heading}\n{','.join(cells.values())}\n".encode()
    return open_reading(io.BytesIO(content), today=TODAY, reads_identities=reads)


def taken(cells: dict[str, str], headings: str = "") -> tuple[IdentityDocument, ...]:
    (row,) = reading(cells, headings=headings).rows
    assert isinstance(row, Row)
    assert isinstance(row.draft, RecordDraft)
    assert IDENTITY not in repr(row)
    return row.draft.identities


@pytest.mark.parametrize(
    ("cells", "headings"), [(PENALTY, ""), (PENALTY, PENALTY_HEADINGS), (LICENCE, "")]
)
def test_the_representative_of_both_field_tables_is_read(
    cells: dict[str, str], headings: str
) -> None:
    expected = IdentityDocument(REPRESENTATIVE, DocumentType.IDENTITY_CARD, IDENTITY)
    assert taken(cells, headings) == (expected,)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"cf_fr_zjhm": IDENTITY.lower()}, (REPRESENTATIVE, "identity_card", IDENTITY)),
        ({"cf_fr_zjlx": ""}, (REPRESENTATIVE, "identity_card", IDENTITY)),
        ({"cf_fr_zjlx": "居民身份证"}, (REPRESENTATIVE, "identity_card", IDENTITY)),
        (
            {"cf_fr_zjhm": "110105491231002"},
            (REPRESENTATIVE, "identity_card", "110105491231002"),
        ),
        (
            {"cf_fr_zjlx": "护照号", "cf_fr_zjhm": "e12345678"},
            (REPRESENTATIVE, "passport", "E12345678"),
        ),
        (
            {"cf_fr_zjhm": "", "cf_xdr_zjlx": "身份证", "cf_xdr_zjhm": IDENTITY},
            (SUBJECT, "identity_card", IDENTITY),
        ),
    ],
)
def test_what_is_stated_is_kept(changes: dict[str, str], expected: tuple[Holder, str, str]) -> None:
    (document,) = taken(PENALTY | changes)
    assert (document.holder, document.type.value, document.number) == expected


@pytest.mark.parametrize("number", ["", "***", "N/A", "110105********002X"])
def test_a_number_that_is_missing_or_masked_states_nothing(number: str) -> None:
    assert taken(PENALTY | {"cf_fr_zjhm": number}) == ()


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"cf_fr_zjhm": "110105194912310021"}, "cf_fr_zjhm", Reason.WRONG_IDENTITY_CHECK),
        ({"cf_fr_zjhm": "110105194902300021"}, "cf_fr_zjhm", Reason.WRONG_BIRTH_DATE),
        ({"cf_fr_zjhm": "110105490230002"}, "cf_fr_zjhm", Reason.WRONG_BIRTH_DATE),
        ({"cf_fr_zjhm": "12345"}, "cf_fr_zjhm", Reason.WRONG_IDENTITY_NUMBER),
        ({"cf_fr_zjlx": "护照号", "cf_fr_zjhm": "E1"}, "cf_fr_zjhm", Reason.WRONG_IDENTITY_NUMBER),
        ({"cf_fr_zjlx": IDENTITY}, "cf_fr_zjlx", Reason.NOT_IN_LIST),
        ({"cf_fr_zjlx": "工作证"}, "cf_fr_zjlx", Reason.NOT_IN_LIST),
    ],
)
def test_a_wrong_number_refuses_the_row_and_is_not_repeated(
    changes: dict[str, str], column: str, reason: Reason
) -> None:
    cells = PENALTY | changes
    (row,) = reading(cells).rows
    assert isinstance(row, RowError)
    assert [(fault.field, fault.reason) for fault in row.faults] == [(column, reason)]
    assert row.given == ""
    assert all(text not in repr(row) for text in (cells["cf_fr_zjhm"], IDENTITY))


def test_without_a_key_the_columns_are_dropped_and_the_receipt_says_so() -> None:
    found = reading(PENALTY | {"cf_fr_zjhm": "not a number"}, reads=False)
    (row,) = found.rows
    assert isinstance(row, Row)
    assert isinstance(row.draft, RecordDraft)
    assert row.draft.identities == ()
    assert found.keyless_columns == ("cf_fr_zjhm", "cf_xdr_zjhm")
    told = {remark.field for remark in found.remarks if remark.reason == Reason.KEYLESS_COLUMN}
    assert told == {"cf_fr_zjhm", "cf_xdr_zjhm"}


def test_with_a_key_nothing_is_remarked_of_what_is_read() -> None:
    found = reading(PENALTY | {"身份证号": IDENTITY})
    assert [remark.field for remark in found.remarks] == ["身份证号"]
    assert found.dropped_columns == ("身份证号",)
    assert found.has_identity_numbers


def test_a_natural_person_is_refused_still() -> None:
    (row,) = reading(PENALTY | {"cf_xdr_lb": "自然人", "cf_xdr_zjhm": IDENTITY}).rows
    assert isinstance(row, RowError)
    assert row.reason == Reason.NATURAL_PERSON
    assert IDENTITY not in repr(row)
