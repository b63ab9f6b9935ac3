"""The manifest: which files make up the published index, and how far it has come.

Readers trust the manifest alone. It is replaced by one rename, after every file it names is on the
disk, so that what it says is whole at any moment, whatever becomes of the process or the power.
"""

import json
import os
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from search_index.errors import IndexOutdated, IndexTorn

# Grows when files or normal forms change in a way that asks for a rebuild.
FORMAT = 5
_CHUNK_BYTES = 1 << 20


class FileSeal(NamedTuple):
    """A file's size and its CRC-32."""

    size: int
    checksum: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A published state: where its files stand, their seals, and what they hold."""

    directory: str
    generation: int
    cursor: int
    documents: int
    segments: int
    files: Mapping[str, FileSeal]

    @property
    def size_bytes(self) -> int:
        """The size of all files together."""
        return sum(seal.size for seal in self.files.values())


def packed(manifest: Manifest) -> bytes:
    """The manifest as the bytes of its file, sealed by a checksum in front."""
    content = {"format": FORMAT, **asdict(manifest)}
    text = json.dumps(content, sort_keys=True).encode()
    return b"%08x\n" % zlib.crc32(text) + text


def unpacked(content: bytes) -> Manifest:
    """The manifest in those bytes. Raises IndexTorn, IndexOutdated."""
    checksum, _, text = content.partition(b"\n")
    if checksum != b"%08x" % zlib.crc32(text):
        raise IndexTorn("The manifest of the index is damaged.")
    fields = json.loads(text)
    if fields.pop("format") != FORMAT:
        raise IndexOutdated("The index was written in another format; rebuild the index.")
    files = {name: FileSeal(*seal) for name, seal in fields.pop("files").items()}
    return Manifest(files=files, **fields)


def sealed(path: Path) -> FileSeal:
    """The file's seal, read from its content."""
    checksum = size = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            checksum = zlib.crc32(chunk, checksum)
            size += len(chunk)
    return FileSeal(size, checksum)


def sync(path: Path) -> None:
    """Bring a file's content, or a directory's entries, onto the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
