"""Lists to be screened: pasted lines and tables."""

import io

import pytest

from credit_registry.domain.errors import InvalidInput
from credit_registry.exchange.asked_rows import MOST_ROWS, pasted_rows, table_rows

CODE = "91990101MA9990XA2M"


@pytest.mark.parametrize(
    ("line", "row"),
    [
        pytest.param(CODE, {"code": CODE}, id="code"),
        pytest.param(f"虚构木业有限公司 {CODE.lower()}", {"code": CODE, "name": "虚构木业有限公司"},
                     id="a code behind the name"),
        pytest.param("虚构木业有限公司", {"name": "虚构木业有限公司"}, id="name"),
        pytest.param("虚构木业，旧名木业；测试路1号",
                     {"name": "虚构木业", "former_name": "旧名木业", "address": "测试路1号"},
                     id="former name and address"),
        pytest.param(f"{CODE}\t虚构木业\t联合体一",
                     {"code": CODE, "name": "虚构木业", "consortium": "联合体一"}, id="consortium"),
        pytest.param("Internationally Ltd", {"name": "Internationally Ltd"}, id="a long word"),
    ],
)  # fmt: skip
def test_a_line_is_a_row(line: str, row: dict[str, str]) -> None:
    assert list(pasted_rows(f"\n{line}\n\n")) == [row]


def test_a_table_is_read_by_its_headings() -> None:
    text = f"序号,企业名称,统一社会信用代码,税号\n1,虚构木业,{CODE},x\n2,虚构家具,,\n"
    for encoding in ("utf-8-sig", "gb18030"):
        assert list(table_rows(io.BytesIO(text.encode(encoding)))) == [
            {"reference": "1", "name": "虚构木业", "code": CODE},
            {"reference": "2", "name": "虚构家具"},
        ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("颜色,大小\n红,1\n", id="no column that is known"),
        pytest.param("名称,序号\n" + "甲,1\n" * (MOST_ROWS + 1), id="too long"),
    ],
)
def test_a_table_that_asks_for_nobody_or_too_many_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        list(table_rows(io.BytesIO(text.encode())))
