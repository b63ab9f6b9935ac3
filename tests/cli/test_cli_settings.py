"""config.py: the environment becomes Settings, or the variable at fault is named."""

from datetime import date
from pathlib import Path

import pytest

from config import SettingError, settings_from

SECRET = {"REGISTRY_SECRET_KEY": "a key of the tests alone, long enough for anybody"}
KEY, OTHER_KEY = f"{'A' * 42}E=", f"{'-_' * 21}E="


def test_the_secret_alone_is_enough() -> None:
    settings = settings_from(SECRET)
    assert settings.is_secure
    assert settings.database_url == f"sqlite:///{Path('var').resolve().as_posix()}/registry.sqlite"
    assert settings.index_directory == Path("var").resolve() / "index"
    assert settings.rate_limit == "600 per minute"


def test_what_is_stated_is_taken(tmp_path: Path) -> None:
    settings = settings_from(
        {
            **SECRET,
            "REGISTRY_HOME": str(tmp_path),
            "REGISTRY_SECURE": "no",
            "REGISTRY_ORIGIN": "somewhere/ledger",
            "REGISTRY_RATE_LIMIT": "5 per second",
            "REGISTRY_RATE_LIMIT_STORAGE": "memory://",
            "REGISTRY_LOG_LEVEL": "DEBUG",
            "REGISTRY_TODAY": "2026-04-01",
        }
    )
    assert settings.database_url == f"sqlite:///{tmp_path.as_posix()}/registry.sqlite"
    assert settings.index_directory == tmp_path / "index"
    assert not settings.is_secure
    assert (settings.origin, settings.rate_limit) == ("somewhere/ledger", "5 per second")
    assert (settings.log_level, date.fromisoformat(settings.today)) == ("DEBUG", date(2026, 4, 1))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REGISTRY_SECRET_KEY", ""),
        ("REGISTRY_SECRET_KEY", "short"),
        ("REGISTRY_SECRET_KEY", "x" * 31),
        ("REGISTRY_SECURE", "perhaps"),
        ("REGISTRY_SECURE", ""),
        ("REGISTRY_TODAY", "2026-02-30"),
        ("REGISTRY_TODAY", "tomorrow"),
        ("REGISTRY_LOG_LEVEL", "LOUD"),
        ("REGISTRY_RATE_LIMIT", "often"),
        ("REGISTRY_DATABASE_URL", "mysql://somewhere/registry"),
        ("REGISTRY_DATABASE_URL", "no address"),
        ("REGISTRY_ORIGIN", "two words"),
        ("REGISTRY_ORIGIN", ""),
    ],
)
def test_a_wrong_variable_is_named_with_what_would_be_accepted(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name) as raised:
        settings_from({**SECRET, name: value})
    assert "accepted" in str(raised.value) or "must be set" in str(raised.value)


def test_the_shortest_secret_has_32_characters() -> None:
    assert settings_from({"REGISTRY_SECRET_KEY": "x" * 32}).secret_key == "x" * 32


def test_the_secret_is_told_to_nobody() -> None:
    with pytest.raises(SettingError) as raised:
        settings_from({"REGISTRY_SECRET_KEY": "hunter2"})
    assert "hunter2" not in str(raised.value)
    assert SECRET["REGISTRY_SECRET_KEY"] not in repr(settings_from(SECRET))


@pytest.mark.parametrize("value", ["", f"{KEY}", f"{KEY},{OTHER_KEY}", f" {KEY} , {OTHER_KEY} "])
def test_the_keys_of_identity_numbers_are_taken_in_their_order(value: str) -> None:
    settings = settings_from({**SECRET, "REGISTRY_IDENTITY_KEYS": value})
    assert settings.identity_keys == tuple(value.replace(",", " ").split())
    assert KEY not in repr(settings)


@pytest.mark.parametrize("value", ["short", f"{KEY[:-4]}", f"{KEY},{KEY}", f"{KEY};{OTHER_KEY}"])
def test_a_wrong_key_is_refused_and_not_repeated(value: str) -> None:
    with pytest.raises(SettingError, match="REGISTRY_IDENTITY_KEYS must be") as raised:
        settings_from({**SECRET, "REGISTRY_IDENTITY_KEYS": value})
    assert value not in str(raised.value)
