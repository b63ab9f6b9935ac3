"""The fields of a record kind: name, labels, type, bounds and the headings they are met under."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from credit_registry.domain.subjects import IdentifierScheme

Value = str | int | date | tuple[str, ...] | None
Values = Mapping[str, Value]
Requirement = bool | Callable[[Values], bool]

OTHER = "other"
_OTHER_WORD = "其他"


class FieldType(StrEnum):
    """What a field holds."""

    TEXT = "text"
    SERIAL = "serial"
    CODE = "code"
    DATE = "date"
    AMOUNT = "amount"
    CHOICE = "choice"
    CHOICES = "choices"


class MoneyUnit(StrEnum):
    """In what unit a source writes an amount; a field's value is always in fen."""

    FEN = "fen"
    YUAN = "yuan"
    WAN = "wan"


@dataclass(frozen=True)
class Enumeration:
    """Codes with their (zh, en) words; `older` maps further Chinese words to codes."""

    values: Mapping[str, tuple[str, str]]
    older: Mapping[str, str] = field(default_factory=dict)

    def code(self, word: str) -> str | None:
        """The code a source means by a word: the code itself, either label, or an older word."""
        found = self._by_word.get(folded(word))
        if found is None and OTHER in self.values and word.startswith(_OTHER_WORD):
            return OTHER
        return found

    @cached_property
    def accepted(self) -> str:
        """The words that are accepted, for a message."""
        return "、".join(zh for zh, _ in self.values.values())

    @cached_property
    def _by_word(self) -> Mapping[str, str]:
        words = {folded(zh): code for zh, code in self.older.items()}
        for code, labels in self.values.items():
            words.update({folded(word): str(code) for word in (*labels, code)})
        return words


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field; `headings` are the names it has in exchange files beside its own and its labels.

    `unit` is the unit of an amount under any heading but the field's own name, which is in fen.
    `scheme` is the kind of code expected. `is_own` tells the kind's fields from the record header.
    `is_place` marks where a person may live: left out where reduced fields are shown.
    """

    name: str
    label_zh: str
    label_en: str
    type: FieldType = FieldType.TEXT
    required: Requirement = False
    max_length: int | None = None
    enumeration: Enumeration | None = None
    is_public: bool = True
    source: str = ""
    headings: tuple[str, ...] = ()
    unit: MoneyUnit = MoneyUnit.YUAN
    scheme: IdentifierScheme | None = None
    is_own: bool = True
    is_place: bool = False

    def is_required(self, values: Values) -> bool:
        """Whether a row with these values must fill the field."""
        return self.required(values) if callable(self.required) else self.required

    @property
    def always_required(self) -> bool:
        """Whether every row must fill it, so that a file must have the column."""
        return self.required is True

    @cached_property
    def all_headings(self) -> tuple[str, ...]:
        """Every heading under which the field is recognised."""
        return (self.name, self.label_zh, self.label_en, *self.headings)

    def unit_under(self, heading: str) -> MoneyUnit:
        """The unit of an amount that stands under this heading."""
        return MoneyUnit.FEN if folded(heading) == folded(self.name) else self.unit


def folded(word: str) -> str:
    """A heading or word as it is compared: width, case, spaces and asterisks do not count.

    >>> folded("罚款金额（万元） *")
    '罚款金额(万元)'
    """
    narrow = unicodedata.normalize("NFKC", word).casefold()
    return "".join(narrow.replace("*", "").split())
