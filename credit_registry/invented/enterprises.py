"""The invented enterprises: who they are, since when, how large, and how they tend to behave."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from credit_registry.domain.drafts import SubjectDraft
from credit_registry.domain.subjects import Standing, SubjectKind
from credit_registry.invented import codes
from credit_registry.invented.names import street_names, trade_names
from credit_registry.invented.places import CITY_ZH, PROVINCE_ZH, Place, places
from credit_registry.invented.trades import Trade, trades

Value = TypeVar("Value")
DAYS_A_YEAR = 365
STREETS = 120
SELDOM_NAMED_DAYS = 740
"""Longer than any register waits with its next file."""

FREELY_CHOSEN, FOUNDED_LATELY, RENAMED = 0.5, 0.4, 0.05
"""Shares: of any kind their trade has, founded in the years told of, renamed in them."""

_KINDS = {
    "enterprise": (SubjectKind.LEGAL_PERSON, "91"),
    "individual": (SubjectKind.INDIVIDUAL_BUSINESS, "92"),
    "cooperative": (SubjectKind.FARMERS_COOPERATIVE, "93"),
}
_FORMS = (
    ("有限公司", "其他有限责任公司", 70),
    ("有限责任公司", "有限责任公司（法人独资）", 22),
    ("股份有限公司", "股份有限公司（非上市）", 8),
)
_SHOPS = ("经营部", "商行", "加工店", "服务部")
_CAPITALS = (10, 50, 100, 200, 500, 800, 1000, 2000, 5000, 12000)
_RISKS = ((0.0, 80), (1.0, 15), (5.0, 4), (20.0, 1))
"""How much more than others an enterprise is punished, with the share of such in a hundred."""

_FATES = (
    (Standing.OPERATING, 880),
    (Standing.DEREGISTERED, 75),
    (Standing.REVOKED, 25),
    (Standing.MOVED_OUT, 12),
    (Standing.UNKNOWN, 8),
)


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An invented enterprise and its life; `activity` and `risk` are weights against others."""

    uscc: str
    name: str
    former_name: str | None
    renamed_on: date | None
    kind: SubjectKind
    form: str
    established_on: date
    standing: Standing
    ended_on: date | None
    home: Place
    trade: Trade
    address: str
    capital: str
    activity: float
    risk: float

    def name_on(self, day: date) -> str:
        """The name it bore on the day."""
        if self.former_name and self.renamed_on and day < self.renamed_on:
            return self.former_name
        return self.name

    def draft_on(self, day: date) -> SubjectDraft:
        """Its row in the register of the day."""
        has_ended = self.ended_on is not None and self.ended_on <= day
        is_open = self.standing is Standing.OPERATING or (self.ended_on and not has_ended)
        return SubjectDraft(
            name=self.name_on(day),
            uscc=self.uscc,
            kind=self.kind,
            standing=Standing.OPERATING if is_open else self.standing,
            established_on=self.established_on,
            enterprise_type=self.form,
            province=PROVINCE_ZH,
            city=CITY_ZH,
            division_code=self.home.code_on(day),
            industry_code=self.trade.code,
            address=f"{CITY_ZH}{self.home.name_on(day)}{self.address}",
            scope=self.trade.scope,
            capital=self.capital,
        )

    def changes(self) -> list[date]:
        """The days on which its row in the register changed."""
        days = (self.renamed_on, self.ended_on, self.home.since)
        return [day for day in days if day is not None and day > self.established_on]


def invent(rng: Random, count: int, since: date, today: date) -> list[Enterprise]:
    """So many enterprises, most of them older than `since`, in the seed's order."""
    maker = _Maker(rng, since, today)
    return [maker.make(number) for number in range(1, count + 1)]


class _Maker:
    """Makes one enterprise after another."""

    def __init__(self, rng: Random, since: date, today: date) -> None:
        self._rng, self._since, self._today = rng, since, today
        self._names: Iterator[str] = trade_names(rng)
        self._streets = street_names(rng, STREETS)
        self._trades = trades()
        self._weights = [trade.weight for trade in self._trades]
        self._place_weights = [max(1, 9 - index) for index in range(len(places()))]

    def make(self, number: int) -> Enterprise:
        """The enterprise of the number."""
        rng = self._rng
        (trade,) = rng.choices(self._trades, self._weights)
        (home,) = rng.choices(places(), self._place_weights)
        kind = rng.choice(trade.kinds) if rng.random() < FREELY_CHOSEN else trade.kinds[0]
        established_on = self._established()
        word = rng.choice(trade.words)
        name, form = self._name(kind, home, word)
        subject_kind, department_class = _KINDS[kind]
        standing, ended_on = self._fate(established_on)
        renamed_on = self._renaming(established_on, ended_on)
        return Enterprise(
            uscc=codes.uscc(number, department_class, home.code_on(established_on)),
            name=name,
            former_name=self._name(kind, home, word)[0] if renamed_on else None,
            renamed_on=renamed_on,
            kind=subject_kind,
            form=form,
            established_on=established_on,
            standing=standing,
            ended_on=ended_on,
            home=home,
            trade=trade,
            address=f"{rng.choice(self._streets)}{rng.randint(1, 399)}号",
            capital=f"{rng.choice(_CAPITALS)}万元人民币" if kind == "enterprise" else "",
            activity=rng.lognormvariate(0, 0.9),
            risk=_drawn(rng, _RISKS),
        )

    def _name(self, kind: str, home: Place, word: str) -> tuple[str, str]:
        """A full name, and the legal form as the register writes it."""
        rng, trade_name = self._rng, next(self._names)
        if kind == "individual":
            return f"{CITY_ZH}{home.name}{trade_name}{word}{rng.choice(_SHOPS)}", "个体工商户"
        if kind == "cooperative":
            return f"{CITY_ZH}{home.name}{trade_name}{word}专业合作社", "农民专业合作社"
        ((suffix, form, _),) = rng.choices(_FORMS, [share for *_, share in _FORMS])
        beginnings = (f"{CITY_ZH}{trade_name}{word}", f"{trade_name}（{CITY_ZH}）{word}")
        return rng.choices(beginnings, (9, 1))[0] + suffix, form

    def _established(self) -> date:
        """Two in five are founded in the years that records cover, some in the last year."""
        rng = self._rng
        if rng.random() < FOUNDED_LATELY:
            covered = (self._today - self._since).days
            return self._since + timedelta(days=rng.randint(1, covered - 30))
        return self._since - timedelta(days=min(int(rng.expovariate(1 / 2200)), 12_000) + 1)

    def _fate(self, established_on: date) -> tuple[Standing, date | None]:
        """How it stands today, and since when where it is at an end."""
        standing = _drawn(self._rng, _FATES)
        first = max(established_on, self._since) + timedelta(days=DAYS_A_YEAR)
        if standing in {Standing.OPERATING, Standing.UNKNOWN} or first >= self._today:
            return (standing if standing is Standing.UNKNOWN else Standing.OPERATING), None
        span = (self._today - first).days
        return standing, first + timedelta(days=self._rng.randrange(span))

    def _renaming(self, established_on: date, ended_on: date | None) -> date | None:
        """One in twenty has borne another name, long enough for the register to have named it."""
        is_older = established_on < self._since
        first = self._since if is_older else established_on + timedelta(days=SELDOM_NAMED_DAYS)
        span = ((ended_on or self._today) - first).days - 30
        if self._rng.random() >= RENAMED or span <= 0:
            return None
        return first + timedelta(days=self._rng.randrange(span))


def _drawn(rng: Random, shares: tuple[tuple[Value, int], ...]) -> Value:
    """One of the values by its share."""
    return rng.choices([value for value, _ in shares], [share for _, share in shares])[0]
