"""The tables' history: up, down and up again, on both databases, without a difference left."""

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from credit_registry.domain.errors import Unavailable
from credit_registry.store import migrating
from credit_registry.store.databases import Database
from credit_registry.store.schema import metadata

REVISIONS = sorted(path.name[:4] for path in (migrating.MIGRATIONS / "versions").glob("0*.py"))


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_revisions_are_numbered_without_a_gap_and_end_in_one_head() -> None:
    assert [int(revision) for revision in REVISIONS] == list(range(1, len(REVISIONS) + 1))
    assert migrating.head() == REVISIONS[-1]


def test_the_tables_are_those_of_this_version_and_go_down_to_nothing_and_up_again(
    empty_database: Database,
) -> None:
    for _ in range(2):
        assert migrating.current(empty_database) is None
        migrating.upgrade(empty_database)
        assert migrating.is_current(empty_database)
        assert migrating.check(empty_database) == []
        assert tables(empty_database) == set(metadata.tables)
        migrating.downgrade(empty_database, migrating.NOTHING)
        assert tables(empty_database) == set()


def test_every_revision_can_be_reached_from_above_and_from_below(empty_database: Database) -> None:
    for revision in [*REVISIONS, *reversed(REVISIONS), migrating.HEAD]:
        migrating.move(empty_database, revision)
        wanted = REVISIONS[-1] if revision == migrating.HEAD else revision
        assert migrating.current(empty_database) == wanted
    assert migrating.check(empty_database) == []


def test_a_difference_between_database_and_version_is_named(empty_database: Database) -> None:
    migrating.upgrade(empty_database)
    with empty_database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE stray (id INTEGER)"))
    assert "stray" in " ".join(migrating.check(empty_database))


def test_an_unknown_revision_is_refused_and_a_newer_database_left_alone(
    empty_database: Database,
) -> None:
    with pytest.raises(Unavailable, match="9999"):
        migrating.move(empty_database, "9999")
    migrating.upgrade(empty_database)
    with empty_database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for move in (migrating.upgrade, lambda database: migrating.downgrade(database, "base")):
        with pytest.raises(Unavailable, match="newer version"):
            move(empty_database)
    assert tables(empty_database) == set(metadata.tables)


def test_the_kinds_of_the_plan_are_added_around_the_rows_that_stand(
    empty_database: Database,
) -> None:
    (path,) = (migrating.MIGRATIONS / "versions").glob("*_add_the_kinds_of_the_plan.py")
    after = path.name[:4]
    before = REVISIONS[REVISIONS.index(after) - 1]
    migrating.move(empty_database, before)
    row = (
        "INSERT INTO record (id, subject_id, kind, source_unit_id, document_number, item_serial,"
        " row_version) VALUES ({}, 7, '{}', 5, 'n', '', 1)"
    )
    with empty_database.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO subject (id, state, row_version) VALUES (7, 'confirmed', 1)")
        )
        connection.execute(text("INSERT INTO source_unit (id) VALUES (5)"))
        connection.execute(text(row.format(1, "honour")))
    for revision in (after, before, after):
        migrating.move(empty_database, revision)
    with empty_database.engine.begin() as connection:
        connection.execute(text(row.format(2, "product_recall")))
        kinds = connection.execute(text("SELECT kind FROM record ORDER BY id")).scalars().all()
        assert kinds == ["honour", "product_recall"]
    with pytest.raises(IntegrityError), empty_database.engine.begin() as connection:
        connection.execute(text(row.format(3, "rumour")))


def test_a_later_revision_keeps_the_rows_of_the_earlier_one(empty_database: Database) -> None:
    migrating.move(empty_database, "0001")
    with empty_database.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO subject (id, state, row_version) VALUES (7, 'confirmed', 3)")
        )
    for revision in (migrating.HEAD, "0001", migrating.HEAD):
        migrating.move(empty_database, revision)
        with empty_database.engine.connect() as connection:
            kept = connection.execute(text("SELECT id, state, row_version FROM subject")).one()
        assert tuple(kept) == (7, "confirmed", 3)


def test_an_index_over_an_expression_outlives_the_copying_of_its_table(
    empty_database: Database,
) -> None:
    (path,) = (migrating.MIGRATIONS / "versions").glob("*_add_notifications_of_exports.py")
    after = path.name[:4]
    before = REVISIONS[REVISIONS.index(after) - 1]
    catalogue = "sqlite_master" if empty_database.is_sqlite else "pg_indexes"
    column = "name" if empty_database.is_sqlite else "indexname"
    statement = text(f"SELECT {column} FROM {catalogue} WHERE {column} = :name")
    for revision in (after, before, after):
        migrating.move(empty_database, revision)
        with empty_database.engine.connect() as connection:
            found = connection.execute(statement, {"name": "ix_record_version_subject_id"})
            assert found.one()
