"""What a delivered file is packed in, told by its first bytes and not by its name."""

import gzip
import hashlib
import lzma
from dataclasses import dataclass
from typing import IO, cast

from credit_registry.exchange.encodings import ByteSource

_GZIP = b"\x1f\x8b"
_XZ = b"\xfd7zXZ\x00"
_ZIP = b"PK\x03\x04"
_HEAD_BYTES = 8
_NESTING = 3


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


@dataclass(frozen=True, slots=True)
class Content:
    """Unpacked bytes, and whether they are a workbook rather than text."""

    source: ByteSource
    is_workbook: bool


def unpacked(source: ByteSource) -> Content:
    """The content of a plain, gzip or xz stream, or of a workbook."""
    for _ in range(_NESTING):
        head = _head_of(source)
        source = _Rewound(head, source)
        if head.startswith(_GZIP):
            source = gzip.GzipFile(fileobj=cast("IO[bytes]", source))
        elif head.startswith(_XZ):
            source = lzma.LZMAFile(cast("IO[bytes]", source))  # noqa: SIM115 - read on by the caller
        else:
            return Content(source, is_workbook=head.startswith(_ZIP))
    return Content(source, is_workbook=False)


def _head_of(source: ByteSource) -> bytes:
    head = b""
    while len(head) < _HEAD_BYTES and (taken := source.read(_HEAD_BYTES - len(head))):
        head += taken
    return head
