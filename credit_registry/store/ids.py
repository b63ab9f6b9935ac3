"""New permanent ids: milliseconds and chance, strictly ascending within a process."""

import secrets
import threading
import time

_CHANCE_BITS = 20
_STEP = 1 << 6
_lock = threading.Lock()
_last = 0


def new_ids(count: int) -> list[int]:
    """`count` ids of 63 bits, each larger than any this process gave before."""
    global _last  # noqa: PLW0603 - the one counter of the process
    with _lock:
        now = time.time_ns() // 1_000_000 << _CHANCE_BITS
        number = max(now | secrets.randbits(_CHANCE_BITS), _last)
        ids = []
        for byte in secrets.token_bytes(count):
            number += 1 + byte % _STEP
            ids.append(number)
        _last = number
        return ids


def new_id() -> int:
    """One new id."""
    return new_ids(1)[0]
