"""How many slips lie between what was typed and the closest part of a name.

A slip is a character too many, too few, another one, or two neighbours exchanged (optimal string
alignment). Hyyrö's bit-parallel form (2003): one column of the table is one whole number.
"""

from collections import defaultdict


def slips(text: str, fragment: str) -> int:
    """The fewest slips between the fragment and any part of the text.

    >>> slips("赣州华洋家具厂", "华羊家具"), slips("赣州华洋家具厂", "洋华家具")
    (1, 1)
    >>> slips("赣州华洋家具厂", "华家具"), slips("赣州华洋家具厂", "华大洋家具")
    (1, 1)
    """
    length = len(fragment)
    if not length:
        return 0
    full, last = (1 << length) - 1, 1 << (length - 1)
    where: defaultdict[str, int] = defaultdict(int)
    for place, character in enumerate(fragment):
        where[character] |= 1 << place
    plus, minus, diagonal, before = full, 0, 0, 0
    found = best = length
    for character in text:
        held = where.get(character, 0)
        exchanged = (((~diagonal) & held) << 1) & before
        diagonal = ((((held & plus) + plus) ^ plus) | held | minus | exchanged) & full
        across_plus = (minus | ~(diagonal | plus)) & full
        across_minus = diagonal & plus
        found += (across_plus & last != 0) - (across_minus & last != 0)
        best = min(best, found)
        # No one is shifted in: the fragment may begin anywhere in the text.
        across_plus, across_minus = across_plus << 1, across_minus << 1
        plus = (across_minus | ~(diagonal | across_plus)) & full
        minus = across_plus & diagonal & full
        before = held
    return best


def most_slips(length: int) -> int:
    """How many slips a fragment of so many characters may have and still be meant.

    >>> [most_slips(length) for length in (2, 3, 6, 7, 11, 20)]
    [0, 1, 1, 2, 3, 3]
    """
    per_slip, most = 4, 3
    return 0 if length < per_slip - 1 else min((length + 1) // per_slip, most) or 1
