"""Names of committed fields and hexadecimal digests, checked and in the bytes that are hashed."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from credit_registry.domain.errors import InvalidInput

DIGEST_BYTES: Final = 32

_FIELD = re.compile(r"[a-z][a-z0-9_.]{0,63}")
_DIGEST_DIGITS = 2 * DIGEST_BYTES


@lru_cache(maxsize=4096)
def framed(field: str) -> bytes:
    r"""The field's name behind one byte that tells its length; raises InvalidInput.

    >>> framed("name")
    b'\x04name'
    """
    if not _FIELD.fullmatch(field):
        raise InvalidInput(
            f"{field!r} cannot name a field; accepted is a lower-case letter, "
            "then at most 63 of a-z, 0-9, '_' and '.'."
        )
    return bytes((len(field),)) + field.encode()


def digest_from_hex(text: str) -> bytes:
    """The 32 bytes that 64 lower-case hexadecimal digits stand for; raises InvalidInput."""
    return digests_from_hex([text])


def digests_from_hex(texts: Sequence[str]) -> bytes:
    """The joined bytes of digests, each in 64 lower-case hex digits; raises InvalidInput."""
    joined = "".join(texts)
    try:
        digests = bytes.fromhex(joined)
    except ValueError:
        digests = b""
    # Written back, the bytes show spaces and capitals, which `fromhex` lets pass.
    if digests.hex() != joined or not set(map(len, texts)) <= {_DIGEST_DIGITS}:
        raise InvalidInput("A digest is malformed; accepted are 64 lower-case hexadecimal digits.")
    return digests
