from datetime import date

import pytest

from credit_registry.domain.identity_documents import (
    DocumentType,
    Holder,
    IdentityDocument,
    NumberFault,
    fault_of,
    normalised,
    shown,
)

TODAY = date(2026, 11, 2)
CARD, PASSPORT = DocumentType.IDENTITY_CARD, DocumentType.PASSPORT


@pytest.mark.parametrize(
    ("number", "kind", "fault"),
    [
        ("11010519491231002X", CARD, None),
        ("11010519491231002x", CARD, None),
        (" １１０１０５19491231 002ｘ ", CARD, None),
        ("110105194912310021", CARD, NumberFault.CHECK),
        ("11010519491231003X", CARD, NumberFault.CHECK),
        ("110105194902300021", CARD, NumberFault.DATE),
        ("110105202611030021", CARD, NumberFault.DATE),
        ("110105174912310021", CARD, NumberFault.DATE),
        ("110105491231002", CARD, None),
        ("110105490230002", CARD, NumberFault.DATE),
        ("01010519491231002X", CARD, NumberFault.FORM),
        ("1101051949123100", CARD, NumberFault.FORM),
        ("某甲", CARD, NumberFault.FORM),
        ("E12345678", PASSPORT, None),
        ("e12345678", PASSPORT, None),
        ("E1", PASSPORT, NumberFault.FORM),
        ("E" * 65, PASSPORT, NumberFault.FORM),
        ("E1234;567", PASSPORT, NumberFault.FORM),
        ("H1234567801", DocumentType.HONG_KONG_MACAO_PERMIT, None),
        ("12345678(B)", DocumentType.TAIWAN_PERMIT, None),
        ("CHN110190123456", DocumentType.FOREIGN_PERMANENT_RESIDENCE, None),
    ],
)
def test_a_number_is_right_or_says_what_is_wrong(
    number: str, kind: DocumentType, fault: NumberFault | None
) -> None:
    assert fault_of(normalised(number), kind, TODAY) is fault


@pytest.mark.parametrize("number", ["11010519491231002X", "110105491231002", "E12345678", "AB12"])
def test_no_more_than_the_first_three_and_the_last_four_are_shown(number: str) -> None:
    told = shown(number)
    assert len(told) == len(number)
    assert told.count("*") >= len(number) / 2
    assert set(told[3:-4]) <= {"*"}


def test_a_document_does_not_write_its_number() -> None:
    document = IdentityDocument(Holder.SUBJECT, CARD, "11010519491231002X")
    assert "0519" not in repr(document)
