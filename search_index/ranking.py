"""Why a candidate is a hit, and which hit comes first."""

from enum import StrEnum

from search_index.queries import Sort

SortKey = tuple[int, int | str, str]
NamePlace = tuple[str, str]


class MatchedField(StrEnum):
    """The part of a document that a question met."""

    CODE = "code"
    NAME = "name"
    FORMER_NAME = "former_name"
    ADDRESS = "address"
    PRODUCT = "product"
    VIOLATION = "violation"
    SAMPLING = "sampling"


class MatchReason(StrEnum):
    """Why a document is a hit, the strongest reason first."""

    EXACT_CODE = "exact_code"
    EXACT_NAME = "exact_name"
    EXACT_FORMER_NAME = "exact_former_name"
    NAME_PREFIX = "name_prefix"
    NAME_PART = "name_part"
    FORMER_NAME_PART = "former_name_part"
    CODE_PART = "code_part"
    ADDRESS_PART = "address_part"
    PRODUCT_PART = "product_part"
    VIOLATION_PART = "violation_part"
    SAMPLING_PART = "sampling_part"
    NAME_PINYIN = "name_pinyin"
    NAME_INITIALS = "name_initials"
    FORMER_NAME_PINYIN = "former_name_pinyin"
    FORMER_NAME_INITIALS = "former_name_initials"
    NAME_LETTERS = "name_letters"
    NAME_SIMILAR = "name_similar"
    LISTED = "listed"

    @property
    def field(self) -> MatchedField:
        """The part of the document that gave the reason."""
        return _FIELDS.get(self, MatchedField.NAME)

    @property
    def score(self) -> int:
        """The reason's weight: more comes first."""
        return _SCORES[self]


_FIELDS = {
    MatchReason.EXACT_CODE: MatchedField.CODE,
    MatchReason.EXACT_FORMER_NAME: MatchedField.FORMER_NAME,
    MatchReason.FORMER_NAME_PART: MatchedField.FORMER_NAME,
    MatchReason.FORMER_NAME_PINYIN: MatchedField.FORMER_NAME,
    MatchReason.FORMER_NAME_INITIALS: MatchedField.FORMER_NAME,
    MatchReason.CODE_PART: MatchedField.CODE,
    MatchReason.ADDRESS_PART: MatchedField.ADDRESS,
    MatchReason.PRODUCT_PART: MatchedField.PRODUCT,
    MatchReason.VIOLATION_PART: MatchedField.VIOLATION,
    MatchReason.SAMPLING_PART: MatchedField.SAMPLING,
}
_LENGTH_BITS = 16
_IN_ORDER = tuple(MatchReason)
_SCORES = {reason: score for score, reason in enumerate(reversed(MatchReason))}


def reason_at(place: int) -> MatchReason:
    """The reason at that place among all, 0 being the strongest."""
    return _IN_ORDER[place]


def place_of_weight(weight: int) -> int:
    """The place of the reason whose hits begin their sort key with that weight.

    >>> place_of_weight(-MatchReason.EXACT_NAME.score)
    1
    """
    return len(_IN_ORDER) - 1 + weight


def name_place(name: str, document_id: str) -> NamePlace:
    """Where a name (in normal form) sorts among names: two of one spelling by their ids.

    Names sort by their GB 18030 bytes, in which the common characters stand in pinyin order.
    """
    return name.encode("gb18030").hex(), document_id


def match_length(length: int, rank: int) -> int:
    """What sorts hits of one reason: the document's rank, and within it the name's length.

    >>> match_length(12, 0) < match_length(4, 1)
    True
    """
    return (rank << _LENGTH_BITS) | min(length, (1 << _LENGTH_BITS) - 1)


def sort_key(
    name: str, document_id: str, reason: MatchReason, sort: Sort, rank: int = 0
) -> SortKey:
    """A hit's place among the hits, by its name in normal form: no two hits share one."""
    if sort == "name":
        return 0, *name_place(name, document_id)
    return -reason.score, match_length(len(name), rank), document_id
