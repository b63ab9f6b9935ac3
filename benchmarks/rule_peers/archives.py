"""Enterprises with records of every kind and severity, drawn from a seed."""

import random
from datetime import date, timedelta

from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import Standing
from credit_registry.rules.dossiers import Dossier, Fact
from rule_peers.forty import KINDS, SEVERITIES

SEED = 20261126
DAY = date(2026, 11, 26)
EACH = 5
DAYS_BACK = 1_300


def facts(rng: random.Random, first: int, count: int) -> list[Fact]:
    """So many records, numbered from `first`."""
    return [
        Fact(
            record_id=first + number,
            version_id=first + number,
            kind=rng.choice(KINDS),
            severity=rng.choices(SEVERITIES, (80, 18, 2))[0],
            amount_fen=rng.randrange(100, 3_000_000),
            decided_on=DAY - timedelta(days=rng.randrange(DAYS_BACK)),
        )
        for number in range(count)
    ]


def dossiers(enterprises: int) -> list[Dossier]:
    """The enterprises, each with some five records."""
    rng = random.Random(SEED)  # noqa: S311 - the same archive in every run
    covered = frozenset({RecordKind.PENALTY.value})
    found = []
    number = 1
    for subject in range(1, enterprises + 1):
        count = rng.randrange(2 * EACH + 1)
        records = tuple(facts(rng, number, count))
        found.append(Dossier(subject, date(2015, 1, 1), Standing.OPERATING, records, covered))
        number += count
    return found
