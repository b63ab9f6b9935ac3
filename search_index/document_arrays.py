"""What a segment knows of each of its documents beside terms, as arrays by document number.

Ids and what a hit shows, the texts in normal form, the days and facets, and the place of each
document in either order of hits.
"""

import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from search_index.array_files import Array, ArrayFileWriter
from search_index.documents import FACETS
from search_index.postings import Postings
from search_index.ranking import NamePlace, match_length, name_place
from search_index.term_dictionaries import renumbering
from search_index.texts import Texts, TextsWriter
from search_index.window_arrays import (
    OPEN_SINCE,
    OPEN_UNTIL,
    WindowArrays,
    WindowRow,
    WindowsWriter,
)

TEXTS = ("name", "former_names", "address", "codes")
_LENGTH_SHIFT = 32
_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


class Row(NamedTuple):
    """A document as it is kept: `texts` by TEXTS in normal form, `shown` what a hit shows."""

    id: str
    texts: Mapping[str, tuple[str, ...]]
    facets: Mapping[str, str]
    is_public: bool
    since: int | None
    until: int | None
    shown: Mapping[str, object]
    windows: tuple[WindowRow, ...] = ()
    rank: int = 0


class DocumentsWriter:
    """Takes in documents in the order of their numbers."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._texts = {name: TextsWriter() for name in TEXTS}
        self._values: dict[str, dict[str, int]] = {facet: {"": 0} for facet in FACETS}
        self._facets = {facet: array("I") for facet in FACETS}
        self._days = {"since": array("q"), "until": array("q")}
        self._public, self._ranks = bytearray(), bytearray()
        self._windows = WindowsWriter()
        self._shown = bytearray()
        self._shown_ends = array("q", [0])

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, row: Row) -> None:
        """Take in the next document."""
        self._windows.add(len(self._ids), row.windows)
        self._ids.append(row.id)
        for name, texts in self._texts.items():
            texts.add(row.texts[name])
        for facet, ordinals in self._facets.items():
            ordinals.append(self._ordinal(facet, row.facets.get(facet, "")))
        self._days["since"].append(OPEN_SINCE if row.since is None else row.since)
        self._days["until"].append(OPEN_UNTIL if row.until is None else row.until)
        self._public.append(row.is_public)
        self._ranks.append(row.rank)
        self._add_shown(_JSON.encode(row.shown).encode())

    def add_documents(self, documents: "DocumentArrays", numbers: Postings) -> None:
        """Take in documents of another segment as they stand."""
        renumbered_here = renumbering(len(documents), numbers, len(self._ids))
        self._windows.add_windows(documents.windows, renumbered_here)
        self._ids.extend(documents.id(int(number)) for number in numbers)
        for name, texts in self._texts.items():
            texts.add_texts(documents.texts[name], numbers)
        for facet, ordinals in self._facets.items():
            own = [self._ordinal(facet, value) for value in documents.facet_values[facet]]
            renumbered = np.array(own, np.uint32)[documents.facets[facet][numbers]]
            ordinals.frombytes(renumbered.tobytes())
        self._days["since"].frombytes(documents.since[numbers].astype(np.int64).tobytes())
        self._days["until"].frombytes(documents.until[numbers].astype(np.int64).tobytes())
        self._public += documents.is_public[numbers].tobytes()
        self._ranks += documents.ranks[numbers].tobytes()
        for number in numbers:
            self._add_shown(documents.shown_bytes(int(number)))

    def write(self, file: ArrayFileWriter) -> None:
        """Write what was taken in."""
        for name, texts in self._texts.items():
            texts.write(name, file)
        for facet, ordinals in self._facets.items():
            file.add(f"{facet}.values", "<u1", [json.dumps(list(self._values[facet])).encode()])
            file.add_array(facet, "<u4", np.frombuffer(ordinals, np.uint32))
        for name, days in self._days.items():
            file.add_array(name, "<i8", np.frombuffer(days, np.int64))
        file.add("public", "<u1", [self._public])
        file.add("ranks", "<u1", [self._ranks])
        file.add("shown", "<u1", [self._shown])
        file.add_array("shown.ends", "<i8", np.frombuffer(self._shown_ends, np.int64))
        encoded = [one.encode() for one in self._ids]
        ends = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
        file.add("ids", "<u1", [b"".join(encoded)])
        file.add_array("ids.ends", "<i8", ends)
        self._write_orders(file)
        self._windows.write(file)

    def _write_orders(self, file: ArrayFileWriter) -> None:
        """Write where each document stands in the order of ids, and in either order of hits."""
        count = len(self._ids)
        texts = self._texts["name"].texts()
        names = ["".join(texts.parts(number)) for number in range(count)]
        by_id = np.array(sorted(range(count), key=self._ids.__getitem__), np.uint32)
        ranks = np.empty(count, np.int64)
        ranks[by_id] = np.arange(count)
        name_keys = [name_place(name, one) for name, one in zip(names, self._ids, strict=True)]
        by_name = np.array(sorted(range(count), key=name_keys.__getitem__), np.uint32)
        name_ranks = np.empty(count, np.int64)
        name_ranks[by_name] = np.arange(count)
        lengths = np.array(list(map(match_length, map(len, names), self._ranks)), np.int64)
        file.add_array("by_id", "<u4", by_id)
        file.add_array("by_name", "<u4", by_name)
        file.add_array("match_places", "<i8", (lengths << _LENGTH_SHIFT) | ranks)
        file.add_array("name_places", "<i8", name_ranks)

    def _ordinal(self, facet: str, value: str) -> int:
        """The number that stands for the value of a facet in this segment."""
        values = self._values[facet]
        return values.setdefault(value, len(values))

    def _add_shown(self, content: bytes) -> None:
        """Take in what a hit on the next document shows."""
        self._shown += content
        self._shown_ends.append(len(self._shown))


class DocumentArrays:
    """The documents of a segment, deleted ones among them."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.texts = {name: Texts.read(name, arrays) for name in TEXTS}
        self.facets = {facet: arrays[facet] for facet in FACETS}
        self.facet_values: Mapping[str, list[str]] = {
            facet: json.loads(arrays[f"{facet}.values"].tobytes()) for facet in FACETS
        }
        self.since, self.until = arrays["since"], arrays["until"]
        self.is_public, self.ranks = arrays["public"], arrays["ranks"]
        self.windows = WindowArrays(arrays)
        self.match_places, self.name_places = arrays["match_places"], arrays["name_places"]
        self._by_id, self._by_name = arrays["by_id"], arrays["by_name"]
        self._ids, self._id_ends = arrays["ids"], arrays["ids.ends"]
        self._shown, self._shown_ends = arrays["shown"], arrays["shown.ends"]

    def __len__(self) -> int:
        return len(self._by_id)

    def id(self, number: int) -> str:
        """The id of a document."""
        return self._ids[self._id_ends[number] : self._id_ends[number + 1]].tobytes().decode()

    def name(self, number: int) -> str:
        """The name of a document in normal form."""
        return "".join(self.texts["name"].parts(number))

    def shown(self, number: int) -> Mapping[str, Any]:
        """What a hit on the document shows."""
        return dict(json.loads(self.shown_bytes(number)))

    def shown_bytes(self, number: int) -> bytes:
        """What a hit shows, as it stands in the file."""
        return self._shown[self._shown_ends[number] : self._shown_ends[number + 1]].tobytes()

    def numbers_of(self, document_id: str) -> list[int]:
        """The numbers of the documents of that id: one is live at most."""
        first = bisect_left(self._by_id, document_id, key=self.id)
        last = first
        while last < len(self) and self.id(self._by_id[last]) == document_id:
            last += 1
        return [int(number) for number in self._by_id[first:last]]

    def match_place_after(self, length: int, document_id: str) -> int:
        """The first place for one reason that a document after those two can have."""
        rank = bisect_right(self._by_id, document_id, key=self.id)
        return (length << _LENGTH_SHIFT) + rank

    def name_place_after(self, place: NamePlace) -> int:
        """The first place in the order of names after that one."""
        return bisect_right(self._by_name, place, key=self._name_place)

    def _name_place(self, number: int) -> NamePlace:
        """Where a document sorts among all by its name."""
        return name_place(self.name(number), self.id(number))
