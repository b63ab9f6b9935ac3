"""The environment, read once into Settings; a missing or wrong variable is named."""

import base64
import logging
import os
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from credit_registry.settings import Settings

PREFIX = "REGISTRY_"
SHORTEST_SECRET = 32
IDENTITY_KEYS = f"{PREFIX}IDENTITY_KEYS"
IDENTITY_KEY_BYTES = 32
NEW_IDENTITY_KEY = (
    'python -c "import base64, secrets; '
    'print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())"'
)
DATABASES = re.compile(r"(sqlite:///|postgresql(\+psycopg)?://)\S+")
RATES = re.compile(r"\d+ ?(/|per) ?(\d+ ?)?(second|minute|hour|day)s?", re.IGNORECASE)
ORIGINS = re.compile(r"[^\s+]+")
TRUTHS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


class SettingError(Exception):
    """An environment variable is missing or wrong."""


def _is_true(text: str) -> bool | None:
    """The truth that the text states, or nothing."""
    return TRUTHS.get(text.lower())


def _day(text: str) -> str | None:
    """The text where it is a legal date or empty."""
    try:
        return date.fromisoformat(text).isoformat() if text else text
    except ValueError:
        return None


def _level(text: str) -> str | None:
    """The level of the log, if there is one of the name."""
    return text.upper() if text.upper() in logging.getLevelNamesMapping() else None


def _database(text: str) -> str | None:
    """The address, if it is one of a database that is known."""
    return text if DATABASES.fullmatch(text) else None


def _rate(text: str) -> str | None:
    """The rate, if it is one."""
    return text if RATES.fullmatch(text) else None


def _origin(text: str) -> str | None:
    """The ledger's name, if a checkpoint can state it."""
    return text if ORIGINS.fullmatch(text) else None


def _text(text: str) -> str | None:
    """The text as it is written, if there is any."""
    return text or None


READERS: dict[str, tuple[str, Callable[[str], object], str]] = {
    "database_url": ("DATABASE_URL", _database, "sqlite:///path or postgresql://…"),
    "is_secure": ("SECURE", _is_true, ", ".join(TRUTHS)),
    "needs_second_factor": ("SECOND_FACTOR", _is_true, ", ".join(TRUTHS)),
    "today": ("TODAY", _day, "a date as YYYY-MM-DD"),
    "log_level": ("LOG_LEVEL", _level, "DEBUG, INFO, WARNING, ERROR, CRITICAL"),
    "rate_limit": ("RATE_LIMIT", _rate, "a rate such as `600 per minute`"),
    "rate_limit_storage": ("RATE_LIMIT_STORAGE", _text, "an address such as memory://"),
    "origin": ("ORIGIN", _origin, "a name without spaces and +"),
}
"""For each setting: its variable, how it is read (None: not accepted), what is accepted."""


def settings_from(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings the environment states. Raises SettingError."""
    secret = environment.get(f"{PREFIX}SECRET_KEY", "")
    if len(secret) < SHORTEST_SECRET:
        raise SettingError(
            f"{PREFIX}SECRET_KEY must be set to at least {SHORTEST_SECRET} random characters "
            '(python -c "import secrets; print(secrets.token_urlsafe(48))").'
        )
    home = Path(environment.get(f"{PREFIX}HOME", "var")).resolve()
    database_url = f"sqlite:///{(home / 'registry.sqlite').as_posix()}"
    stated = {name: _read(name, environment) for name in READERS if _is_stated(name, environment)}
    values: dict[str, object] = {"database_url": database_url, **stated}
    index_directory = Path(environment.get(f"{PREFIX}INDEX", str(home / "index")))
    values["identity_keys"] = _identity_keys(environment.get(IDENTITY_KEYS, ""))
    return Settings(secret_key=secret, index_directory=index_directory, **values)  # type: ignore[arg-type] # read one by one


def _identity_keys(text: str) -> tuple[str, ...]:
    """The keys in the text, in order. Raises SettingError, which repeats none of them."""
    keys = tuple(text.replace(",", " ").split())
    if not all(map(_is_identity_key, keys)) or len(set(keys)) < len(keys):
        raise SettingError(
            f"{IDENTITY_KEYS} must be different keys with commas between them, each of "
            f"{IDENTITY_KEY_BYTES} random bytes in URL-safe base 64 ({NEW_IDENTITY_KEY})."
        )
    return keys


def _is_identity_key(text: str) -> bool:
    """Whether the text is as many bytes as a key has, written as keys are."""
    try:
        return len(base64.b64decode(text, altchars=b"-_", validate=True)) == IDENTITY_KEY_BYTES
    except ValueError:
        return False


def _is_stated(setting: str, environment: Mapping[str, str]) -> bool:
    """Whether the environment has the setting's variable."""
    return f"{PREFIX}{READERS[setting][0]}" in environment


def _read(setting: str, environment: Mapping[str, str]) -> object:
    """What the environment states for a setting. Raises SettingError."""
    variable, read, accepted = READERS[setting]
    stated = environment[f"{PREFIX}{variable}"]
    value = read(stated)
    if value is None:
        raise SettingError(f"{PREFIX}{variable} is {stated!r}; accepted: {accepted}.")
    return value
