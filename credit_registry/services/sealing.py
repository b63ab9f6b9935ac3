"""Secrets that rest in the database: sealed by AES-GCM under a key that does not."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from credit_registry.domain.errors import Unavailable

KEY_BYTES, NONCE_BYTES, MARK_BYTES = 32, 12, 8


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


def keyed_digest(secret: str, purpose: str, content: str) -> str:
    """A digest, in hexadecimal, that nobody can try guesses against without the secret."""
    key = derived(secret, purpose)
    return hmac.new(key, content.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Something sealed under a key of its own, and that key sealed under one of a ring.

    `sealed` never changes; a new key of the ring changes `key` and `mark` alone.
    """

    sealed: bytes
    key: bytes
    mark: str


class KeyRing:
    """Keys that take each other's place: the first seals, all open; none at all is a closed ring.

    Each is known by its mark, which tells nothing of it.
    """

    def __init__(self, secrets: Sequence[str], purpose: str) -> None:
        self._keys = {
            derived(secret, f"mark of {purpose}")[:MARK_BYTES].hex(): derived(secret, purpose)
            for secret in secrets
        }

    @property
    def is_open(self) -> bool:
        """Whether there is a key at all."""
        return bool(self._keys)

    @property
    def mark(self) -> str:
        """The mark of the key that seals. Raises Unavailable."""
        for mark in self._keys:
            return mark
        raise Unavailable("No key is set with which identity numbers are encrypted.")

    def wrap(self, plain: bytes, place: str) -> Wrapped:
        """What is kept of the plain text. Raises Unavailable."""
        own = AESGCM.generate_key(KEY_BYTES * 8)
        mark = self.mark
        return Wrapped(
            sealed(own, plain, place), sealed(self._keys[mark], own, f"key of {place}"), mark
        )

    def unwrap(self, kept: Wrapped, place: str) -> bytes:
        """The plain text. Raises Unavailable where its key is no longer on the ring."""
        return opened(self._own(kept, place), kept.sealed, place)

    def renewed(self, kept: Wrapped, place: str) -> Wrapped:
        """The same under the first key. Raises Unavailable."""
        own, mark = self._own(kept, place), self.mark
        return Wrapped(kept.sealed, sealed(self._keys[mark], own, f"key of {place}"), mark)

    def _own(self, kept: Wrapped, place: str) -> bytes:
        """The key of one text."""
        if kept.mark not in self._keys:
            raise Unavailable(
                f"What is sealed here needs the key of the mark {kept.mark}, which is not set."
            )
        return opened(self._keys[kept.mark], kept.key, f"key of {place}")


NO_KEYS = KeyRing((), "")
"""The ring of an installation that keeps nothing under a key of its own."""
