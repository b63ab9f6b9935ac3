"""What the city's enterprises make and do, with what their products may fail in."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Trade:
    """One trade: its GB/T 4754 code, its share of the city, and the words it is spoken of in."""

    code: str
    weight: int
    words: tuple[str, ...]
    kinds: tuple[str, ...]
    scope: str
    product_class: str
    products: tuple[str, ...]
    ordinary: tuple[str, ...]
    safety: tuple[str, ...]

    @property
    def is_retail(self) -> bool:
        """Whether it sells or serves what others have made."""
        return self.code[0] in "FH"


@cache
def trades() -> tuple[Trade, ...]:
    """All trades in the order of the file."""
    text = (files("credit_registry.invented") / "trades.yaml").read_text("utf-8")
    return tuple(_trade(row) for row in yaml.load(text, yaml.CSafeLoader))


def _trade(row: dict[str, Any]) -> Trade:
    """One trade from its row; services have no products to sample."""
    return Trade(
        code=row["code"],
        weight=row["weight"],
        words=tuple(row["words"]),
        kinds=tuple(row["kinds"]),
        scope=row["scope"],
        product_class=row.get("product_class", ""),
        products=tuple(row.get("products", ())),
        ordinary=tuple(row.get("ordinary", ())),
        safety=tuple(row.get("safety", ())),
    )
