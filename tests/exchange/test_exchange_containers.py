"""Packed files unpack to no more than a register would."""

import gzip
import io
import lzma
from collections.abc import Callable

import pytest

from credit_registry.domain.errors import InvalidInput
from credit_registry.exchange.containers import unpacked
from credit_registry.exchange.encodings import LINE_LENGTH, lines_of
from credit_registry.exchange.tables import open_table


def drained(content: bytes) -> int:
    source, size = unpacked(io.BytesIO(content)).source, 0
    while taken := source.read(1 << 18):
        size += len(taken)
    return size


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_a_file_that_unpacks_to_hundreds_of_times_its_size_is_refused(
    pack: Callable[[bytes], bytes],
) -> None:
    with pytest.raises(InvalidInput, match="200 times"):
        drained(pack(b"name,code\n" * 4_000_000))


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_a_small_file_may_be_as_regular_as_it_likes(pack: Callable[[bytes], bytes]) -> None:
    assert drained(pack(b"name,code\n" * 1_000_000)) == 10_000_000


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_a_packed_file_that_breaks_off_is_refused_in_words(pack: Callable[[bytes], bytes]) -> None:
    with pytest.raises(InvalidInput, match="damaged"):
        drained(pack(b"name,code\n" * 1000)[:-20])


def test_a_line_longer_than_any_row_is_refused() -> None:
    with pytest.raises(InvalidInput, match="Line 2 "):
        list(lines_of(["a,b\n", *["x" * 1000] * (LINE_LENGTH // 1000 + 1)]))
    with pytest.raises(InvalidInput):
        open_table(io.BytesIO(gzip.compress(b"a" * 2_000_000)))


def test_a_line_of_many_pieces_is_whole() -> None:
    assert list(lines_of(["a", "b\nc", "d", "", "e\n"])) == ["ab\n", "cde\n"]
