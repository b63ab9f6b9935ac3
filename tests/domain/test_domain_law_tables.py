from datetime import date

import pytest

from credit_registry.domain.industries import Industries, Section
from credit_registry.law import editions, tables

INDUSTRIES = editions.parse(editions.read_seeds()).industries
DIVISION_HEADING = "key,code,name,name_en,level,parent,since,until,successor,source,note\n"
DAY_HEADING = "date,kind,name,source\n"
INDUSTRY_HEADING = "section,name,name_en,first,last,source\n"


@pytest.mark.parametrize(
    ("code", "letter"),
    [
        *(("C", "C"), ("C21", "C"), ("21", "C"), ("C211", "C"), ("2110", "C"), ("c2110", "C")),
        *(("01", "A"), ("05", "A"), ("06", "B"), ("43", "C"), ("44", "D"), ("70", "K")),
        *(("83", "P"), ("97", "T"), ("T97", "T"), (" Ｃ２１ ", "C")),
    ],
)
def test_a_code_of_any_depth_has_its_section(code: str, letter: str) -> None:
    section = INDUSTRIES.section_of(code)
    assert section
    assert section.letter == letter


@pytest.mark.parametrize("code", ["", "U", "2", "00", "98", "A21", "C5", "C21100", "21C", "家具"])
def test_what_is_no_code_of_the_classification_has_no_section(code: str) -> None:
    assert INDUSTRIES.section_of(code) is None


def test_the_sections_hold_every_division_once() -> None:
    ranges = [(section.first, section.last) for section in INDUSTRIES]
    assert len(INDUSTRIES) == 20
    assert [each for first, last in ranges for each in range(first, last + 1)] == [*range(1, 98)]


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (Section("A", "采矿业", "Mining", 6, 12, "GB/T 4754-2017"), "on file twice"),
        (Section("B", "采矿业", "Mining", 5, 12, "GB/T 4754-2017"), "05 lies in A and B"),
    ],
)
def test_sections_that_overlap_are_refused(second: Section, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Industries(
            [Section("A", "农、林、牧、渔业", "Agriculture", 1, 5, "GB/T 4754-2017"), second]
        )


def test_the_calendar_is_loaded_from_2004_to_2026() -> None:
    calendar = editions.parse(editions.read_seeds()).working_days
    assert calendar.years == frozenset(range(2004, 2027))


def test_the_calendar_lists_only_days_that_break_the_weekly_rule() -> None:
    calendar = editions.parse(editions.read_seeds()).working_days
    assert all(works == (day.weekday() >= 5) for day, works in calendar.exceptions.items())


def test_a_year_is_loaded_by_adding_its_days() -> None:
    text = DAY_HEADING + "2027-01-01,rest,元旦,通知\n2027-01-02,work,元旦,通知\n"
    calendar = tables.read_working_days("\ufeff" + text.replace("\n", "\r\n"))
    assert calendar.years == {2027}
    assert not calendar.is_working_day(date(2027, 1, 1))
    assert calendar.is_working_day(date(2027, 1, 2))


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("2027-02-30,rest,春节,通知", "line 2, column date"),
        ("2027-01-01,holiday,元旦,通知", "line 2, column kind: 'holiday' is no kind of day"),
        ("2027-01-01,,元旦,通知", "line 2, column kind: a value is missing"),
        ("2027-01-01,rest,,通知", "line 2, column name: a value is missing"),
        ("2027-01-01,rest,元旦,", "line 2, column source: a value is missing"),
        ("2027-01-01,rest,元旦", "line 2: 3 cells for 4 columns"),
        ("2027-01-04,rest,元旦,通知\n2027-01-04,work,元旦,通知", "line 3, column date"),
    ],
)
def test_a_fault_of_the_calendar_names_line_and_column(row: str, place: str) -> None:
    with pytest.raises(ValueError, match=rf"working_days\.csv, {place}"):
        tables.read_working_days(f"{DAY_HEADING}{row}\n")


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("360700,36070,赣州市,Ganzhou,prefecture,,,,,GB/T 2260,", "column code: '36070' is no"),
        ("ganzhou,360700,赣州市,Ganzhou,prefecture,,,,,GB/T 2260,", "column key: the key"),
        ("360700,360700,赣州市,Ganzhou,city,,,,,GB/T 2260,", "column level: 'city' is not"),
        ("360700,360700,赣州市,Ganzhou,prefecture,,98,,,GB/T 2260,", "column since: '98' is not"),
        (
            "360700,360700,赣州市,Ganzhou,prefecture,,1998-13,,,GB/T 2260,",
            "column since: '1998-13' is not",
        ),
        ("360700,360700,赣州市,,prefecture,,,,,GB/T 2260,", "column name_en: a value is missing"),
    ],
)
def test_a_fault_of_a_division_names_line_and_column(row: str, place: str) -> None:
    with pytest.raises(ValueError, match=rf"divisions\.csv, line 2, {place}"):
        tables.read_divisions(f"{DIVISION_HEADING}{row}\n")


def test_a_fault_of_a_section_names_line_and_column() -> None:
    text = f"{INDUSTRY_HEADING}A,农业,Agriculture,one,05,GB/T 4754-2017\n"
    with pytest.raises(ValueError, match=r"industries\.csv, line 2, column first"):
        tables.read_industries(text)


def test_a_table_with_other_columns_is_refused_with_those_accepted() -> None:
    with pytest.raises(ValueError, match="line 1: accepted columns: date,kind,name,source"):
        tables.read_working_days("day,kind\n2027-01-01,rest\n")
