"""The merge of two subjects with many records each, against a plain bulk insert of as many rows.

A merge moves no record: it writes one link and one event, and ends the two grades that stand. What
is timed is the merge, the first look at the page's file, and the undoing.
"""

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from credit_registry.bootstrap import open_registry
from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.drafts import (
    RecordDraft,
    SubjectDraft,
    SubjectReference,
    UnitReference,
)
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.domain.subjects import IdentifierScheme, LinkKind
from credit_registry.domain.usccs import check_character
from credit_registry.exchange.rows import Row
from credit_registry.law.editions import read_seeds
from credit_registry.services import (
    accounts,
    credit_files,
    installations,
    law_editions,
    subject_links,
    subjects,
)
from credit_registry.services.accounts import INSTALLER, NewAccount
from credit_registry.services.exchanging import BatchSource, import_rows
from credit_registry.services.registry import Registry
from credit_registry.settings import Settings
from credit_registry.store import migrating

DIVISION = "999901"
MOST_SECONDS = 1.0
ORGANIZATIONS = ("MA0000015", "MA0000023")
"""Organisation codes with a right check character."""


def main() -> None:
    """Print the medians in seconds, and the ratio to the peer's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000, help="records of each subject")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        registry = _opened(Path(directory))
        actor = _filled(registry, asked.records)
        merges, looks, undone, peers = [], [], [], []
        for number in range(asked.rounds):
            peers.append(_timed(lambda: _insert(Path(directory), 2 * asked.records)))
            made: list[int] = []
            merges.append(_timed(lambda: made.append(_merge(registry, actor))))  # noqa: B023 - called at once
            looks.append(_timed(lambda: _look(registry, 2 * asked.records)))
            undone.append(_timed(lambda: _undo(registry, made[0], actor)))  # noqa: B023 - as above
            print(f"round {number + 1}: merged in {merges[-1]:.3f} s")
        registry.close()
    merge, peer = statistics.median(merges), statistics.median(peers)
    print(f"merge of two subjects with {asked.records:,} records each: {merge:.3f} s")
    print(f"the file of both, read in full: {statistics.median(looks):.3f} s")
    print(f"undoing it: {statistics.median(undone):.3f} s")
    print(f"a plain insert of {2 * asked.records:,} rows by sqlite3: {peer:.3f} s")
    print(f"ratio: {peer / merge:.3f} of the peer's time is what a merge would be allowed to take")
    if merge > MOST_SECONDS:
        raise SystemExit(f"a merge takes {merge:.3f} s, more than {MOST_SECONDS} s")


def _timed(work: Callable[[], object]) -> float:
    """The seconds that the work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _opened(home: Path) -> Registry:
    """A registry in the scratch directory, founded under the law as it stands."""
    settings = Settings(
        database_url=f"sqlite:///{(home / 'registry.sqlite').as_posix()}",
        index_directory=home / "index",
        secret_key="a key of the benchmark alone, long enough",
        is_secure=False,
    )
    registry = open_registry(settings)
    migrating.upgrade(registry.database)
    at = registry.clock.now()
    with registry.transaction() as session:
        installations.install(session, "虚构市", "Invented City", is_invented=True, at=at)
        law_editions.load(session, read_seeds(), actor=INSTALLER, at=at)
    return registry


def _codes() -> list[str]:
    """The codes of the two subjects, inside a division that was never assigned."""
    first17 = [f"91{DIVISION}{organization}" for organization in ORGANIZATIONS]
    return [each + check_character(each) for each in first17]


def _filled(registry: Registry, records: int) -> Actor:
    """Deliver the two subjects and their records; who did it comes back."""
    new = NewAccount(username="entering", display_name="录入", roles=(Role.ENTERER,))
    with registry.transaction() as session:
        actor = accounts.create(session, new, actor=INSTALLER, at=registry.clock.now())
    drafts = [SubjectDraft(f"虚构企业{code}", code, division_code=DIVISION) for code in _codes()]
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
        for code in _codes()
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
        first, second = (subjects.by_code(session, code) for code in _codes())
        if first is None or second is None:
            raise SystemExit("the subjects are not on record")
        at = registry.clock.now()
        kind = LinkKind.DUPLICATE_OF
        return subject_links.link(session, first, second, kind, actor=actor, at=at)


def _look(registry: Registry, expected: int) -> None:
    """Read the file of the subject that stands for both."""
    with registry.reading() as session:
        number = subjects.by_code(session, _codes()[1]) or 0
        view = registry.view(session, INSTALLER)
        edition = law_editions.current(session).edition
        file = credit_files.read(session, number, view, edition)
    if len(file.records) != expected:
        raise SystemExit(f"the file holds {len(file.records)} records instead of {expected}")


def _undo(registry: Registry, made: int, actor: Actor) -> None:
    """Take the link back."""
    with registry.transaction() as session:
        subject_links.reverse(session, made, "误认", actor=actor, at=registry.clock.now())


def _insert(home: Path, rows: int) -> None:
    """The peer: so many plain rows in one transaction."""
    with sqlite3.connect(home / "peer.sqlite") as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS plain (id INTEGER PRIMARY KEY, told TEXT)")
        connection.executemany(
            "INSERT INTO plain (told) VALUES (?)", ((f"记录{number}",) for number in range(rows))
        )


if __name__ == "__main__":
    main()
