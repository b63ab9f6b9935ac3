"""Gunicorn, set up by the command line rather than by a file."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

TIMEOUT_SECONDS = 120
"""A delivery of some hundred megabytes takes a while to come in."""


def _nothing() -> None:
    """What is done where nothing is asked for."""


class WebServer(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    """Serves an application that each worker makes for itself, after it has been forked."""

    def __init__(
        self,
        make_app: Callable[[], Flask],
        host: str,
        port: int,
        workers: int,
        threads: int,
    ) -> None:
        self.make_app = make_app
        self.address = f"{host}:{port}"
        self.workers = workers
        self.threads = threads
        self.on_start: Callable[[], object] = _nothing
        self.on_ready: Callable[[], object] = _nothing
        super().__init__()

    def init(self, _parser: Any, _opts: Any, _args: Any) -> None:  # noqa: ANN401 - gunicorn's
        """Read no arguments: the command line has done so."""

    def load_config(self) -> None:
        """Set what the command asked for; the registry writes its own log of requests."""
        chosen = {
            "bind": [self.address],
            "workers": self.workers,
            "threads": self.threads,
            "worker_class": "gthread",
            "timeout": TIMEOUT_SECONDS,
            "loglevel": "warning",
            "post_worker_init": self._begin,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application of one worker."""
        return self.make_app()

    def _begin(self, _worker: Any) -> None:  # noqa: ANN401 - gunicorn's
        """What a worker does once it can answer."""
        self.on_start()
        self.on_ready()
