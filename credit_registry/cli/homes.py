"""The home of a development server: its keys, its database and its index, made where none is.

The city is built beside its place and moved there whole, so that a killed installation leaves
nothing behind that looks finished.
"""

import base64
import os
import secrets
import shutil
from pathlib import Path

import click

from credit_registry.cli.installations import account_lines, install_city
from credit_registry.cli.parts import Opening
from credit_registry.services.demonstration.demonstrations import Demonstration
from credit_registry.services.sealing import KEY_BYTES
from credit_registry.store import migrating

HOME, DATABASE, KEY = "REGISTRY_HOME", "REGISTRY_DATABASE_URL", "REGISTRY_SECRET_KEY"
IDENTITY_KEYS = "REGISTRY_IDENTITY_KEYS"
DEFAULTS = {"REGISTRY_SECURE": "false", "REGISTRY_LOG_LEVEL": "WARNING"}
OWNER_ONLY = 0o600
PARTS = ("index", "registry.sqlite")
"""The database is moved last: where it stands, all stands."""


def furnish(opening: Opening, seed: int, enterprises: int, records: int) -> None:
    """Set what a development server needs, and install the city where nothing is installed."""
    environment = opening.parts.environment
    home = Path(environment.get(HOME, "var")).resolve()
    keys = {
        KEY: _kept(home / "secret.key", secrets.token_urlsafe(48)),
        IDENTITY_KEYS: _kept(home / "identity.key", _new_identity_key()),
    }
    opening.environment = {**DEFAULTS, HOME: str(home), **keys}
    if DATABASE in environment or (home / PARTS[-1]).exists():
        return
    opening.say(
        f"首次运行：正在生成虚构的演示城市（{enterprises:,} 家企业，{records:,} 条记录）……",
        f"First run: installing the invented city ({enterprises:,} enterprises, "
        f"{records:,} records) …",
    )
    made = _built(opening, home, seed, enterprises, records)
    _tell_accounts(opening, home, made)


def _built(
    opening: Opening, home: Path, seed: int, enterprises: int, records: int
) -> Demonstration:
    """The city, built in a place of its own and moved home."""
    place = home / "building"
    shutil.rmtree(place, ignore_errors=True)
    settings = opening.parts.settings(
        {**opening.environment, **opening.parts.environment, HOME: str(place)}
    )
    registry = opening.parts.open_registry(settings)
    try:
        migrating.upgrade(registry.database)
        made = install_city(registry, seed, enterprises, records)
    finally:
        registry.close()
    for part in PARTS:
        target = home / part
        if target.is_dir():
            shutil.rmtree(target)
        (place / part).rename(target)
    shutil.rmtree(place)
    return made


def _kept(file: Path, fresh: str) -> str:
    """A key of the home; made once, readable by its owner alone."""
    if not file.exists():
        _write_private(file, fresh)
    return file.read_text("ascii").strip()


def _new_identity_key() -> str:
    """A key that encrypts identity numbers: random bytes in URL-safe base 64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _tell_accounts(opening: Opening, home: Path, made: Demonstration) -> None:
    """Print the demonstration's accounts and keep them beside the database."""
    lines = account_lines(made)
    file = home / "accounts.txt"
    _write_private(file, "\n".join(lines) + "\n")
    opening.say(f"演示账户（保存在 {file}）：", f"Accounts of the demonstration (kept in {file}):")
    for line in lines:
        click.echo(f"  {line}")


def _write_private(file: Path, text: str) -> None:
    """Write a file that only its owner can read; whole, or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "w") as out:
        out.write(text)
    fresh.replace(file)
