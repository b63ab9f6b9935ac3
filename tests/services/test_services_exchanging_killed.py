"""`kill -9` in the middle of an import, and a restart: the state of an undisturbed run."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import installed
import pytest
import raw_rows
from canonical import business_rows
from sqlalchemy import select

from credit_registry.services.intake.exchanging import import_file
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.store.batches import Batch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installed import Template
    from postgres import Cluster

    from credit_registry.services.registry import Registry

START_SECONDS = 120
KILLS = 3


@pytest.fixture
def undisturbed(_founded: Template, tmp_path: Path, cluster: Cluster | None) -> Iterator[Registry]:
    """A second registry, in which nothing is killed."""
    with installed.copied(_founded, tmp_path, cluster) as copy:
        yield copy


def import_process(registry: Registry, path: Path, directory: Path) -> subprocess.Popen[bytes]:
    """`credit-registry import` in a process of its own."""
    url = registry.database.engine.url.render_as_string(hide_password=False)
    environment = os.environ | {
        "REGISTRY_DATABASE_URL": url.replace("+psycopg", ""),
        "REGISTRY_INDEX": str(directory / "index"),
        "REGISTRY_SECRET_KEY": registry.settings.secret_key,
        "REGISTRY_SECURE": "false",
        "REGISTRY_TODAY": registry.clock.today().isoformat(),
    }
    command = [sys.executable, "-W", "ignore", "-m", "credit_registry", "import", str(path)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)


def progress_of(registry: Registry) -> tuple[int, bool]:
    """The line that the import would go on from, and whether it has come to its end."""
    with registry.reading() as session:
        batch = session.scalars(select(Batch)).one_or_none()
        return (batch.next_line, batch.closed_at is not None) if batch else (-1, False)


def wait_beyond(registry: Registry, line: int, process: subprocess.Popen[bytes]) -> None:
    """Come back once the import has written more than that."""
    deadline = time.monotonic() + START_SECONDS
    while progress_of(registry)[0] <= line and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("source", "seed"),
    [(raw_rows.CITY, 1), (raw_rows.CLASS_A, 2)],
    ids=["register", "records"],
)
def test_a_killed_import_ends_in_the_state_of_an_undisturbed_one(
    registry: Registry,
    undisturbed: Registry,
    samples: Path,
    tmp_path: Path,
    source: str,
    seed: int,
) -> None:
    chance = random.Random(seed)  # noqa: S311 - moments of a test
    line, stopped_at = -1, []
    for _ in range(KILLS):
        process = import_process(registry, samples / source, tmp_path)
        wait_beyond(registry, line, process)
        time.sleep(chance.uniform(0, 0.15))
        process.kill()
        process.wait()
        line, is_closed = progress_of(registry)
        stopped_at.append((line, is_closed))
    assert not stopped_at[0][1]
    last = import_process(registry, samples / source, tmp_path)
    assert last.wait() == 0
    assert progress_of(registry)[1]
    import_file(undisturbed, samples / source, actor=INSTALLER)
    assert business_rows(registry) == business_rows(undisturbed)
