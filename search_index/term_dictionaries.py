"""The terms of a segment by field, with their postings.

A field's terms stand in the order of their UTF-8 bytes. The first eight bytes of each are kept as
one number, so that a term is found by one binary search over numbers and seldom by a second one
over texts. Of the terms with one head the one that is no longer than it stands first.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count, repeat

import numpy as np

from search_index.array_files import Array, ArrayFileWriter
from search_index.postings import NO_POSTINGS, Postings

_HEAD = 8
GONE = np.uint32(0xFFFFFFFF)
"""The number of what is left out when numbers are given anew."""
_DOCUMENT_BITS = 32


class TermsWriter:
    """Takes in the terms of one field, document after document.

    Terms get numbers as they are met; postings are pairs of a term's and a document's number, which
    are sorted when everything is taken in.
    """

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self._terms = array("I")
        self._documents = array("I")

    def add(self, number: int, terms: Collection[str]) -> None:
        """Take in the terms of a document, each once."""
        self._terms.extend(map(self._numbers.__getitem__, terms))
        self._documents.extend(repeat(number, len(terms)))

    def add_dictionary(self, dictionary: "TermDictionary", numbers: Array) -> None:
        """Take in another segment's terms; `numbers` gives its documents' numbers here.

        A document whose number is GONE is left out.
        """
        own = np.fromiter(map(self._numbers.__getitem__, dictionary.terms()), np.uint32)
        documents = numbers[dictionary.all_postings]
        kept = documents != GONE
        self._terms.frombytes(np.repeat(own, dictionary.counts)[kept].tobytes())
        self._documents.frombytes(documents[kept].tobytes())

    def write(self, field: str, file: ArrayFileWriter) -> None:
        """Write the dictionary and forget it."""
        counts = np.bincount(_numbers(self._terms), minlength=len(self._numbers))
        terms = sorted(term for term, number in self._numbers.items() if counts[number])
        order = np.fromiter(map(self._numbers.__getitem__, terms), np.int64, len(terms))
        encoded = [term.encode() for term in terms]
        heads = b"".join(term[:_HEAD].ljust(_HEAD, b"\0") for term in encoded)
        file.add_array(f"{field}.heads", "<u8", np.frombuffer(heads, ">u8"))
        file.add(f"{field}.terms", "<u1", [b"".join(encoded)])
        file.add_array(f"{field}.term_ends", "<i8", _ends([len(term) for term in encoded]))
        file.add_array(f"{field}.posting_ends", "<i8", _ends(counts[order]))
        file.add_array(f"{field}.postings", "<u4", self._sorted_postings(order))

    def _sorted_postings(self, order: Array) -> Postings:
        """The documents of each term, the terms in that order."""
        places = np.zeros(len(self._numbers), np.uint64)
        places[order] = np.arange(len(order), dtype=np.uint64)
        pairs = places[_numbers(self._terms)]
        pairs <<= np.uint64(_DOCUMENT_BITS)
        pairs |= _numbers(self._documents)
        self._terms, self._documents = array("I"), array("I")
        self._numbers.clear()
        pairs.sort()
        return pairs.astype(np.uint32)


def _numbers(values: "array[int]") -> Postings:
    """The numbers as numpy has them."""
    return np.frombuffer(values, np.uint32)


def renumbering(total: int, kept: Postings, first: int) -> Array:
    """New numbers for the kept of `total` documents, from `first` on; GONE for the others."""
    numbers = np.full(total, GONE, np.uint32)
    numbers[kept] = np.arange(first, first + len(kept), dtype=np.uint32)
    return numbers


class TermDictionary:
    """The terms of one field of a segment."""

    def __init__(self, field: str, arrays: Mapping[str, Array]) -> None:
        self._heads = arrays[f"{field}.heads"].data
        self._terms = arrays[f"{field}.terms"].data
        self._term_ends = arrays[f"{field}.term_ends"].data
        self._posting_ends = arrays[f"{field}.posting_ends"].data
        self.all_postings = arrays[f"{field}.postings"]

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
        return self.all_postings[self._posting_ends[place] : self._posting_ends[place + 1]]

    def term(self, place: int) -> bytes:
        """The term at that place."""
        return bytes(self._terms[self._term_ends[place] : self._term_ends[place + 1]])

    def place(self, term: bytes) -> int:
        """Where the term stands, or else the first after it."""
        head = int.from_bytes(term[:_HEAD].ljust(_HEAD, b"\0"))
        first = bisect_left(self._heads, head)
        if len(term) <= _HEAD or first == len(self) or self._heads[first] != head:
            return first
        last = bisect_right(self._heads, head, lo=first)
        return bisect_left(range(last), term, lo=first, key=self.term)

    def terms(self) -> Iterator[str]:
        """Every term, in order."""
        return (self.term(place).decode() for place in range(len(self)))

    @property
    def counts(self) -> Array:
        """How many postings each term has, in order."""
        return np.diff(self._posting_ends)


def _ends(lengths: Sequence[int] | Array) -> Array:
    """Where each of the things of those lengths ends, after a nought for the first one's start."""
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
