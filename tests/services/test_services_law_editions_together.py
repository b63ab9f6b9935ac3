"""An edition of the law that is loaded while something is written under the one before."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from builders import an_officer
from editions import ONE_YEAR, SIX_MONTHS, edited
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from credit_registry.domain.actors import Role
from credit_registry.services import law_editions
from credit_registry.services.law_changes import law_loads

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection

    from credit_registry.services.registry import Registry

CONTENT = edited("publication_regimes.yaml", ONE_YEAR, SIX_MONTHS)


PATIENCE = {
    "sqlite": "PRAGMA busy_timeout = 200",
    "postgresql": "SET lock_timeout = '200ms'",
}


@pytest.fixture
def impatient(registry: Registry) -> Registry:
    """The registry; who waits for a lock in it gives up after a fifth of a second."""
    engine = registry.database.engine
    engine.dispose()
    event.listen(engine, "connect", be_impatient)
    return registry


def be_impatient(connection: DBAPIConnection, _record: object) -> None:
    name = "sqlite" if isinstance(connection, sqlite3.Connection) else "postgresql"
    cursor = connection.cursor()
    cursor.execute(PATIENCE[name])
    cursor.close()
    connection.commit()


def test_an_edition_waits_for_what_is_written_under_the_one_before(impatient: Registry) -> None:
    owner = an_officer(impatient, Role.RULE_OWNER)
    with impatient.transaction() as writing:
        law_editions.current(writing)
        with pytest.raises(OperationalError), impatient.transaction() as loading:
            law_loads.load(loading, CONTENT, actor=owner, at=impatient.clock.now())


def test_nothing_is_written_while_an_edition_is_loaded(impatient: Registry) -> None:
    owner = an_officer(impatient, Role.RULE_OWNER)
    with impatient.transaction() as loading:
        law_loads.load(loading, CONTENT, actor=owner, at=impatient.clock.now())
        with pytest.raises(OperationalError), impatient.transaction() as writing:
            law_editions.current(writing)


def test_readers_wait_for_nobody(impatient: Registry) -> None:
    owner = an_officer(impatient, Role.RULE_OWNER)
    with impatient.transaction() as loading:
        loaded = law_loads.load(loading, CONTENT, actor=owner, at=impatient.clock.now())
        with impatient.reading() as session:
            assert law_editions.current(session).edition_id != loaded.edition_id
    with impatient.reading() as session:
        assert law_editions.current(session).edition_id == loaded.edition_id
