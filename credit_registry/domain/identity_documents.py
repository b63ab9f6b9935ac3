"""Identity documents of persons: whose they are, of what type, and whether a number can be right.

The number of an identity card follows GB 11643: 18 characters with the date of birth and a check
character, or 15 digits in the older form, which has neither the century nor a check character.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from credit_registry.domain.privacy import is_identity_number

LONGEST_NUMBER = 64
SHORTEST_SHOWN = 14
"""Characters from which on the first three and the last four leave at least half unseen."""

_CARD = re.compile(r"[1-9][0-9]{16}[0-9X]")
_OLDER_CARD = re.compile(r"[1-9][0-9]{14}")
_OTHER = re.compile(r"[0-9A-Z][0-9A-Z()/-]{3,63}")
_OLDER_CENTURY = "19"
_EARLIEST = date(1850, 1, 1)


class DocumentType(StrEnum):
    """What kind of document the number is of."""

    IDENTITY_CARD = "identity_card"
    PASSPORT = "passport"
    HONG_KONG_MACAO_PERMIT = "hong_kong_macao_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    FOREIGN_PERMANENT_RESIDENCE = "foreign_permanent_residence"


class Holder(StrEnum):
    """Whose document a record states."""

    LEGAL_REPRESENTATIVE = "legal_representative"
    SUBJECT = "subject"


class NumberFault(StrEnum):
    """Why a number cannot be right."""

    FORM = "form"
    DATE = "date"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class IdentityDocument:
    """A document that a source states; the number is written nowhere, not even in a traceback."""

    holder: Holder
    type: DocumentType
    number: str = field(repr=False)


def normalised(text: str) -> str:
    """The number as it is compared and kept: narrow, in capitals, without spaces.

    >>> normalised(" 11010519491231002x ")
    '11010519491231002X'
    """
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def fault_of(number: str, kind: DocumentType, today: date) -> NumberFault | None:
    """Why a normalised number cannot be one of such a document; None where nothing speaks for it.

    >>> fault_of("11010519491231002X", DocumentType.IDENTITY_CARD, date(2026, 1, 1))
    >>> fault_of("110105194912310021", DocumentType.IDENTITY_CARD, date(2026, 1, 1)).value
    'check'
    """
    if kind is not DocumentType.IDENTITY_CARD:
        return None if _OTHER.fullmatch(number) else NumberFault.FORM
    if _OLDER_CARD.fullmatch(number):
        return None if _is_born(_OLDER_CENTURY + number[6:12], today) else NumberFault.DATE
    if not _CARD.fullmatch(number):
        return NumberFault.FORM
    if not _is_born(number[6:14], today):
        return NumberFault.DATE
    return None if is_identity_number(number) else NumberFault.CHECK


def shown(number: str) -> str:
    """What an authorised officer sees: the first three and the last four characters.

    Of a short number these would leave little to guess: only its last three are shown.

    >>> shown("11010519491231002X"), shown("E12345678")
    ('110***********002X', '******678')
    """
    first, last = (3, 4) if len(number) >= SHORTEST_SHOWN else (0, min(3, len(number) // 2))
    return number[:first] + "*" * (len(number) - first - last) + number[len(number) - last :]


def _is_born(digits: str, today: date) -> bool:
    """Whether the eight digits are a day on which somebody alive may have been born."""
    try:
        day = date.fromisoformat(digits)
    except ValueError:
        return False
    return _EARLIEST <= day <= today
