"""The environment, read once into Settings; a missing or wrong variable is named."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from credit_registry.settings import Settings

PREFIX = "REGISTRY_"
TEXTS = ("origin", "rate_limit", "rate_limit_storage", "log_level")
"""Settings that are taken as they are written, where they are stated."""


class SettingError(Exception):
    """An environment variable is missing or wrong."""


def _is_true(name: str, text: str) -> bool:
    """The truth a variable states."""
    values = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if text.lower() not in values:
        raise SettingError(f"{name} is {text!r}; accepted: 1, true, yes, 0, false, no.")
    return values[text.lower()]


def _day(name: str, text: str) -> str:
    """The legal date a variable states, or nothing."""
    if text:
        try:
            date.fromisoformat(text)
        except ValueError:
            raise SettingError(f"{name} is {text!r}; accepted: a date as YYYY-MM-DD.") from None
    return text


def settings_from(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings the environment states. Raises SettingError."""
    secret = environment.get(f"{PREFIX}SECRET_KEY", "")
    shortest = 32
    if len(secret) < shortest:
        raise SettingError(
            f"{PREFIX}SECRET_KEY must be set to at least {shortest} random characters "
            '(python -c "import secrets; print(secrets.token_urlsafe(48))").'
        )
    home = Path(environment.get(f"{PREFIX}HOME", "var")).resolve()
    stated = {
        name: environment[f"{PREFIX}{name.upper()}"]
        for name in TEXTS
        if f"{PREFIX}{name.upper()}" in environment
    }
    return Settings(
        database_url=environment.get(
            f"{PREFIX}DATABASE_URL", f"sqlite:///{(home / 'registry.sqlite').as_posix()}"
        ),
        index_directory=Path(environment.get(f"{PREFIX}INDEX", str(home / "index"))),
        secret_key=secret,
        is_secure=_is_true(f"{PREFIX}SECURE", environment.get(f"{PREFIX}SECURE", "true")),
        today=_day(f"{PREFIX}TODAY", environment.get(f"{PREFIX}TODAY", "")),
        **stated,
    )
