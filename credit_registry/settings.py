"""What an installation is set to: frozen, typed, made by config.py."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """All that the environment decides; nothing else is read from it."""

    database_url: str = field(repr=False)
    index_directory: Path
    secret_key: str = field(repr=False)
    identity_keys: tuple[str, ...] = field(default=(), repr=False)
    """Keys that encrypt identity numbers: the first encrypts, all decrypt; none, none are kept."""
    origin: str = "credit-registry.local/ledger"
    is_secure: bool = True
    needs_second_factor: bool = False
    """Whether deciders and operators sign in with a second factor."""
    rate_limit: str = "600 per minute"
    rate_limit_storage: str = "memory://"
    log_level: str = "INFO"
    today: str = ""
    """A fixed legal date for demonstrations and tests (YYYY-MM-DD); empty means the clock's."""
