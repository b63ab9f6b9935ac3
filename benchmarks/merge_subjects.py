"""The merge of two subjects with many records each, against a plain bulk insert of as many rows.

A merge moves no record: it writes one link and one event, and ends the two grades that stand. What
is timed is the merge, the first look at the page's file, and the undoing.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from founding import registries
from founding.codes import NEVER_ASSIGNED, a_code
from sqlalchemy import Column, MetaData, String, Table, insert

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.drafts import (
    RecordDraft,
    SubjectDraft,
    SubjectReference,
    UnitReference,
)
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.domain.subjects import IdentifierScheme, LinkKind
from credit_registry.exchange.rows import Row
from credit_registry.services import law_editions
from credit_registry.services.files import credit_files
from credit_registry.services.intake.exchanging import BatchSource, import_rows
from credit_registry.services.people import accounts
from credit_registry.services.people.accounts import INSTALLER, NewAccount
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subject_links, subjects

MOST_SECONDS = 1.0
CODES = (a_code(1), a_code(2))
PLAIN = Table("plain", MetaData(), Column("told", String))


def main() -> None:
    """Print the medians in seconds, and the ratio to the peer's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000, help="records of each subject")
    parser.add_argument("--rounds", type=int, default=5)
    registries.add_option(parser)
    asked = parser.parse_args()
    with registries.founded(asked.database) as (registry, _):
        actor = _filled(registry, asked.records)
        merges, looks, undone, peers = [], [], [], []
        for number in range(asked.rounds):
            peers.append(_timed(lambda: _insert(registry, 2 * asked.records)))
            made: list[int] = []
            merges.append(_timed(lambda: made.append(_merge(registry, actor))))  # noqa: B023 - called at once
            looks.append(_timed(lambda: _look(registry, 2 * asked.records)))
            undone.append(_timed(lambda: _undo(registry, made[0], actor)))  # noqa: B023 - as above
            print(f"round {number + 1}: merged in {merges[-1]:.3f} s")
    merge, peer = statistics.median(merges), statistics.median(peers)
    print(f"merge of two subjects with {asked.records:,} records each: {merge:.3f} s")
    print(f"the first page of the file of both: {statistics.median(looks):.3f} s")
    print(f"undoing it: {statistics.median(undone):.3f} s")
    print(f"a plain insert of {2 * asked.records:,} rows: {peer:.3f} s")
    print(f"ratio: {peer / merge:.3f} of the peer's time is what a merge would be allowed to take")
    if merge > MOST_SECONDS:
        raise SystemExit(f"a merge takes {merge:.3f} s, more than {MOST_SECONDS} s")


def _timed(work: Callable[[], object]) -> float:
    """The seconds that the work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _filled(registry: Registry, records: int) -> Actor:
    """Deliver the two subjects and their records; who did it comes back."""
    new = NewAccount(username="entering", display_name="录入", roles=(Role.ENTERER,))
    with registry.transaction() as session:
        actor = accounts.create(session, new, actor=INSTALLER, at=registry.clock.now())
    drafts = [SubjectDraft(f"虚构企业{code}", code, division_code=NEVER_ASSIGNED) for code in CODES]
    _deliver(registry, "subjects", drafts, actor)
    unit = UnitReference("虚构市市场监督管理局")
    conduct = [
        RecordDraft(
            kind=RecordKind.PENALTY,
            subject=SubjectReference(f"虚构企业{code}", {IdentifierScheme.USCC: code}),
            source_unit=unit,
            document_number=f"{code}-{number}",
            title="虚构的处罚",
            decided_on=date(2026, 6, 1) - timedelta(days=number % 60),
            severity=Severity.GENERAL,
            category="confiscate_illegal_gains",
            amount_fen=number,
        )
        for code in CODES
        for number in range(records)
    ]
    _deliver(registry, "records", conduct, actor)
    return actor


def _deliver(
    registry: Registry, name: str, drafts: Sequence[SubjectDraft | RecordDraft], actor: Actor
) -> None:
    """Take the drafts in as one delivery."""
    rows = [Row(line, draft) for line, draft in enumerate(drafts, start=2)]
    receipt = import_rows(registry, rows, BatchSource(name, f"{name}.csv", "own"), actor=actor)
    if receipt.accepted != len(drafts):
        raise SystemExit(f"{receipt.refused} rows were refused")


def _merge(registry: Registry, actor: Actor) -> int:
    """Link the first as a duplicate of the second."""
    with registry.transaction() as session:
        first, second = (subjects.by_code(session, code) for code in CODES)
        if first is None or second is None:
            raise SystemExit("the subjects are not on record")
        at = registry.clock.now()
        kind = LinkKind.DUPLICATE_OF
        return subject_links.link(session, first, second, kind, actor=actor, at=at)


def _look(registry: Registry, expected: int) -> None:
    """Read the file of the subject that stands for both."""
    with registry.reading() as session:
        number = subjects.by_code(session, CODES[1]) or 0
        view = registry.view(session, INSTALLER)
        edition = law_editions.current(session).edition
        file = credit_files.read(session, number, view, edition)
    if file.record_count != expected:
        raise SystemExit(f"the file holds {file.record_count} records instead of {expected}")


def _undo(registry: Registry, made: int, actor: Actor) -> None:
    """Take the link back."""
    with registry.transaction() as session:
        subject_links.reverse(session, made, "误认", actor=actor, at=registry.clock.now())


def _insert(registry: Registry, rows: int) -> None:
    """The peer: so many plain rows in one transaction of the same database."""
    with registry.database.engine.begin() as connection:
        PLAIN.create(connection, checkfirst=True)
        told = [{"told": f"记录{number}"} for number in range(rows)]
        connection.execute(insert(PLAIN), told)


if __name__ == "__main__":
    main()
