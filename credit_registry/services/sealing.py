"""Secrets that rest in the database: sealed by AES-GCM under a key that does not."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from credit_registry.domain.errors import Unavailable

KEY_BYTES, NONCE_BYTES = 32, 12


def derived(secret: str, purpose: str) -> bytes:
    """The key of one purpose; keys of different purposes tell nothing of each other."""
    derivation = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode())
    return derivation.derive(secret.encode())


def sealed(key: bytes, plain: bytes, place: str) -> bytes:
    """The sealed text; it opens in its own place alone, so that rows cannot be exchanged."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def opened(key: bytes, kept: bytes, place: str) -> bytes:
    """What was sealed. Raises Unavailable where key or place are not those it was sealed with."""
    try:
        return AESGCM(key).decrypt(kept[:NONCE_BYTES], kept[NONCE_BYTES:], place.encode())
    except InvalidTag as error:
        raise Unavailable("What is sealed here does not open with the key that is set.") from error
