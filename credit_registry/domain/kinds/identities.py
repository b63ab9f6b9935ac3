"""The identity documents that some kinds state: read beside the fields, and never among them.

They are no `Field`: whatever lists, shows, searches or exports a kind's fields cannot meet them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from credit_registry.domain.errors import FieldError
from credit_registry.domain.identity_documents import (
    LONGEST_NUMBER,
    DocumentType,
    Holder,
    IdentityDocument,
    NumberFault,
    fault_of,
    normalised,
)
from credit_registry.domain.kinds.fields import Enumeration
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.kinds.values import is_missing

MASK = "*"

DOCUMENT_TYPES = Enumeration(
    {
        DocumentType.IDENTITY_CARD: ("身份证", "identity card"),
        DocumentType.PASSPORT: ("护照号", "passport"),
        DocumentType.HONG_KONG_MACAO_PERMIT: (
            "港澳居民来往内地通行证",
            "mainland travel permit for Hong Kong and Macao residents",
        ),
        DocumentType.TAIWAN_PERMIT: (
            "台湾居民来往大陆通行证",
            "mainland travel permit for Taiwan residents",
        ),
        DocumentType.FOREIGN_PERMANENT_RESIDENCE: (
            "外国人永久居留身份证",
            "foreign permanent resident identity card",
        ),
    },
    older={
        "居民身份证": "identity_card", "中华人民共和国居民身份证": "identity_card",
        "身份证号": "identity_card", "身份证号码": "identity_card", "护照": "passport",
    },
)  # fmt: skip

_FAULTS = {
    NumberFault.FORM: (Reason.WRONG_IDENTITY_NUMBER, "GB 11643: 18 / 15"),
    NumberFault.DATE: (Reason.WRONG_BIRTH_DATE, "GB 11643: YYYYMMDD"),
    NumberFault.CHECK: (Reason.WRONG_IDENTITY_CHECK, "GB 11643"),
}
_OTHER_FORM = f"A-Z 0-9 ( ) / -, 4-{LONGEST_NUMBER}"


@dataclass(frozen=True, kw_only=True)
class IdentityField:
    """Whose document a kind may state, with the headings of its type and of its number."""

    holder: Holder
    label_zh: str
    label_en: str
    type_headings: tuple[str, ...] = ()
    number_headings: tuple[str, ...] = ()

    @cached_property
    def type_name(self) -> str:
        """The name under which the document's type is read."""
        return f"{self.holder}_document_type"

    @cached_property
    def number_name(self) -> str:
        """The name under which the document's number is read."""
        return f"{self.holder}_identity_number"

    @cached_property
    def headings(self) -> Mapping[str, tuple[str, ...]]:
        """The headings of both, by name."""
        return {
            self.type_name: (self.type_name, f"{self.label_zh}类型", *self.type_headings),
            self.number_name: (self.number_name, f"{self.label_zh}号码", *self.number_headings),
        }


@dataclass(frozen=True, slots=True)
class IdentityReading:
    """The documents in some texts, with what refuses them and what is only remarked."""

    documents: tuple[IdentityDocument, ...] = ()
    faults: tuple[FieldError, ...] = ()
    remarks: tuple[FieldError, ...] = ()


def of_legal_representative(
    *, types: tuple[str, ...] = (), numbers: tuple[str, ...] = ()
) -> IdentityField:
    """The document of the legal representative, or of an individual business's operator."""
    return IdentityField(
        holder=Holder.LEGAL_REPRESENTATIVE,
        label_zh="法定代表人证件",
        label_en="Legal representative's document",
        type_headings=types,
        number_headings=(*numbers, "法定代表人身份证号", "法定代表人身份证号码"),
    )


def of_subject(*, types: tuple[str, ...] = (), numbers: tuple[str, ...] = ()) -> IdentityField:
    """The document of the person that the subject is, as an individual business's operator."""
    return IdentityField(
        holder=Holder.SUBJECT,
        label_zh="行政相对人证件",
        label_en="Party's document",
        type_headings=("证件类型", *types),
        number_headings=("证件号码", *numbers),
    )


def read_identities(
    stated: Sequence[IdentityField], texts: Mapping[str, str], today: date
) -> IdentityReading:
    """The documents in these texts; what is faulty or only masked is left out.

    A number without a type is one of an identity card. A type without a number states nothing.
    """
    documents: list[IdentityDocument] = []
    faults: list[FieldError] = []
    remarks: list[FieldError] = []
    for each in stated:
        number = texts.get(each.number_name, "")
        if is_missing(number):
            continue
        if MASK in number:
            remarks.append(FieldError(f"/{each.number_name}", Reason.MASKED_NUMBER))
            continue
        found = _read(each, texts.get(each.type_name, ""), normalised(number), today)
        if isinstance(found, FieldError):
            faults.append(found)
        else:
            documents.append(found)
    return IdentityReading(tuple(documents), tuple(faults), tuple(remarks))


def _read(
    each: IdentityField, word: str, number: str, today: date
) -> IdentityDocument | FieldError:
    """The document, or what is wrong with it; no message repeats the number."""
    code = DocumentType.IDENTITY_CARD if is_missing(word) else DOCUMENT_TYPES.code(word.strip())
    if code is None:
        accepted = DOCUMENT_TYPES.accepted
        return FieldError(f"/{each.type_name}", Reason.NOT_IN_LIST, accepted)
    kind = DocumentType(code)
    fault = fault_of(number, kind, today)
    if fault is None:
        return IdentityDocument(each.holder, kind, number)
    reason, accepted = _FAULTS[fault]
    if kind is not DocumentType.IDENTITY_CARD:
        accepted = _OTHER_FORM
    return FieldError(f"/{each.number_name}", reason, accepted)
