"""The documents of a segment whose names are the closest to what was typed, slips allowed."""

from collections.abc import Sequence

import numpy as np

from search_index.analysis import asked_terms, letters
from search_index.likeness import most_slips, slips
from search_index.postings import Postings, Truths
from search_index.segments import SearchedSegment

MOST_COMPARED = 80
_MOST_TERMS = 12
_SHORT = 5
"""In a fragment of so few characters one slip may leave no pair of neighbours as it was."""


def alike(
    segment: SearchedSegment, fragments: Sequence[str], shown: Truths
) -> tuple[Postings, Sequence[int]]:
    """Documents with few enough slips, ascending, and how many slips each has."""
    most = sum(most_slips(len(fragment)) for fragment in fragments)
    numbers = _likeliest(segment, fragments, shown) if most else ()
    names = segment.documents
    # A digit tells one subject from another (第1, 第2): letters and digits are meant as typed.
    words = [part for fragment in fragments for part in letters(fragment) if part.isascii()]
    found = []
    for number in map(int, sorted(numbers)):
        name = names.name(number)
        if not all(word in name for word in words):
            continue
        counted = sum(slips(name, fragment) for fragment in fragments)
        if counted <= most:
            found.append((number, counted))
    kept = np.array([number for number, _ in found], np.uint32)
    return kept, [counted for _, counted in found]


def _likeliest(segment: SearchedSegment, fragments: Sequence[str], shown: Truths) -> Postings:
    """The documents that share the most terms with the fragments, rare ones first asked for."""
    terms = {term for fragment in fragments for term in asked_terms(fragment)}
    if sum(map(len, fragments)) <= _SHORT:
        terms |= {letter for fragment in fragments for letter in letters(fragment)}
    held = sorted((segment.term("name", term) for term in terms), key=len)
    chosen = [postings for postings in held if len(postings)][:_MOST_TERMS]
    if not chosen:
        return np.empty(0, np.uint32)
    together = np.concatenate(chosen)
    met, counts = np.unique(together[shown[together]], return_counts=True)
    if len(met) <= MOST_COMPARED:
        return met
    # Of those with as many terms in common the shorter names are the likelier.
    lengths = segment.documents.match_places[met] >> np.int64(32)
    places = (-counts.astype(np.int64) << np.int64(32)) + lengths
    return met[np.argpartition(places, MOST_COMPARED - 1)[:MOST_COMPARED]]
