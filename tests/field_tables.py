"""Rows under the field tables of the exchange standards, and the forms in which files come."""

import io
from collections.abc import Callable

import orjson
import xlsxwriter
from record_texts import CODE, UNIT_CODE

IDENTITY = "11010519491231002X"
FILLER = "00000000000000000X"
Cells = dict[str, str]

PENALTY: Cells = {
    "cf_xdr_mc": "虚构甲制造有限公司",
    "cf_xdr_lb": "法人及非法人组织",
    "cf_xdr_shxym": CODE,
    "cf_xdr_gszc": "",
    "cf_xdr_zzjg": "",
    "cf_xdr_swdj": "",
    "cf_xdr_sydw": "",
    "cf_xdr_shzz": "",
    "cf_frdb": "某甲",
    "cf_fr_zjlx": "身份证",
    "cf_fr_zjhm": IDENTITY,
    "cf_xdr_zjlx": "",
    "cf_xdr_zjhm": "",
    "cf_wsh": "虚市监罚〔2026〕1号",
    "cf_wfxw": "生产不合格产品",
    "cf_sy": "生产的产品不符合标准。",
    "cf_yj": "产品质量法第四十九条",
    "cf_cflb": "罚款;没收非法财物",
    "cf_nr": "罚款并没收",
    "cf_nr_fk": "1.234567",
    "cf_nr_wfff": "0.000001",
    "cf_nr_zkdx": "",
    "cf_jdrq": "2026/01/31",
    "cf_yxq": "2099/12/31",
    "cf_gsjzq": "2027-01-31",
    "cf_cfjg": "虚构市市场监督管理局",
    "cf_cfjgdm": UNIT_CODE,
    "cf_sjly": "虚构市市场监督管理局",
    "cf_sjlydm": UNIT_CODE,
    "bz": "",
}
PENALTY_HEADINGS = (
    "行政相对人名称,行政相对人类别,代码_1,代码_2,代码_3,代码_4,代码_5,代码_6,法定代表人,"
    "法定代表人证件类型,法定代表人证件号码,证件类型,证件号码,行政处罚决定书文号,违法行为类型,违法事实,"
    "处罚依据,处罚类别,处罚内容,罚款金额(万元),没收违法所得、没收非法财物的金额(万元),"
    "暂扣或吊销证照名称及编号,处罚决定日期,处罚有效期,公示截止期,处罚机关,处罚机关统一社会信用代码,"
    "数据来源单位,数据来源单位统一社会信用代码,备注"
)
LICENCE: Cells = {
    "xk_xdr_mc": "虚构甲制造有限公司",
    "xk_xdr_lb": "法人及非法人组织",
    "xk_xdr_shxym": CODE,
    "xk_xdr_gszc": "",
    "xk_xdr_zzjg": "",
    "xk_xdr_swdj": "",
    "xk_xdr_sydw": "",
    "xk_xdr_shzz": "",
    "xk_frdb": "某甲",
    "xk_fr_zjlx": "身份证",
    "xk_fr_zjhm": IDENTITY,
    "xk_xdr_zjlx": "",
    "xk_xdr_zjhm": "",
    "xk_xkws": "准予行政许可决定书",
    "xk_wsh": "虚市监许〔2026〕1号",
    "xk_xklb": "普通",
    "xk_xkzs": "食品经营许可证",
    "xk_xkbh": "XK1",
    "xk_nr": "食品销售",
    "xk_jdrq": "2026/01/31",
    "xk_yxqz": "2026/01/31",
    "xk_yxqzi": "2099/12/31",
    "xk_xkjg": "虚构市市场监督管理局",
    "xk_xkjgdm": UNIT_CODE,
    "xk_zt": "1",
    "xk_lydw": "虚构市市场监督管理局",
    "xk_lydwdm": UNIT_CODE,
    "bz": "",
}
COMMITMENT: Cells = {
    "code": "99990120260105000001",
    "subjectName": "虚构甲制造有限公司",
    "subjectCategory": "法人及非法人组织",
    "identify": CODE,
    "commitmentTypeId": "主动型",
    "reason": "产品质量",
    "content": "产品符合标准。",
    "liabilityBreachCommitment": "接受处理。",
    "commitmentDate": "2026/01/05",
    "commitmentValidity": "2099/12/31",
    "fulfillmentStatus": "",
    "unperformedCommitmentContent": "",
    "liabilityBreachCommitmentContent": "",
    "fulfillmentStatusDate": "",
    "acceptanceConfirmUnit": "",
    "acceptanceConfirmUnitIdentify": "",
    "acceptanceUnit": "虚构市行政审批局",
    "acceptanceUnitIdentify": UNIT_CODE,
    "publicationType": "特定范围内公开",
    "remarks": "",
}
SAMPLING: Cells = {
    "抽样编号": "CY1",
    "任务来源": "省",
    "批次/公告号": "2026年第1号",
    "产品名称*": "木椅",
    "规格型号": "A1",
    "商标": "虚构",
    "生产日期/批号*": "20260101",
    "保质期": "",
    "产品类别": "家具",
    "标称生产企业名称*": "虚构甲制造有限公司",
    "标称生产企业地址": "虚构路1号",
    "标称生产企业统一社会信用代码": CODE,
    "销售单位": "虚构乙商店",
    "被抽样单位地址": "虚构路2号",
    "被抽样单位统一社会信用代码": FILLER,
    "抽样日期": "2026-02-01",
    "抽查结果*": "不合格",
    "主要不合格项目": "甲醛释放量║1.9║≤1.5；耐划痕║3║≥4",
    "承检机构*": "虚构检验所",
    "承检机构代码": "",
    "报告编号": "BG1",
    "检验依据": "GB 18584",
    "复检情况": "",
    "后处理情况": "",
    "组织单位": "虚构市市场监督管理局",
    "公告日期": "2026/04/01",
    "省份": "江西",
    "备注": "",
}


def separated(rows: list[Cells], encoding: str, delimiter: str = ",") -> bytes:
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    return "\r\n".join(delimiter.join(cells) for cells in lines).encode(encoding)


def workbook(rows: list[Cells]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([list(rows[0]), *(list(row.values()) for row in rows)]):
            sheet.write_row(number, 0, cells, None)
    return target.getvalue()


FORMS: dict[str, Callable[[list[Cells]], bytes]] = {
    "utf-8": lambda rows: separated(rows, "utf-8"),
    "marked": lambda rows: separated(rows, "utf-8-sig"),
    "gb18030": lambda rows: separated(rows, "gb18030"),
    "tabs": lambda rows: separated(rows, "utf-8", "\t"),
    "xlsx": workbook,
    "json-lines": lambda rows: b"\n".join(map(orjson.dumps, rows)),
}
