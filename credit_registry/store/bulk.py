"""Many rows in few statements, past the unit of work."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Connection, Date, Table, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from credit_registry.store.ids import new_ids
from credit_registry.store.mapping import Entity

_VARIABLES = 16_000
"""In one statement; SQLite takes 32,766. Every statement sets up its CHECKs anew, so that rows by
the hundred cost half of what they cost one by one."""

Bound = tuple[Any, ...]


def insert_all(session: Session, entity: type[Entity], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, which all name the same columns and need no default. None are no fault."""
    if not rows:
        return
    connection = session.connection()
    table = cast("Table", entity.__table__)
    names = [column.name for column in table.columns if column.name in rows[0]]
    bound = _bound(connection, table, names, rows)
    if connection.dialect.name == "sqlite":
        _insert(connection, table, names, bound)
    else:
        _copy(connection, table, names, bound)


def number(rows: Sequence[dict[str, Any]]) -> None:
    """Give each row a new id."""
    for identity, row in zip(new_ids(len(rows)), rows, strict=True):
        row["id"] = identity


def _bound(
    connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> list[Bound]:
    """The rows in the order of the names, each value as the driver takes it."""
    taken = itemgetter(*names)
    columns: list[Sequence[Any]] = list(zip(*map(taken, rows), strict=True))
    for place, name in enumerate(names):
        processor = _processor(connection, table, name)
        if processor is not None:
            columns[place] = _processed(columns[place], processor, table.c[name].type)
    return list(zip(*columns, strict=True))


def _processed(
    values: Sequence[Any], processor: Callable[[Any], Any], kind: TypeEngine[Any]
) -> Sequence[Any]:
    """The values of a column as the driver takes them; many rows share a few days."""
    if not isinstance(kind, Date):
        return list(map(processor, values))
    known = {value: processor(value) for value in set(values)}
    return list(map(known.__getitem__, values))


def _processor(connection: Connection, table: Table, name: str) -> Callable[[Any], Any] | None:
    """What turns a value of the column into one of the driver, if anything has to."""
    kind = table.c[name].type.dialect_impl(connection.dialect)
    return kind.bind_processor(connection.dialect)


def _insert(
    connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Bound]
) -> None:
    """Some hundred rows a statement."""
    statement = str(insert(table).compile(dialect=connection.dialect, column_keys=list(names)))
    head, values, one = statement.partition("VALUES ")
    for part in _parts(rows, max(1, _VARIABLES // len(names))):
        several = ", ".join([one] * len(part))
        connection.exec_driver_sql(head + values + several, tuple(chain.from_iterable(part)))


def _parts(rows: Sequence[Bound], most: int) -> Iterator[Sequence[Bound]]:
    """The rows in parts of so many at most."""
    for start in range(0, len(rows), most):
        yield rows[start : start + most]


def _copy(
    connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Bound]
) -> None:
    """All rows by COPY, which checks constraints as INSERT does; its faults are those of INSERT."""
    quoted = connection.dialect.identifier_preparer
    columns = ", ".join(map(quoted.quote, names))
    statement = f"COPY {quoted.format_table(table)} ({columns}) FROM STDIN"
    driver: Any = connection.connection.driver_connection
    faults = cast("type[Exception]", connection.dialect.loaded_dbapi.Error)
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except faults as fault:
        raise DBAPIError.instance(statement, None, fault, faults) from fault
