"""Why a document answers a question, decided on one document at a time and in plain Python."""

from collections.abc import Mapping
from typing import NamedTuple

from search_index.analysis import CODE_GRAM, letters
from search_index.queries import QueryKind, Understanding
from search_index.ranking import MatchReason


class Candidate(NamedTuple):
    """A document as ranking sees it: its texts in normal form, its facets and its days."""

    id: str
    codes: tuple[str, ...]
    name: str
    former_names: tuple[str, ...]
    address: str
    facets: Mapping[str, str]
    is_public: bool
    since: int | None
    until: int | None

    def may_be_shown(self, day: int, *, public_only: bool) -> bool:
        """Whether a question asked for that day may meet it at all."""
        has_begun = self.since is None or self.since <= day
        has_ended = self.until is not None and self.until < day
        return has_begun and not has_ended and (self.is_public or not public_only)


def reason_for(candidate: Candidate, understanding: Understanding) -> MatchReason | None:
    """The strongest reason why the candidate answers the question, or None."""
    if understanding.kind is QueryKind.EVERYTHING:
        return MatchReason.LISTED
    if understanding.kind is QueryKind.NOTHING_SPECIAL:
        return None
    return _whole_match(candidate, understanding) or _part_match(candidate, understanding)


def _whole_match(candidate: Candidate, understanding: Understanding) -> MatchReason | None:
    """The reason by which all that was typed is a code, or a name or its beginning."""
    whole = understanding.whole
    if whole in candidate.codes:
        return MatchReason.EXACT_CODE
    if whole == candidate.name:
        return MatchReason.EXACT_NAME
    if whole in candidate.former_names:
        return MatchReason.EXACT_FORMER_NAME
    if candidate.name.startswith((whole, "".join(understanding.fragments))):
        return MatchReason.NAME_PREFIX
    return None


def _part_match(candidate: Candidate, understanding: Understanding) -> MatchReason | None:
    """The reason by which the fragments stand in one of the texts, or in the name and another."""
    fragments, name = understanding.fragments, candidate.name
    if _has_all(name, fragments):
        return MatchReason.NAME_PART
    if any(_has_all(former, fragments) for former in candidate.former_names):
        return MatchReason.FORMER_NAME_PART
    if all(part in name or is_code_part(part, candidate.codes) for part in fragments):
        return MatchReason.CODE_PART
    if all(part in candidate.address or part in name for part in fragments):
        return MatchReason.ADDRESS_PART
    return None


def is_code_part(fragment: str, codes: tuple[str, ...]) -> bool:
    """Whether the fragment stands in a code and is long enough to have been meant as one."""
    return len(fragment) >= CODE_GRAM and any(fragment in code for code in codes)


def letters_reason_for(candidate: Candidate, understanding: Understanding) -> MatchReason | None:
    """The reason by which each fragment's characters stand in the name in their order, or None.

    It serves short forms (邵阳液压 for 邵阳维克液压), and only where nothing else answers.
    """
    has_all = all(_has_letters(candidate.name, part) for part in understanding.fragments)
    return MatchReason.NAME_LETTERS if has_all else None


def _has_all(text: str, fragments: tuple[str, ...]) -> bool:
    """Whether every fragment stands in the text."""
    return all(fragment in text for fragment in fragments)


def _has_letters(text: str, fragment: str) -> bool:
    """Whether the fragment's characters stand in the text in their order, with others between."""
    start = 0
    for letter in letters(fragment):
        place = text.find(letter, start)
        if place < 0:
            return False
        start = place + len(letter)
    return True
