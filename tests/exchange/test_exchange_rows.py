"""Rows that go from one process to another."""

from __future__ import annotations

import pickle
from datetime import date

from builders import a_record_draft, a_subject_draft

from credit_registry.domain.identity_documents import DocumentType, Holder, IdentityDocument
from credit_registry.exchange.rows import Row, RowFault

DOCUMENT = IdentityDocument(Holder.SUBJECT, DocumentType.PASSPORT, "E12345678")


def test_a_row_arrives_as_it_was_sent() -> None:
    draft = a_record_draft(
        item_serial="2", outcome="failed", served_on=date(2026, 4, 2), identities=(DOCUMENT,)
    )
    row = Row(7, draft, (RowFault("uscc", "legacy_code", "18 characters", "1"),))
    assert pickle.loads(pickle.dumps(row)) == row  # noqa: S301 - made here


def test_a_row_of_a_register_arrives_as_it_was_sent() -> None:
    row = Row(8, a_subject_draft())
    assert pickle.loads(pickle.dumps(row)) == row  # noqa: S301 - made here
