"""A deleted index costs no page: it is told, and answered by code and name until it is back."""

import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from flask import Flask
from served import Served

from credit_registry.jobs import runners
from credit_registry.services.finding import indexing
from credit_registry.services.registry import Registry

SEARCH = "/api/v1/search?q=虚构市"
ENGLISH = "/en/search?q=家具"
ASKED = ("/search?q=虚构市", ENGLISH, SEARCH, "/api/v1/suggestions?q=虚构")
WAIT_SECONDS = 60


@contextmanager
def asking_all_the_while(app: Flask) -> Iterator[list[int]]:
    """Ask from several threads; the statuses of all answers."""
    answered: list[int] = []
    stop = threading.Event()

    def ask(path: str) -> None:
        client = app.test_client()
        while not stop.is_set():
            answered.append(client.get(path).status_code)

    with ThreadPoolExecutor(len(ASKED)) as pool:
        asking = [pool.submit(ask, path) for path in ASKED]
        try:
            yield answered
        finally:
            stop.set()
        for each in asking:
            each.result()


def found(app: Flask) -> dict[str, Any]:
    """What the search answers now."""
    return dict(app.test_client().get(SEARCH).get_json())


def found_whole(app: Flask) -> dict[str, Any]:
    """What the search answers once the index is back, or after a long wait."""
    until = time.monotonic() + WAIT_SECONDS
    while (answer := found(app))["is_degraded"] and time.monotonic() < until:
        time.sleep(0.1)
    return answer


def test_an_index_deleted_under_load_costs_no_error_and_comes_back_by_itself(
    app: Flask, filled: Served, registry: Registry
) -> None:
    indexing.follow(registry)
    before = found(app)
    with asking_all_the_while(app) as answered:
        registry.index.port.close()
        shutil.rmtree(registry.settings.index_directory)
        meanwhile = found(app)
        told = app.test_client().get(ENGLISH).text
        stopping = runners.follow_in_thread(registry)
        after = found_whole(app)
        stopping.set()
    assert before["total"]
    assert meanwhile["is_degraded"]
    assert "being restored" in told
    assert (after["is_degraded"], after["total"]) == (False, before["total"])
    assert set(answered) == {200}
