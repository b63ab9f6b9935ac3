"""The lists, what is asked of them, and who is on them."""

from marshmallow import fields, validate

from credit_registry.services.public_lists.list_questions import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    LONGEST_TEXT,
    ListOrder,
)
from credit_registry.web.api.schemas.fields import (
    DOCUMENT,
    REGISTER,
    REGISTRY,
    Shape,
    day,
    described,
    part,
    several,
    term,
    text,
    truth,
    whole,
)
from credit_registry.web.api.schemas.times import Paged, PagedQuery, Timed

LAW = "the law edition in force"
BASIS = "市场监督管理严重违法失信名单管理办法"
READ = ("instrument", "文件已核对，条文未核对")


class ListMeasure(Shape):
    """A measure of the catalogue that the list names."""

    code = text("The measure's number.", "D01", source=LAW)
    use = term(
        "The use that it concerns; null where it concerns none.",
        "government_procurement", "政府采购", source=LAW, nullable=True,
    )  # fmt: skip
    force = term(
        "Whether it bars the use or is weighed.", "weighed", "重要考量", source=LAW, nullable=True
    )
    words = text("What the rule says.", "政府采购中作为重要考量因素", source=LAW)
    source = text("The instrument; no article that nobody read.", BASIS, source=LAW)
    verification = term("How far the instrument was checked.", *READ, source=LAW)
    level = term("Its level.", "administrative_regulation", "行政法规", source=LAW)
    since = day("Since when the rule is in force.", "2021-09-01", source=LAW, nullable=False)
    until = day("Until when; null where no end is set.", None, source=LAW)


class _Rights(Shape):
    """On what an entry rests, what follows from it, and what can be done about it."""

    basis = text("Its legal basis; no article that nobody read.", BASIS, source=LAW)
    verification = term("How far the basis was checked.", *READ, source=LAW)
    checked = text("What was checked against what.", "条文未经官方文本核对。", source=LAW)
    decided_by = text("Who decides.", "作出行政处罚的市场监督管理部门", source=LAW)
    measures = several(ListMeasure, "What can follow from an entry.")
    consequences = text("What an entry entails.", "列为重点监管对象。", source=LAW)
    objecting = text("How to object.", "向作出列入决定的机关提出异议。", source=LAW)
    leaving = text("How a subject leaves it.", "满三年移出。", source=LAW)


class ListConsent(Shape):
    """Whose consent a decision to list needs, while that is in force."""

    given_by = text("Who consents.", "上一级市场监督管理部门", source=LAW)
    since = day("Since when.", "2021-09-01", source=LAW, nullable=False)
    until = day("Until when; null where no end is set.", None, source=LAW)
    source = text("The instrument that asks for it.", "总局令第44号", source=LAW)


class ListKind(_Rights):
    """One list and what it rests on."""

    list_type = term("The list.", "serious_violation", "严重违法失信名单", source=LAW)
    colour = term("Whether it praises or blames.", "black", "黑名单", source=LAW)
    field = text("The field it belongs to.", "市场监督管理", source=LAW)
    authority_level = term(
        "The level of the instrument behind it.", "department_rule", "部门规章", source=LAW
    )
    consents = several(ListConsent, "Whose consent a decision needs, and when.")
    channel = text("Where entries are published.", "国家企业信用信息公示系统", source=LAW)
    removal = text("How removal is asked for.", "向作出列入决定的机关提出。", source=LAW)
    remedies = text("The remedies against an entry.", "可以依法申请行政复议。", source=LAW)
    term = text("How long an entry lasts; null where no term is set.", "3 年", nullable=True)
    since = day("Since when the list is in force.", "2021-09-01", source=LAW, nullable=False)
    until = day("Until when; null where no end is set.", None, source=LAW)
    is_active = truth("Whether it is in force on the day asked for.", example=True)


class ListQuery(PagedQuery):
    """Which entries are asked for, and in which order."""

    q = fields.String(
        validate=validate.Length(1, LONGEST_TEXT),
        metadata=described("Only whose name or unified code has this in it.", "家具"),
    )
    division = fields.String(
        validate=validate.Length(1, 12),
        metadata=described("Only of this division and those below it, by code.", "990101"),
    )
    industry = fields.String(
        validate=validate.Length(1, 1),
        metadata=described("Only of this section of GB/T 4754.", "C"),
    )
    year = fields.Integer(
        validate=validate.Range(EARLIEST_YEAR, LATEST_YEAR),
        metadata=described("Only what was decided in this year.", 2026, unit="year"),
    )
    decided_from = fields.Date(
        metadata=described("Only what was decided on this day or later.", "2026-01-01")
    )
    decided_to = fields.Date(
        metadata=described("Only what was decided on this day or before.", "2026-12-31")
    )
    sort = fields.Enum(
        ListOrder,
        by_value=True,
        load_default=ListOrder.NEWEST,
        metadata=described("The newest or the oldest decision first, or by name.", "newest"),
    )


class Lists(Timed):
    """All lists."""

    lists = several(ListKind, "The lists.")


class Entry(_Rights):
    """One line of a list, with all that is to be known of it where it goes on by itself."""

    id = text("The entry's id, or the record's on a list of honours.", "028t5cy4tqkff")
    page = text(
        "The address of its page: 404 as soon as the entry has left.",
        "/lists/black/serious_violation/028t5cy4tqkff", source=REGISTRY,
    )  # fmt: skip
    enterprise_id = text("The subject's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    code = text("Its unified code.", "91990101MA9990XA2M", source=REGISTER, nullable=True)
    name = text("Its name.", "澜州样例家具有限公司", source=REGISTER)
    division_code = text(
        "The division it is registered in.", "990102", source=REGISTER, nullable=True
    )
    grounds = text("Why it is on the list.", "两年内三次受到较重处罚", source=DOCUMENT)
    document_number = text("The decision.", "澜市监列〔2026〕3号", source=DOCUMENT)
    decided_on = day("When it was decided.", "2026-06-30", source=DOCUMENT)
    since = day("The first day.", "2026-06-30", source=DOCUMENT)
    until = day("The last day; null where none is set.", "2029-06-30", source=REGISTRY)
    confirmed_on = day("When its source last confirmed a mirrored entry.", None, source=REGISTRY)
    shown_until = day(
        "The last day on which a mirrored entry is shown without a new confirmation.", None,
        source=REGISTRY,
    )  # fmt: skip
    is_objected = truth("Whether an objection to it is open; it stays in force meanwhile.")
    is_challenged = truth("Whether a reconsideration or a lawsuit is; it stays in force meanwhile.")


class Entries(Paged):
    """A page of a list in the order asked for; as NDJSON, one entry a line to the end."""

    list = part(ListKind, "The list.")
    total = whole("How many entries answer.", 3, unit="entries", source=REGISTRY)
    entries = several(Entry, "The entries.")


class ListedEntry(Timed):
    """One entry of a list, with the list that it stands on."""

    list = part(ListKind, "The list.")
    entry = part(Entry, "The entry.")
