"""Registering departments and institution classes of unified social credit codes.

The first two characters of a code, as GB 32100-2015 with amendment 1 of 2016 structures them.
Class 54 is not in the standard's text; it is given to grassroots self-governing bodies in practice.
The kind of subject follows 民法典, book one, chapters three and four; a class that holds bodies of
both kinds (91 includes partnerships and branches) is given the commoner one.
"""

from typing import NamedTuple

from credit_registry.domain.subjects import SubjectKind

_LEGAL = SubjectKind.LEGAL_PERSON
_UNINCORPORATED = SubjectKind.UNINCORPORATED


class UsccClass(NamedTuple):
    """A department's institution class, in Chinese and English, and the kind it is given to."""

    department_zh: str
    department_en: str
    class_zh: str
    class_en: str
    subject_kind: SubjectKind


DEPARTMENTS = {
    "1": ("机构编制", "staffing of public bodies"),
    "2": ("外交", "foreign affairs"),
    "3": ("司法行政", "justice"),
    "4": ("文化", "culture"),
    "5": ("民政", "civil affairs"),
    "6": ("旅游", "tourism"),
    "7": ("宗教", "religious affairs"),
    "8": ("工会", "trade unions"),
    "9": ("工商", "market regulation"),
    "A": ("中央军委改革和编制办公室", "military staffing"),
    "N": ("农业", "agriculture"),
    "Y": ("其他", "other departments"),
}

_CLASSES = {
    "11": ("机关", "public organ", _LEGAL),
    "12": ("事业单位", "public institution", _LEGAL),
    "13": ("中央编办直接管理机构编制的群众团体", "mass body under central staffing", _LEGAL),
    "19": ("其他", "other", _UNINCORPORATED),
    "21": ("外国常驻新闻机构", "foreign news bureau", _UNINCORPORATED),
    "29": ("其他", "other", _UNINCORPORATED),
    "31": ("律师执业机构", "law firm", _UNINCORPORATED),
    "32": ("公证处", "notary office", _LEGAL),
    "33": ("基层法律服务所", "grassroots legal service", _UNINCORPORATED),
    "34": ("司法鉴定机构", "forensic body", _UNINCORPORATED),
    "35": ("仲裁委员会", "arbitration commission", _LEGAL),
    "39": ("其他", "other", _UNINCORPORATED),
    "41": ("外国在华文化中心", "foreign cultural centre", _UNINCORPORATED),
    "49": ("其他", "other", _UNINCORPORATED),
    "51": ("社会团体", "social group", _LEGAL),
    "52": ("民办非企业单位", "private non-enterprise unit", _LEGAL),
    "53": ("基金会", "foundation", _LEGAL),
    "54": ("基层群众性自治组织", "grassroots self-governing body", _LEGAL),
    "59": ("其他", "other", _UNINCORPORATED),
    "61": ("外国旅游部门常驻代表机构", "foreign tourism office", _UNINCORPORATED),
    "62": (
        "港澳台地区旅游部门常驻内地代表机构",
        "HK, Macao or Taiwan tourism office",
        _UNINCORPORATED,
    ),
    "69": ("其他", "other", _UNINCORPORATED),
    "71": ("宗教活动场所", "place of worship", _LEGAL),
    "72": ("宗教院校", "religious school", _LEGAL),
    "79": ("其他", "other", _UNINCORPORATED),
    "81": ("基层工会", "grassroots trade union", _LEGAL),
    "89": ("其他", "other", _UNINCORPORATED),
    "91": ("企业", "enterprise", _LEGAL),
    "92": ("个体工商户", "individually-owned business", SubjectKind.INDIVIDUAL_BUSINESS),
    "93": ("农民专业合作社", "farmers' specialised cooperative", SubjectKind.FARMERS_COOPERATIVE),
    "A1": ("军队事业单位", "military institution", _LEGAL),
    "A9": ("其他", "other", _UNINCORPORATED),
    "N1": ("组级集体经济组织", "group-level collective economic organisation", _LEGAL),
    "N2": ("村级集体经济组织", "village-level collective economic organisation", _LEGAL),
    "N3": ("乡镇级集体经济组织", "township-level collective economic organisation", _LEGAL),
    "N9": ("其他", "other", _UNINCORPORATED),
    "Y1": ("其他", "other", _UNINCORPORATED),
}

CLASSES = {
    prefix: UsccClass(*DEPARTMENTS[prefix[0]], class_zh, class_en, kind)
    for prefix, (class_zh, class_en, kind) in _CLASSES.items()
}
"""The classes by the first two characters of a code."""
