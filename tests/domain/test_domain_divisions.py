from dataclasses import replace
from datetime import date

import pytest

from credit_registry.domain.divisions import Division, DivisionLevel, Divisions
from credit_registry.domain.partial_dates import PartialDate
from credit_registry.law import editions

DIVISIONS = editions.parse(editions.read_seeds()).divisions
TODAY = date(2026, 11, 24)
COUNTY_LEVELS = {DivisionLevel.DISTRICT, DivisionLevel.COUNTY, DivisionLevel.COUNTY_LEVEL_CITY}


def a_division(
    key: str, *, parent: str | None = None, successor: str | None = None, until: str | None = None
) -> Division:
    return Division(
        key=key,
        code=key,
        name=f"{key}县",
        name_en=f"{key} County",
        level=DivisionLevel.COUNTY,
        parent=parent,
        since=None,
        until=PartialDate.parse(until) if until else None,
        successor=successor,
        source="GB/T 2260",
        note="",
    )


def names_on(day: date) -> set[str]:
    return {each.name for each in DIVISIONS.on(day) if each.level in COUNTY_LEVELS}


@pytest.mark.parametrize(
    ("day", "count"),
    [(TODAY, 18), (date(2019, 1, 1), 18), (date(2010, 1, 1), 18), (date(1998, 6, 1), 18)],
)
def test_eighteen_units_of_county_level_stand_on_any_day_since_1998(day: date, count: int) -> None:
    assert len(names_on(day)) == count


def test_the_units_on_a_day_bear_the_names_of_that_day() -> None:
    assert {"章贡区", "南康区", "赣县区", "瑞金市", "龙南市"} <= names_on(TODAY)
    assert {"龙南县", "赣县区", "南康区"} <= names_on(date(2019, 1, 1))
    assert {"南康市", "赣县"} <= names_on(date(2013, 10, 31))


def test_in_the_month_of_a_change_only_the_successor_stands() -> None:
    in_november = names_on(date(2013, 11, 1))
    assert "南康区" in in_november
    assert "南康市" not in in_november


@pytest.mark.parametrize(
    ("code", "day", "key"),
    [
        ("362128", date(1990, 1, 1), "362128"),
        ("362128", date(1998, 1, 1), "360727"),
        ("362128", date(2020, 5, 31), "360727"),
        ("362128", date(2020, 6, 1), "360783"),
        ("360727", TODAY, "360783"),
        ("362122", TODAY, "360703"),
        ("362134", TODAY, "360781"),
        ("362101", TODAY, "360702"),
        ("362100", TODAY, "360700"),
        ("360701", TODAY, "360700"),
        ("360722", TODAY, "360722"),
    ],
)
def test_a_code_is_followed_to_the_division_of_the_day(code: str, day: date, key: str) -> None:
    successor = DIVISIONS.successor(code, day)
    assert successor
    assert successor.key == key
    assert DIVISIONS.named(code, day) == successor


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("360783", date(2019, 1, 1), "龙南县"),
        ("360703", date(1990, 1, 1), "南康县"),
        ("360700", date(1990, 1, 1), "赣州地区"),
        ("360722", date(1990, 1, 1), "信丰县"),
    ],
)
def test_a_later_code_is_named_as_the_place_was_called_on_the_day(
    code: str, day: date, name: str
) -> None:
    assert DIVISIONS.successor(code, day) is None
    division = DIVISIONS.named(code, day)
    assert division
    assert division.name == name


@pytest.mark.parametrize("code", ["", "110000", "360799", "赣州经济技术开发区"])
def test_a_code_that_is_not_on_file_names_nothing(code: str) -> None:
    assert DIVISIONS.get(code) is None
    assert DIVISIONS.named(code, TODAY) is None


def test_every_place_of_old_stands_for_one_of_today() -> None:
    for division in DIVISIONS:
        assert DIVISIONS.successor(division.key, TODAY)


def test_a_functional_zone_has_a_key_and_no_code() -> None:
    zones = [each for each in DIVISIONS if each.level is DivisionLevel.FUNCTIONAL_ZONE]
    assert len(zones) == 3
    assert all(zone.code is None and not zone.key.isdecimal() for zone in zones)
    assert all(DIVISIONS.named(zone.key, TODAY) == zone for zone in zones)


def test_every_division_says_where_it_comes_from_in_both_languages() -> None:
    assert all(each.source and each.name and each.name_en.isascii() for each in DIVISIONS)


@pytest.mark.parametrize(
    ("divisions", "reason"),
    [
        ([a_division("360700"), a_division("360700")], "on file twice"),
        ([a_division("360702", parent="360700")], "not on file"),
        ([a_division("360702", successor="360703")], "not on file"),
        (
            [a_division("360702", successor="360703"), a_division("360703", successor="360702")],
            "succeeds itself",
        ),
    ],
)
def test_divisions_that_do_not_fit_together_are_refused(
    divisions: list[Division], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        Divisions(divisions)


def test_a_place_stands_through_its_last_day() -> None:
    divisions = Divisions([a_division("360702", until="2020-06-30")])
    assert divisions.on(date(2020, 6, 30))
    assert not divisions.on(date(2020, 7, 1))
    assert divisions.successor("360702", date(2020, 7, 1)) is None


def test_of_a_merged_division_nobody_says_by_its_code_alone_which_part_it_was() -> None:
    merged = Divisions(
        [
            a_division("100001", until="2019-12-31", successor="100003"),
            a_division("100002", until="2019-12-31", successor="100003"),
            replace(a_division("100003"), since=PartialDate.parse("2020-01-01")),
        ]
    )
    last, first = date(2019, 12, 31), date(2020, 1, 1)
    assert merged.named("100003", date(2019, 12, 30)) is None
    assert [merged.named(key, last) for key in ("100001", "100002")] == [
        merged.get("100001"),
        merged.get("100002"),
    ]
    assert merged.named("100001", first) is merged.get("100003")


def test_of_a_split_division_nobody_says_by_its_code_alone_which_part_it_is() -> None:
    split = Divisions(
        [
            a_division("100001", until="2019-12-31"),
            replace(a_division("100002"), since=PartialDate.parse("2020-01-01")),
            replace(a_division("100003"), since=PartialDate.parse("2020-01-01")),
        ]
    )
    assert split.named("100001", date(2019, 12, 31)) is split.get("100001")
    assert split.named("100001", date(2020, 1, 1)) is None
