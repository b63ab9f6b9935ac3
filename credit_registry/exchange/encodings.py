"""Source bytes to text: byte order mark, then UTF-8, then GB18030, decided while reading."""

import codecs
from collections.abc import Iterable, Iterator
from typing import Protocol

from credit_registry.domain.errors import InvalidInput

UTF_8 = "utf-8"
GB18030 = "gb18030"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Stands in the text where bytes could not be decoded; the row that holds it is refused."""

_MARKS = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHUNK_BYTES = 1 << 18
LINE_LENGTH = 1_000_000
"""The longest line; the fields of the widest kind together have some 25,000 characters at most."""


class ByteSource(Protocol):
    """Anything that bytes can be read from, in order."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, none at the end."""
        ...


def decoded(source: ByteSource) -> Iterator[str]:
    """The text of the source, piece by piece.

    Pure ASCII is passed on while it lasts; the first piece with other bytes decides the encoding.
    """
    chunks = iter(lambda: source.read(_CHUNK_BYTES), b"")
    first = next(chunks, b"")
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            yield from _decoded_as(encoding, first[len(mark) :], chunks)
            return
    yield from _decoded_without_mark(first, chunks)


def encoding_of(sample: bytes) -> str:
    """The encoding of a piece that may break off inside a character.

    Where neither fits, that with fewer faults wins: a damaged character spoils its row only.
    """
    if _faults(sample, UTF_8) == 0:
        return UTF_8
    return GB18030 if _faults(sample, GB18030) < _faults(sample, UTF_8) else UTF_8


def _faults(sample: bytes, encoding: str) -> int:
    return codecs.getincrementaldecoder(encoding)("replace").decode(sample).count(REPLACEMENT)


def _decoded_without_mark(first: bytes, chunks: Iterator[bytes]) -> Iterator[str]:
    while first and first.isascii():
        yield first.decode("ascii")
        first = next(chunks, b"")
    if first:
        yield from _decoded_as(encoding_of(first), first, chunks)


def _decoded_as(encoding: str, first: bytes, chunks: Iterable[bytes]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    yield decoder.decode(first)
    for chunk in chunks:
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def lines_of(pieces: Iterable[str]) -> Iterator[str]:
    """The lines of the text, each with its line feed; only a line feed ends a line.

    Raises InvalidInput for a line longer than any row of a table can be.
    """
    waiting: list[str] = []
    length, number = 0, 1
    for piece in pieces:
        *whole, rest = piece.split("\n")
        for line in whole:
            yield "".join([*waiting, line, "\n"]) if waiting else line + "\n"
            waiting, length = [], 0
        number += len(whole)
        waiting.append(rest)
        length += len(rest)
        if length > LINE_LENGTH:
            raise InvalidInput(
                f"Line {number} has more than {LINE_LENGTH:,} characters; a table whose lines are"
                " shorter is accepted."
            )
    if last := "".join(waiting):
        yield last
