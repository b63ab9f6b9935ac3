import gzip
import io
import lzma
from collections.abc import Callable

import pytest
import xlsxwriter

from credit_registry.domain.errors import InvalidInput
from credit_registry.exchange import tables
from credit_registry.exchange.containers import MeteredSource
from credit_registry.exchange.encodings import REPLACEMENT, decoded, encoding_of, lines_of
from credit_registry.exchange.tables import fitted, open_table

TEXT = "名称,代码,备注\n甲公司,1,有\n乙公司,2,\n"
ROWS = [(2, ["甲公司", "1", "有"]), (3, ["乙公司", "2", ""])]


def rows(content: bytes) -> list[tuple[int, list[str] | range | None]]:
    return [
        (line, cells if cells is None or isinstance(cells, range) else list(cells))
        for line, cells in open_table(io.BytesIO(content)).rows
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress])
def test_every_encoding_and_packing_gives_the_same_rows(
    encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    assert rows(pack(TEXT.encode(encoding))) == ROWS


def test_the_encoding_is_decided_late_in_a_file_that_begins_in_ascii() -> None:
    content = b"name,code\n" + b"a,1\n" * 100_000 + "赣州,2\n".encode("gb18030")
    assert rows(content)[-1] == (100_002, ["赣州", "2"])


def test_a_character_cut_by_a_piece_is_whole_again() -> None:
    class Drip:
        def __init__(self, content: bytes) -> None:
            self.rest = content

        def read(self, size: int, /) -> bytes:
            taken, self.rest = self.rest[: min(size, 3)], self.rest[min(size, 3) :]
            return taken

    assert "".join(decoded(Drip(TEXT.encode()))) == TEXT


def test_a_damaged_character_spoils_its_row_and_not_the_encoding() -> None:
    damaged = TEXT.encode().replace("甲".encode(), b"\xe7\x94")
    assert encoding_of(damaged) == "utf-8"
    assert REPLACEMENT in "".join(decoded(io.BytesIO(damaged)))


def test_only_a_line_feed_ends_a_line() -> None:
    assert list(lines_of(["a\u2028b\x0cc\r\nd", "e\nf"])) == ["a\u2028b\x0cc\r\n", "de\n", "f"]


def test_a_quotation_mark_in_tab_separated_values_is_text() -> None:
    assert rows(b'a\tb\n"x\ty"\n1\t2\n') == [(2, ['"x', 'y"']), (3, ["1", "2"])]


def test_a_quoted_line_break_keeps_the_line_numbers_right() -> None:
    assert rows(b'a,b\n"x\ny",1\nz,2\n') == [(2, ["x\ny", "1"]), (4, ["z", "2"])]


def test_semicolons_separate_where_there_are_more_of_them() -> None:
    assert rows(b"a;b\n1,5;2\n") == [(2, ["1,5", "2"])]


def test_a_row_that_cannot_be_read_is_named_and_the_rest_goes_on() -> None:
    assert rows(b"a,b\nx\ry,1\nz,2\n") == [(2, None), (3, ["z", "2"])]


def test_a_title_above_the_heading_and_blank_rows_are_passed_over() -> None:
    assert rows("行政处罚一览表,,\n\n".encode() + TEXT.encode()) == [
        (4, ["甲公司", "1", "有"]),
        (5, ["乙公司", "2", ""]),
    ]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"one\ntwo\n"])
def test_a_file_without_a_table_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        open_table(io.BytesIO(content))


def test_json_lines_give_text_cells() -> None:
    content = b'{"a": "x", "n": 5, "l": ["p", "q"]}\n{"a": null, "extra": 1.5}\nbroken\n[1]\n'
    table = open_table(io.BytesIO(content))
    assert table.header == ["a", "n", "l", "extra"]
    assert list(table.rows) == [
        (1, ["x", "5", "p;q", ""]),
        (2, ["", "", "", "1.5"]),
        (3, None),
        (4, None),
    ]


def test_an_array_gives_a_row_an_object_and_names_inner_values_by_their_path() -> None:
    content = b'[{"a": "x", "b": {"c": 1, "d": {"e": null}}},\n{"a": ["p"]}, 5, {"z": [{"y": 1}]}]'
    table = open_table(io.BytesIO(content))
    assert table.header == ["a", "b.c", "b.d.e"]
    assert list(table.rows) == [(1, ["x", "1", ""]), (2, ["p", "", ""]), (3, None), (4, None)]


@pytest.mark.parametrize("content", [b'[{"a": 1}', b'[{"a": 1}]]', b"[not json]"])
def test_an_array_that_breaks_off_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        open_table(io.BytesIO(content))


def test_a_value_inside_too_many_others_spoils_its_row_only() -> None:
    deep = b'{"a":' * 9 + b"1" + b"}" * 9
    table = open_table(io.BytesIO(b'[{"a": "x"},' + deep + b"]"))
    assert list(table.rows) == [(1, ["x"]), (2, None)]


def test_an_array_too_long_to_be_read_at_once_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_ARRAY_CHARACTERS", 20)
    with pytest.raises(InvalidInput, match="JSON Lines"):
        open_table(io.BytesIO(b'[\n{"a": "x"},\n{"a": "y"}\n]'))


def test_a_workbook_gives_text_cells_and_shows_what_is_no_longer_exact() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["名称", "代码", "数"])
        sheet.write_row(1, 0, ["甲公司", 913302817172077119, 3])
        sheet.write_row(3, 0, ["乙公司", "913302817172077119", 0.5])
    assert rows(target.getvalue()) == [
        (2, ["甲公司", "9.13302817172077e+17", "3"]),
        (4, ["乙公司", "913302817172077119", "0.5"]),
    ]


def test_a_broken_workbook_is_refused() -> None:
    with pytest.raises(InvalidInput):
        open_table(io.BytesIO(b"PK\x03\x04broken"))


def test_trailing_empty_cells_fit_and_filled_ones_do_not() -> None:
    assert fitted(["a", "b", ""], 2) == ["a", "b"]
    assert fitted(["a", "b", "c"], 2) is None
    assert fitted(["a"], 2) is None


def test_a_metered_source_knows_how_far_it_is_and_what_it_was() -> None:
    source = MeteredSource(io.BytesIO(b"abc" * 1000))
    assert source.read(10) == b"abcabcabca"
    assert source.consumed_bytes == 10
    whole = MeteredSource(io.BytesIO(b"abc" * 1000)).digest()
    assert source.digest() == whole
    assert source.consumed_bytes == 3000
