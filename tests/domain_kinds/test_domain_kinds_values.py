"""Values that are remembered are those that would be read."""

from __future__ import annotations

import pytest

from credit_registry.domain.kinds import values
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.fields import MoneyUnit
from credit_registry.domain.kinds.values import RememberedValues, read_value
from credit_registry.domain.records import RecordKind

FIELDS = KINDS[RecordKind.PENALTY].by_name
TEXTS = ("2026-04-01", "2026-04", "fine", "一般", "12.5", "110105194912310021", "***", "虚构" * 50)


@pytest.mark.parametrize("name", ["decided_on", "categories", "severity", "fine_fen", "facts"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_read_again_as_it_was_read_first(name: str, text: str) -> None:
    remembered, field = RememberedValues(), FIELDS[name]
    for unit in (MoneyUnit.FEN, MoneyUnit.WAN) * 2:
        assert remembered.read(field, text, unit) == read_value(field, text, unit)


def test_what_is_remembered_stays_bounded() -> None:
    remembered, field = RememberedValues(), FIELDS["document_number"]
    for number in range(values.MOST_KNOWN + 2):
        remembered.read(field, str(number), MoneyUnit.FEN)
    assert remembered.count == 2
