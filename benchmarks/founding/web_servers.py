"""The application served as the command line serves it, and clients that ask it one by one."""

import http.client
import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

from flask import Flask

from credit_registry.bootstrap import app_of, open_registry
from credit_registry.cli.web_servers import WebServer
from credit_registry.settings import Settings

MakeApp = Callable[[Settings], Flask]

HOST, ALIVE = "127.0.0.1", "/healthz"
A_START_SECONDS, A_PAUSE_SECONDS = 60, 0.1


class Asked(NamedTuple):
    """A request: a path, and the body with its kind where something is posted."""

    path: str
    body: bytes | None = None
    kind: str = "application/json"


def application(settings: Settings) -> Flask:
    """The application as it is."""
    return app_of(open_registry(settings))


@contextmanager
def served(
    settings: Settings, port: int, *, workers: int, threads: int, make: MakeApp = application
) -> Iterator[None]:
    """The application answers at the port meanwhile; `make` is a function of a module."""
    server = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(make, settings, port, workers, threads)
    )
    server.start()
    try:
        _wait(port)
        yield
    finally:
        server.terminate()
        server.join()


def answered(connection: http.client.HTTPConnection, asked: Asked) -> bytes:
    """The answer in full; anything but success ends the benchmark."""
    headers = {} if asked.body is None else {"Content-Type": asked.kind}
    connection.request("GET" if asked.body is None else "POST", asked.path, asked.body, headers)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status not in {http.client.OK, http.client.CREATED}:
        raise SystemExit(f"{asked.path} answered {answer.status}: {body[:200]!r}")
    return body


def milliseconds(port: int, asked: Sequence[Asked], clients: int) -> list[float]:
    """How long each request took; every client asks its next when it has its answer."""
    taken: list[list[float]] = [[] for _ in range(clients)]

    def run(number: int) -> None:
        connection = http.client.HTTPConnection(HOST, port)
        for one in asked[number::clients]:
            start = time.perf_counter()
            answered(connection, one)
            taken[number].append((time.perf_counter() - start) * 1e3)
        connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [each for one in taken for each in one]


def _serve(make: MakeApp, settings: Settings, port: int, workers: int, threads: int) -> None:
    """The server's process."""
    WebServer(lambda: make(settings), HOST, port, workers, threads).run()


def _wait(port: int) -> None:
    """Come back when the server answers."""
    for _ in range(int(A_START_SECONDS / A_PAUSE_SECONDS)):
        with suppress(OSError, http.client.HTTPException):
            answered(http.client.HTTPConnection(HOST, port), Asked(ALIVE))
            return
        time.sleep(A_PAUSE_SECONDS)
    raise SystemExit("the server did not start")
