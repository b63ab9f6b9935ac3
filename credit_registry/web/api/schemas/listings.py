"""Entries on lists, and the commands that make them."""

from marshmallow import fields, validate

from credit_registry.domain.listings import RemovalReason
from credit_registry.web.api.schemas.fields import (
    DOCUMENT,
    REGISTRY,
    Shape,
    day,
    described,
    several,
    term,
    text,
    texts,
    truth,
    whole,
)
from credit_registry.web.api.schemas.lists import LAW
from credit_registry.web.api.schemas.times import Timed

LONGEST_TEXT = 4_000
LONGEST_NUMBER = 200


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


def _stated(meaning: str, example: str, longest: int, *, required: bool) -> fields.String:
    """A text of a command."""
    least = 1 if required else 0
    options: dict[str, object] = {} if required else {"load_default": ""}
    return fields.String(
        required=required,
        validate=validate.Length(least, longest),
        metadata=described(meaning, example),
        **options,  # type: ignore[arg-type]
    )


class Proposal(Shape):
    """A candidate for a list."""

    enterprise = _stated(
        "The unified social credit code, or the permanent id of a subject without one.",
        "91990101MA9990XA2M", 40, required=True,
    )  # fmt: skip
    list_type = _stated("The list's code.", "serious_violation", 64, required=True)
    grounds = _stated("Why it is proposed.", "两年内三次受到较重处罚", LONGEST_TEXT, required=True)
    record_id = fields.String(
        load_default=None,
        allow_none=True,
        metadata=described("The record it rests on.", "028t5cy4tqkff"),
    )


def _on() -> fields.Date:
    """The day of a step."""
    meaning = "The step's legal date; today where none is given."
    return fields.Date(
        load_default=None, allow_none=True, metadata=described(meaning, "2026-06-01")
    )


def _document() -> fields.String:
    """The document of a step."""
    return _stated("The document's number.", "澜市监列告〔2026〕3号", LONGEST_NUMBER, required=True)


class Notice(Shape):
    """The notice to the subject."""

    document_number = _document()
    on = _on()
    note = _stated("A note for the file.", "直接送达", LONGEST_TEXT, required=False)


class Statement(Shape):
    """What the subject answered."""

    note = _stated(
        "What the subject answered; may be left out where its document is numbered.",
        "请求从轻处理", LONGEST_TEXT, required=False,
    )  # fmt: skip
    on = fields.Date(required=True, metadata=described("The day it was received.", "2026-06-01"))
    document_number = _stated("The document's number.", "", LONGEST_NUMBER, required=False)


class Decision(Shape):
    """The decision to list."""

    document_number = _document()
    on = _on()
    grounds = _stated(
        "The grounds as decided; those proposed where none are given.",
        "两年内三次受到较重处罚", LONGEST_TEXT, required=False,
    )  # fmt: skip
    measures = fields.List(
        fields.String(),
        load_default=None,
        allow_none=True,
        metadata=described(
            "The codes of the list's measures that follow; all of the day where none are given.",
            ["D01", "D02"],
        ),
    )
    note = _stated("A note for the file.", "经集体讨论", LONGEST_TEXT, required=False)


class Refusal(Shape):
    """The decision not to list."""

    note = _stated("Why the subject is not listed.", "违法行为轻微", LONGEST_TEXT, required=True)
    on = _on()
    document_number = _stated("The document's number.", "", LONGEST_NUMBER, required=False)


class Publication(Shape):
    """The publication of a decided entry."""

    note = _stated("A note for the file.", "按期公示", LONGEST_TEXT, required=False)
    on = _on()


class Removal(Shape):
    """The removal of a published entry."""

    document_number = _document()
    note = _stated("Why it is removed.", "已履行义务", LONGEST_TEXT, required=True)
    reason = fields.Enum(
        RemovalReason,
        by_value=True,
        load_default=RemovalReason.EARLY,
        metadata=described(
            "early: after the time on the list that it asks for; annulled: at any time.", "early"
        ),
    )
    on = _on()
