"""Use profiles as YAML text, their versions, and those that ship with the registry."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from typing import Any, cast

import orjson
import yaml
from marshmallow import ValidationError

from credit_registry.domain.errors import InvalidInput, NotFound
from credit_registry.rules.documents.documents import faults_of_form
from credit_registry.rules.profiles.profile_checks import require_sound
from credit_registry.rules.profiles.profile_schemas import PROFILE
from credit_registry.rules.profiles.profiles import Profile

ENGINE = "1"
"""The version of the engine: it goes up whenever the same rows could come to another outcome."""


def read_profile(text: str) -> Profile:
    """The checked profile behind the YAML. Raises InvalidInput naming each faulty row."""
    try:
        tree = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InvalidInput(f"The profile is not readable YAML: {error}.") from error
    try:
        profile = cast("Profile", PROFILE.load(cast("dict[str, Any]", tree)))
    except ValidationError as error:
        faults = tuple(faults_of_form(error.messages))
        raise InvalidInput("The profile does not have the expected form.", faults) from error
    require_sound(profile)
    return profile


def to_tree(profile: Profile) -> dict[str, Any]:
    """The profile as plain maps and lists, without what is left at its default."""
    return cast("dict[str, Any]", PROFILE.dump(profile))


@lru_cache(maxsize=64)
def version_of(profile: Profile) -> str:
    """The version: the SHA-256 of the canonical form, as that of a rule set is."""
    return sha256(orjson.dumps(to_tree(profile), option=orjson.OPT_SORT_KEYS)).hexdigest()


@lru_cache(maxsize=1)
def shipped_profiles() -> tuple[Profile, ...]:
    """The profiles that come with the registry, in the order of the names of their files."""
    folder = resources.files("credit_registry.rules.profiles") / "profilesets"
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    texts = (file.read_text(encoding="utf-8") for file in files if file.name.endswith(".yaml"))
    return tuple(map(read_profile, texts))


def in_force(profiles: Iterable[Profile], day: date) -> tuple[Profile, ...]:
    """Of each code the profile with the latest `since` not after the day."""
    found: dict[str, Profile] = {}
    for profile in profiles:
        known = found.get(profile.code)
        if profile.since <= day and (known is None or known.since < profile.since):
            found[profile.code] = profile
    return tuple(found.values())


def named(profiles: Sequence[Profile], code: str) -> Profile:
    """The profile of the code. Raises NotFound naming those there are."""
    for profile in profiles:
        if profile.code == code:
            return profile
    known = ", ".join(profile.code for profile in profiles) or "none on that day"
    raise NotFound(f"There is no profile {code!r}; there are: {known}.")


def of_version(version: str) -> Profile:
    """The shipped profile of a version. Raises NotFound where this release does not hold it."""
    for profile in shipped_profiles():
        if version_of(profile) == version:
            return profile
    raise NotFound(f"This release holds no profile of version {version[:12]}.")
