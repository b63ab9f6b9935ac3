"""The windows of a segment's documents as arrays: texts and values that hold on certain days.

Windows are numbered by themselves, in the order of the documents they belong to.
"""

import json
from array import array
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from search_index.array_files import Array, ArrayFileWriter
from search_index.documents import WINDOW_FACETS, WINDOW_TEXTS
from search_index.postings import Postings
from search_index.term_dictionaries import GONE, TermDictionary, TermsWriter
from search_index.texts import Texts, TextsWriter

FIELD = "windows"
OPEN_SINCE, OPEN_UNTIL = np.iinfo(np.int64).min, np.iinfo(np.int64).max
KINDS = (*WINDOW_TEXTS, *WINDOW_FACETS)


class WindowRow(NamedTuple):
    """A window as it is kept: its terms, its text in normal form and as it was given."""

    kind: str
    terms: frozenset[str]
    form: str
    text: str
    value: str
    is_public: bool
    since: int | None
    until: int | None


class WindowsWriter:
    """Takes in the windows of documents in the order of their numbers."""

    def __init__(self) -> None:
        self._owners = array("I")
        self._kinds, self._public = bytearray(), bytearray()
        self._values = array("I")
        self._ordinals: dict[str, int] = {"": 0}
        self._since, self._until = array("q"), array("q")
        self._terms, self._forms, self._texts = TermsWriter(), TextsWriter(), TextsWriter()

    def add(self, owner: int, rows: Sequence[WindowRow]) -> None:
        """Take in the windows of the document of that number."""
        for row in rows:
            self._terms.add(len(self._owners), row.terms)
            self._owners.append(owner)
            self._kinds.append(KINDS.index(row.kind))
            self._public.append(row.is_public)
            self._values.append(self._ordinals.setdefault(row.value, len(self._ordinals)))
            self._since.append(OPEN_SINCE if row.since is None else row.since)
            self._until.append(OPEN_UNTIL if row.until is None else row.until)
            self._forms.add((row.form,))
            self._texts.add((row.text,))

    def add_windows(self, windows: "WindowArrays", documents: Array) -> None:
        """Take in another segment's windows; `documents` gives its documents' numbers here."""
        owners = documents[windows.owners]
        kept = np.flatnonzero(owners != GONE).astype(np.uint32)
        numbers = np.full(len(owners), GONE, np.uint32)
        numbers[kept] = np.arange(len(self._owners), len(self._owners) + len(kept), dtype=np.uint32)
        self._terms.add_dictionary(windows.terms, numbers)
        self._owners.frombytes(owners[kept].astype(np.uint32).tobytes())
        self._kinds += windows.kinds[kept].tobytes()
        self._public += windows.is_public[kept].tobytes()
        own = [self._ordinals.setdefault(one, len(self._ordinals)) for one in windows.value_names]
        self._values.frombytes(np.array(own, np.uint32)[windows.values[kept]].tobytes())
        self._since.frombytes(windows.since[kept].astype(np.int64).tobytes())
        self._until.frombytes(windows.until[kept].astype(np.int64).tobytes())
        self._forms.add_texts(windows.forms, kept)
        self._texts.add_texts(windows.texts, kept)

    def write(self, file: ArrayFileWriter) -> None:
        """Write what was taken in."""
        file.add_array(f"{FIELD}.owners", "<u4", np.frombuffer(self._owners, np.uint32))
        file.add(f"{FIELD}.kinds", "<u1", [self._kinds])
        file.add(f"{FIELD}.public", "<u1", [self._public])
        file.add_array(f"{FIELD}.values", "<u4", np.frombuffer(self._values, np.uint32))
        names = json.dumps(list(self._ordinals)).encode()
        file.add(f"{FIELD}.value_names", "<u1", [names])
        file.add_array(f"{FIELD}.since", "<i8", np.frombuffer(self._since, np.int64))
        file.add_array(f"{FIELD}.until", "<i8", np.frombuffer(self._until, np.int64))
        self._forms.write(f"{FIELD}.forms", file)
        self._texts.write(f"{FIELD}.texts", file)
        self._terms.write(FIELD, file)


class WindowArrays:
    """The windows of a segment, those of deleted documents among them."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.owners, self.values = arrays[f"{FIELD}.owners"], arrays[f"{FIELD}.values"]
        self.kinds, self.is_public = arrays[f"{FIELD}.kinds"], arrays[f"{FIELD}.public"]
        self.since, self.until = arrays[f"{FIELD}.since"], arrays[f"{FIELD}.until"]
        self.value_names: list[str] = json.loads(arrays[f"{FIELD}.value_names"].tobytes())
        self.forms = Texts.read(f"{FIELD}.forms", arrays)
        self.texts = Texts.read(f"{FIELD}.texts", arrays)
        self.terms = TermDictionary(FIELD, arrays)

    def __len__(self) -> int:
        return len(self.owners)

    def of(self, document: int) -> Postings:
        """The numbers of the windows of a document."""
        first, last = np.searchsorted(self.owners, (document, document + 1))
        return np.arange(first, last, dtype=np.uint32)
