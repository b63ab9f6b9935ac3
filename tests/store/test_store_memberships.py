"""Rows whose column holds one of many values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from credit_registry.store.accounts import SourceUnit
from credit_registry.store.bulk import insert_all
from credit_registry.store.memberships import among

if TYPE_CHECKING:
    from collections.abc import Collection

    from credit_registry.services.registry import Registry

MANY = range(1, 5_001)


@pytest.fixture
def units(registry: Registry) -> Registry:
    """Five thousand source units."""
    rows = [{"id": number, "code": f"单位{number}"} for number in MANY]
    with registry.transaction() as session:
        insert_all(session, SourceUnit, rows)
    return registry


@pytest.mark.parametrize("numbers", [set(), {7}, {2, 9_999}, frozenset(MANY)])
def test_the_rows_are_those_that_a_list_finds(units: Registry, numbers: Collection[int]) -> None:
    codes = {f"单位{number}" for number in numbers}
    with units.reading() as session:
        by_number = session.scalars(select(SourceUnit.id).where(among(SourceUnit.id, numbers)))
        by_code = session.scalars(select(SourceUnit.id).where(among(SourceUnit.code, codes)))
        assert set(by_number) == set(by_code) == {*numbers} & {*MANY}


def test_an_index_is_used(units: Registry) -> None:
    statement = select(SourceUnit.id).where(among(SourceUnit.code, {"单位1", "单位2"}))
    compiled = statement.compile(units.database.engine, compile_kwargs={"render_postcompile": True})
    if not units.database.is_sqlite:
        assert "= ANY (" in str(compiled)
        return
    with units.reading() as session:
        plan = session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN {compiled}", tuple(compiled.params.values())
        )
        assert "SEARCH" in plan.one()[3]
