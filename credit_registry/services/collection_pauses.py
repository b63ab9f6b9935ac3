"""Times without Python's search for cyclic garbage.

The rows of a slice are some hundred thousand objects that live until it is written and hold no
cycles; to search them again and again took a quarter of the time in which they were written.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_pauses = 0


@contextmanager
def paused() -> Iterator[None]:
    """No search in any thread of the process, until the last pause has ended."""
    global _pauses  # noqa: PLW0603 - the one count of the process
    with _lock:
        _pauses += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _pauses -= 1
            if not _pauses:
                gc.enable()
