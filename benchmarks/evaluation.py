"""A whole city evaluated from the database with results written, against a plain read and insert.

By the forty rules of `rules.py`. The first run writes every result; the second finds that nothing
has changed; the third finds nothing due. The peer reads the same columns of the same records and
writes as many rows of the same width into a table without keys.
"""

import argparse
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from founding import archives, registries
from rule_peers.forty import rule_set
from sqlalchemy import Column, LargeBinary, MetaData, Table, insert, select

from credit_registry.domain.actors import Role
from credit_registry.services.grading import grading, rule_sets
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.records import PublicationWindow, RecordVersion


def main() -> None:
    """Fill, evaluate, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--enterprises", type=int, default=100_000)
    registries.add_option(parser)
    asked = parser.parse_args()
    with registries.founded(asked.database) as (registry, _):
        _measure(registry, asked.enterprises)


def _measure(registry: Registry, enterprises: int) -> None:
    """Seconds of each run."""
    begun = time.perf_counter()
    archives.fill(registry, enterprises, registry.clock.today())
    with registry.transaction() as session:
        rules = replace(rule_set(), since=date(2020, 1, 1))
        owner = replace(INSTALLER, roles=frozenset({Role.RULE_OWNER}))
        rule_sets.publish(session, rules, actor=owner, at=registry.clock.now())
    print(f"{enterprises:,} enterprises are there after {time.perf_counter() - begun:.1f} s")
    first = _seconds(lambda: grading.evaluate_all(registry, actor=INSTALLER))
    second = _seconds(lambda: grading.evaluate_all(registry, actor=INSTALLER))
    due = _seconds(lambda: grading.evaluate_due(registry, actor=INSTALLER))
    peer = _seconds(lambda: _plain(registry))
    print(f"all evaluated and written: {first:.2f} s ({enterprises / first:,.0f}/s)")
    print(f"all evaluated, nothing changed: {second:.2f} s; nothing due: {due:.2f} s")
    print(f"plain read and insert: {peer:.2f} s, ratio {peer / first:.3f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MiB")


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _plain(registry: Registry) -> None:
    """Read what the rules read, and write rows as wide as results."""
    table = Table("plain_result", MetaData(), Column("outcome", LargeBinary))
    version, window = RecordVersion, PublicationWindow
    with registry.transaction() as session:
        table.create(session.connection())
        session.execute(
            select(version.subject_id, version.kind, version.severity, version.outcome,
                   version.level, version.category, version.decided_on, version.amount_fen)
        ).all()  # fmt: skip
        session.execute(select(window.record_version_id, window.since, window.until)).all()
        outcomes = session.scalars(
            select(Evaluation.outcome).where(Evaluation.superseded_by.is_(None))
        ).all()
        session.execute(insert(table), [{"outcome": each} for each in outcomes])


if __name__ == "__main__":
    main()
