"""The terms of a segment by field, with their postings.

A field's terms stand in the order of their UTF-8 bytes. The first eight bytes of each are kept as
one number, so that a term is found by one binary search over numbers and seldom by a second one
over texts.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from search_index.array_files import Array, ArrayFileWriter
from search_index.postings import NO_POSTINGS, Postings

_HEAD = 8
_GONE = np.uint32(0xFFFFFFFF)


def _new_postings() -> "array[int]":
    """Postings to append to."""
    return array("I")


class TermsWriter:
    """Takes in the terms of one field, document after document."""

    def __init__(self) -> None:
        self._postings: defaultdict[str, array[int]] = defaultdict(_new_postings)

    def add(self, number: int, terms: Iterable[str]) -> None:
        """Take in the terms of the next document, each once."""
        postings = self._postings
        for term in terms:
            postings[term].append(number)

    def add_dictionary(self, dictionary: "TermDictionary", numbers: Array) -> None:
        """Take in another segment's terms; `numbers` gives its documents' numbers here.

        A document without a number, which is GONE, is left out.
        """
        for term, postings in dictionary.items():
            renumbered = numbers[postings]
            kept = renumbered[renumbered != _GONE]
            if len(kept):
                self._postings[term].frombytes(kept.astype(np.uint32).tobytes())

    def write(self, field: str, file: ArrayFileWriter) -> None:
        """Write the dictionary and forget it."""
        terms = sorted(self._postings)
        encoded = [term.encode() for term in terms]
        heads = b"".join(term[:_HEAD].ljust(_HEAD, b"\0") for term in encoded)
        counts = [len(self._postings[term]) for term in terms]
        file.add_array(f"{field}.heads", "<u8", np.frombuffer(heads, ">u8"))
        file.add(f"{field}.terms", "<u1", [b"".join(encoded)])
        file.add_array(f"{field}.term_ends", "<i8", _ends([len(term) for term in encoded]))
        file.add_array(f"{field}.posting_ends", "<i8", _ends(counts))
        little = (np.frombuffer(self._postings[term], np.uint32) for term in terms)
        file.add(f"{field}.postings", "<u4", (each.astype("<u4").tobytes() for each in little))
        self._postings.clear()


def renumbering(count: int, kept: Postings, first: int) -> Array:
    """New numbers for the kept of `count` documents, from `first` on; GONE for the others."""
    numbers = np.full(count, _GONE, np.uint32)
    numbers[kept] = np.arange(first, first + len(kept), dtype=np.uint32)
    return numbers


class TermDictionary:
    """The terms of one field of a segment."""

    def __init__(self, field: str, arrays: Mapping[str, Array]) -> None:
        self._heads = arrays[f"{field}.heads"]
        self._terms = arrays[f"{field}.terms"].data
        self._term_ends = arrays[f"{field}.term_ends"]
        self._posting_ends = arrays[f"{field}.posting_ends"]
        self._postings = arrays[f"{field}.postings"]

    def __len__(self) -> int:
        return len(self._heads)

    def postings(self, term: str) -> Postings:
        """The numbers of the documents that have the term, deleted ones among them."""
        encoded = term.encode("utf-8", "surrogatepass")
        place = self.place(encoded)
        if place == len(self) or self.term(place) != encoded:
            return NO_POSTINGS
        return self.postings_at(place)

    def postings_at(self, place: int) -> Postings:
        """The postings of the term at that place."""
        return self._postings[self._posting_ends[place] : self._posting_ends[place + 1]]

    def term(self, place: int) -> bytes:
        """The term at that place."""
        return bytes(self._terms[self._term_ends[place] : self._term_ends[place + 1]])

    def place(self, term: bytes) -> int:
        """Where the term stands, or else the first after it."""
        head = np.uint64(int.from_bytes(term[:_HEAD].ljust(_HEAD, b"\0")))
        first = int(self._heads.searchsorted(head, "left"))
        if first == len(self) or self._heads[first] != head:
            return first
        last = int(self._heads.searchsorted(head, "right"))
        return bisect_left(range(last), term, lo=first, key=self.term)

    def items(self) -> Iterator[tuple[str, Postings]]:
        """Every term with its postings, in order."""
        for place in range(len(self)):
            yield self.term(place).decode(), self.postings_at(place)


def _ends(lengths: list[int]) -> Array:
    """Where each of the things of those lengths ends, after a nought for the first one's start."""
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
