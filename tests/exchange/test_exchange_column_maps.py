"""What a column map can say of a source that writes otherwise, without any code for it."""

import io
from datetime import date

import pytest

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import InvalidInput
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.exchange.layouts import Layout, layout_named, parse_layout
from credit_registry.exchange.reading import open_reading
from credit_registry.exchange.rows import Row, RowError

TODAY = date(2026, 11, 24)
MAP = """
title: {zh: 外地检查, en: Inspections elsewhere}
target: random_inspection
columns: {Visit: document_number, Firm: subject_name, Seen: inspected_on, Verdict: result}
constants:
  source_unit_name: Bureau elsewhere
  premises: "{street}  {town}"
dates: {inspected_on: "%m/%d/%Y"}
is_markup: true
words:
  result: {OK: no_problem, "": not_inspected}
"""
HEADING = "Visit,Firm,Street,Town,Seen,Verdict"


def a_map(text: str = MAP) -> Layout:
    return parse_layout("elsewhere", text, {})


def read(line: str, layout: Layout | None = None) -> Row | RowError:
    source = io.BytesIO(f"{HEADING}\n{line}\n".encode())
    (row,) = open_reading(source, today=TODAY, layout=layout or a_map()).rows
    return row


def draft(line: str) -> RecordDraft:
    row = read(line)
    assert isinstance(row, Row), row
    assert isinstance(row.draft, RecordDraft)
    return row.draft


def test_a_date_in_a_sources_own_form_is_the_day_that_is_written() -> None:
    assert draft("1,A,S,T,03/06/2020,OK").occurred_on == date(2020, 3, 6)


@pytest.mark.parametrize("text", ["13/06/2020", "soon"])
def test_a_text_that_is_not_in_that_form_is_refused_as_it_is(text: str) -> None:
    row = read(f"1,A,S,T,{text},OK")
    assert isinstance(row, RowError)
    assert (row.field, row.reason, row.given) == ("Seen", Reason.NOT_A_DATE, text)


def test_a_zone_beside_the_day_does_not_move_it() -> None:
    layout = a_map(MAP.replace("%m/%d/%Y", "%Y-%m-%dT%H:%M:%S%z"))
    row = read("1,A,S,T,2025-11-11T23:30:00-05:00,OK", layout)
    assert isinstance(row, Row)
    assert isinstance(row.draft, RecordDraft)
    assert row.draft.occurred_on == date(2025, 11, 11)


def test_a_constant_may_quote_several_columns() -> None:
    assert draft("1,A, 5 High St ,,03/06/2020,OK").detail["premises"] == "5 High St"


def test_an_empty_cell_can_have_a_word() -> None:
    assert draft("1,A,S,T,,").outcome == "not_inspected"


def test_characters_written_as_in_markup_are_read_as_what_they_mean() -> None:
    assert draft("1,Pilgrim&#039;s &amp; Co,S,T,03/06/2020,OK").subject.name == "Pilgrim's & Co"
    plain = a_map(MAP.replace("is_markup: true\n", ""))
    row = read("1,A &amp; B,S,T,03/06/2020,OK", plain)
    assert isinstance(row, Row)
    assert isinstance(row.draft, RecordDraft)
    assert row.draft.subject.name == "A &amp; B"


def test_a_file_without_a_quoted_column_does_not_fit() -> None:
    source = io.BytesIO(b"Visit,Firm,Seen,Verdict\n1,A,03/06/2020,OK\n")
    with pytest.raises(InvalidInput):
        open_reading(source, today=TODAY, layout=a_map())


@pytest.mark.parametrize("name", ["uk_food_hygiene", "chicago_inspections", "us_recalls"])
def test_every_word_of_a_map_is_one_of_the_kinds(name: str) -> None:
    layout = layout_named(name)
    assert layout.kind is not None
    for field, words in layout.words.items():
        enumeration = layout.kind.by_name[field].enumeration
        if enumeration is not None:
            assert set(words.values()) <= set(enumeration.values)
