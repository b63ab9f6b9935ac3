"""A registry that took in identity numbers holds them nowhere: not in its files, not in its log."""

import csv
import io
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import an_officer
from identity_filings import COLUMN, NUMBER, OTHER, delivered, keyed, penalised
from sqlalchemy import select

from credit_registry.domain.actors import Role
from credit_registry.exchange import receipts
from credit_registry.exchange.receipts import ErrorFile
from credit_registry.exchange.rows import RowFault
from credit_registry.services.finding import indexing
from credit_registry.services.intake import batches
from credit_registry.services.people import identity_numbers
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event
from credit_registry.store.schema import metadata

WRONG = "110105194912310039"
"""A number whose check character is wrong: its row is refused."""


def wordings(number: str) -> Iterator[bytes]:
    """The forms in which a number might have been written down."""
    for text in (number, number.lower(), number[:-1], number[6:17], number.encode().hex()):
        yield text.encode()
        yield text.encode("utf-16-le")


def files_of(registry: Registry) -> Iterator[Path]:
    """The files of the index, and of the database where it has files of its own."""
    for directory, _, names in os.walk(registry.settings.index_directory):
        yield from (Path(directory) / name for name in names)
    url = registry.settings.database_url
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        yield from path.parent.glob(f"{path.name}*")


def everything(registry: Registry) -> bytes:
    """Every cell of every table, as bytes."""
    cells: list[bytes] = []
    with registry.reading() as session:
        for table in metadata.sorted_tables:
            for row in session.execute(select(table)):
                cells += (cell if isinstance(cell, bytes) else str(cell).encode() for cell in row)
    return b"\0".join(cells)


def errors_of(registry: Registry, batch_id: int) -> str:
    """The error file of a delivery."""
    target = io.StringIO()
    file = ErrorFile(target)
    with registry.reading() as session:
        for one in batches.all_faults(session, an_officer(registry, Role.AUDITOR), batch_id):
            fault = RowFault(one.field, one.reason, one.accepted)
            file.write(one.line, fault, is_refusal=one.is_refusal)
    return target.getvalue()


def test_no_number_stands_in_database_index_log_receipt_or_error_file(
    registry: Registry, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    record = penalised(keyed(registry), tmp_path)
    refused = delivered(registry, tmp_path, {COLUMN: OTHER}, {COLUMN: WRONG, "cf_wsh": "另一号"})
    assert (refused.changed, refused.refused) == (1, 1)
    reviewer = an_officer(registry, Role.REVIEWER)
    with registry.transaction() as session:
        keys, at = registry.identity_keys, registry.clock.now()
        identity_numbers.show(session, record, "核对", keys, actor=reviewer, at=at)
        identity_numbers.note_refusal(session, record, actor=reviewer, at=at)
    indexing.follow(registry)
    (tmp_path / "delivery.csv").unlink()
    errors = errors_of(registry, refused.batch_id)
    assert len(list(csv.reader(io.StringIO(errors)))) == 2
    held = {
        "tables": everything(registry),
        "log": caplog.text.encode(),
        "errors": errors.encode(),
        "receipt": (receipts.text_zh(refused) + repr(refused)).encode(),
    }
    held |= {path.name: path.read_bytes() for path in files_of(registry)}
    found = {
        (place, wording)
        for number in (NUMBER, OTHER, WRONG)
        for wording in wordings(number)
        for place, content in held.items()
        if wording in content
    }
    assert found == set()
    assert b"identity_number" in held["tables"]


def test_no_event_says_more_than_that_there_is_a_slice(registry: Registry, tmp_path: Path) -> None:
    penalised(keyed(registry), tmp_path)
    with registry.reading() as session:
        payloads = list(session.scalars(select(Event.payload)))
    assert all("identity" not in str(payload) for payload in payloads)
