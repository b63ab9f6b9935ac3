"""Enterprises as the interface gives them."""

from marshmallow import fields

from credit_registry.web.api.schemas.fields import (
    REGISTER,
    REGISTRY,
    Shape,
    day,
    described,
    part,
    several,
    term,
    text,
    whole,
)
from credit_registry.web.api.schemas.grades import GradeSummary
from credit_registry.web.api.schemas.listings import PublicListing
from credit_registry.web.api.schemas.times import Paged, Timed


class FormerName(Shape):
    """A name the enterprise bore."""

    name = text("The name.", "澜州旧名家具厂", source=REGISTER)
    since = day("The first day it was borne; null where unknown.", None, source=REGISTER)
    until = day("The last day.", "2021-03-31", source=REGISTER)


class PublicEnterprise(Timed):
    """An enterprise as the public may see it today."""

    id = text("The permanent id.", "028t5cy4tqkff", source=REGISTRY)
    code = text(
        "The current unified social credit code, GB 32100.",
        "91990101MA9990XA2M", source=REGISTER, nullable=True,
    )  # fmt: skip
    name = text("The name on the day.", "澜州样例家具有限公司", source=REGISTER)
    former_names = several(FormerName, "Other names it bore.")
    kind = term("The kind of subject.", "legal_person", "法人", source=REGISTER, nullable=True)
    standing = term("Its operating standing.", "operating", "存续", source=REGISTER)
    division = text("The division it belongs to.", "样例区", source=REGISTER)
    industry_code = text("Its industry, GB/T 4754.", "2110", source=REGISTER, nullable=True)
    established_on = day("When it was established.", "2011-04-02", source=REGISTER)
    enterprise_type = text("Its type.", "有限责任公司", source=REGISTER, nullable=True)
    address = text(
        "Its address; null for an individual business.",
        "样例区样例路1号", source=REGISTER, nullable=True,
    )  # fmt: skip
    record_count = whole("How many records the reader may see.", 4, unit="records")
    listings = several(PublicListing, "Its entries on lists that are public.")
    grade = part(GradeSummary, "Its grade, where it may be shown.")


class InternalEnterprise(PublicEnterprise):
    """An enterprise as an officer sees it."""

    state = term("Whether its existence is established.", "confirmed", "已确认", source=REGISTRY)
    codes = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata=described(
            "All its active codes by scheme.", {"uscc": "91990101MA9990XA2M"}, source=REGISTER
        ),
    )
    scope = text("Its scope of business.", "家具制造", source=REGISTER, nullable=True)
    capital = text("Its capital as registered.", "500万人民币", source=REGISTER, nullable=True)


class HistoryEvent(Shape):
    """Something dated in an enterprise's history."""

    on = day("The legal date; null where unknown.", "2026-05-20")
    what = text("established, renamed, record or listing.", "record", source=REGISTRY)
    title = text("What happened.", "行政处罚：罚款")
    id = text("The record's or entry's id; null otherwise.", "028t5cy4tqkff", nullable=True)


class History(Paged):
    """What is on record of an enterprise, in order of dates."""

    code = text("The current unified social credit code.", "91990101MA9990XA2M", nullable=True)
    events = several(HistoryEvent, "The newest first.")
