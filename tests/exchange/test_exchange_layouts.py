import pytest

from credit_registry.domain.errors import InvalidInput
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.exchange.identity_columns import is_identity_column
from credit_registry.exchange.layouts import (
    SUBJECT,
    all_layouts,
    layout_named,
    parse_layout,
    recognise,
)

HEADINGS = {
    "enterprise_register": "uscc,name,province,city,established",
    "enterprise_register_full": (
        "name,uscc,established,ent_type,reg_capital,province,city,address,scope"
    ),
    "enterprise_register_standing": (
        "name,uscc,est_date,ent_type,status,industry_code,industry,district"
    ),
    "enterprise_register_source": (
        "企业名称,统一社会信用代码,注册日期,企业类型,法人代表,注册资金,经营范围,所在省份,地区,"
        "注册地址"
    ),
    "class_a_taxpayers": (
        "taxpayer_code,code_kind,name,province,rating_year,tax_authority,registry_uscc"
    ),
    "administrative_penalty": (
        "cf_xdr_mc,cf_xdr_lb,cf_xdr_shxym,cf_frdb,cf_fr_zjhm,cf_wsh,cf_wfxw,cf_sy,cf_yj,cf_cflb,"
        "cf_nr,cf_nr_fk,cf_jdrq,cf_cfjg,cf_cfjgdm,cf_sjly,cf_sjlydm,bz"
    ),
    "penalties_earlier_form": (
        "行政处罚决定书文号,处罚名称,处罚类别1,处罚类别2,处罚事由,处罚依据,行政相对人名称,"
        "行政相对人代码_1(统一社会信用代码),行政相对人代码_5(居民身份证号),处罚结果,处罚决定日期,处罚机关"
    ),
    "supervision_sampling": (
        "抽样编号,产品名称*,生产日期/批号*,标称生产企业名称*,标称生产企业统一社会信用代码,被抽样单位名称*,"
        "抽查结果*,主要不合格项目,承检机构*,组织单位"
    ),
    "commitment": (
        "code,subjectName,subjectCategory,identify,commitmentTypeId,reason,content,"
        "liabilityBreachCommitment,commitmentDate,commitmentValidity,fulfillmentStatus,"
        "acceptanceUnit,acceptanceUnitIdentify,publicationType"
    ),
    "honour": (
        "奖项名称,奖项级别,奖项类别,获奖主体名称,获奖主体代码,授予文号,授予单位,授予日期,"
        "数据来源单位"
    ),
    "certificate": (
        "Certificate number,Certification scheme,Name of the subject,uscc,Certification body,"
        "Valid from,Valid until,State of the certificate,Data source unit"
    ),
    "administrative_licence": (
        "xk_xdr_mc,xk_xdr_lb,xk_xdr_shxym,xk_frdb,xk_fr_zjhm,xk_xkws,xk_wsh,xk_xklb,xk_nr,xk_jdrq,"
        "xk_yxqz,xk_yxqzi,xk_xkjg,xk_xkjgdm,xk_zt,xk_lydw,xk_lydwdm,bz"
    ),
    "random_inspection": "抽查任务编号,市场主体名称,抽查完成日期,抽查检查结果,抽查机关",
    "product_recall": "召回编号,召回方式,生产者名称,召回产品名称,召回公告日期,召回监督机关",
    "export_notification": (
        "通报编号,通报类型,出口企业名称,出口产品名称,通报国家或地区,通报机构,通报日期,原因类别,通报原因,"
        "核查结论,报送单位"
    ),
    "quality_accident": (
        "事故编号,事故名称,事故类型,事故等级,责任单位名称,责任认定,事故发生日期,报送单位"
    ),
    "upheld_complaint": (
        "投诉登记编号,投诉问题类别,被投诉人名称,商品或服务名称,查实情况,登记日期,办结日期,处理结果,处理单位"
    ),
    "satisfaction_survey": (
        "调查报告编号,调查名称,调查对象类别,被评价主体名称,调查机构,样本量,满意度得分,调查完成日期,有效期至,"
        "委托单位"
    ),
    "abnormal_operations": (
        "列入决定文号,异常类型,企业名称,统一社会信用代码,列入原因,列入日期,列入机关,数据来源单位"
    ),
    "national_list_entry": (
        "名单类型,主体类别,主体名称,统一社会信用代码,法定代表人,证件号码,列入决定书文号,列入名单事由,认定依据,"
        "认定部门,列入日期,有效期始,有效期至,公开类型,数据来源单位"
    ),
    "contract_performance": (
        "合同编号,合同名称,合同类型,供应商名称,采购人名称,合同签订日期,履约情况,履约评价日期,评价单位"
    ),
    "uk_food_hygiene": (
        "BusinessName,Authority,AddressLine1,AddressLine2,AddressLine3,AddressLine4,PostCode,"
        "RatingValue,RatingDate,BusinessType"
    ),
    "chicago_inspections": "ID,Date,DBA,Address,InspType,Risk,Results,Violations",
    "us_recalls": (
        "title,company_announce_dttm,notification_dttm,recall_reason,company_name,agency,uid,"
        "recall_type,recall_classification"
    ),
}


@pytest.mark.parametrize(("name", "heading"), HEADINGS.items())
def test_a_layout_is_recognised_by_its_heading(name: str, heading: str) -> None:
    layout = recognise(heading.split(","))
    assert layout is not None
    assert layout.name == name


def test_the_order_of_columns_and_their_width_do_not_count() -> None:
    layout = recognise(["ＣＩＴＹ", " Established ", "Province", "NAME", "uscc"])
    assert layout is layout_named("enterprise_register")


@pytest.mark.parametrize("heading", [["name"], ["甲", "乙"], []])
def test_another_heading_is_recognised_as_nothing(heading: list[str]) -> None:
    assert recognise(heading) is None


def test_every_kind_brings_its_own_layout() -> None:
    for kind in KINDS.values():
        assert layout_named(kind.code.value).kind is kind


def test_every_layout_fills_known_fields_only() -> None:
    for layout in all_layouts():
        if layout.target != SUBJECT:
            assert layout.kind is not None
            filled = set(layout.columns.values()) | set(layout.constants) | layout.waived
            assert filled <= layout.kind.by_name.keys()


def test_an_unknown_layout_is_answered_with_those_there_are() -> None:
    with pytest.raises(InvalidInput, match="enterprise_register"):
        layout_named("nonsense")


def test_a_column_map_cannot_read_identity_numbers() -> None:
    text = "{title: {zh: 甲, en: a}, target: subject, columns: {证件号码: name}}"
    with pytest.raises(InvalidInput) as caught:
        parse_layout("test", text, {})
    assert caught.value.errors[0].pointer == "/columns/证件号码"


@pytest.mark.parametrize(
    "heading",
    ["cf_fr_zjhm", "cf_fr_sfzh", "cf_xdr_zjhm", "xk_fr_zjhm", "法定代表人证件号码", "身份证号"],
)
def test_a_column_of_identity_numbers_is_known_by_its_heading(heading: str) -> None:
    assert is_identity_column(heading)


@pytest.mark.parametrize(
    "heading", ["统一社会信用代码", "证书编号", "identify", "cf_fr_zjlx", "cf_wsh"]
)
def test_other_columns_are_not(heading: str) -> None:
    assert not is_identity_column(heading)
