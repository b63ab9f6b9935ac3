"""A quotation mark left open must never put one row's cells into another."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_registry.domain.errors import InvalidInput
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.exchange.quoted_rows import quoted_rows
from credit_registry.exchange.reading import read
from credit_registry.exchange.rows import RowError
from credit_registry.exchange.tables import open_table

HEADING = "name,facts,fine,day\n"


def rows(text: str) -> list[tuple[int, Sequence[str] | range | None]]:
    return list(quoted_rows(io.StringIO(text, newline="\n"), ","))[1:]


def test_a_mark_left_open_and_closed_in_a_later_row_refuses_every_line_between() -> None:
    text = HEADING + '甲,"掺假,1,一\n乙,掺假,2,二\n丙,"掺假,3,三\n丁,掺假,4,四\n'
    run = range(2, 5)
    assert rows(text) == [(2, run), (3, run), (4, run), (5, ["丁", "掺假", "4", "四"])]


def test_two_marks_that_pair_over_two_rows_refuse_both_although_the_width_fits() -> None:
    text = HEADING + '甲,"掺假,1,一\n乙,掺假",2,二\n丁,掺假,4,四\n'
    run = range(2, 4)
    assert rows(text) == [(2, run), (3, run), (4, ["丁", "掺假", "4", "四"])]


def test_a_mark_that_is_never_closed_refuses_all_that_follows() -> None:
    run = range(2, 4)
    assert rows(HEADING + '甲,"掺假,1,一\n乙,掺假,2,二\n') == [(2, run), (3, run)]


def test_a_row_of_several_lines_that_does_not_fit_the_heading_refuses_each_line() -> None:
    run = range(2, 4)
    assert rows(HEADING + '甲,"掺\n假",1\n') == [(2, run), (3, run)]


def test_text_after_a_closing_mark_is_refused_and_not_joined() -> None:
    assert rows(HEADING + '甲,"掺"假,1,一\n乙,掺假,2,二\n') == [
        (2, None),
        (3, ["乙", "掺假", "2", "二"]),
    ]


@pytest.mark.parametrize(
    "cells",
    [
        ["甲\n公司", "掺假", "1", "一"],
        ["甲", "一、掺假\n二、1,000件,2,000元,共3,000,000元\n三、无", "1", "一"],
        ["甲", "掺假", "1", "一\n二"],
        ["甲", '他说"是"\n又说"否"', "1", "一"],
    ],
)
def test_line_feeds_inside_cells_stay_where_no_line_looks_like_a_row(cells: list[str]) -> None:
    heading = [f"h{number}" for number in range(10)]
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows([heading, [*cells, *"567890"]])
    assert rows(target.getvalue()) == [(2, [*cells, *"567890"])]


def test_a_heading_that_runs_into_the_rows_refuses_the_file() -> None:
    with pytest.raises(InvalidInput, match="1 to 3"):
        open_table(io.BytesIO('名称,"事实,金额\n甲,掺假,1\n乙,"掺假",2\n'.encode()))


CELLS = st.text(st.sampled_from('甲1",; '), max_size=6)


@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=6))
def test_every_line_is_answered_and_a_row_is_never_made_of_two(table: list[list[str]]) -> None:
    marked = [[f"a{number}", *cells, f"z{number}"] for number, cells in enumerate(table)]
    text = "".join(",".join(row) + "\n" for row in [["h"] * 6, *marked])
    found = rows(text)
    assert [line for line, _ in found] == sorted({line for line, _ in found})
    for _, cells in found:
        if isinstance(cells, list) and len(cells) == 6:
            assert cells[-1] == cells[0].replace("a", "z")


def test_the_refusal_names_the_lines() -> None:
    register = "name,uscc,province\n" + '甲,"1,虚构省\n乙,2",虚构省\n'
    found = list(read(io.BytesIO(register.encode()), today=date(2026, 11, 24)))
    assert [row.line for row in found] == [2, 3]
    for row in found:
        assert isinstance(row, RowError)
        assert row.reason == Reason.RUN_TOGETHER
        assert row.accepted.startswith("2-3;")
