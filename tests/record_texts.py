"""Complete records of every kind as texts by field name, about invented enterprises."""

from credit_registry.domain.records import RecordKind
from credit_registry.domain.usccs import check_character


def invented_code(subject: str, department_class: str = "91") -> str:
    """A valid code inside a division that was never assigned."""
    first = f"{department_class}999900{subject}"
    return first + check_character(first)


CODE = invented_code("MA0000015")
UNIT_CODE = invented_code("MA0000023", "11")
WRONG_CODE = CODE[:17] + ("1" if CODE[17] != "1" else "2")

_HEADER = {
    "subject_name": "虚构甲制造有限公司",
    "uscc": CODE,
    "source_unit_name": "虚构市市场监督管理局",
    "source_unit_code": UNIT_CODE,
}

TEXTS: dict[RecordKind, dict[str, str]] = {
    RecordKind.PENALTY: _HEADER
    | {
        "subject_category": "法人及非法人组织",
        "legal_representative": "某甲",
        "document_number": "虚市监罚〔2024〕1号",
        "violation_type": "生产不合格产品",
        "facts": "生产的产品不符合标准。",
        "basis": "产品质量法第四十九条",
        "categories": "罚款",
        "content": "罚款五万元",
        "fine_fen": "5000000",
        "confiscated_fen": "100",
        "permit": "食品生产许可证 SC1",
        "decided_on": "2024/03/01",
        "served_on": "2024-03-05",
        "authority_name": "虚构市市场监督管理局",
        "authority_code": UNIT_CODE,
    },
    RecordKind.COMMITMENT: _HEADER
    | {
        "subject_category": "法人及非法人组织",
        "document_number": "99990020240101000001",
        "commitment_type": "主动型",
        "commitment_matter": "产品质量",
        "content": "产品符合标准。",
        "breach_liability": "接受处理。",
        "committed_on": "2024-01-01",
        "valid_until": "2025-12-31",
        "fulfilment_status": "全部履行",
        "disclosure": "可向社会公开",
    },
    RecordKind.SAMPLING: _HEADER
    | {
        "sampling_number": "CY1",
        "notice_number": "2024年第1号",
        "report_number": "BG1",
        "level": "市",
        "product": "木椅",
        "batch": "20240101",
        "sampled_unit_name": "虚构乙商店",
        "sampled_on": "2024-02-01",
        "result": "合格",
        "inspection_body": "虚构检验所",
        "result_served_on": "2024-03-01",
        "announced_on": "2024-04-01",
    },
    RecordKind.HONOUR: _HEADER
    | {
        "award_name": "虚构市市长质量奖",
        "level": "市级",
        "award_class": "质量奖",
        "edition": "第三届",
        "document_number": "虚府字〔2023〕3号",
        "awarding_unit_name": "虚构市人民政府",
        "decided_on": "2023-05-01",
        "valid_until": "2028-04-30",
        "prize_fen": "50000000",
    },
    RecordKind.CERTIFICATE: _HEADER
    | {
        "document_number": "XG001",
        "scheme": "质量管理体系认证",
        "standard": "GB/T 19001-2016",
        "issuing_body": "虚构认证有限公司",
        "issued_on": "2024-01-01",
        "valid_from": "2024-01-01",
        "valid_until": "2026-12-31",
        "state": "有效",
    },
}
