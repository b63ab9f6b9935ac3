"""Where a rule of law comes from, and how far that has been checked."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Verification(StrEnum):
    """How far a source has been checked; only `article` lets article numbers be shown."""

    ARTICLE = "article"
    INSTRUMENT = "instrument"
    REGISTRY = "registry"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Source:
    """An instrument in both languages; `articles` is empty unless their text was read.

    `checked_zh` and `checked_en` say what of it was checked against what, where that is stated.
    """

    instrument_zh: str
    instrument_en: str
    verification: Verification
    articles: tuple[str, ...] = ()
    checked_zh: str = ""
    checked_en: str = ""

    @property
    def is_verified(self) -> bool:
        """Whether the instrument itself has been checked."""
        return self.verification in {Verification.ARTICLE, Verification.INSTRUMENT}

    @property
    def text_zh(self) -> str:
        """The citation in Chinese, with article numbers only where they were read."""
        if self.verification is Verification.ARTICLE and self.articles:
            return f"{self.instrument_zh}第{'、'.join(self.articles)}条"
        return self.instrument_zh

    @property
    def text_en(self) -> str:
        """The citation in English."""
        if self.verification is Verification.ARTICLE and self.articles:
            return f"{self.instrument_en}, articles {', '.join(self.articles)}"
        return self.instrument_en


def read_source(tree: dict[str, Any]) -> Source:
    """The source as the YAML states it."""
    articles = tree.get("articles") or []
    return Source(
        instrument_zh=str(tree["instrument_zh"]),
        instrument_en=str(tree["instrument_en"]),
        verification=Verification(str(tree["verification"])),
        articles=tuple(str(article) for article in articles),
        checked_zh=str(tree.get("checked_zh", "")),
        checked_en=str(tree.get("checked_en", "")),
    )
