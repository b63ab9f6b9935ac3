"""Postings: the numbers of the documents that have a term, ascending, and sets made of them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Postings = npt.NDArray[np.uint32]
Truths = npt.NDArray[np.bool_]

NO_POSTINGS: Postings = np.empty(0, np.uint32)
# Above these shares of the segment's documents a mask is cheaper than searching or sorting.
_DENSE, _MANY = 64, 256
_FEW = 64
# So many times as many numbers as postings are searched for the postings.
_LOPSIDED = 8


def mask_of(postings: Postings, count: int) -> Truths:
    """For each of `count` documents whether it stands in the postings."""
    mask = np.zeros(count, np.bool_)
    mask[postings] = True
    return mask


def among(postings: Postings, numbers: Postings, count: int) -> Truths:
    """For each of the ascending numbers whether it stands in the postings, of `count` documents.

    >>> among(np.array([1, 4], np.uint32), np.array([0, 1, 4, 5], np.uint32), 6).tolist()
    [False, True, True, False]
    """
    if not len(postings):
        return np.zeros(len(numbers), np.bool_)
    if len(postings) * _LOPSIDED < len(numbers):
        return _held_among(postings, numbers)
    if len(postings) > count // _DENSE and len(numbers) > _FEW:
        return mask_of(postings, count)[numbers]
    places = postings.searchsorted(numbers)
    places[places == len(postings)] = 0
    truths: Truths = postings[places] == numbers
    return truths


def _held_among(postings: Postings, numbers: Postings) -> Truths:
    """What `among` answers, found by searching the numbers for each of the postings."""
    truths = np.zeros(len(numbers), np.bool_)
    places = numbers.searchsorted(postings)
    within = places < len(numbers)
    places = places[within]
    truths[places[numbers[places] == postings[within]]] = True
    return truths


def intersection(parts: Sequence[Postings], count: int, enough: int = 0) -> Postings:
    """The numbers in every one of the postings, at least one of which there is.

    Once no more than `enough` are left they are given as they are, those that some part lacks too.

    >>> intersection([np.array([1, 2, 5], np.uint32), np.array([2, 5], np.uint32)], 6).tolist()
    [2, 5]
    """
    first, *others = sorted(parts, key=len)
    for other in others:
        if len(first) <= enough:
            break
        first = first[among(other, first, count)]
    return first


def union(parts: Sequence[Postings], count: int) -> Postings:
    """The numbers in any of the postings.

    >>> union([np.array([1, 5], np.uint32), np.array([2, 5], np.uint32)], 6).tolist()
    [1, 2, 5]
    """
    held = [part for part in parts if len(part)]
    if len(held) < 2:  # noqa: PLR2004 - a union of one is itself
        return held[0] if held else NO_POSTINGS
    if sum(map(len, held)) <= count // _MANY:
        merged = np.sort(np.concatenate(held))
        is_first = np.ones(len(merged), np.bool_)
        is_first[1:] = merged[1:] != merged[:-1]
        return merged[is_first]
    mask = np.zeros(count, np.bool_)
    for part in held:
        mask[part] = True
    return np.flatnonzero(mask).astype(np.uint32)
