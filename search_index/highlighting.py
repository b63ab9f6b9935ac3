"""Marking the parts of a name that a question asked for, without any markup."""

from collections.abc import Iterable
from itertools import groupby

from search_index.analysis import key, placed_key


def highlight(name: str, fragments: Iterable[str]) -> list[tuple[str, bool]]:
    """The name in pieces, each with whether the question asked for it; joined they are the name.

    >>> highlight("宁波（中国）電器厂", ["波中国", "电器"])
    [('宁', False), ('波（中国', True), ('）', False), ('電器', True), ('厂', False)]
    """
    marked = _marked_places(name, fragments)
    pieces = groupby(range(len(name)), key=marked.__contains__)
    return [("".join(name[place] for place in places), is_match) for is_match, places in pieces]


def _marked_places(name: str, fragments: Iterable[str]) -> set[int]:
    """The places in the name that some fragment covers, separators within included."""
    form, places = placed_key(name)
    marked: set[int] = set()
    for fragment in filter(None, map(key, fragments)):
        start = form.find(fragment)
        while start >= 0:
            marked.update(range(places[start], places[start + len(fragment) - 1] + 1))
            start = form.find(fragment, start + 1)
    return marked
