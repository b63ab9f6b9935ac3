"""The documents of a segment whose names sound as letters were typed."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import pairwise, product
from typing import NamedTuple

from search_index.postings import NO_POSTINGS, Postings, intersection, union
from search_index.segments import SearchedSegment
from search_index.sounds import (
    LETTER_GRAMS,
    Sign,
    characters,
    first_letters,
    readings,
    spellings,
)

_MOST_TERMS = 12
"""For more terms in the place of one, shorter ones are asked for."""


class Sounding(NamedTuple):
    """The documents whose names have the fragment spelled out, and those by first letters."""

    spelled: Postings
    initials: Postings


def together(
    parts: Iterable[tuple[Postings, Sounding | None]], count: int
) -> tuple[Postings, Postings]:
    """The documents that have every part as typed or by its sound, and those without initials."""
    either, spelled = [], []
    for typed, sound in parts:
        written = union((typed, sound.spelled), count) if sound else typed
        spelled.append(written)
        either.append(union((written, sound.initials), count) if sound else written)
    return intersection(either, count), intersection(spelled, count)


class SoundFields(NamedTuple):
    """Where names are kept, and the terms of how they sound."""

    text: str
    sounds: str
    initials: str


NAMES = SoundFields("name", "sounds", "initials")
FORMER_NAMES = SoundFields("former_names", "former_sounds", "former_initials")


def sounding(
    segment: SearchedSegment, fragment: str, fields: SoundFields = NAMES
) -> Sounding | None:
    """The documents whose names sound like the fragment; None where it has no letters."""
    ways = spellings(fragment)
    if not ways:
        return None
    found = {True: [NO_POSTINGS], False: [NO_POSTINGS]}
    names = segment.documents.texts[fields.text]
    for spelling in ways:
        numbers = _candidates(segment, spelling.signs, fields)
        if not len(numbers):
            continue
        tables = [characters(sign) for sign in spelling.signs]
        found[spelling.is_whole].append(numbers[names.having_signs(tables, numbers)])
    count = len(segment)
    return Sounding(union(found[True], count), union(found[False], count))


def _candidates(segment: SearchedSegment, signs: Sequence[Sign], fields: SoundFields) -> Postings:
    """The documents that have the terms of the signs."""
    if len(signs) == 1:
        single = (one for part in signs[0] for one in _characters_of(part))
        return union([segment.term(fields.text, one) for one in single], len(segment))
    parts: list[Postings] = []
    for asked in (_pairs, _letters):
        if len(parts) == len(signs) - 1:
            break
        for part in asked(segment, signs, fields):
            if not len(part):
                return NO_POSTINGS
            parts.append(part)
    return intersection(parts, len(segment))


def _pairs(
    segment: SearchedSegment, signs: Sequence[Sign], fields: SoundFields
) -> Iterator[Postings]:
    """The documents with each two neighbours, where these may be few syllables."""
    for one, other in pairwise(signs):
        if _is_character(one) and _is_character(other):
            yield segment.term(fields.text, "".join((*one, *other)))
            continue
        first, second = _syllables(one), _syllables(other)
        if len(first) * len(second) <= _MOST_TERMS:
            terms = map(" ".join, product(first, second))
            yield union([segment.term(fields.sounds, term) for term in terms], len(segment))


def _letters(
    segment: SearchedSegment, signs: Sequence[Sign], fields: SoundFields
) -> Iterator[Postings]:
    """The documents with each run of first letters."""
    letters = first_letters(signs)
    length = min(max(LETTER_GRAMS), len(signs))
    for place in range(len(signs) - length + 1):
        terms = map("".join, product(*letters[place : place + length]))
        yield reduce(
            lambda met, term: union((met, segment.term(fields.initials, term)), len(segment)),
            terms,
            NO_POSTINGS,
        )


def _is_character(sign: Sign) -> bool:
    """Whether the sign is one character as it was typed."""
    return len(sign) == 1 and not next(iter(sign)).isascii()


def _syllables(sign: Sign) -> Sequence[str]:
    """The syllables that the sign may be."""
    return readings(next(iter(sign))) if _is_character(sign) else tuple(sign)


def _characters_of(part: str) -> Sequence[str]:
    """The characters that a syllable may be; a character is itself."""
    if not part.isascii():
        return (part,)
    return [chr(unit) for unit in characters(Sign({part})).nonzero()[0]]
