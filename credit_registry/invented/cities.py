"""The whole invented city from a seed: enterprises, what is delivered about them, what is decided.

The same seed and the same day give the same city; on another day it is as old and as alive.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from random import Random

from credit_registry.domain.dates import years_after
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import Standing, SubjectKind
from credit_registry.invented import (
    codes,
    conduct,
    deliveries,
    enterprises,
    follow_ups,
    nominations,
    proceedings,
    turns,
)
from credit_registry.invented.deliveries import Delivery
from credit_registry.invented.enterprises import Enterprise
from credit_registry.invented.follow_ups import FollowUpStep
from credit_registry.invented.proceedings import Proceeding
from credit_registry.invented.records import Desk, Statement
from credit_registry.invented.turns import Correction, Link, Withdrawal

YEARS_TOLD = 8
ONE_CASE_IN = 60
"""One enterprise in so many has been proposed for the list, and each course is taken once."""

FEWEST_CASES = 18
ONE_OUTSIDER_IN = 250
ONE_FAULTY_IN = 250
ONE_MERGER_IN = 400
ONE_WITHDRAWAL_IN = 250
"""One withdrawn penalty for so many enterprises, and one of each kind at least."""


@dataclass(slots=True)
class City:
    """Everything that is told of the city, in no order; the registry replays it by its days.

    `firms` are those that the register names; records may be about others too. `mirrored` are the
    codes of those on the national list: all of them at first, without the first one today.
    """

    seed: int
    since: date
    today: date
    firms: list[Enterprise]
    deliveries: list[Delivery] = field(default_factory=list)
    proceedings: list[Proceeding] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    mirrored: list[str] = field(default_factory=list)
    follow_ups: list[FollowUpStep] = field(default_factory=list)


def invent(seed: int, count: int, records: int, today: date) -> City:
    """A city of so many enterprises with so many records."""
    rng = Random(seed)  # noqa: S311 - nothing is kept secret by it
    since = years_after(today, -YEARS_TOLD)
    outsiders = max(1, count // ONE_OUTSIDER_IN)
    firms = enterprises.invent(rng, count + outsiders, since, today)
    city = City(seed, since, today, firms[:count])
    _tell(city, rng, firms[count:], records)
    return city


def _tell(city: City, rng: Random, outsiders: Sequence[Enterprise], records: int) -> None:
    """Cast the enterprises, then tell what they did and what was done about them."""
    count, cast = len(city.firms), _Cast(city.firms, city.since)
    faulty = cast.take(max(2, count // ONE_FAULTY_IN))
    silent = {firm.uscc for firm in faulty} | _doubled(city, cast)
    _merge(city, cast, max(1, count // ONE_MERGER_IN))
    for number, firm in enumerate(cast.take(max(3, count // ONE_MERGER_IN))):
        _put(city, firm, turns.renamed(firm, city.today, number))
    makers, shops = _sides(city.firms)
    desk = Desk(rng, city.today, makers, shops)
    told = list(turns.edges(desk, cast.take(len(turns.EDGES))))
    praised = cast.take(len(nominations.NOMINATIONS))
    accused = cast.take(max(FEWEST_CASES, count // ONE_CASE_IN))
    city.mirrored = [firm.uscc for firm in cast.take(max(3, count // 800))]
    days = deliveries.delivery_days(city.since, city.today, records)
    prompt: list[Statement] = []
    for proceeding, first, second in proceedings.invent(desk, accused):
        city.proceedings.append(proceeding)
        told.append(first)
        prompt.append(second)
    city.proceedings += nominations.invent(desk, praised, tuple(city.proceedings))
    actors = [firm for firm in (*city.firms, *outsiders) if firm.uscc not in silent]
    left = max(0, records - len(told) - len(prompt))
    stated_by_kind = conduct.invent(desk, actors, left, city.since)
    stated_by_kind[RecordKind.PENALTY] += told
    _deliver(city, rng, stated_by_kind, prompt, faulty, days)
    city.follow_ups = list(follow_ups.invent(city.deliveries, city.today))
    _withdraw(city, desk, stated_by_kind[RecordKind.PENALTY], days[-2])


def _withdraw(city: City, desk: Desk, penalties: Sequence[Statement], day: date) -> None:
    """End some penalties, and those behind the entries that were withdrawn."""
    ended = max(3, len(city.firms) // ONE_WITHDRAWAL_IN)
    city.withdrawals += turns.withdrawals(desk, penalties, day, ended)
    city.withdrawals += proceedings.annulments(city.proceedings, city.today)


class _Cast:
    """Enterprises without a story of their own yet, handed out one by one."""

    def __init__(self, firms: Sequence[Enterprise], since: date) -> None:
        self._waiting: Iterator[Enterprise] = (
            firm
            for firm in firms
            if firm.kind is SubjectKind.LEGAL_PERSON
            and firm.standing is Standing.OPERATING
            and firm.established_on < since
            and not firm.changes()
        )

    def take(self, count: int) -> list[Enterprise]:
        """So many of them, or as many as there are left."""
        return list(islice(self._waiting, count))


def _doubled(city: City, cast: _Cast) -> set[str]:
    """Put some enterprises on record twice; the codes of the second ones, which do nothing."""
    pairs = cast.take(2 * max(1, len(city.firms) // ONE_MERGER_IN))
    codes_made = set()
    for spare, firm in zip(pairs[::2], pairs[1::2], strict=False):
        second, link = turns.doubled(spare, firm, city.today)
        _put(city, spare, second)
        city.links.append(link)
        codes_made.add(second.uscc)
    return codes_made


def _merge(city: City, cast: _Cast, count: int) -> None:
    """Let some enterprises be absorbed by others."""
    pairs = cast.take(2 * count)
    for firm, into in zip(pairs[::2], pairs[1::2], strict=False):
        gone, link = turns.merged(firm, into, city.today)
        _put(city, firm, gone)
        city.links.append(link)


def _put(city: City, old: Enterprise, new: Enterprise) -> None:
    """Put one enterprise in another's place."""
    city.firms[city.firms.index(old)] = new


def _sides(firms: Sequence[Enterprise]) -> tuple[list[Enterprise], list[Enterprise]]:
    """Those that make things, and those that sell them; all of them where a side is empty."""
    makers = [firm for firm in firms if firm.trade.products and not firm.trade.is_retail]
    shops = [firm for firm in firms if firm.trade.is_retail]
    return makers or list(firms), shops or list(firms)


def _deliver(
    city: City,
    rng: Random,
    stated: dict[RecordKind, list[Statement]],
    prompt: Sequence[Statement],
    faulty: Sequence[Enterprise],
    days: Sequence[date],
) -> None:
    """The files of the register and of records; penalties of cases come at once."""
    wrong = {firm.uscc: codes.misread(firm.uscc) for firm in faulty}
    city.deliveries += deliveries.of_register(city.firms, wrong, city.since, days)
    city.deliveries += deliveries.of_records(rng, stated, days)
    city.deliveries += deliveries.at_once(prompt)
    corrected = faulty[: len(faulty) // 2]
    city.corrections = [Correction(days[-2], wrong[firm.uscc], firm.uscc) for firm in corrected]
