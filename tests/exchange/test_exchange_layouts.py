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
