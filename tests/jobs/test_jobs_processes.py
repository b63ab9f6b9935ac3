"""The scheduler as a process of its own: it starts, acts, and stops when it is asked to."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from builders import a_subject_draft
from filings import deliver, position
from sqlalchemy import select

from credit_registry.jobs.runners import LEASE
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Lease

ENOUGH_SECONDS = 60


@contextmanager
def scheduler(
    registry: Registry, log: Path, today: date | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """The command in a process with its settings in the environment; it may be another day."""
    settings = registry.settings
    url = registry.database.engine.url.render_as_string(hide_password=False)
    variables = {
        "REGISTRY_DATABASE_URL": url,
        "REGISTRY_INDEX": str(settings.index_directory),
        "REGISTRY_SECRET_KEY": settings.secret_key,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "REGISTRY_TODAY": today.isoformat() if today else "",
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "credit_registry", "scheduler"],
            env={**os.environ, **variables},
            stdout=output,
            stderr=output,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def has_followed(registry: Registry) -> bool:
    """Whether the index comes up to the ledger before long."""
    deadline = time.monotonic() + ENOUGH_SECONDS
    while time.monotonic() < deadline:
        if registry.index.cursor() == position(registry):
            return True
        time.sleep(0.05)
    return False


def holder(registry: Registry) -> str:
    """Who holds the lease, or held it last."""
    with registry.reading() as session:
        return session.scalars(select(Lease.holder).where(Lease.name == LEASE)).one()


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_a_scheduler_follows_the_ledger_and_stops_when_asked(
    registry: Registry, tmp_path: Path, asked: signal.Signals
) -> None:
    log = tmp_path / "scheduler.log"
    with scheduler(registry, log) as process:
        deliver(registry, a_subject_draft(1))
        assert has_followed(registry), log.read_text()
        deliver(registry, a_subject_draft(2))
        assert has_followed(registry), log.read_text()
        process.send_signal(asked)
        assert process.wait(ENOUGH_SECONDS) == 0
    told = log.read_text()
    assert "lease scheduler taken under token 1" in told
    assert f":{process.pid}:" in holder(registry)
    with registry.reading() as session:
        lease = session.get_one(Lease, LEASE)
        assert lease.expires_at.timestamp() <= time.time()


def test_a_second_scheduler_acts_as_soon_as_the_first_has_stopped(
    registry: Registry, tmp_path: Path
) -> None:
    with scheduler(registry, tmp_path / "first.log") as first:
        deliver(registry, a_subject_draft(1))
        assert has_followed(registry)
        with scheduler(registry, tmp_path / "second.log") as second:
            first.terminate()
            assert first.wait(ENOUGH_SECONDS) == 0
            deliver(registry, a_subject_draft(2))
            assert has_followed(registry)
            assert f":{second.pid}:" in holder(registry)
            second.terminate()
            assert second.wait(ENOUGH_SECONDS) == 0
