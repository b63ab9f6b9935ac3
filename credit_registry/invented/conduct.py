"""Who does what when: records spread over the years and over enterprises with a long tail."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import SubjectKind
from credit_registry.invented import (
    capabilities,
    certificates,
    commitments,
    honours,
    markets,
    penalties,
    samplings,
    supervision,
)
from credit_registry.invented.enterprises import Enterprise
from credit_registry.invented.records import Desk, Invention, Statement

Occasion = tuple[date, int, Enterprise]

SHARES: Mapping[RecordKind, float] = {
    RecordKind.COMMITMENT: 0.16,
    RecordKind.SAMPLING: 0.26,
    RecordKind.CERTIFICATE: 0.20,
    RecordKind.HONOUR: 0.16,
    RecordKind.PENALTY: 0.08,
    **supervision.SHARES,
    **markets.SHARES,
    **dict.fromkeys(capabilities.INVENTIONS, capabilities.SHARE),
}
SHORTEST_LIFE_DAYS = 120
SETTLING_IN_DAYS = 45
"""Days from the establishment to the first record."""

LATEST_DAYS: Mapping[RecordKind, int] = {
    RecordKind.SAMPLING: samplings.LONGEST_TO_RESULT + 3,
    RecordKind.PENALTY: 4,
    RecordKind.COMMITMENT: 3,
    RecordKind.CERTIFICATE: 3,
    RecordKind.HONOUR: 5,
    **dict.fromkeys(supervision.INVENTIONS, supervision.LATEST_DAYS),
    **dict.fromkeys(markets.INVENTIONS, markets.LATEST_DAYS),
    **dict.fromkeys(capabilities.INVENTIONS, capabilities.LATEST_DAYS),
}
"""How many days before today the last record of a kind may begin and still be delivered."""

_INVENTIONS: Mapping[RecordKind, Invention] = {
    RecordKind.COMMITMENT: commitments.invent,
    RecordKind.SAMPLING: samplings.invent,
    RecordKind.CERTIFICATE: certificates.invent,
    RecordKind.HONOUR: honours.invent,
    RecordKind.PENALTY: penalties.invent,
    **supervision.INVENTIONS,
    **markets.INVENTIONS,
    **capabilities.INVENTIONS,
}
_RECENT = 0.75
"""Below one, later days are likelier than earlier ones."""


def invent(
    desk: Desk, firms: Sequence[Enterprise], count: int, since: date
) -> dict[RecordKind, list[Statement]]:
    """So many records by kind, each kind in the order of its days."""
    numbers = {kind: round(count * share) for kind, share in SHARES.items()}
    numbers[RecordKind.COMMITMENT] += count - sum(numbers.values())
    made: dict[RecordKind, list[Statement]] = {}
    for kind, number in numbers.items():
        occasions = _occasions(desk, kind, firms, number, since)
        made[kind] = [_INVENTIONS[kind](desk, firm, day) for day, _, firm in occasions]
    return made


def _occasions(
    desk: Desk, kind: RecordKind, firms: Sequence[Enterprise], count: int, since: date
) -> list[Occasion]:
    """The days and enterprises of a kind's records, in the order of the days."""
    last = desk.today - timedelta(days=LATEST_DAYS[kind])
    able = [firm for firm in firms if _weight(kind, firm) > 0 and _span(firm, since, last) > 0]
    weights = list(accumulate(_weight(kind, firm) for firm in able))
    drawn = desk.rng.choices(able, cum_weights=weights, k=count)
    days = [_day(desk.rng, firm, since, last) for firm in drawn]
    return sorted(zip(days, range(count), drawn, strict=True), key=lambda each: each[:2])


def _weight(kind: RecordKind, firm: Enterprise) -> float:
    """How likely the enterprise is to have a record of the kind, against others."""
    match kind:
        case (
            RecordKind.PENALTY
            | RecordKind.ACCIDENT
            | RecordKind.COMPLAINT
            | RecordKind.ABNORMAL_OPERATIONS
        ):
            return firm.risk
        case RecordKind.NATIONAL_LIST:
            return firm.risk if firm.kind is SubjectKind.LEGAL_PERSON else 0.0
        case RecordKind.SAMPLING | RecordKind.RECALL | RecordKind.EXPORT_NOTIFICATION:
            return firm.activity if firm.trade.products else 0.0
        case RecordKind.HONOUR:
            return firm.activity if firm.risk < 1 else firm.activity / 20
        case RecordKind.COMMITMENT | RecordKind.LICENCE | RecordKind.RANDOM_INSPECTION:
            return firm.activity + 0.3
        case _:
            return firm.activity if firm.kind is SubjectKind.LEGAL_PERSON else 0.0


def _span(firm: Enterprise, since: date, last: date) -> int:
    """How many days the enterprise has for records; nobody newly founded has any."""
    first = _first_day(firm, since)
    end = min(last, firm.ended_on - timedelta(days=1)) if firm.ended_on else last
    days = (end - first).days
    return days if days >= SHORTEST_LIFE_DAYS else 0


def _first_day(firm: Enterprise, since: date) -> date:
    return max(since, firm.established_on + timedelta(days=SETTLING_IN_DAYS))


def _day(rng: Random, firm: Enterprise, since: date, last: date) -> date:
    """A day in the enterprise's life, a later one likelier."""
    days = int(_span(firm, since, last) * rng.random() ** _RECENT)
    return _first_day(firm, since) + timedelta(days=days)
