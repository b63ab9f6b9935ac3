"""The invented city and its divisions, as its own edition of the law has them."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

CITY_ZH = "虚构市"
CITY_EN = "Invented City"
PROVINCE_ZH = "虚构省"
CITY_DIVISION = "990100"

_LEVELS = frozenset({"district", "county", "county_level_city"})


@dataclass(frozen=True, slots=True)
class Place:
    """A division of the city under its present code, with the one it bore before."""

    code: str
    name: str
    since: date | None
    former_code: str | None
    former_name: str | None

    def code_on(self, day: date) -> str:
        """The code it bore on the day."""
        return self.former_code if self._is_before(day) and self.former_code else self.code

    def name_on(self, day: date) -> str:
        """The name it bore on the day."""
        return self.former_name if self._is_before(day) and self.former_name else self.name

    def _is_before(self, day: date) -> bool:
        return self.since is not None and day < self.since


def law() -> Traversable:
    """The overlay of law files that the city's edition is made with."""
    return files("credit_registry.invented") / "law"


@cache
def places() -> tuple[Place, ...]:
    """The divisions that stand now, in the order of the file."""
    text = (law() / "divisions.csv").read_text("utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["level"] in _LEVELS]
    former = {row["successor"]: row for row in rows if row["successor"]}
    return tuple(_place(row, former.get(row["key"])) for row in rows if not row["until"])


def _place(row: dict[str, str], before: dict[str, str] | None) -> Place:
    """One place from its row and its predecessor's."""
    return Place(
        code=row["code"],
        name=row["name"],
        since=date.fromisoformat(row["since"]) if row["since"] else None,
        former_code=before["code"] if before else None,
        former_name=before["name"] if before else None,
    )
