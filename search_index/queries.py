"""Questions to the index, and how their words are understood."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, get_args

from search_index.analysis import key, letters
from search_index.documents import FACETS
from search_index.errors import QueryRefused
from search_index.legal_forms import without_legal_form

Sort = Literal["match", "name"]

LONGEST_TEXT = 200
MOST_FRAGMENTS = 10
MOST_HITS = 200
_FEWEST_LETTERS = 3
# Unified social credit code, registration number or taxpayer number, organisation code.
_CODE = re.compile(r"(?=.*[0-9])(?:[0-9a-z]{18}|[0-9a-z]{15}|[0-9a-z]{9})")


class QueryKind(StrEnum):
    """How a question's words were understood."""

    CODE = "code"
    NAME = "name"
    FRAGMENTS = "fragments"
    EVERYTHING = "everything"
    NOTHING_SPECIAL = "nothing_special"


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the words were taken for: the fragments looked for, and what was ignored.

    `whole` is all that was typed, in normal form; fragments are in normal form too.
    """

    kind: QueryKind
    fragments: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    whole: str = ""

    @property
    def may_be_letters(self) -> bool:
        """Whether a name may be looked for by the characters alone: there are enough of them."""
        return sum(len(letters(part)) for part in self.fragments) >= _FEWEST_LETTERS


@dataclass(frozen=True, slots=True)
class Query:
    """A question: words, accepted values of facets, the day it is asked for, and the page wanted.

    `after` is the `after` of the page before. Raises QueryRefused.
    """

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    day: int = 0
    limit: int = 20
    after: str | None = None
    sort: Sort = "match"
    public_only: bool = True

    def __post_init__(self) -> None:
        """Refuse what cannot be answered."""
        if len(self.text) > LONGEST_TEXT:
            raise QueryRefused(f"The words are longer than {LONGEST_TEXT} characters.")
        if len(self.text.split()) > MOST_FRAGMENTS:
            raise QueryRefused(f"There are more than {MOST_FRAGMENTS} words.")
        if not 1 <= self.limit <= MOST_HITS:
            raise QueryRefused(f"A page has from 1 to {MOST_HITS} hits.")
        if self.sort not in get_args(Sort):
            raise QueryRefused(f"Hits are sorted by one of {get_args(Sort)}.")
        if unknown := sorted(set(self.filters) - set(FACETS)):
            raise QueryRefused(f"{unknown} cannot be filtered by; {FACETS} can.")


def understand(text: str) -> Understanding:
    """How the words are understood.

    >>> understand("9133 0281 7172 0771 19").kind
    <QueryKind.CODE: 'code'>
    >>> understand("余姚 电器 有限公司")
    Understanding(kind=<QueryKind.FRAGMENTS: 'fragments'>, fragments=('余姚', '电器'), \
ignored=('有限公司',), whole='余姚电器有限公司')
    """
    whole = key(text)
    if _CODE.fullmatch(whole):
        return Understanding(QueryKind.CODE, (whole,), (), whole)
    if not text.strip():
        return Understanding(QueryKind.EVERYTHING)
    fragments, ignored = _told_apart(text)
    return Understanding(_kind_of(fragments), fragments, ignored, whole)


def _told_apart(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fragments that say something, and the words that do not, each once."""
    fragments: dict[str, None] = {}
    ignored: dict[str, None] = {}
    for word in text.split():
        said, dropped = without_legal_form(key(word))
        if said:
            fragments[said] = None
        if dropped or not said:
            ignored[dropped or word] = None
    return tuple(fragments), tuple(ignored)


def _kind_of(fragments: tuple[str, ...]) -> QueryKind:
    """What that many fragments make."""
    if not fragments:
        return QueryKind.NOTHING_SPECIAL
    return QueryKind.NAME if len(fragments) == 1 else QueryKind.FRAGMENTS
