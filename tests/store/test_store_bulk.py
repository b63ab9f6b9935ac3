"""Many rows in few statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from credit_registry.store.accounts import SourceUnit
from credit_registry.store.bulk import insert_all

if TYPE_CHECKING:
    from credit_registry.services.registry import Registry


def test_a_row_against_a_key_is_refused_as_one_of_a_single_insert(registry: Registry) -> None:
    rows = [{"id": identity, "code": "113602000000000000"} for identity in (1, 2)]
    with pytest.raises(IntegrityError), registry.transaction() as session:
        insert_all(session, SourceUnit, rows)
    with registry.reading() as session:
        found = select(func.count()).where(SourceUnit.code == "113602000000000000")
        assert session.scalar(found) == 0
