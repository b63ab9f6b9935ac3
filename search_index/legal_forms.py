"""Legal-form words, which carry no weight of their own in a question."""

import functools
from importlib import resources
from typing import NamedTuple


class LegalForms(NamedTuple):
    """The words dropped at a fragment's end, longest first, and those dropped when alone."""

    endings: tuple[str, ...]
    alone: frozenset[str]


@functools.cache
def legal_forms() -> LegalForms:
    """The words of `legal_forms.txt`."""
    text = resources.files("search_index").joinpath("legal_forms.txt").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    endings = sorted((word for place, word in rows if place == "ending"), key=len, reverse=True)
    return LegalForms(tuple(endings), frozenset(word for _, word in rows))


def without_legal_form(fragment: str) -> tuple[str, str | None]:
    """The fragment without its legal form, and the form that was dropped, if any.

    >>> without_legal_form("余姚市市政工程有限公司")
    ('余姚市市政工程', '有限公司')
    >>> without_legal_form("电器厂")
    ('电器厂', None)
    >>> without_legal_form("厂")
    ('', '厂')
    """
    forms = legal_forms()
    if fragment in forms.alone:
        return "", fragment
    for ending in forms.endings:
        if fragment.endswith(ending):
            return fragment.removesuffix(ending), ending
    return fragment, None
