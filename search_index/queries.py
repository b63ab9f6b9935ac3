"""Questions to the index, and how their words are understood."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal, NamedTuple, get_args

from search_index.analysis import key, letters
from search_index.documents import FILTERS
from search_index.errors import QueryRefused
from search_index.legal_forms import without_legal_form
from search_index.places import without_place
from search_index.syntax import AskedField, Word, words
from search_index.variants import spellings

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
    FIELDS = "fields"
    EVERYTHING = "everything"
    NOTHING_SPECIAL = "nothing_special"


class Within(NamedTuple):
    """A text, in normal form, and the field it is looked for in."""

    field: AskedField
    text: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the words were taken for: the fragments looked for, and what was ignored.

    `whole` is all that was typed without a mark, in normal form; fragments are in normal form too.
    `strict` are the fragments that were quoted, each of `within` has to stand in its
    field, and none of `excluded` may.
    """

    kind: QueryKind
    fragments: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    whole: str = ""
    strict: tuple[str, ...] = ()
    excluded: tuple[Within, ...] = ()
    within: tuple[Within, ...] = ()

    @property
    def may_be_letters(self) -> bool:
        """Whether a name may be looked for by the characters alone: there are enough of them."""
        count = sum(len(letters(part)) for part in self.fragments)
        return count >= _FEWEST_LETTERS and not self.strict

    def spelled_otherwise(self) -> "list[Understanding]":
        """The same in the spellings that a way through traditional characters may have changed.

        What is quoted is meant as it stands, so that nothing is spelled otherwise then.
        """
        if self.strict or not self.fragments:
            return []
        return [
            replace(
                self,
                fragments=tuple(each.translate(spelling) for each in self.fragments),
                whole=self.whole.translate(spelling),
            )
            for spelling in spellings(self.whole)
        ]

    def without_places(self) -> "Understanding | None":
        """The same without the places that fragments begin with; None where too little is left.

        What was quoted stays as it is.
        """
        left: dict[str, None] = {}
        places: list[str] = []
        for fragment in self.fragments:
            rest, place = (fragment, "") if fragment in self.strict else without_place(fragment)
            if rest:
                left[rest] = None
            if place:
                places.append(place)
        if not places or sum(map(len, left)) < _FEWEST_LETTERS:
            return None
        whole = without_place(self.whole)[0]
        ignored = (*places, *self.ignored)
        kind = QueryKind.NAME if len(left) == 1 else QueryKind.FRAGMENTS
        return replace(self, kind=kind, fragments=tuple(left), ignored=ignored, whole=whole)


@dataclass(frozen=True, slots=True)
class Query:
    """A question: words, accepted values of facets, the day it is asked for, and the page wanted.

    `after` is the `after` of the page before. Where `counts_facets` is off the answer has no
    facets, which saves time. Raises QueryRefused.
    """

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    day: int = 0
    limit: int = 20
    after: str | None = None
    sort: Sort = "match"
    public_only: bool = True
    counts_facets: bool = True

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
        if unknown := sorted(set(self.filters) - set(FILTERS)):
            raise QueryRefused(f"{unknown} cannot be filtered by; {FILTERS} can.")


def understand(text: str) -> Understanding:
    """How the words are understood.

    >>> understand("9133 0281 7172 0771 19").kind
    <QueryKind.CODE: 'code'>
    >>> understood = understand("余姚 电器 有限公司 -进出口")
    >>> understood.fragments, understood.ignored, understood.whole
    (('余姚', '电器'), ('有限公司',), '余姚电器有限公司')
    >>> understood.excluded
    (Within(field=<AskedField.NAME: 'name'>, text='进出口'),)
    """
    whole = key(text)
    if _CODE.fullmatch(whole):
        return Understanding(QueryKind.CODE, (whole,), (), whole)
    if not text.strip():
        return Understanding(QueryKind.EVERYTHING)
    asked = words(text)
    plain = [word for word in asked if word.is_plain]
    fragments, ignored = _told_apart(plain)
    within = _within(word for word in asked if word.field and not word.is_excluded)
    excluded = _within(word for word in asked if word.is_excluded)
    return Understanding(
        _kind_of(fragments, is_marked=bool(within or excluded)),
        fragments,
        ignored,
        "".join(key(word.text) for word in plain),
        tuple(said for word in plain if word.is_quoted and (said := key(word.text))),
        excluded,
        within,
    )


def _within(marked: Iterable[Word]) -> tuple[Within, ...]:
    """The texts of those words with the fields they name, the name where they name none."""
    asked = (Within(word.field or AskedField.NAME, key(word.text)) for word in marked)
    return tuple(one for one in asked if one.text)


def _told_apart(plain: Sequence[Word]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fragments that say something, and the words that do not, each once."""
    fragments: dict[str, None] = {}
    ignored: dict[str, None] = {}
    for word in plain:
        form = key(word.text)
        said, dropped = (form, None) if word.is_quoted else without_legal_form(form)
        if said:
            fragments[said] = None
        if dropped or not said:
            ignored[dropped or word.text] = None
    return tuple(fragments), tuple(ignored)


def _kind_of(fragments: tuple[str, ...], *, is_marked: bool) -> QueryKind:
    """What that many fragments make, where words beside them have marks or have not."""
    if not fragments:
        return QueryKind.FIELDS if is_marked else QueryKind.NOTHING_SPECIAL
    return QueryKind.NAME if len(fragments) == 1 else QueryKind.FRAGMENTS
