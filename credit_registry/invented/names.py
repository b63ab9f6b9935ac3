"""Names that nobody bears: pairs of characters that stand side by side in no name on file.

A test reads every sample of real names and finds none of these pairs in any of them.
"""

import re
from collections.abc import Iterator
from itertools import product
from random import Random

FIRST = (
    "漪菘汀朔笙梧岚舸棹蘅蕙荇菡昕昀旻曦煦烨焕琅珩璞玥琛璇翎翊翱翩鹭鹤鸢麟槐棣葵荷苓芮芃菁萱蕴"
    "薇藜沣沛浔涵淳渊溯滢澄屿嵩嶙垣堃婉宸寰憬扬斐旌"
)
SECOND = (
    "霁黛霭岫沚砚苇芷昶暄熠璟瑾瑜琮瑄翮鹄鹂隼骐骅麒鲲鳞楠樟栎榕葳芸蓁沅泓泠洄淙湛潇瀛峤峥垚墨"
    "壑徽惟懿挚敦杉叙吟咏喻廊序廷弦律循悠拾摇旷映"
)
_PAIR = re.compile(f"[{FIRST}][{SECOND}]")


def trade_names(rng: Random) -> Iterator[str]:
    """Trade names without repetition: all pairs in the order of chance, then longer ones."""
    pairs = [first + second for first, second in product(FIRST, SECOND)]
    rng.shuffle(pairs)
    yield from pairs
    for third in SECOND:
        yield from (pair + third for pair in pairs)


def lengthened(name: str) -> str:
    """The name with a third character in its trade name, which no other enterprise bears.

    >>> lengthened("虚构市漪霁家具有限公司")
    '虚构市漪霁映家具有限公司'
    """
    return _PAIR.sub(lambda found: found[0] + SECOND[-1], name, count=1)


def street_names(rng: Random, count: int) -> list[str]:
    """Names of streets."""
    pairs = [first + second for first, second in product(FIRST, SECOND)]
    return [pair + rng.choice(("路", "街", "大道", "巷")) for pair in rng.sample(pairs, count)]
