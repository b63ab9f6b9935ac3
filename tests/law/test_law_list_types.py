"""What a list may rest on, whose consent it asks for, and what earlier editions did not say."""

import json
from datetime import date
from typing import Any

import pytest
import yaml

from credit_registry.domain.errors import Unlawful
from credit_registry.domain.listings import ListColour, ListProcedure
from credit_registry.domain.records import Level
from credit_registry.domain.sources import AuthorityLevel
from credit_registry.law import checks
from credit_registry.law.editions import content_of, parse, read_seeds
from credit_registry.law.list_types import (
    LATER_TEXTS,
    ListType,
    public_types,
    read_list_types,
)

SEEDS: dict[str, str] = json.loads(read_seeds())
ROWS: list[dict[str, Any]] = yaml.safe_load(SEEDS["list_types.yaml"])
TYPES = parse(read_seeds()).list_types
DAY = date(2026, 11, 23)


def black(**basis: object) -> dict[str, str]:
    """The files with another basis for the black list."""
    rows = json.loads(json.dumps(ROWS, default=str))
    for row in rows:
        if row["code"] == "serious_violation":
            row["basis"] |= basis
    text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False)
    for day in ("2021-09-01", "2019-01-29"):
        text = text.replace(f"'{day}'", day)
    return SEEDS | {"list_types.yaml": text}


def the_black(texts: dict[str, str]) -> ListType:
    """The black list of the files."""
    return parse(content_of(texts)).list_types["serious_violation"]


@pytest.mark.parametrize("level", list(AuthorityLevel))
def test_a_black_list_needs_a_local_regulation_or_more(level: AuthorityLevel) -> None:
    """国办发〔2020〕49号: a list that is valid only locally needs a local regulation."""
    texts = black(authority_level=level.value)
    may = level not in {AuthorityLevel.LOCAL_RULE, AuthorityLevel.CITY, AuthorityLevel.INTERNAL}
    reasons = [fault.reason for fault in checks.faults(texts)]
    assert bool(reasons) != may
    if not may:
        assert "local regulation" in reasons[0]
        with pytest.raises(Unlawful, match="local regulation"):
            the_black(texts).require_basis(DAY)
    else:
        the_black(texts).require_basis(DAY)


@pytest.mark.parametrize("verification", ["registry", "unverified"])
def test_nothing_is_published_under_a_basis_that_nobody_verified(verification: str) -> None:
    with pytest.raises(Unlawful, match="not been verified"):
        the_black(black(verification=verification)).require_basis(DAY)


@pytest.mark.parametrize(
    ("day", "is_lawful"),
    [(date(2021, 8, 31), False), (date(2021, 9, 1), True), (date(2026, 12, 31), True)],
    ids=str,
)
def test_a_basis_holds_from_its_first_day(day: date, is_lawful: bool) -> None:
    kind = TYPES["serious_violation"]
    if is_lawful:
        kind.require_basis(day)
    else:
        with pytest.raises(Unlawful, match="not in force"):
            kind.require_basis(day)


def test_nothing_is_published_under_the_watch_list_whatever_its_basis() -> None:
    row = next(row for row in ROWS if row["code"] == "key_watch")
    verified = row | {"basis": row["basis"] | {"verification": "instrument"}}
    (kind,) = read_list_types([verified]).values()
    with pytest.raises(Unlawful, match="internal"):
        kind.require_basis(DAY)


@pytest.mark.parametrize(
    ("colour", "procedure"),
    [("black", "nomination"), ("black", "watch"), ("watch", "due_process"), ("red", "mirror")],
)
def test_a_list_follows_no_other_colours_procedure(colour: str, procedure: str) -> None:
    rows = [row | {"colour": colour, "procedure": procedure, "measures": []} for row in ROWS[1:2]]
    texts = SEEDS | {"list_types.yaml": yaml.safe_dump(rows, allow_unicode=True)}
    assert any("does not follow" in fault.reason for fault in checks.faults(texts))


@pytest.mark.parametrize(
    ("day", "level", "is_needed"),
    [
        (date(2021, 8, 31), Level.CITY, False),
        (date(2021, 9, 1), Level.CITY, True),
        (date(2021, 9, 1), Level.COUNTY, True),
        (date(2021, 9, 1), Level.PROVINCIAL, False),
    ],
    ids=["the day before", "prefecture", "county", "province"],
)
def test_county_and_prefecture_bureaus_need_the_next_higher_bureaus_consent(
    day: date, level: Level, is_needed: bool
) -> None:
    assert (TYPES["serious_violation"].consent_on(day, level) is not None) == is_needed


def test_an_edition_before_there_were_procedures_is_read() -> None:
    later = {"procedure", "consents", "restricting_categories", "is_decided_with_penalty"}
    known = [row for row in ROWS if row["code"] not in {"quality_integrity", "key_watch"}]
    rows = [
        {name: value for name, value in row.items() if name not in {*later, *LATER_TEXTS}}
        for row in known
    ]
    found = read_list_types(rows)
    assert {code: kind.procedure for code, kind in found.items()} == {
        "honours": ListProcedure.RECORDS,
        "serious_violation": ListProcedure.DUE_PROCESS,
        "national_serious_violation": ListProcedure.MIRROR,
    }
    assert all(kind.consents == () and kind.remedies_zh == "" for kind in found.values())


def test_the_public_is_told_of_every_list_but_the_watch_list() -> None:
    assert {kind.code for kind in TYPES.values()} - {
        kind.code for kind in public_types(TYPES.values())
    } == {"key_watch"}


def test_every_public_list_says_how_it_is_published_left_and_fought() -> None:
    for kind in public_types(TYPES.values()):
        for name in ("channel", "removal", "remedies", "comment"):
            assert getattr(kind, f"{name}_zh"), (kind.code, name)
            assert getattr(kind, f"{name}_en"), (kind.code, name)
    assert TYPES["serious_violation"].colour is ListColour.BLACK
