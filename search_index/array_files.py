"""Named arrays of little-endian integers in one file, read through a memory map.

The arrays stand one after the other from multiples of eight bytes, then a directory of their names,
kinds and places, then a trailer that tells where the directory is. A file that was cut short has
lost its trailer and is known for it.
"""

import json
import struct
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from search_index.errors import IndexTorn

Array = npt.NDArray[Any]

_MAGIC = b"arrays 1"
_TRAILER = struct.Struct("<QQI8s")
_ALIGNMENT = 8


class Sink(Protocol):
    """What takes bytes."""

    def write(self, content: bytes | bytearray, /) -> object:
        """Take the bytes in."""
        ...


class ArrayFileWriter:
    """Writes arrays to a file that is at its beginning; `close` makes the file whole."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._place = 0
        self._directory: dict[str, tuple[str, int, int]] = {}

    def add(self, name: str, kind: str, pieces: Iterable[bytes | bytearray]) -> None:
        """Write an array of that kind (a numpy type such as "<u4"), given as bytes in pieces."""
        start = self._place
        for piece in pieces:
            self._write(piece)
        self._directory[name] = (kind, start, self._place - start)
        self._write(b"\0" * (-self._place % _ALIGNMENT))

    def add_array(self, name: str, kind: str, values: Array) -> None:
        """Write the values as an array of that kind."""
        self.add(name, kind, [np.ascontiguousarray(values, dtype=np.dtype(kind)).tobytes()])

    def close(self) -> None:
        """Write the directory and the trailer."""
        directory = json.dumps(self._directory).encode()
        trailer = _TRAILER.pack(self._place, len(directory), zlib.crc32(directory), _MAGIC)
        self._write(directory + trailer)

    def _write(self, content: bytes | bytearray) -> None:
        """Write bytes and keep count."""
        self._sink.write(content)
        self._place += len(content)


def read_arrays(path: Path) -> Mapping[str, Array]:
    """The arrays of a file by name, none of them read yet but mapped into memory.

    They stay readable when the file is removed. Raises IndexTorn, FileNotFoundError.
    """
    try:
        content = np.memmap(path, dtype=np.uint8, mode="r").view(np.ndarray)
    except ValueError as fault:
        raise IndexTorn(f"The file {path.name} of the index is empty") from fault
    return {
        name: content[start : start + size].view(np.dtype(kind))
        for name, (kind, start, size) in _directory(path, content).items()
    }


def _directory(path: Path, content: Array) -> dict[str, tuple[str, int, int]]:
    """The directory of a file. Raises IndexTorn."""
    torn = IndexTorn(f"The file {path.name} of the index is not whole")
    if len(content) < _TRAILER.size:
        raise torn
    place, length, checksum, magic = _TRAILER.unpack(content[-_TRAILER.size :].tobytes())
    if magic != _MAGIC or place + length + _TRAILER.size != len(content):
        raise torn
    text = content[place : place + length].tobytes()
    if zlib.crc32(text) != checksum:
        raise torn
    return dict(json.loads(text))
