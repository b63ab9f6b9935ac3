"""How names sound: the terms by which letters find a name, and what typed letters may stand for.

Readings are without tones, ü is v. A name's terms are its neighbouring syllables in pairs, and its
syllables' first letters in twos and threes. Whatever terms find is then verified on the characters.
"""

import functools
import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module, resources
from itertools import product
from operator import add
from typing import NamedTuple

import numpy as np

from search_index.postings import Truths

Sign = frozenset[str]
"""The syllables that one character may have; a single character stands for itself."""

LETTER_GRAMS = (2, 3)
_CODE_UNITS = 1 << 16
_MOST_SPELLINGS = 32
_MOST_DIVISIONS = 24
_LONGEST_LETTERS = 120
_MOST_INITIALS = 40
_IDEOGRAPHS = re.compile("[\u2e80-\uffff]+")
_PARTS = re.compile("[a-z]+|[\u2e80-\U0010ffff]")
_SYLLABLE = re.compile(r"[a-z]*[aeiouv][a-z]*")
_NO_INITIALS = frozenset("iuv")


class Spelling(NamedTuple):
    """What a fragment may stand for, sign by sign; `is_whole`: every syllable is written out."""

    signs: tuple[Sign, ...]
    is_whole: bool


class _Readings(dict[str, tuple[str, ...]]):
    """The readings of characters, worked out when one is first met; none of what has no reading."""

    def __missing__(self, character: str) -> tuple[str, ...]:
        given = _dictionary().get(ord(character), "").split(",")[0]
        found = dict.fromkeys((_plain(given), *_further().get(character, ())))
        self[character] = tuple(filter(_SYLLABLE.fullmatch, found))
        return self[character]


class _Pairs(dict[str, tuple[str, ...]]):
    """The terms of two neighbouring characters, worked out when they are first met."""

    def __missing__(self, pair: str) -> tuple[str, ...]:
        self[pair] = tuple(map(" ".join, product(_READINGS[pair[0]], _READINGS[pair[1]])))
        return self[pair]


class _Letters(dict[str, str]):
    """The first letters of characters' readings, each once."""

    def __missing__(self, character: str) -> str:
        letters = dict.fromkeys(reading[0] for reading in _READINGS[character])
        self[character] = "".join(letters)
        return self[character]


_READINGS, _PAIRS, _LETTERS = _Readings(), _Pairs(), _Letters()


def readings(character: str) -> tuple[str, ...]:
    """The readings of a character, the usual one first.

    >>> readings("南"), readings("重"), readings("绿"), readings("A")
    (('nan',), ('zhong', 'chong'), ('lv', 'lu'), ())
    """
    return _READINGS[character]


def sound_terms(form: str) -> tuple[frozenset[str], frozenset[str]]:
    """The pairs of syllables, and the runs of first letters, of a name in normal form.

    >>> sounds, initials = sound_terms("南康厂")
    >>> sorted(sounds), sorted(initials)
    (['kang chang', 'nan kang'], ['kc', 'nk', 'nkc'])
    """
    sounds: set[str] = set()
    initials: set[str] = set()
    for run in _IDEOGRAPHS.findall(form):
        sounds.update(*map(_PAIRS.__getitem__, map(add, run, run[1:])))
        letters = [_LETTERS[character] for character in run]
        together = "".join(letters)
        if len(together) == len(run):
            initials.update(map(add, together, together[1:]))
            initials.update(map(_three, together, together[1:], together[2:]))
        else:
            initials.update(_runs_of(letters))
    return frozenset(sounds), frozenset(initials)


def _three(one: str, other: str, third: str) -> str:
    """Three letters as one term."""
    return one + other + third


def _runs_of(letters: list[str]) -> Iterator[str]:
    """The runs of first letters where characters have several, or none."""
    for length in LETTER_GRAMS:
        for place in range(len(letters) - length + 1):
            yield from map("".join, product(*letters[place : place + length]))


@functools.lru_cache(maxsize=1024)
def spellings(fragment: str) -> tuple[Spelling, ...]:
    """What a fragment (a key) with letters in it may stand for; nothing where it has none.

    >>> [len(one.signs) for one in spellings("nankang")], spellings("家具")
    ([2, 7], ())
    >>> [(len(one.signs), one.is_whole) for one in spellings("nk家具")]
    [(4, False)]
    """
    parts = _PARTS.findall(fragment)
    if "".join(parts) != fragment or not any(part.isascii() for part in parts):
        return ()
    if len(fragment) < 2 or len(parts) > _LONGEST_LETTERS:  # noqa: PLR2004 - one letter says nothing
        return ()
    ways = [_ways(part) for part in parts]
    found = []
    for chosen in product(*ways):
        signs = tuple(sign for one in chosen for sign in one.signs)
        found.append(Spelling(signs, all(one.is_whole for one in chosen)))
    return tuple(found[:_MOST_SPELLINGS])


def sounds_so(text: str, fragment: str) -> bool:
    """Whether letters find the text (a key) by the fragment.

    >>> sounds_so("赣州市旧梦沙发厂", "jiumeng"), sounds_so("南康家具厂", "jiumeng")
    (True, False)
    """
    for spelling in spellings(fragment):
        length = len(spelling.signs)
        for start in range(len(text) - length + 1):
            part = zip(text[start : start + length], spelling.signs, strict=True)
            if all(one in sign or not sign.isdisjoint(_READINGS[one]) for one, sign in part):
                return True
    return False


def _ways(letters: str) -> tuple[Spelling, ...]:
    """What letters may stand for: syllables, else the fewest signs, or first letters."""
    if not letters.isascii():
        return (Spelling((Sign({letters}),), is_whole=True),)
    if len(letters) > _LONGEST_LETTERS:
        return ()
    whole = sorted(_divided(letters.replace("ü", "v")), key=len)[:_MOST_DIVISIONS]
    found = [Spelling(signs, is_whole=True) for signs in whole]
    if not whole:
        found.append(Spelling(_closest(letters), is_whole=False))
    if len(letters) <= _MOST_INITIALS and not _NO_INITIALS.intersection(letters):
        initials = Spelling(tuple(_beginning(letter) for letter in letters), is_whole=False)
        found += [] if initials in found else [initials]
    return tuple(one for one in found if all(one.signs))


def _divided(letters: str) -> list[tuple[Sign, ...]]:
    """Every way to read the letters as syllables, of which the last may be only begun."""
    ends: list[list[tuple[Sign, ...]]] = [[()], *([] for _ in letters)]
    for start in range(len(letters)):
        for end in range(start + 1, min(start + 6, len(letters)) + 1):
            part = letters[start:end]
            if end == len(letters) and len(part) > 1:
                sign = _beginning(part)
            else:
                sign = Sign({part} & _by_syllable().keys())
            if sign:
                ends[end] += [(*signs, sign) for signs in ends[start]][:_MOST_SPELLINGS]
    return ends[-1]


def _closest(letters: str) -> tuple[Sign, ...]:
    """The letters as syllables where they are, and as first letters where not."""
    signs, place = [], 0
    while place < len(letters):
        longest = range(min(6, len(letters) - place), 1, -1)
        size = next((one for one in longest if letters[place : place + one] in _written()), 1)
        part = letters[place : place + size]
        signs.append(Sign({part}) if part in _by_syllable() and size > 1 else _beginning(part))
        place += size
    return tuple(signs)


@functools.cache
def _written() -> frozenset[str]:
    """The syllables, and the beginnings of two letters that are one sound."""
    return frozenset((*_by_syllable(), "zh", "ch", "sh"))


@functools.cache
def _beginning(letters: str) -> Sign:
    """The syllables that begin so."""
    return Sign(one for one in _by_syllable() if one.startswith(letters))


@functools.lru_cache(maxsize=512)
def characters(sign: Sign) -> Truths:
    """For each UTF-16 unit whether it is a character that the sign may stand for."""
    table = np.zeros(_CODE_UNITS, np.bool_)
    for one in sign:
        units = _by_syllable().get(one, []) if one.isascii() else [ord(one)]
        table[[unit for unit in units if unit < _CODE_UNITS]] = True
    return table


@functools.cache
def _by_syllable() -> dict[str, list[int]]:
    """The characters of each syllable, by code point."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for code_point in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)):
        for reading in _READINGS[chr(code_point)]:
            found[reading].append(code_point)
    return dict(found)


def _plain(reading: str) -> str:
    """A reading without its tone, ü as v."""
    apart = unicodedata.normalize("NFD", reading).replace("u\u0308", "v").replace("ê", "e")
    return "".join(letter for letter in apart if letter.isascii())


@functools.cache
def _further() -> dict[str, tuple[str, ...]]:
    """The readings of `readings.txt` by character."""
    text = resources.files("search_index").joinpath("readings.txt").read_text("utf-8")
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in text.splitlines():
        if line and not line.startswith("#"):
            reading, *those = line.split()
            for character in those:
                found[character].append(reading)
    return {character: tuple(those) for character, those in found.items()}


@functools.cache
def _dictionary() -> dict[int, str]:
    """The readings of each character with tones, the usual one first."""
    # Its phrases would cost every process 45 MB; names are found by the readings of characters.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    found: dict[int, str] = import_module("pypinyin.pinyin_dict").pinyin_dict
    return found


def first_letters(signs: Iterable[Sign]) -> list[frozenset[str]]:
    """The first letters that each sign may have; those of a character are its readings'."""
    return list(map(_first_letters_of, signs))


@functools.lru_cache(maxsize=512)
def _first_letters_of(sign: Sign) -> frozenset[str]:
    """The first letters that a sign may have."""
    return frozenset(
        letter for one in sign for letter in (one[0] if one.isascii() else _LETTERS[one])
    )
