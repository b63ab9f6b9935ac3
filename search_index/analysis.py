"""Text in normal form, and the terms it is found by.

Chinese is found by its characters and pairs of neighbouring characters, so that no dictionary has
to know a trade name; runs of other letters and digits are found as whole words.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from operator import add

import opencc

_FIRST_IDEOGRAPH = "\u2e80"
_RUNS = re.compile("[\u2e80-\U0010ffff]+|[^\u2e80-\U0010ffff]+")
_LETTERS = re.compile("[\u2e80-\U0010ffff]|[^\u2e80-\U0010ffff]+")
_LONGEST_WORD = 64
CODE_GRAM = 4
"""How many characters of a code are one term; a shorter part of a code is not looked for."""


class _Forms(dict[int, str]):
    """Each character's normal form, worked out when it is first met; a separator's is a space."""

    def __missing__(self, code_point: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(code_point)).lower()
        self[code_point] = form = "".join(
            _simplified(character) if character.isalnum() else " " for character in plain
        )
        return form


_FORMS = _Forms()


@functools.cache
def _converter() -> opencc.OpenCC:
    """The traditional to simplified conversion."""
    return opencc.OpenCC("t2s")


def _simplified(character: str) -> str:
    """The simplified form of one character.

    By character and never by phrase: every character then keeps its place, which marking needs.
    """
    return str(_converter().convert(character)) if character >= _FIRST_IDEOGRAPH else character


def folded(text: str) -> str:
    """The text in normal form, each separator still a space.

    >>> folded("寧波（ＡＢＣ）電器-２厂")
    '宁波 abc 电器 2厂'
    """
    return unicodedata.normalize("NFKC", text).translate(_FORMS)


def key(text: str) -> str:
    """The text in normal form without separators: what two spellings of one name share.

    >>> key("寧波（ＡＢＣ）電器 有限公司")
    '宁波abc电器有限公司'
    """
    return folded(text).replace(" ", "")


def placed_key(text: str) -> tuple[str, list[int]]:
    """The text's key, and for each of its characters the place in the text that it came from."""
    forms = [_FORMS[ord(character)].replace(" ", "") for character in text]
    places = [place for place, form in enumerate(forms) for _ in form]
    return "".join(forms), places


def indexed_terms(text: str) -> frozenset[str]:
    """Every term that the text can be found by.

    >>> sorted(indexed_terms("A.B厂店"))
    ['a', 'ab', 'b', '厂', '厂店', '店']
    """
    return terms_of_folded(folded(text))


def terms_of_folded(form: str) -> frozenset[str]:
    """Every term of a text in normal form whose separators are still spaces."""
    together = form.replace(" ", "")
    if not together:
        return frozenset()
    if is_ideographic(together):
        return frozenset((*together, *_pairs(together)))
    apart = {term for word in form.split() for term in _terms(word)}
    return frozenset(apart.union(_terms(together)))


def asked_terms(fragment: str) -> frozenset[str]:
    """The fewest terms that every text with this fragment (a key) has.

    >>> sorted(asked_terms("宁波电器3m厂"))
    ['3m', '厂', '宁波', '波电', '电器']
    """
    terms: set[str] = set()
    for run in _RUNS.findall(fragment):
        is_pairable = run >= _FIRST_IDEOGRAPH and len(run) > 1
        terms.update(_pairs(run) if is_pairable else (run[:_LONGEST_WORD],))
    return frozenset(terms)


def code_terms(code: str) -> frozenset[str]:
    """The terms of a code, or of a part of one, in normal form: each run of CODE_GRAM characters.

    >>> sorted(code_terms("913302"))
    ['1330', '3302', '9133']
    """
    places = range(len(code) - CODE_GRAM + 1)
    return frozenset(code[place : place + CODE_GRAM] for place in places)


def is_ideographic(fragment: str) -> bool:
    """Whether a fragment (a key) has characters only that are found each and in pairs.

    >>> is_ideographic("电器"), is_ideographic("3m电器")
    (True, False)
    """
    return min(fragment) >= _FIRST_IDEOGRAPH


def letters(fragment: str) -> list[str]:
    """The characters of a fragment (a key), each run of other letters and digits as one.

    >>> letters("3m电器")
    ['3m', '电', '器']
    """
    return _LETTERS.findall(fragment)


def _terms(form: str) -> Iterator[str]:
    """The terms of a text in normal form that has no separators."""
    for run in _RUNS.findall(form):
        if run < _FIRST_IDEOGRAPH:
            yield run[:_LONGEST_WORD]
        else:
            yield from run
            yield from _pairs(run)


def _pairs(run: str) -> Iterator[str]:
    """Each two neighbouring characters."""
    return map(add, run, run[1:])
