"""What peers make of a question's words; all engines share our normal form."""

import re
from enum import Enum, auto

from search_index.analysis import key

_CODE = re.compile(r"(?=.*[0-9])[0-9a-z]{4,}")


class Shape(Enum):
    """What the words look like."""

    CODE = auto()
    LATIN = auto()
    NAME = auto()


def shape(text: str) -> Shape:
    """Whether words are a code or part of one, pinyin or initials, or anything else."""
    whole = key(text)
    if _CODE.fullmatch(whole):
        return Shape.CODE
    return Shape.LATIN if whole.isascii() and whole.isalpha() else Shape.NAME


def fragments(text: str) -> list[str]:
    """The words in normal form."""
    return list(filter(None, map(key, text.split())))


def grams(text: str, length: int) -> list[str]:
    """Each run of so many neighbouring characters, once; a shorter text is its own."""
    runs = [text[place : place + length] for place in range(len(text) - length + 1)]
    return list(dict.fromkeys(runs or [text]))
