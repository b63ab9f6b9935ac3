"""The marks by which a person says more than words: quotes, a minus, the name of a field.

    "南康家具"      what stands in quotes is looked for as it stands
    家具 -进出口    what follows a minus must not stand in the name
    产品:沙发       the word is looked for in that field alone; also product:沙发

Whatever is marked in no such way is a word, colons and hyphens in it included.
"""

import re
from enum import StrEnum
from typing import NamedTuple


class AskedField(StrEnum):
    """A field that a question may name."""

    NAME = "name"
    FORMER_NAME = "former_name"
    CODE = "code"
    ADDRESS = "address"
    PRODUCT = "product"
    VIOLATION = "violation"
    SAMPLING = "sampling"


class Word(NamedTuple):
    """A word of a question as it was typed, and how it was marked."""

    text: str
    is_quoted: bool = False
    is_excluded: bool = False
    field: AskedField | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the word is looked for wherever it may stand."""
        return self.field is None and not self.is_excluded


_NAMES = {
    AskedField.NAME: ("name", "名称", "企业名称", "企业"),
    AskedField.FORMER_NAME: ("former", "former_name", "formername", "曾用名", "原名"),
    AskedField.CODE: ("code", "代码", "信用代码", "统一社会信用代码", "注册号"),
    AskedField.ADDRESS: ("address", "地址", "住所"),
    AskedField.PRODUCT: ("product", "products", "产品"),
    AskedField.VIOLATION: ("violation", "penalty", "违法", "处罚", "违法行为"),
    AskedField.SAMPLING: ("sampling", "sample", "抽查", "抽检", "监督抽查"),
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names}
_OPENING, _CLOSING = '"“”„＂「『', '"“”＂」』'
_KNOWN = "|".join(sorted(_FIELDS, key=len, reverse=True))
_TOKEN = re.compile(
    rf"(?P<minus>[-－−])?(?:(?P<field>{_KNOWN})[:：]\s*)?"
    rf"(?:[{_OPENING}](?P<quoted>[^{_CLOSING}]*)(?:[{_CLOSING}]|$)|(?P<word>[^\s{_OPENING}]\S*))",
    re.IGNORECASE,
)


def words(text: str) -> list[Word]:
    """The words of a question in their order.

    >>> [tuple(word) for word in words('南康 -进出口 产品:"红木 沙发"')]
    [('南康', False, False, None), ('进出口', False, True, None), \
('红木 沙发', True, False, <AskedField.PRODUCT: 'product'>)]
    >>> [word.text for word in words('3:1配方 A-B "')]
    ['3:1配方', 'A-B']
    """
    return [word for found in _TOKEN.finditer(text) if (word := _word(found)).text.strip()]


def _word(found: "re.Match[str]") -> Word:
    """One word."""
    is_quoted = found["quoted"] is not None
    text = found["quoted"] if is_quoted else found["word"]
    field = _FIELDS[found["field"].lower()] if found["field"] else None
    return Word(text, is_quoted, found["minus"] is not None, field)
