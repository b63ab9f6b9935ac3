"""The documents of a segment whose names sound as letters were typed."""

from collections.abc import Iterable, Iterator, Sequence
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


class _Terms:
    """The postings of a segment's terms for one question, whose spellings share most of them."""

    def __init__(self, segment: SearchedSegment, fields: SoundFields) -> None:
        self._segment = segment
        self.fields = fields
        self._neighbours: dict[tuple[Sign, Sign], Postings | None] = {}

    @property
    def count(self) -> int:
        """How many documents there are."""
        return len(self._segment)

    def having_any(self, field: str, terms: Iterable[str]) -> Postings:
        """The documents whose field has one of the terms."""
        return union([self._segment.term(field, term) for term in terms], self.count)

    def neighbours(self, one: Sign, other: Sign) -> Postings | None:
        """The documents with the two one after the other; None where they may be too many."""
        pair = (one, other)
        if pair not in self._neighbours:
            self._neighbours[pair] = self._looked_for(one, other)
        return self._neighbours[pair]

    def _looked_for(self, one: Sign, other: Sign) -> Postings | None:
        if _is_character(one) and _is_character(other):
            return self._segment.term(self.fields.text, "".join((*one, *other)))
        firsts, seconds = _syllables(one), _syllables(other)
        if len(firsts) * len(seconds) > _MOST_TERMS:
            return None
        return self.having_any(self.fields.sounds, map(" ".join, product(firsts, seconds)))


def sounding(
    segment: SearchedSegment, fragment: str, fields: SoundFields = NAMES
) -> Sounding | None:
    """The documents whose names sound like the fragment; None where it has no letters."""
    ways = spellings(fragment)
    if not ways:
        return None
    found = {True: [NO_POSTINGS], False: [NO_POSTINGS]}
    names = segment.documents.texts[fields.text]
    terms = _Terms(segment, fields)
    for spelling in ways:
        numbers = _candidates(terms, spelling.signs)
        if not len(numbers):
            continue
        tables = [characters(sign) for sign in spelling.signs]
        found[spelling.is_whole].append(numbers[names.having_signs(tables, numbers)])
    count = len(segment)
    return Sounding(union(found[True], count), union(found[False], count))


def _candidates(terms: _Terms, signs: Sequence[Sign]) -> Postings:
    """The documents that have the terms of the signs."""
    if len(signs) == 1:
        single = (one for part in signs[0] for one in _characters_of(part))
        return terms.having_any(terms.fields.text, single)
    parts: list[Postings] = []
    are_all_few = True
    for pair in pairwise(signs):
        found = terms.neighbours(*pair)
        if found is None:
            are_all_few = False
        elif len(found):
            parts.append(found)
        else:
            return NO_POSTINGS
    if not are_all_few:
        parts += _letters(terms, signs)
    return intersection(parts, terms.count)


def _letters(terms: _Terms, signs: Sequence[Sign]) -> Iterator[Postings]:
    """The documents with each run of first letters."""
    letters = first_letters(signs)
    length = min(max(LETTER_GRAMS), len(signs))
    for place in range(len(signs) - length + 1):
        runs = map("".join, product(*letters[place : place + length]))
        yield terms.having_any(terms.fields.initials, runs)


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
