"""One value of one field, read from its source text."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from credit_registry.domain import dates
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds import amounts, codes
from credit_registry.domain.kinds.fields import Field, FieldType, MoneyUnit, Value
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.privacy import PersonalNumber, personal_numbers
from credit_registry.domain.subjects import IdentifierScheme

MISSING_WORDS = frozenset({"", "N/A", "n/a", "NA", "***", "NULL", "null", "None", "-", "—"})
"""What sources write where they have no value; `***` is a value masked before it was sent."""

DATE_FORMS = "YYYY-MM-DD, YYYY/MM/DD, YYYYMMDD, YYYY年M月D日"
_PARTIAL_DATE = re.compile(r"(?:18|19|20)\d\d(?:[-/.年]?(?:0?[1-9]|1[0-2])月?|年)?")
_SHORT = 64
MOST_KNOWN = 20_000
"""So many texts of at most so many characters are remembered, before all are forgotten."""
_SEPARATORS = re.compile(r"[;；,，、|\n]")


@dataclass(frozen=True, slots=True)
class ValueReading:
    """A value, with the fault that refuses it or the remark that goes along with it."""

    value: Value = None
    fault: FieldError | None = None
    remark: FieldError | None = None


def is_missing(text: str) -> bool:
    """Whether the text only says that there is no value."""
    return text.strip() in MISSING_WORDS


def is_partial_date(text: str) -> bool:
    """Whether the text is a year, or a year and a month.

    >>> is_partial_date("2013-11"), is_partial_date("1998年"), is_partial_date("2013-11-02")
    (True, True, False)
    """
    return _PARTIAL_DATE.fullmatch(text) is not None


def read_value(field: Field, text: str, unit: MoneyUnit) -> ValueReading:
    """The value of the field in this text; an amount is in `unit` unless the text names one."""
    text = text.strip()
    if text in MISSING_WORDS:
        return ValueReading()
    if field.max_length and len(text) > field.max_length:
        return _fault(field, Reason.TOO_LONG, f"≤ {field.max_length}")
    if field.type is FieldType.AMOUNT:
        return _read_amount(field, text, unit)
    return _READERS[field.type](field, text)


ReadValue = Callable[[Field, str, MoneyUnit], ValueReading]


class RememberedValues:
    """Reads the values of one kind, and remembers what short texts were read as.

    Columns repeat themselves: days, codes, bodies and classes come by the thousand.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, MoneyUnit], ValueReading] = {}

    @property
    def count(self) -> int:
        """How many texts are remembered."""
        return len(self._known)

    def read(self, field: Field, text: str, unit: MoneyUnit) -> ValueReading:
        """What `read_value` says."""
        key = (field.name, text, unit)
        known = self._known.get(key)
        if known is None:
            known = read_value(field, text, unit)
            if len(text) <= _SHORT:
                if len(self._known) >= MOST_KNOWN:
                    self._known.clear()
                self._known[key] = known
        return known


def _fault(field: Field, reason: str, accepted: str = "") -> ValueReading:
    return ValueReading(fault=FieldError(f"/{field.name}", reason, accepted))


def _read_text(field: Field, text: str) -> ValueReading:
    if personal_numbers(text):
        return _fault(field, Reason.PERSONAL_NUMBER)
    return ValueReading(text)


def _read_serial(field: Field, text: str) -> ValueReading:
    if any(span.kind is PersonalNumber.IDENTITY for span in personal_numbers(text)):
        return _fault(field, Reason.PERSONAL_NUMBER)
    return ValueReading(text)


def _read_code(field: Field, text: str) -> ValueReading:
    scheme = field.scheme or IdentifierScheme.USCC
    reading = codes.read_code(text, scheme)
    if reading.reason:
        return _fault(field, reading.reason, reading.accepted)
    remark = None
    if reading.scheme and reading.scheme is not scheme and scheme is IdentifierScheme.USCC:
        remark = FieldError(f"/{field.name}", Reason.LEGACY_CODE, reading.scheme.value)
    elif reading.is_mismatched:
        remark = FieldError(f"/{field.name}", Reason.ORGANIZATION_CODE_MISMATCH)
    return ValueReading(reading.code, remark=remark)


def _read_date(field: Field, text: str) -> ValueReading:
    day = date_in(text)
    if day:
        return ValueReading(day)
    if is_partial_date(text):
        remark = FieldError(f"/{field.name}", Reason.PARTIAL_DATE, DATE_FORMS)
        return ValueReading(remark=remark)
    return _fault(field, Reason.NOT_A_DATE, DATE_FORMS)


def _read_amount(field: Field, text: str, unit: MoneyUnit) -> ValueReading:
    amount = amounts.fen(text, unit)
    return (
        ValueReading(amount)
        if amount is not None
        else _fault(field, Reason.NOT_AN_AMOUNT, unit.value)
    )


def _read_choice(field: Field, text: str) -> ValueReading:
    enumeration = field.enumeration
    code = enumeration.code(text) if enumeration else text
    return ValueReading(code) if code else _not_in_list(field)


def _read_choices(field: Field, text: str) -> ValueReading:
    enumeration = field.enumeration
    found: list[str] = []
    for word in filter(None, (part.strip() for part in _SEPARATORS.split(text))):
        code = enumeration.code(word) if enumeration else word
        if code is None:
            return _not_in_list(field)
        if code not in found:
            found.append(code)
    return ValueReading(tuple(found)) if found else ValueReading()


def _not_in_list(field: Field) -> ValueReading:
    return _fault(
        field, Reason.NOT_IN_LIST, field.enumeration.accepted if field.enumeration else ""
    )


@lru_cache(maxsize=8192)
def date_in(text: str) -> date | None:
    """The legal date in the text, or None where it is none; sources repeat the same days."""
    try:
        return dates.parse_legal_date(text)
    except ValueError:
        return None


_READERS: Mapping[FieldType, Callable[[Field, str], ValueReading]] = {
    FieldType.TEXT: _read_text,
    FieldType.SERIAL: _read_serial,
    FieldType.CODE: _read_code,
    FieldType.DATE: _read_date,
    FieldType.CHOICE: _read_choice,
    FieldType.CHOICES: _read_choices,
}
