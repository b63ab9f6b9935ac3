"""Lists of those to be screened: pasted lines, or a table, as rows of the fields that are asked."""

import re
from collections.abc import Iterator

from credit_registry.domain.code_forms import normalise
from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.kinds.fields import folded
from credit_registry.exchange.encodings import ByteSource
from credit_registry.exchange.tables import Table, open_table

MOST_ROWS = 10_000
HEADINGS: dict[str, tuple[str, ...]] = {
    "reference": ("reference", "序号", "编号", "备注", "标识"),
    "code": ("code", "uscc", "统一社会信用代码", "社会信用代码", "信用代码", "代码", "注册号"),
    "name": ("name", "名称", "企业名称", "单位名称", "主体名称", "投标人", "投标人名称", "供应商",
             "供应商名称"),
    "former_name": ("former_name", "曾用名", "原名称"),
    "address": ("address", "地址", "住所", "注册地址"),
    "division": ("division", "县区", "区县", "所在地", "行政区划"),
    "consortium": ("consortium", "联合体", "联合体名称"),
}  # fmt: skip
"""The headings under which a table states each field."""

_BY_HEADING = {folded(word): name for name, words in HEADINGS.items() for word in words}
_PARTS = re.compile(r"[\t,，;；|]+")
_CODE = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?(?![0-9A-Za-z])")
_CONSORTIUM = re.compile(r"^联合体\S*$|^consortium\b.*$", re.IGNORECASE)

Row = dict[str, str]


def pasted_rows(text: str) -> Iterator[Row]:
    """A row for each line: a code wherever it stands, the name, and the consortium if one is named.

    >>> list(pasted_rows("虚构木业有限公司 91990101MA9990XA2M"))
    [{'code': '91990101MA9990XA2M', 'name': '虚构木业有限公司'}]
    """
    for line in text.splitlines():
        if line.strip():
            yield _of_line(line)


def table_rows(source: ByteSource) -> Iterator[Row]:
    """A row for each row of a CSV or XLSX table. Raises InvalidInput, naming the headings."""
    table = open_table(source)
    columns = [_BY_HEADING.get(folded(cell), "") for cell in table.header]
    if not {"code", "name"} & set(columns):
        accepted = "、".join((*HEADINGS["code"], *HEADINGS["name"]))
        error = FieldError("/file", "has no column of codes or names", accepted)
        raise InvalidInput("The table has no column of codes or of names.", [error])
    yield from _of_table(table, columns)


def _of_table(table: Table, columns: list[str]) -> Iterator[Row]:
    """The rows of a table under known headings; one that cannot be read asks for nobody."""
    for number, (line, cells) in enumerate(table.rows, start=1):
        if number > MOST_ROWS:
            error = FieldError("/file", "is too long", f"up to {MOST_ROWS} rows")
            raise InvalidInput(f"The table has more than {MOST_ROWS} rows.", [error])
        if cells is None or isinstance(cells, range):
            yield {"reference": str(line)}
            continue
        found = zip(columns, cells, strict=False)
        yield {name: cell.strip() for name, cell in found if name and cell.strip()}


def _of_line(line: str) -> Row:
    """The fields of a pasted line."""
    row: Row = {}
    found = _CODE.search(line)
    rest = line
    if found is not None and any(each.isdigit() for each in found.group()):
        row["code"] = normalise(found.group())
        rest = f"{line[: found.start()]}\t{line[found.end() :]}"
    for part in filter(None, map(str.strip, _PARTS.split(rest))):
        if _CONSORTIUM.match(part):
            row["consortium"] = part
        else:
            name = next(
                (each for each in ("name", "former_name", "address") if each not in row), ""
            )
            if name:
                row[name] = part
    return row
