"""The same file again: nothing changes, unless something has changed since."""

import io
from pathlib import Path

import pytest
from builders import a_record_draft, a_subject_draft, an_officer
from filings import deliver, file_of
from sqlalchemy import func, select

from credit_registry.domain.actors import Role
from credit_registry.domain.drafts import RecordDraft, SubjectDraft
from credit_registry.domain.errors import InvalidInput
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.exchange import writing
from credit_registry.exchange.receipts import Receipt
from credit_registry.exchange.rows import Row
from credit_registry.services.intake import batches
from credit_registry.services.intake.exchanging import BatchSource, import_file, import_rows
from credit_registry.services.registry import Registry
from credit_registry.store.batches import Batch


def send(registry: Registry, digest: str, *drafts: SubjectDraft | RecordDraft) -> Receipt:
    rows = [Row(line, draft) for line, draft in enumerate(drafts, start=2)]
    source = BatchSource(digest, "rows.csv", "again")
    return import_rows(registry, rows, source, actor=an_officer(registry, Role.ENTERER))


def number_of_batches(registry: Registry) -> int:
    with registry.reading() as session:
        return session.scalars(select(func.count()).select_from(Batch)).one()


def test_the_same_file_twice_changes_nothing_and_is_one_batch(registry: Registry) -> None:
    first = send(registry, "a", a_subject_draft(1))
    again = send(registry, "a", a_subject_draft(1))
    assert (first.is_repeat, again.is_repeat) == (False, True)
    assert (again.accepted, again.unchanged, number_of_batches(registry)) == (0, 1, 1)


def test_a_register_that_is_corrected_and_corrected_back_says_what_was_sent_last(
    registry: Registry,
) -> None:
    right, wrong = a_subject_draft(1), a_subject_draft(1, address="虚构市误录2号")
    for digest, draft in (("a", right), ("b", wrong), ("a", right)):
        receipt = send(registry, digest, draft)
    assert (receipt.is_repeat, receipt.changed) == (False, 1)
    assert file_of(registry).address == right.address
    assert send(registry, "a", right).is_repeat


def test_rows_refused_for_what_the_registry_did_not_know_are_read_again(
    registry: Registry,
) -> None:
    deliver(registry, a_subject_draft(1, name="登记有误有限公司"))
    penalty = a_record_draft(number=1)
    assert send(registry, "p", penalty).refused == 1
    deliver(registry, a_subject_draft(1))
    again = send(registry, "p", penalty)
    assert (again.is_repeat, again.accepted) == (False, 1)
    assert send(registry, "p", penalty).is_repeat


def a_register(path: Path, *further: str) -> Path:
    text = io.StringIO()
    row = {
        **writing.subject_row(a_subject_draft(1, province="")),
        **dict.fromkeys(further, "不可公开"),
    }
    writing.write_csv([row], [*writing.SUBJECT_COLUMNS, *further], text)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def test_columns_that_nothing_is_taken_from_are_told_at_the_heading(
    registry: Registry, tmp_path: Path
) -> None:
    officer = an_officer(registry, Role.ENTERER)
    path = a_register(tmp_path / "a.csv", "联系方式", "证件号码")
    receipt = import_file(registry, path, actor=officer)
    assert (receipt.accepted, receipt.refused, receipt.warned) == (1, 0, 1)
    with registry.reading() as session:
        found = batches.faults(session, officer, receipt.batch_id)
    assert [(fault.line, fault.field, fault.reason, fault.is_refusal) for fault in found] == [
        (1, "联系方式", Reason.UNREAD_COLUMN, False),
        (1, "证件号码", Reason.DROPPED_COLUMN, False),
    ]


def test_a_file_with_an_unread_column_of_disclosure_is_refused(
    registry: Registry, tmp_path: Path
) -> None:
    with pytest.raises(InvalidInput, match="公开属性"):
        import_file(
            registry,
            a_register(tmp_path / "a.csv", "公开属性"),
            actor=an_officer(registry, Role.ENTERER),
        )
    with registry.reading() as session:
        assert session.scalars(select(Batch)).all() == []
