"""How far two texts are apart, counted in characters."""

HUNDRED_PERCENT = 10_000


def distance(one: str, other: str) -> int:
    """The fewest characters to put in, leave out or replace that make one text the other.

    >>> distance("甲乙木业", "甲丙木业"), distance("", "木业")
    (1, 2)
    """
    if one == other:
        return 0
    previous = list(range(len(other) + 1))
    for row, mine in enumerate(one, start=1):
        current = [row]
        for column, theirs in enumerate(other, start=1):
            replaced = previous[column - 1] + (mine != theirs)
            current.append(min(replaced, previous[column] + 1, current[-1] + 1))
        previous = current
    return previous[-1]


def likeness_centi(one: str, other: str) -> int:
    """How alike two texts are, in hundredths of a percent: the share of characters that stay.

    >>> likeness_centi("甲乙木业", "甲丙木业"), likeness_centi("甲", "乙"), likeness_centi("", "")
    (7500, 0, 10000)
    """
    longest = max(len(one), len(other))
    if not longest:
        return HUNDRED_PERCENT
    return (longest - distance(one, other)) * HUNDRED_PERCENT // longest


def is_one_slip(one: str, other: str) -> bool:
    """Whether one character, or two neighbours exchanged, make the difference.

    >>> is_one_slip("9136A", "9136B"), is_one_slip("9136", "9163"), is_one_slip("9136", "9136")
    (True, True, False)
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        apart = [place for place, mine in enumerate(one) if mine != other[place]]
        return len(apart) == 1 or _are_exchanged(one, other, apart)
    return distance(one, other) == 1


def _are_exchanged(one: str, other: str, apart: list[int]) -> bool:
    """Whether the two places are neighbours that changed places."""
    if len(apart) != 2 or apart[1] != apart[0] + 1:  # noqa: PLR2004 - a pair
        return False
    first, second = apart
    return one[first] == other[second] and one[second] == other[first]
