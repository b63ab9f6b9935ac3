"""The lists and who is on them."""

from credit_registry.web.api.schemas.fields import (
    DOCUMENT,
    REGISTER,
    REGISTRY,
    Shape,
    day,
    part,
    several,
    term,
    text,
    truth,
    whole,
)
from credit_registry.web.api.schemas.times import Paged, Timed

LAW = "the law edition in force"


class ListKind(Shape):
    """One list and what it rests on."""

    list_type = term("The list.", "serious_violation", "严重违法失信名单", source=LAW)
    colour = term("Whether it praises or blames.", "black", "黑名单", source=LAW)
    field = text("The field it belongs to.", "市场监督管理", source=LAW)
    basis = text("Its legal basis.", "市场监督管理严重违法失信名单管理办法", source=LAW)
    decided_by = text("Who decides.", "作出行政处罚的市场监督管理部门", source=LAW)
    term = text("How long an entry lasts; null where no term is set.", "3 年", nullable=True)
    consequences = text("What an entry entails.", "列为重点监管对象。", source=LAW)
    leaving = text("How a subject leaves it.", "满三年移出。", source=LAW)
    since = day("Since when the list is in force.", "2021-09-01", source=LAW, nullable=False)
    until = day("Until when; null where no end is set.", None, source=LAW)
    is_active = truth("Whether it is in force on the day asked for.", example=True)


class Lists(Timed):
    """All lists."""

    lists = several(ListKind, "The lists.")


class Entry(Shape):
    """One line of a list."""

    id = text("The entry's id, or the record's on a list of honours.", "028t5cy4tqkff")
    enterprise_id = text("The subject's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    code = text("Its unified code.", "91990101MA9990XA2M", source=REGISTER, nullable=True)
    name = text("Its name.", "澜州样例家具有限公司", source=REGISTER)
    grounds = text("Why it is on the list.", "两年内三次受到较重处罚", source=DOCUMENT)
    document_number = text("The decision.", "澜市监列〔2026〕3号", source=DOCUMENT)
    decided_on = day("When it was decided.", "2026-06-30", source=DOCUMENT)
    until = day("The last day; null where none is set.", "2029-06-30", source=REGISTRY)


class Entries(Paged):
    """A page of a list, newest decision first; as NDJSON, one entry a line to the end."""

    list = part(ListKind, "The list.")
    total = whole("How many entries the list has.", 3, unit="entries", source=REGISTRY)
    entries = several(Entry, "The entries.")
