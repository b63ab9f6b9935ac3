"""A published state opened for reading."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from search_index.errors import IndexTorn
from search_index.manifests import FileSeal, Manifest, sealed
from search_index.segment_arrays import SegmentArrays
from search_index.segments import SearchedSegment
from search_index.whoosh_documents import SCHEMA
from search_index.whoosh_writers import INDEX_NAME


class OpenedState:
    """A published state, open; it stays readable when a writer replaces it."""

    def __init__(self, segments: Sequence[SearchedSegment], manifest: Manifest) -> None:
        self.segments = segments
        self.manifest = manifest

    @classmethod
    def open(cls, path: Path, manifest: Manifest) -> Self:
        """The state in that directory. Raises IndexTorn, FileNotFoundError."""
        storage = FileStorage(str(path))
        segments = TOC.read(storage, INDEX_NAME, manifest.generation, SCHEMA).segments
        searched = [
            SearchedSegment(SegmentArrays.read(storage, segment), segment.deleted_docs())
            for segment in segments
        ]
        return cls(searched, manifest)


def check_files(path: Path, manifest: Manifest, checked: Mapping[str, FileSeal]) -> None:
    """Compare the files with their seals, but for those checked before.

    Raises FileNotFoundError, IndexTorn.
    """
    for name, seal in manifest.files.items():
        if checked.get(name) != seal and sealed(path / name) != seal:
            raise IndexTorn(f"The file {name} of the index is damaged")
