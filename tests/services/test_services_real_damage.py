"""Every defect that real registers have, with invented enterprises in the real layouts."""

from pathlib import Path

import pytest
from builders import a_uscc, an_officer
from sqlalchemy import select

from credit_registry.domain.actors import Role
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.registration_numbers import check_digit
from credit_registry.services.intake.exchanging import import_file
from credit_registry.services.registry import Registry
from credit_registry.store.batches import BatchFault
from credit_registry.store.subjects import SubjectIdentifier, SubjectName

HEADING = (
    "企业名称,统一社会信用代码,注册日期,企业类型,法人代表,注册资金,经营范围,所在省份,地区,注册地址"
)
RIGHT = a_uscc(3)
WRONG = RIGHT[:17] + "0"
FIFTEEN = "99990100000001" + check_digit("99990100000001")
IDENTITY = "11010519491231002X"


def line(name: str, code: str, **changes: str) -> str:
    cells = {
        "date": "2003-01-23",
        "kind": "N/A",
        "person": "***",
        "capital": "800(万元人民币)",
        "scope": "虚构产品的制造、加工#",
        "province": "江西",
        "city": "赣州",
        "address": "虚构路1号",
    } | changes
    return ",".join((name, code, *cells.values()))


LINES = [
    HEADING,
    line("虚构甲（江西）有限公司", a_uscc(1)),
    line("虚构乙有限公司", a_uscc(2).lower()),
    line("虚构丙有限公司", WRONG),
    line("虚构丁有限公司", FIFTEEN),
    line("虚构戊有限公司", "9999011234567"),
    line("虚构己有限公司", "00000000000000000X"),
    line("虚构甲(江西)有限公司", a_uscc(1)),
    line("虚构乙有限公司", a_uscc(2)),
    line("虚构庚有限公司", a_uscc(4), date="2003-02-30"),
    line("虚构辛有限公司", a_uscc(5), date="2003-01"),
    line("虚构壬有限公司", a_uscc(6), date="N/A"),
    line("虚构癸有限公司", a_uscc(7), province="800(万元人民币)"),
    line("虚构子有限公司", a_uscc(8)) + ",多出的一格",
    HEADING,
    line("虚构丑有限公司", a_uscc(9), capital="若干人民币"),
    line("虚构寅有限公司", a_uscc(10), address="电话13800138000"),
    line("虚构卯有限公司", IDENTITY),
    line("虚构辰有限公司", "12345"),
    line(a_uscc(11), "虚构巳有限公司"),
    line("虚构午有限公司", a_uscc(12), date="2099-01-01"),
    line("", a_uscc(13)),
]
REFUSED = {
    8: ("uscc", Reason.CODE_WITH_OTHER_NAME, "one name a code; it is 虚构甲（江西）有限公司"),
    10: ("注册日期", Reason.NOT_A_DATE, "YYYY-MM-DD"),
    13: ("所在省份", Reason.SHIFTED_VALUE, "江西"),
    14: ("", Reason.SHIFTED, "10"),
    15: ("", Reason.HEADING_REPEATED, ""),
    17: ("注册地址", Reason.PERSONAL_NUMBER, ""),
    18: ("统一社会信用代码", Reason.PERSONAL_NUMBER, "GB 32100"),
    19: ("统一社会信用代码", Reason.WRONG_CODE, "GB 32100"),
    20: ("企业名称", Reason.SHIFTED_VALUE, ""),
    21: ("注册日期", Reason.FUTURE_DATE, "≤ 2026-11-23"),
    22: ("企业名称", Reason.MISSING, ""),
}
REMARKED = {
    1: ("法人代表", Reason.UNREAD_COLUMN, ""),
    4: ("统一社会信用代码", Reason.QUARANTINED, RIGHT),
    5: ("统一社会信用代码", Reason.LEGACY_CODE, "business_registration_number"),
    6: ("统一社会信用代码", Reason.LEGACY_CODE, "business_registration_number"),
    7: ("统一社会信用代码", Reason.NO_CODE, ""),
    9: ("uscc", Reason.REPEATED_ROW, ""),
    11: ("注册日期", Reason.PARTIAL_DATE, "YYYY-MM-DD"),
    12: ("注册日期", Reason.MISSING_DATE, ""),
    16: ("注册资金", Reason.UNREAD_CAPITAL, "800(万元人民币)"),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_each_dirty_row_is_answered_with_its_line_field_reason_and_what_is_accepted(
    registry: Registry, tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes("\r\n".join(LINES).encode(encoding))
    receipt = import_file(registry, path, actor=an_officer(registry, Role.ENTERER))
    with registry.reading() as session:
        faults = session.scalars(
            select(BatchFault)
            .where(BatchFault.batch_id == receipt.batch_id, BatchFault.number == 1)
            .order_by(BatchFault.line)
        ).all()
    for expected, is_refusal in ((REFUSED, True), (REMARKED, False)):
        found = {fault.line: fault for fault in faults if fault.is_refusal is is_refusal}
        assert {number: (fault.field, fault.reason) for number, fault in found.items()} == {
            number: (field, reason) for number, (field, reason, _) in expected.items()
        }
        for number, (_, _, accepted) in expected.items():
            assert accepted in found[number].accepted
    assert not any(IDENTITY in f"{fault.accepted}{fault.reason}" for fault in faults)
    assert receipt.read == len(LINES) - 1
    assert receipt.refused == len(REFUSED)
    assert (receipt.accepted, receipt.unchanged) == (receipt.read - len(REFUSED) - 1, 1)
    assert (receipt.quarantined, receipt.provisional) == (1, 4)
    assert receipt.warned == len(REMARKED)


def test_a_quarantined_code_is_kept_with_its_suggestion_and_older_numbers_as_such(
    registry: Registry, tmp_path: Path
) -> None:
    path = tmp_path / "register.csv"
    path.write_text("\n".join(LINES), "utf-8")
    import_file(registry, path, actor=an_officer(registry, Role.ENTERER))
    statement = select(
        SubjectName.name,
        SubjectIdentifier.scheme,
        SubjectIdentifier.value,
        SubjectIdentifier.state,
        SubjectIdentifier.suggestion,
    ).join(SubjectName, SubjectName.subject_id == SubjectIdentifier.subject_id)
    with registry.reading() as session:
        kept = {name: tuple(rest) for name, *rest in session.execute(statement)}
    assert kept["虚构乙有限公司"] == ("uscc", a_uscc(2), "active", None)
    assert kept["虚构丙有限公司"] == ("uscc", WRONG, "quarantined", RIGHT)
    assert kept["虚构丁有限公司"][:3] == ("business_registration_number", FIFTEEN, "active")
    assert kept["虚构戊有限公司"][1] == "9999011234567"
    assert "虚构己有限公司" not in kept
