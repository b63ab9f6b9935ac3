import io
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from record_texts import TEXTS

from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.records import RecordKind
from credit_registry.exchange.reading import read

IDENTITY = "11010519491231002X"
CELLS = st.sampled_from(
    [
        "",
        "N/A",
        "***",
        "2013-11",
        IDENTITY,
        f"某甲{IDENTITY}",
        "{",
        "=1",
        "罚款;警告",
        "/",
        "1e5",
        "'",
    ]
) | st.text(st.characters(exclude_characters="\r\n\t", exclude_categories=["Cs"]), max_size=30)


@given(st.sampled_from(RecordKind), st.dictionaries(st.integers(0, 40), CELLS, max_size=4))
def test_a_damaged_row_comes_back_once_and_never_echoes_an_identity_number(
    kind: RecordKind, damage: dict[int, str]
) -> None:
    columns = [field.name for field in KINDS[kind].fields]
    whole = [TEXTS[kind].get(name, "") for name in columns]
    damaged = [damage.get(index, cell) for index, cell in enumerate(whole)]
    content = "\n".join("\t".join(row) for row in (columns, whole, damaged, whole)).encode()
    rows = list(read(io.BytesIO(content), today=date(2026, 11, 24)))
    assert [row.line for row in rows] == [2, 3, 4]
    assert IDENTITY not in repr(rows)
