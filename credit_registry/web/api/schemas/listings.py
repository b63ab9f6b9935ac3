"""Entries on lists, as they are read."""

from credit_registry.web.api.schemas.fields import (
    DOCUMENT,
    REGISTRY,
    Shape,
    day,
    part,
    several,
    term,
    text,
    texts,
    truth,
    whole,
)
from credit_registry.web.api.schemas.lists import LAW
from credit_registry.web.api.schemas.times import Timed


class ListingMeasure(Shape):
    """A measure of the catalogue that follows from an entry."""

    code = text("The measure's number in the catalogue.", "D01", source=LAW)
    content = text("What it is.", "政府采购中作为重要考量因素", source=LAW)
    basis = text("What it rests on.", "企业信息公示暂行条例", source=LAW)
    since = day("The first day on which it follows.", "2026-06-30", source=DOCUMENT)
    until = day("Its last day by date; null where none is set.", "2029-06-30", source=REGISTRY)
    lifted_on = day("When it was lifted with the entry.", None, source=DOCUMENT)


class PublicListing(Shape):
    """An entry as the public may see it today."""

    id = text("The entry's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    list_type = term("The list.", "serious_violation", "严重违法失信名单", source=REGISTRY)
    colour = term("Whether the list praises or blames.", "black", "黑名单", source=REGISTRY)
    basis = text("The legal basis of the list.", "市场监督管理严重违法失信名单管理办法")
    grounds = text("Why the subject is on the list.", "两年内三次受到较重处罚", source=DOCUMENT)
    decision_number = text(
        "The decision's document number.", "澜市监列〔2026〕3号", source=DOCUMENT, nullable=True
    )
    decided_on = day("When it was decided.", "2026-06-30", source=DOCUMENT)
    decided_by = text("Who decides on this list.", "作出行政处罚的市场监督管理部门")
    since = day("The first day of the entry.", "2026-06-30", source=DOCUMENT)
    until = day("Its last day; null where none is set.", "2029-06-30", source=REGISTRY)
    consequences = text("What the entry entails.", "列为重点监管对象。")
    leaving = text("How a subject leaves the list.", "满三年移出。")
    is_objected = truth("Whether an objection to it is open; it stays in force meanwhile.")
    is_challenged = truth(
        "Whether reconsideration or litigation about it is open; it stays in force meanwhile."
    )
    measures = several(ListingMeasure, "The measures that follow from the entry.")


class InternalListing(PublicListing):
    """An entry as an officer sees it."""

    enterprise_id = text("The subject's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    status = term("Where the entry stands.", "noticed", "已告知", source=REGISTRY)
    row_version = whole("The version to state in If-Match.", 2, unit="version", source=REGISTRY)
    possible_steps = texts("The steps the entry allows.", ["decide", "decline"])
    notice_served_on = day("When the notice was served.", "2026-06-01", source=DOCUMENT)
    statement_due_on = day("The last day to answer it.", "2026-06-08", source=REGISTRY)
    is_due_provisional = truth("Whether that day rests on an unpublished calendar.")
    statement_received_on = day("When the subject answered.", None, source=DOCUMENT)
    hearing_requested_on = day("When a hearing was asked for.", None, source=DOCUMENT)
    hearing_held_on = day("When it was held.", None, source=DOCUMENT)
    consented_on = day("When the superior consented.", None, source=DOCUMENT)
    restricted_until = day("The last day of a legal restriction.", None, source=DOCUMENT)
    decline_ground = term(
        "Why the subject is not listed.", "no_subjective_intent", "无主观故意", source=REGISTRY,
        nullable=True,
    )  # fmt: skip
    removed_on = day("When the entry ended.", None, source=DOCUMENT)
    removal_reason = term(
        "Why the entry was removed before its term.", "early", "提前移出", source=REGISTRY,
        nullable=True,
    )  # fmt: skip


class ListingStep(Shape):
    """A step that was taken with an entry."""

    number = whole("The step's number.", 1, unit="step")
    step = text("The step.", "propose", source=REGISTRY)
    status = term("Where the entry stood after it.", "candidate", "候选", source=REGISTRY)
    stepped_on = day("The step's legal date.", "2026-06-01", nullable=False)
    document_number = text("Its document.", "", source=DOCUMENT)
    note = text("What was noted.", "", source=REGISTRY)


class ListingFile(InternalListing):
    """An entry with all its steps."""

    steps = several(ListingStep, "The steps, first one first.")


class PublicListings(Timed):
    """The entries of an enterprise."""

    code = text("The current unified social credit code.", "91990101MA9990XA2M", nullable=True)
    listings = several(PublicListing, "The entries, newest first.")


class InternalListings(Timed):
    """The entries of an enterprise as an officer sees them."""

    code = text("The current unified social credit code.", "91990101MA9990XA2M", nullable=True)
    listings = several(InternalListing, "The entries, newest first.")


class DecidedPenalty(Shape):
    """The penalty that a decision to list was made with."""

    document_number = text("Its document number.", "澜市监处罚〔2026〕5号", source=DOCUMENT)
    decided_on = day("Its day.", "2026-06-01", source=DOCUMENT, nullable=False)


class ListingDecision(Shape):
    """A decision to list as it was made from the law of its day."""

    name = text("The subject's name on that day.", "澜州样例家具有限公司", source=REGISTRY)
    code = text("Its unified code.", "91990101MA9990XA2M", source=REGISTRY)
    document_number = text("The decision's number.", "澜市监列〔2026〕3号", source=DOCUMENT)
    decided_on = day("Its day.", "2026-06-30", source=DOCUMENT, nullable=False)
    grounds = text("Why the subject is listed.", "两年内三次受到较重处罚", source=DOCUMENT)
    since = day("The first day of the entry.", "2026-06-30", source=DOCUMENT)
    until = day("Its last day; null where none is set.", "2029-06-30", source=REGISTRY)
    restricted_until = day("The last day of a legal restriction.", None, source=DOCUMENT)
    penalty = part(DecidedPenalty, "The penalty it was decided with.", nullable=True)
    unnamed = text("Why no penalty is named although one is behind it.", "")
    list = text("The list.", "严重违法失信名单")
    basis = text("Its legal basis.", "市场监督管理严重违法失信名单管理办法")
    decided_by = text("Who decided.", "作出行政处罚的市场监督管理部门")
    consent = text("Whose consent it needs.", "上一级市场监督管理部门", nullable=True)
    measures = texts("The reminder of measures.", ["政府采购中作为重要考量因素"])
    consequences = text("What the entry entails.", "列为重点监管对象。")
    leaving = text("How a subject leaves the list.", "满三年移出。")
    removal = text("How removal is asked for.", "向作出列入决定的机关提出书面申请。")
    remedies = text("The remedies.", "可以依法申请行政复议或者提起行政诉讼。")
    law_edition = text("The digest of the law edition it was made from.", "9f86d081884c7d65")
