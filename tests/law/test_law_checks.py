"""An edition's files are checked row by row, and compared in words."""

import json
from datetime import date

import pytest

from credit_registry.domain.errors import NotFound
from credit_registry.law import checks, differences, notices, seeds
from credit_registry.law.editions import content_of, read_seeds

SEEDS: dict[str, str] = json.loads(read_seeds())
ROW = "2027-01-01,rest,元旦,虚构的通知\n"


def edited(name: str, old: str, new: str) -> dict[str, str]:
    """The files with one of them changed at its first such place."""
    assert old in SEEDS[name]
    return SEEDS | {name: SEEDS[name].replace(old, new, 1)}


def line_of(name: str, words: str, texts: dict[str, str]) -> int:
    """The line on which a file has the words."""
    lines = texts[name].splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def test_the_files_of_this_version_have_no_fault() -> None:
    assert checks.faults(SEEDS) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "column", "reason"),
    [
        ("deadlines.yaml", "since: 2021-09-01", "since: 2021", "history.since", "not a day"),
        ("deadlines.yaml", "amount: 5, unit: working_days", "amount: 5, unit: weeks",
         "history.period", "weeks"),
        ("deadlines.yaml", ", verification: registry", ", verification: heard",
         "history.source", "heard"),
        ("deadlines.yaml", ", verification: registry", "", "history.source", "verification is"),
        ("list_types.yaml", "  since: 2019-01-29\n", "", "since", "a value is missing"),
        ("list_types.yaml", "  colour: red", "  colour: pink", "colour", "pink"),
        ("list_types.yaml", "  colour: red", "  colour: red\n  hue: 3", "hue", "no such column"),
        ("publication_regimes.yaml", "severity: minor", "severity: odd", "bands.severity", "odd"),
        ("publication_regimes.yaml", "is_adverse: true", "is_adverse: so", "rules.is_adverse",
         "neither true nor false"),
        ("awards.yaml", "yuan: 3000000", "yuan: many", "rewards.yuan", "no amount"),
        ("divisions.csv", "360700,360700,赣州市", "360700,36070,赣州市", "code", "six digits"),
        ("industries.csv", "A,农", ",农", "section", "a value is missing"),
        ("targets.csv", ",gt,30,", ",above,30,", "comparator", "above"),
        ("working_days.csv", "2004-01-17,work", "2004-01-17,half", "kind", "accepted: rest, work"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_file_row_and_column(
    name: str, old: str, new: str, column: str, reason: str
) -> None:
    texts = edited(name, old, new)
    (fault,) = checks.faults(texts)
    assert (fault.file, fault.column) == (name, column)
    assert reason in fault.reason
    at = SEEDS[name][: SEEDS[name].index(old)].count("\n") + 1 + old.startswith("\n")
    assert fault.line is not None
    assert abs(fault.line - at) <= 15  # a missing value stands at its row's first line
    assert str(fault).startswith(f"{name}, line {fault.line}, column {column}: ")


def test_every_faulty_row_is_named_and_not_the_first_alone() -> None:
    text = SEEDS["working_days.csv"].replace("2004-01-17,work", "2004-01-17,half")
    text = text.replace("2004-01-18,work", "2004-13-18,work") + "2027-01-01,rest\n"
    faults = checks.faults(SEEDS | {"working_days.csv": text})
    assert [(fault.line, fault.column) for fault in faults] == [
        (line_of("working_days.csv", "2004-01-17", {"working_days.csv": text}), "kind"),
        (line_of("working_days.csv", "2004-13-18", {"working_days.csv": text}), "date"),
        (len(text.splitlines()), ""),
    ]


def test_what_rows_say_together_is_checked_too() -> None:
    twice = SEEDS | {"working_days.csv": SEEDS["working_days.csv"] + "2004-01-01,rest,元旦,某\n"}
    (fault,) = checks.faults(twice)
    assert (fault.column, "twice" in fault.reason) == ("date", True)


def test_a_file_that_is_missing_or_unreadable_or_strange_is_named() -> None:
    texts = {name: text for name, text in SEEDS.items() if name != "deadlines.yaml"}
    (missing,) = checks.faults(texts)
    assert missing.file == "deadlines.yaml"
    (broken,) = checks.faults(SEEDS | {"awards.yaml": "- code: [\n"})
    assert (broken.file, broken.line) == ("awards.yaml", 2)
    (listless,) = checks.faults(SEEDS | {"awards.yaml": "code: x\n"})
    assert "list of entries" in listless.reason
    assert [fault.file for fault in checks.strangers(["deadline.yaml", "awards.yaml"])] == [
        "deadline.yaml"
    ]


def test_what_nobody_has_verified_is_listed_and_is_no_fault() -> None:
    texts = edited("list_types.yaml", " verification: instrument", " verification: unverified")
    old = 'verification: article, articles: ["48", "85"]'
    texts |= {
        name: edited(name, old, 'verification: instrument, articles: ["48"]')[name]
        for name in ("deadlines.yaml",)
    }
    assert checks.faults(texts) == []
    told = [str(remark) for remark in checks.remarks(texts)]
    assert any("list_types.yaml" in each and "has not been verified" in each for each in told)
    assert any("articles 48" in each and "not shown" in each for each in told)
    assert any("divisions.csv, line 2, column since" in each for each in told)
    ours = [str(remark) for remark in checks.remarks(SEEDS)]
    assert not any("list_types.yaml" in each for each in ours)


@pytest.mark.parametrize(
    ("old", "new", "code", "reason"),
    [
        ("  precedence: 4\n", "  precedence: 3\n", "order_36", "has the precedence of order_107"),
        ("  since: 2025-12-25\n", "  since: 2025-12-26\n", "order_107",
         "no regime governs administrative_penalty on 2025-12-25"),
        ("{severity: serious, minimum: {amount: 1, unit: years}",
         "{severity: serious, minimum: {amount: 37, unit: months}", "order_107",
         "the minimum of its serious band is longer than the maximum"),
        ("- code: order_36", "- code: order_107", "order_107", "the code occurs twice"),
        ("  since: 2026-04-01\n  until: null\n  precedence: 4",
         "  since: 2026-04-01\n  until: 2026-03-31\n  precedence: 4", "order_36",
         "ends before it begins"),
        ("transition: shorter_wins\n  source:\n    instrument_zh: 市场监督管理信用",
         "transition: later_alone\n  source:\n    instrument_zh: 市场监督管理信用", "order_107",
         "its transition has not been read"),
        (", hold_from: served_on}", "}", "order_36", "runs from no day"),
    ],
    ids=["precedence", "gap", "minimum", "code", "days", "transition", "hold"],
)  # fmt: skip
def test_regimes_that_do_not_stand_side_by_side_are_refused(
    old: str, new: str, code: str, reason: str
) -> None:
    found = checks.faults(edited("publication_regimes.yaml", old, new))
    assert found
    assert all(fault.line for fault in found)
    assert any(reason in str(fault) and code in str(fault) for fault in found)


@pytest.mark.parametrize("column", ["clock", "otherwise"])
def test_a_clock_that_no_record_has_is_refused(column: str) -> None:
    old = {"clock": "clock: first_displayed_on ", "otherwise": "otherwise: decided_on"}[column]
    texts = edited("publication_regimes.yaml", old, f"{column}: heard_on ")
    found = checks.faults(texts)
    assert [(fault.column, "no day of a record" in fault.reason) for fault in found] == [
        (column, True)
    ]


def test_a_kind_that_a_later_edition_ends_is_named() -> None:
    text = SEEDS["publication_regimes.yaml"].replace("until: null", "until: 2030-12-31")
    found = [str(fault) for fault in checks.faults(SEEDS | {"publication_regimes.yaml": text})]
    assert any(
        "no regime governs administrative_penalty after 2030-12-31" in each for each in found
    )


PERIOD = "listing_statement: history[2021-09-01].period"


def test_editions_are_compared_row_by_row_in_words() -> None:
    texts = edited("deadlines.yaml", "amount: 5, unit: working_days", "amount: 3, unit: months")
    texts["working_days.csv"] += ROW
    texts["industries.csv"] = texts["industries.csv"].replace("\nB,采矿业", "\nb,采矿业")
    found = list(differences.differences(read_seeds(), content_of(texts)))
    assert [each.text_en for each in found] == [
        f"deadlines.yaml: {PERIOD} changes from 5 working days to 3 months",
        "industries.csv: B is removed",
        "industries.csv: b is added",
        "working_days.csv: 2027-01-01 is added",
    ]
    assert found[0].text_zh.endswith("由5个工作日改为3个月")
    assert found[1].text_zh == "industries.csv：B：删去"
    assert list(differences.differences(read_seeds(), read_seeds())) == []


def test_a_band_and_a_value_that_was_not_there_are_named() -> None:
    old = "severity: serious, minimum: {amount: 1, unit: years}"
    texts = edited("publication_regimes.yaml", old, "severity: serious, minimum: null")
    (found,) = differences.differences(read_seeds(), content_of(texts))
    assert (found.key, found.column) == ("order_107", "bands[serious].minimum")
    assert found.text_en.endswith("from 1 year to nothing")


def test_a_table_is_read_as_of_a_day() -> None:
    text = (
        "- code: x\n  history:\n"
        "    - {since: 2020-01-01, until: 2020-12-31, n: 1}\n"
        "    - {since: 2021-01-01, until: null, n: 2}\n"
    )
    rows = seeds.rows("deadlines.yaml", text)
    for day, number in ((date(2020, 12, 31), [1]), (date(2021, 1, 1), [2]), (date(2019, 1, 1), [])):
        (row,) = seeds.in_force(rows, day)
        assert [each["n"] for each in row["history"]] == number
    divisions = seeds.rows("divisions.csv", SEEDS["divisions.csv"])
    assert len(seeds.in_force(divisions, date(1990, 1, 1))) < len(divisions)
    assert seeds.table_of(SEEDS, "targets") == "targets.csv"
    with pytest.raises(NotFound, match="working_days"):
        seeds.table_of(SEEDS, "nothing")


NOTICE = (
    "date,kind,source\n2026-12-26,work,某通知\n2027-01-01,rest,某通知\n2027-01-02,rest,某通知\n"
)


def test_a_years_notice_is_put_into_the_table_and_the_december_before_it() -> None:
    table = notices.with_notice(SEEDS["working_days.csv"], NOTICE)
    assert table.startswith(SEEDS["working_days.csv"].rstrip("\n").rpartition("\n2026-1")[0][:1000])
    assert "\n2026-12-26,work,上班,某通知\n2027-01-01,rest,放假,某通知\n2027-01-02," in table
    assert table.count("\n2026-") == SEEDS["working_days.csv"].count("\n2026-") + 1


def test_a_year_loaded_again_replaces_its_days_and_keeps_those_of_the_next_years_notice() -> None:
    table = notices.with_notice(SEEDS["working_days.csv"], NOTICE)
    again = notices.with_notice(table, "date,kind,source\n2026-01-01,rest,改通知\n")
    assert [line for line in again.splitlines() if line.startswith("2026")] == [
        "2026-01-01,rest,放假,改通知",
        "2026-12-26,work,上班,某通知",
    ]


@pytest.mark.parametrize(
    ("notice", "place"),
    [
        ("date,kind\n2027-01-01,rest\n", "accepted columns"),
        ("date,kind,source\n2027-01-01,off,某\n", "line 2, column kind"),
        ("date,kind,source\n2027-01-01,rest,\n", "line 2, column source"),
        ("date,kind,source\n2027-01-01,rest,某\n2027-01-01,rest,某\n", "listed twice"),
        ("date,kind,source\n2026-11-30,rest,某\n2027-01-01,rest,某\n", "one year's"),
        ("date,kind,source\n2027-01-01,rest\n", "2 cells"),
        ("date,kind,source\n", "no day"),
        ("", "accepted columns"),
    ],
)
def test_a_faulty_notice_is_refused_with_its_place(notice: str, place: str) -> None:
    with pytest.raises(ValueError, match=place):
        notices.with_notice(SEEDS["working_days.csv"], notice)
