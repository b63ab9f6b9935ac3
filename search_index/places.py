"""Names of places at the beginning of what is asked for, which tell no subject from another.

A place is looked for like any other word. Only where nothing answers is it left out, because names
are registered with and without their place (江西省赣州市华洋家具, 华洋家具).
"""

import functools
import re
from importlib import resources

_LEVELS = "省|市|自治区|特别行政区|壮族自治区|回族自治区|维吾尔自治区|地区|盟|自治州"
_LOWER = "[\u4e00-\u9fff]{1,4}?(?:区|县)"


@functools.cache
def _beginning() -> re.Pattern[str]:
    """One place after the other, and a district or county behind them."""
    text = resources.files("search_index").joinpath("places.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    names = sorted({name for line in lines for name in line.split()}, key=len, reverse=True)
    return re.compile(f"(?:(?:{'|'.join(names)})(?:{_LEVELS})?)+(?:{_LOWER})?")


def without_place(fragment: str) -> tuple[str, str]:
    """The fragment (a key) without the places it begins with, and these.

    >>> without_place("江西省赣州市南康区华洋家具")
    ('华洋家具', '江西省赣州市南康区')
    >>> without_place("赣州市"), without_place("华洋家具")
    (('', '赣州市'), ('华洋家具', ''))
    """
    found = _beginning().match(fragment)
    return (fragment[found.end() :], found[0]) if found else (fragment, "")
