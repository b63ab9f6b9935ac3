"""What a delivered file is packed in, told by its first bytes and not by its name."""

import gzip
import hashlib
import lzma
import zlib
from dataclasses import dataclass
from typing import IO, cast

from credit_registry.domain.errors import InvalidInput
from credit_registry.exchange.encodings import ByteSource

_GZIP = b"\x1f\x8b"
_XZ = b"\xfd7zXZ\x00"
_ZIP = b"PK\x03\x04"
_HEAD_BYTES = 8
_NESTING = 3
UNPACKED_BYTES = 2 << 30
UNPACKED_RATIO = 200
"""Registers pack to an eighth; what unpacks to more than this was made to fill a memory."""
_UNPACKED_FREELY = 16 << 20
_PACKING_ERRORS = (EOFError, lzma.LZMAError, zlib.error, gzip.BadGzipFile)


class MeteredSource:
    """A source that knows how many bytes were taken from it, and their digest."""

    def __init__(self, source: ByteSource) -> None:
        self._source = source
        self._digest = hashlib.sha256()
        self.consumed_bytes = 0

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        taken = self._source.read(size)
        self._digest.update(taken)
        self.consumed_bytes += len(taken)
        return taken

    def digest(self) -> str:
        """The SHA-256 of what was read, in hexadecimal; what follows is read to its end first."""
        while self.read(1 << 20):
            pass
        return self._digest.hexdigest()


class _Rewound:
    """A source whose first bytes were looked at and are given out once more."""

    def __init__(self, head: bytes, source: ByteSource) -> None:
        self._head = head
        self._source = source

    def read(self, size: int = -1, /) -> bytes:
        if not self._head:
            return self._source.read(size)
        if size < 0:
            head, self._head = self._head, b""
            return head + self._source.read(size)
        head, self._head = self._head[:size], self._head[size:]
        return head


class _Bounded:
    """Unpacked bytes, as long as they are not too many for the packed ones they came from."""

    def __init__(self, unpacked_source: ByteSource, packed: MeteredSource) -> None:
        self._unpacked = unpacked_source
        self._packed = packed
        self._bytes = 0

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes. Raises InvalidInput."""
        try:
            taken = self._unpacked.read(size)
        except _PACKING_ERRORS as error:
            raise InvalidInput("The packed file is damaged; gzip and xz are accepted.") from error
        self._bytes += len(taken)
        bound = max(_UNPACKED_FREELY, UNPACKED_RATIO * self._packed.consumed_bytes)
        if self._bytes > min(bound, UNPACKED_BYTES):
            raise InvalidInput(
                f"The file unpacks to more than {UNPACKED_RATIO} times its size or to more than"
                f" {UNPACKED_BYTES >> 30} GB; smaller files are accepted, or unpacked ones."
            )
        return taken


@dataclass(frozen=True, slots=True)
class Content:
    """Unpacked bytes, and whether they are a workbook rather than text."""

    source: ByteSource
    is_workbook: bool


def unpacked(source: ByteSource) -> Content:
    """The content of a plain, gzip or xz stream, or of a workbook. Raises InvalidInput."""
    packed = MeteredSource(source)
    inner: ByteSource = packed
    for _ in range(_NESTING):
        head = _head_of(inner)
        inner = _Rewound(head, inner)
        if head.startswith(_GZIP):
            inner = _Bounded(gzip.GzipFile(fileobj=cast("IO[bytes]", inner)), packed)
        elif head.startswith(_XZ):
            inner = _Bounded(lzma.LZMAFile(cast("IO[bytes]", inner)), packed)  # noqa: SIM115 - read on by the caller
        else:
            return Content(inner, is_workbook=head.startswith(_ZIP))
    return Content(inner, is_workbook=False)


def _head_of(source: ByteSource) -> bytes:
    head = b""
    while len(head) < _HEAD_BYTES and (taken := source.read(_HEAD_BYTES - len(head))):
        head += taken
    return head
