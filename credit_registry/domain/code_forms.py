"""The normal form of a written code, whatever its scheme."""

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff-]+")
"""White space, hyphens and dashes, and what is invisible."""


def normalise(text: str) -> str:
    """The text in narrow capitals without spaces and hyphens; nothing else is repaired.

    >>> normalise(" ９136 0700-7542 2548 4b")
    '91360700754225484B'
    """
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()
