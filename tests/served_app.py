"""One application for all tests of a process, as building it takes longer than most tests do.

Each test gets it as it was built, over a registry of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from credit_registry.services.registry import Registry
from credit_registry.web import context
from credit_registry.web.application import create_app

built: list[Flask] = []
"""The application, once it is built."""


@contextmanager
def over(registry: Registry) -> Iterator[Flask]:
    """The application over this registry; what a test sets in it is undone."""
    if not built:
        built.append(create_app(registry))
        built[0].testing = True
    app = built[0]
    config, extensions = dict(app.config), dict(app.extensions)
    app.extensions[context.EXTENSION] = registry
    for limiter in app.extensions["limiter"]:
        limiter.reset()
    try:
        yield app
    finally:
        for kept, before in ((app.config, config), (app.extensions, extensions)):
            kept.clear()
            kept.update(before)
