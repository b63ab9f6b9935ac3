"""Complete records of every kind as texts by field name, about invented enterprises."""

from capability_texts import CAPABILITIES

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
    RecordKind.LICENCE: _HEADER
    | {
        "subject_category": "法人及非法人组织",
        "legal_representative": "某甲",
        "document_name": "准予行政许可决定书",
        "document_number": "虚市监许〔2024〕1号",
        "licence_class": "普通",
        "licence_name": "工业产品生产许可证",
        "licence_number": "XK1",
        "content": "列入目录的工业产品的生产",
        "decided_on": "2024/03/01",
        "valid_from": "2024/03/01",
        "valid_until": "2029/02/28",
        "authority_name": "虚构市市场监督管理局",
        "authority_code": UNIT_CODE,
        "state": "1",
    },
    RecordKind.RANDOM_INSPECTION: _HEADER
    | {
        "document_number": "虚查2024-1",
        "task_name": "产品质量双随机检查",
        "inspection_type": "不定向",
        "level": "县",
        "premises": "虚构市测试路1号",
        "inspected_on": "2024-05-06",
        "result": "发现问题已责令改正",
        "problems": "进货查验记录不完整",
        "announced_on": "2024-05-20",
    },
    RecordKind.RECALL: _HEADER
    | {
        "document_number": "虚召〔2024〕1号",
        "manner": "责令召回",
        "product": "木椅",
        "batch": "20240101",
        "quantity": "300件",
        "defect": "椅腿易断裂",
        "hazard_class": "二级",
        "ordered_on": "2024-06-01",
        "started_on": "2024-06-05",
        "announced_on": "2024-06-06",
        "completed_on": "2024-12-01",
        "progress": "已完成",
    },
    RecordKind.ACCIDENT: _HEADER
    | {
        "document_number": "虚事故〔2024〕1号",
        "accident_name": "虚构的产品质量安全事故",
        "accident_type": "产品质量安全事故",
        "accident_class": "较大",
        "responsibility": "主要责任",
        "occurred_on": "2024-07-01",
        "place": "虚构市测试路1号",
        "loss_fen": "200000000",
        "decided_on": "2024-09-01",
        "authority_name": "虚构市人民政府",
    },
    RecordKind.COMPLAINT: _HEADER
    | {
        "document_number": "虚诉2024001",
        "matter": "产品质量",
        "goods": "木椅",
        "findings": "投诉反映的问题属实。",
        "received_on": "2024-08-01",
        "accepted_on": "2024-08-05",
        "concluded_on": "2024-08-20",
        "result": "调解成功",
        "recovered_fen": "30000",
    },
    RecordKind.SURVEY: _HEADER
    | {
        "document_number": "虚满2024-1",
        "survey_name": "用户满意度调查",
        "object": "产品质量",
        "surveyor": "虚构市质量协会",
        "method": "电话",
        "sample_size": "300",
        "score": "92.5",
        "surveyed_on": "2024-10-10",
        "valid_until": "2025-10-09",
    },
    RecordKind.ABNORMAL_OPERATIONS: _HEADER
    | {
        "document_number": "虚市监异〔2024〕1号",
        "measure": "经营异常名录",
        "ground": "未年报",
        "listed_on": "2024-07-05",
        "authority_name": "虚构市市场监督管理局",
        "removed_on": "2024-11-01",
        "removal_reason": "已补报年度报告",
    },
    RecordKind.NATIONAL_LIST: _HEADER
    | {
        "list_name": "失信被执行人",
        "subject_category": "法人及非法人组织",
        "document_number": "虚执〔2024〕1号",
        "ground": "有履行能力而拒不履行",
        "basis": "虚构的认定依据",
        "authority_name": "虚构市人民法院",
        "listed_on": "2024-05-01",
        "valid_until": "2026-04-30",
        "disclosure": "可向社会公开",
    },
    RecordKind.CONTRACT: _HEADER
    | {
        "document_number": "虚采合2024-1",
        "contract_name": "课桌椅采购项目",
        "contract_type": "货物",
        "buyer_name": "虚构市人民政府",
        "amount_fen": "15000000",
        "signed_on": "2024-02-01",
        "due_on": "2024-06-30",
        "performance": "逾期",
        "deficiency": "部分货物逾期交付",
        "evaluated_on": "2024-08-01",
    },
    RecordKind.EXPORT_NOTIFICATION: _HEADER
    | {
        "document_number": "INV/2024/0001",
        "result": "境外通报",
        "product": "木椅",
        "batch": "20240101",
        "quantity": "200件",
        "destination": "虚构国",
        "notifying_authority": "虚构国产品安全署",
        "notified_on": "2024-07-10",
        "reason_class": "安全",
        "reasons": "椅腿易断裂，有跌落危险。",
        "investigation": "核查属实",
        "investigated_on": "2024-08-15",
        "authority_name": "虚构市市场监督管理局",
        "findings": "同批次产品椅腿强度不足。",
        "measures": "已责令整改。",
    },
    **{kind: _HEADER | own for kind, own in CAPABILITIES.items()},
}
