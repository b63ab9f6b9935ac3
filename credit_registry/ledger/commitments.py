"""Salted commitments: a field's value is proved by its salt, and erased by forgetting that salt.

Every field of a row or event has a salt of its own, derived from one seed. To erase a field, keep
the salts of the others and destroy the seed, the value and its salt: the commitment stays in the
hashed bytes and tells nothing.
"""

import hmac
import secrets
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Final

from credit_registry.domain.errors import InvalidInput
from credit_registry.ledger.canonical import JSON, canonical
from credit_registry.ledger.names import DIGEST_BYTES, digest_from_hex, framed
from credit_registry.ledger.prefixes import FIELD, SALT

SEED_BYTES: Final = 16

_BLOCK_BYTES = 64
_INNER_PAD = bytes(byte ^ 0x36 for byte in range(256))
_OUTER_PAD = bytes(byte ^ 0x5C for byte in range(256))
_begun = sha256(FIELD).copy
"""A commitment's hash, begun: to copy one costs half of what it costs to make one."""


def new_seed() -> bytes:
    """Sixteen unpredictable bytes, one seed for each row or event."""
    return secrets.token_bytes(SEED_BYTES)


def new_seeds(count: int) -> list[bytes]:
    """So many seeds, drawn at once."""
    drawn = secrets.token_bytes(SEED_BYTES * count)
    return [drawn[start : start + SEED_BYTES] for start in range(0, len(drawn), SEED_BYTES)]


def field_salt(seed: bytes, field: str) -> bytes:
    """The 32-byte salt of one field: HMAC-SHA256 under the seed of the field's framed name."""
    return hmac.digest(_checked(seed), SALT + framed(field), "sha256")


def commitment(salt: bytes, field: str, value: JSON) -> bytes:
    """The 32-byte commitment to a field's value; raises InvalidInput for a salt of other length."""
    if len(salt) != DIGEST_BYTES:
        raise InvalidInput(f"A salt has {DIGEST_BYTES} bytes; {len(salt)} were given.")
    return sha256(FIELD + salt + framed(field) + canonical(value)).digest()


def commit_fields(seed: bytes, fields: Mapping[str, JSON]) -> dict[str, str]:
    """The commitments of all fields, in hexadecimal by name."""
    return {field: digest.hex() for field, digest in commit_digests(seed, fields).items()}


def commit_digests(seed: bytes, fields: Mapping[str, JSON]) -> dict[str, bytes]:
    """The commitments of all fields by name."""
    # HMAC is spelt out: its two keyed states serve all fields of the row, so that a field costs
    # a third of `hmac.digest`; a million rows of eight fields are committed in one load.
    key = _checked(seed).ljust(_BLOCK_BYTES, b"\x00")
    inner = sha256(key.translate(_INNER_PAD)).copy
    outer = sha256(key.translate(_OUTER_PAD)).copy
    commitments = {}
    for field, value in fields.items():
        salted, name = _named(field)
        message, salt = inner(), outer()
        message.update(salted)
        salt.update(message.digest())
        committed = _begun()
        committed.update(salt.digest() + name + canonical(value))
        commitments[field] = committed.digest()
    return commitments


@lru_cache(maxsize=1024)
def _named(field: str) -> tuple[bytes, bytes]:
    """What is salted for a field, and its framed name."""
    name = framed(field)
    return SALT + name, name


def explicit_salts(seed: bytes, fields: Iterable[str], erased: Collection[str]) -> dict[str, str]:
    """The salts, in hexadecimal, that replace the seed once the erased fields are forgotten.

    Raises InvalidInput when an erased field is not one of the fields.
    """
    names = list(fields)
    if unknown := sorted(set(erased).difference(names)):
        raise InvalidInput(f"No such field to erase: {', '.join(unknown)}.")
    return {field: field_salt(seed, field).hex() for field in names if field not in erased}


def verify_field(committed: str, salt: bytes, field: str, value: JSON) -> bool:
    """Whether the commitment, in hexadecimal, is to this value of this field under this salt."""
    return hmac.compare_digest(digest_from_hex(committed), commitment(salt, field, value))


def _checked(seed: bytes) -> bytes:
    if len(seed) != SEED_BYTES:
        raise InvalidInput(f"A seed has {SEED_BYTES} bytes; {len(seed)} were given.")
    return seed
