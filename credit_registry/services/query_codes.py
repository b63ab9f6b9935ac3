"""Codes by which whoever holds one follows what it asked for; only their digests are kept."""

import hashlib
import secrets

from credit_registry.domain.opaque_ids import ALPHABET

CHARACTERS = 16


def new() -> str:
    """A code that nobody guesses."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CHARACTERS))


def digest(code: str) -> str:
    """What is kept of a code; spaces, hyphens and capitals make no difference."""
    plain = code.strip().lower().replace("-", "").replace(" ", "")
    return hashlib.sha256(plain.encode()).hexdigest()
