"""Enterprise pages a second, against a trivial view of the same application on the same server.

The invented city is installed in a scratch directory and served by the command line's own server;
both addresses are asked for in turn, by as many connections as the server has threads.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from flask import Flask
from founding import cities
from founding.web_servers import Asked, application, milliseconds, served
from sqlalchemy import func, select

from credit_registry.domain.permissions import Permission
from credit_registry.settings import Settings
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
        home = Path(directory)
        paths = busiest(home, asked.enterprises, asked.records)
        serving = served(
            cities.settings(home), asked.port, workers=1, threads=CONNECTIONS, make=with_trivial
        )
        with serving:
            _measure(asked, paths)


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


def busiest(home: Path, enterprises: int, records: int) -> list[str]:
    """Install the city; the addresses of the hundred enterprises with most records."""
    registry = cities.installed(home, enterprises, records)
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


def with_trivial(settings: Settings) -> Flask:
    """The application with a view that does nothing."""
    app = application(settings)

    @app.get(TRIVIAL)
    @auth.needs(Permission.READ_PUBLIC)
    def trivial() -> str:
        return "trivial"

    return app


def _rate(port: int, paths: Sequence[str], requests: int) -> float:
    """Requests a second over all connections."""
    asked = [Asked(paths[place % len(paths)]) for place in range(requests)]
    started = time.perf_counter()
    milliseconds(port, asked, CONNECTIONS)
    return requests / (time.perf_counter() - started)


if __name__ == "__main__":
    main()
