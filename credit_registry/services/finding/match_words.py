"""Why a search found a subject, in a sentence of either language."""

from search_index.documents import NO_VALUE
from search_index.ranking import MatchReason

NONE = NO_VALUE
"""The value of a filter for subjects on no list, or without a grade that is shown."""

_WORDS: dict[MatchReason, tuple[str, str]] = {
    MatchReason.EXACT_CODE: ("代码相符", "The code matches"),
    MatchReason.EXACT_NAME: ("名称完全相符", "The whole name matches"),
    MatchReason.EXACT_FORMER_NAME: ("曾用名完全相符", "A whole former name matches"),
    MatchReason.NAME_PREFIX: ("名称以此开头", "The name begins so"),
    MatchReason.NAME_PART: ("名称中含有", "Part of the name matches"),
    MatchReason.FORMER_NAME_PART: ("曾用名中含有", "Part of a former name matches"),
    MatchReason.CODE_PART: ("代码中含有", "Part of the code matches"),
    MatchReason.ADDRESS_PART: ("地址中含有", "Part of the address matches"),
    MatchReason.PRODUCT_PART: ("产品中含有", "A product matches"),
    MatchReason.VIOLATION_PART: ("现在公示的处罚中含有", "A penalty on public display matches"),
    MatchReason.SAMPLING_PART: (
        "现在公示的抽查结果中含有",
        "A sampling result on public display matches",
    ),
    MatchReason.NAME_PINYIN: ("名称的拼音相符", "The name is pronounced so"),
    MatchReason.NAME_INITIALS: ("名称的拼音首字母相符", "The name's first letters in pinyin match"),
    MatchReason.FORMER_NAME_PINYIN: ("曾用名的拼音相符", "A former name is pronounced so"),
    MatchReason.FORMER_NAME_INITIALS: (
        "曾用名的拼音首字母相符",
        "A former name's first letters in pinyin match",
    ),
    MatchReason.NAME_LETTERS: (
        "名称中依次含有这些字",
        "The name has these characters in this order",
    ),
    MatchReason.NAME_SIMILAR: (
        "名称相近，但不完全相同，请核对",
        "The name is similar but not the same; please check",
    ),
    MatchReason.LISTED: ("全部列出", "All are listed"),
}
_QUOTED = frozenset(
    {MatchReason.PRODUCT_PART, MatchReason.VIOLATION_PART, MatchReason.SAMPLING_PART}
)


def sentence(reason: MatchReason, matched_text: str = "") -> tuple[str, str]:
    """The sentence in Chinese and English; the text itself where it stands nowhere else.

    >>> sentence(MatchReason.PRODUCT_PART, "红木沙发")
    ('产品中含有：红木沙发', 'A product matches: 红木沙发')
    """
    zh, en = _WORDS[reason]
    if reason in _QUOTED and matched_text:
        return f"{zh}：{matched_text}", f"{en}: {matched_text}"
    return zh, en


def is_similar(reason: MatchReason) -> bool:
    """Whether the name is only like what was typed."""
    return reason is MatchReason.NAME_SIMILAR
