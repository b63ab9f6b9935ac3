"""Files to deliver: penalties by their exchange field names, good rows and bad ones."""

from __future__ import annotations

import io

from builders import a_uscc
from record_texts import UNIT_CODE

from credit_registry.exchange import writing

IDENTITY = "11010519491231002X"
GOOD, FUTURE, UNNAMED, PERSONAL = "虚罚〔2026〕1号", "虚罚〔2026〕2号", "", "虚罚〔2026〕4号"
BAD_LINES = (3, 4, 5)
"""The lines of the rows that are refused; the heading is line 1."""

_CELLS: dict[str, str] = {
    "cf_xdr_mc": "虚构市第2制造有限公司",
    "cf_xdr_lb": "法人及非法人组织",
    "cf_xdr_shxym": a_uscc(2),
    "cf_frdb": "某甲",
    "cf_wsh": GOOD,
    "cf_wfxw": "生产不合格产品",
    "cf_sy": "产品不符合标准",
    "cf_yj": "产品质量法第四十九条",
    "cf_cflb": "警告;罚款",
    "cf_nr": "罚款五万元",
    "cf_nr_fk": "5.000000",
    "cf_jdrq": "2026/10/08",
    "cf_cfjg": "虚构市市场监督管理局",
    "cf_cfjgdm": UNIT_CODE,
    "cf_sjly": "虚构市市场监督管理局",
    "cf_sjlydm": UNIT_CODE,
}
COLUMNS = tuple(_CELLS)


def rows() -> list[dict[str, str | int]]:
    """One good row, then a decision of the future, one without a number, and an identity number."""
    return [
        {**_CELLS},
        {**_CELLS, "cf_wsh": FUTURE, "cf_jdrq": "2026/12/31"},
        {**_CELLS, "cf_wsh": UNNAMED},
        {**_CELLS, "cf_wsh": PERSONAL, "cf_sy": f"当事人{IDENTITY}称"},
    ]


def as_csv(chosen: list[dict[str, str | int]] | None = None) -> bytes:
    """The rows as CSV."""
    target = io.StringIO()
    writing.write_csv(rows() if chosen is None else chosen, COLUMNS, target)
    return target.getvalue().encode()


def as_xlsx() -> bytes:
    """The rows as a workbook."""
    target = io.BytesIO()
    writing.write_xlsx(rows(), COLUMNS, target)
    return target.getvalue()


def as_json_lines() -> bytes:
    """The rows as JSON Lines, which have no heading line."""
    target = io.BytesIO()
    writing.write_json_lines(rows(), COLUMNS, target)
    return target.getvalue()
