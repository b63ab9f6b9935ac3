"""The catalogue of measures."""

from credit_registry.web.api.schemas.fields import Shape, day, several, term, text, texts, truth
from credit_registry.web.api.schemas.lists import LAW
from credit_registry.web.api.schemas.times import Timed


class CatalogueMeasure(Shape):
    """One measure of the catalogue."""

    code = text("The measure's number.", "D01", source=LAW)
    family = term("Incentive, discipline or restoration.", "discipline", "惩戒措施", source=LAW)
    matter = text("The matter it belongs to.", "政府采购", source=LAW)
    content = text("What it is.", "政府采购中作为重要考量因素", source=LAW)
    object = text("Whom it is for.", "列入严重违法失信名单的经营主体", source=LAW)
    basis = text("What it rests on.", "企业信息公示暂行条例", source=LAW)
    verification = term("How far that was checked.", "instrument", "文件已核对", source=LAW)
    level = term("The level of its basis.", "administrative_regulation", "行政法规", source=LAW)
    limits_rights = truth("Whether it takes a right away or adds a duty.", example=True)
    body = term(
        "Who carries it out; null where its basis names nobody.",
        "government_procurement", "政府采购监督管理部门", source=LAW, nullable=True,
    )  # fmt: skip
    frequency = text("How often it is looked at.", "每次采购活动前", source=LAW)
    use = term(
        "The use of the credit file that it concerns; null where it concerns none.",
        "government_procurement", "政府采购", source=LAW, nullable=True,
    )  # fmt: skip
    force = term("What it does to that use.", "weighed", "重要考量", source=LAW, nullable=True)
    lists = texts("The lists that name it.", ["serious_violation"])
    since = day("The first day it is in force.", "2021-09-01", source=LAW, nullable=False)
    until = day("Its last day; null where no end is set.", None, source=LAW)
    is_in_force = truth("Whether it is in force on the day asked for.", example=True)


class Measures(Timed):
    """The catalogue."""

    measures = several(CatalogueMeasure, "The measures, family by family.")
