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


class AuthorityLevel(StrEnum):
    """Who stands behind a list, from a national law down to this registry's own work.

    Source: 国办发〔2020〕49号: black lists need a law, a regulation or a central document, for the
    time being a department rule; one that is valid only locally needs a local regulation.
    """

    LAW = "law"
    ADMINISTRATIVE_REGULATION = "administrative_regulation"
    CENTRAL_DOCUMENT = "central_document"
    DEPARTMENT_RULE = "department_rule"
    LOCAL_REGULATION = "local_regulation"
    LOCAL_RULE = "local_rule"
    CITY = "city"
    INTERNAL = "internal"

    @property
    def may_blame(self) -> bool:
        """Whether a black list may rest on an instrument of the level."""
        return self in _BLAMING


_BLAMING = frozenset(
    {
        AuthorityLevel.LAW,
        AuthorityLevel.ADMINISTRATIVE_REGULATION,
        AuthorityLevel.CENTRAL_DOCUMENT,
        AuthorityLevel.DEPARTMENT_RULE,
        AuthorityLevel.LOCAL_REGULATION,
    }
)


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
