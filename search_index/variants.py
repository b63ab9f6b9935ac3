"""Characters that stand for one another where a name went through traditional writing.

The way there goes by words (家具 becomes 傢俱), the way back by characters (傢俱 becomes 家俱).
Names in both spellings exist and are not the same, so that the other one is tried only where what
was asked for finds nothing as it stands.
"""

import functools
from importlib import resources

MOST_SPELLINGS = 4
"""So many other spellings of one question are tried at most."""


@functools.cache
def variants() -> dict[str, str]:
    """The registered character by the one that is asked for, as `variants.txt` has them."""
    text = resources.files("search_index").joinpath("variants.txt").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {row[0]: row[1] for row in rows}


def spellings(text: str) -> list[dict[int, str]]:
    """The translations that spell a text (a key) in another way: all at once, then one by one.

    >>> ["宁波家俱".translate(each) for each in spellings("宁波家俱")]
    ['宁波家具']
    >>> ["巨复".translate(each) for each in spellings("巨复")]
    ['钜复']
    >>> spellings("宁波电器")
    []
    """
    known = variants()
    met = [character for character in dict.fromkeys(text) if character in known]
    if not met:
        return []
    whole = {ord(character): known[character] for character in met}
    apart = [{place: form} for place, form in whole.items()] if len(met) > 1 else []
    return [whole, *apart][:MOST_SPELLINGS]
