"""The catalogue of the site's own words: every message in Chinese and in English."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

Message = Mapping[str, str]
LANGUAGES = ("zh", "en")
SINGULAR = "one"
"""The English form for a `count` of one, where it differs."""


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Message]:
    """All messages by key."""
    return gathered(files(__package__).joinpath("texts"))


def gathered(folder: Traversable) -> Mapping[str, Message]:
    """The messages of a folder's files by key. Raises ValueError for a key that stands twice."""
    found: dict[str, Message] = {}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        messages: dict[str, Message] = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
        if repeated := found.keys() & messages.keys():
            raise ValueError(f"{file.name} repeats {sorted(repeated)}.")
        found |= messages
    return found


def text(language: str, key: str, values: Mapping[str, object]) -> str:
    """A message with its values filled in. Raises KeyError for one that is not there."""
    message = catalogue()[key]
    form = language
    if language == "en" and values.get("count") == 1 and SINGULAR in message:
        form = SINGULAR
    return message[form].format_map(values)
