"""Enterprise pages a second, against a trivial view of the same application on the same server.

The invented city is installed in a scratch directory and served by the command line's own server;
both addresses are asked for in turn, by as many connections as the server has threads.
"""

import argparse
import http.client
import multiprocessing
import statistics
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from credit_registry.bootstrap import app_of, open_registry
from credit_registry.cli.web_servers import WebServer
from credit_registry.domain.permissions import Permission
from credit_registry.services.demonstration import demonstrations
from credit_registry.settings import Settings
from credit_registry.store import migrating
from credit_registry.store.records import Record
from credit_registry.store.subjects import Subject, SubjectIdentifier
from credit_registry.web import auth

TRIVIAL = "/trivial"
CONNECTIONS = 8


def main() -> None:
    """Print pages a second, the peer's, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--enterprises", type=int, default=1_000)
    parser.add_argument("--records", type=int, default=8_000)
    parser.add_argument("--requests", type=int, default=600, help="requests a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--port", type=int, default=8790)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        settings = _settings(Path(directory))
        paths = _installed(settings, asked.enterprises, asked.records)
        server = multiprocessing.get_context("spawn").Process(
            target=_serve, args=(settings, asked.port), daemon=True
        )
        server.start()
        try:
            _wait(asked.port)
            _measure(asked, paths)
        finally:
            server.terminate()
            server.join()


def _measure(asked: argparse.Namespace, paths: Sequence[str]) -> None:
    """The rounds, interleaved."""
    pages, trivial = [], []
    for _ in range(asked.rounds):
        trivial.append(_rate(asked.port, [TRIVIAL], asked.requests))
        pages.append(_rate(asked.port, paths, asked.requests))
    page, peer = statistics.median(pages), statistics.median(trivial)
    print(f"enterprise pages: {page:,.0f}/s")
    print(f"a trivial view of the same application: {peer:,.0f}/s")
    print(f"ratio: {page / peer:.3f} of the trivial view")


def _settings(home: Path) -> Settings:
    """A registry in the scratch directory, without a limit that the benchmark would meet."""
    return Settings(
        database_url=f"sqlite:///{(home / 'registry.sqlite').as_posix()}",
        index_directory=home / "index",
        secret_key="a key of the benchmark alone, long enough",
        is_secure=False,
        rate_limit="10000000 per minute",
        log_level="WARNING",
    )


def _installed(settings: Settings, enterprises: int, records: int) -> list[str]:
    """Install the city; the addresses of the hundred enterprises with most records."""
    registry = open_registry(settings)
    migrating.upgrade(registry.database)
    demonstrations.install(registry, seed=1, enterprises=enterprises, records=records)
    counted = (
        select(Record.subject_id, func.count().label("records"))
        .group_by(Record.subject_id)
        .subquery()
    )
    statement = (
        select(SubjectIdentifier.value, counted.c.records)
        .join(counted, counted.c.subject_id == SubjectIdentifier.subject_id)
        .join(Subject, Subject.id == SubjectIdentifier.subject_id)
        .where(
            Subject.state == "confirmed",
            SubjectIdentifier.scheme == "uscc",
            SubjectIdentifier.state == "active",
            SubjectIdentifier.superseded_by.is_(None),
        )
        .order_by(counted.c.records.desc(), SubjectIdentifier.value)
        .limit(100)
    )
    with registry.reading() as session:
        rows = session.execute(statement).all()
    registry.close()
    average = statistics.mean(row.records for row in rows)
    print(f"{enterprises:,} enterprises; the pages asked for have {average:.1f} records each")
    return [f"/e/{row.value}" for row in rows]


def _serve(settings: Settings, port: int) -> None:
    """The server process."""
    WebServer(lambda: _app(settings), "127.0.0.1", port, workers=1, threads=CONNECTIONS).run()


def _app(settings: Settings) -> Flask:
    """The application with a view that does nothing."""
    app = app_of(open_registry(settings))

    @app.get(TRIVIAL)
    @auth.needs(Permission.READ_PUBLIC)
    def trivial() -> str:
        return "trivial"

    return app


def _wait(port: int) -> None:
    """Come back when the server answers."""
    for _ in range(300):
        with suppress(OSError, http.client.HTTPException):
            _ask(http.client.HTTPConnection("127.0.0.1", port), TRIVIAL)
            return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def _ask(connection: http.client.HTTPConnection, path: str) -> None:
    """One request; anything but an answer in full is a fault of the benchmark."""
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != http.client.OK or not body:
        raise SystemExit(f"{path} answered {answer.status}")


def _rate(port: int, paths: Sequence[str], requests: int) -> float:
    """Requests a second over all connections."""

    def run(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for count in range(requests // CONNECTIONS):
            _ask(connection, paths[(number + count * CONNECTIONS) % len(paths)])
        connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(CONNECTIONS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return requests // CONNECTIONS * CONNECTIONS / (time.perf_counter() - started)


if __name__ == "__main__":
    main()
