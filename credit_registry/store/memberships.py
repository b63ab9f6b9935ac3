"""Whether a column's value is among thousands.

PostgreSQL takes them as one array: to write out, to parse and to plan a list of four thousand
parameters was a sixth of an import's time. SQLite has no arrays and takes the list.
"""

from collections.abc import Collection
from typing import Any, Self

from sqlalchemy import BigInteger, ColumnElement, Integer, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import Boolean


def among(column: Any, values: Collection[int] | Collection[str]) -> ColumnElement[bool]:  # noqa: ANN401 - a column or a mapped attribute
    """The condition that the column holds one of the values."""
    kind = ARRAY(BigInteger() if isinstance(column.type, Integer) else Text())
    array = bindparam(None, list(values), kind, unique=True)
    return _Among(column.in_(values), column, array)


class _Among(FunctionElement[bool]):
    """The condition by a list, and the column and the array to say it otherwise."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> Self:  # noqa: ARG002 - of the port
        """Itself: `= 1` behind it, as SQLite is told of truth, would keep it from any index."""
        return self


@compiles(_Among)
def _by_list(element: _Among, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401 - passed on
    listed, _, _ = element.clauses
    return compiler.process(listed, **kw)


@compiles(_Among, "postgresql")
def _by_array(element: _Among, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401 - passed on
    _, column, array = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"{column} = ANY ({array})"
