"""Imports that run at the same time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from builders import a_subject_draft, a_uscc, an_officer
from sqlalchemy import func, select

from credit_registry.domain.actors import Role
from credit_registry.domain.errors import Conflict
from credit_registry.exchange.rows import Row
from credit_registry.services.intake import batch_slices, exchanging
from credit_registry.services.intake.exchanging import BatchSource, import_rows
from credit_registry.store.subjects import Subject, SubjectIdentifier

if TYPE_CHECKING:
    import pytest

    from credit_registry.exchange.receipts import Receipt
    from credit_registry.services.registry import Registry

ROWS = 120


def deliver_together(registry: Registry, digests: tuple[str, str]) -> list[Receipt | Conflict]:
    """Two deliveries of the same enterprises, one from the first to the last and one back."""
    actor = an_officer(registry, Role.ENTERER)
    ready = threading.Barrier(2)

    def deliver(place: int) -> Receipt | Conflict:
        # One file has its rows in one order; of two files one has them the other way round.
        is_turned = place == 1 and len(set(digests)) > 1
        numbers = range(ROWS, 0, -1) if is_turned else range(1, ROWS + 1)
        rows = [Row(line, a_subject_draft(number)) for line, number in enumerate(numbers, 2)]
        source = BatchSource(digests[place], "rows.csv", "test")
        ready.wait()
        try:
            return import_rows(registry, rows, source, actor=actor)
        except Conflict as conflict:
            return conflict

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(deliver, (0, 1)))


def held(registry: Registry) -> tuple[int, set[str]]:
    with registry.reading() as session:
        number = session.scalars(select(func.count()).select_from(Subject)).one()
        return number, set(session.scalars(select(SubjectIdentifier.value)))


def test_two_files_about_the_same_new_enterprises_both_go_in(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanging, "SLICE_ROWS", 20)
    monkeypatch.setattr(batch_slices, "ATTEMPTS", 10)
    receipts = deliver_together(registry, ("first", "second"))
    counts = [
        (one.read, one.accepted + one.unchanged, one.adds_up)
        for one in receipts
        if not isinstance(one, Conflict)
    ]
    assert counts == [(ROWS, ROWS, True)] * 2
    assert held(registry) == (ROWS, {a_uscc(number) for number in range(1, ROWS + 1)})


def test_of_one_file_delivered_twice_at_once_each_row_goes_in_once(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanging, "SLICE_ROWS", 20)
    found = deliver_together(registry, ("same", "same"))
    assert any(not isinstance(one, Conflict) for one in found)
    assert held(registry)[0] == ROWS
