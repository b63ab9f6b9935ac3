"""Applications for restoration, and what whoever holds the code of one reads."""

from marshmallow import fields, validate

from credit_registry.web.api.schemas.fields import (
    DOCUMENT,
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
from credit_registry.web.api.schemas.listing_commands import LONGEST_NUMBER, LONGEST_TEXT
from credit_registry.web.api.schemas.proceedings import Period, ProceedingFile, ProceedingStep

LAW = "the law's table of restoration terms"


class Condition(Shape):
    """A condition of restoration, answered for today."""

    condition = term(
        "The condition.", "minimum_reached", "已满最短公示期", source=LAW
    )  # fmt: skip
    is_met = truth("Whether it is met.", example=True)
    first_on = day("The first day on which it is met; null where no day is known.", "2026-09-02")
    evidence = text("The document that the answer rests on.", "", source=DOCUMENT)
    source = text("What asks for it.", "国家发展和改革委员会令第36号", source=LAW)


class FollowedProceeding(Shape):
    """A proceeding as whoever holds its code may see it."""

    id = text("The proceeding's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    kind = term("What it is.", "restoration", "信用修复", source=REGISTRY)
    title = text("What the record or the entry says.", "虚构的处罚", source=DOCUMENT)
    about_document = text("Its document.", "虚市监〔2026〕3号", source=DOCUMENT)
    state = term("Where it stands.", "returned", "待补正", source=REGISTRY)
    is_open = truth("Whether a step is still to come.", example=True)
    row_version = whole("The version to state in If-Match.", 2, unit="version", source=REGISTRY)
    missing = text(
        "What is missing, where it was sent back for completion; else null.",
        "缺少缴款凭证", nullable=True,
    )  # fmt: skip
    steps = several(ProceedingStep, "The steps, first one first.")
    periods = several(Period, "Its legal periods, first one first.")
    conditions = several(Condition, "The conditions, while a restoration is under way.")
    fee = text("That nothing is charged.", "信用修复不收取任何费用", source=LAW, nullable=True)
    remedies = text(
        "What can be done about a refusal.", "可以申请行政复议", source=LAW, nullable=True
    )


class RestorationApplied(Shape):
    """An application that was filed, with the code by which it is followed."""

    query_code = text(
        "The code, shown this once and kept as a digest alone; null where the answer is repeated.",
        "0123456789abcdef", nullable=True,
    )  # fmt: skip
    proceeding = part(ProceedingFile, "The proceeding.")


class CodeAsked(Shape):
    """The code of an application."""

    query_code = fields.String(
        required=True,
        validate=validate.Length(1, 64),
        metadata=described("The code that was shown once.", "0123456789abcdef"),
    )


class RestorationApplication(Shape):
    """An application for the restoration of one record, or of one entry on a list."""

    record_id = fields.String(
        load_default=None,
        allow_none=True,
        metadata=described("The record to be restored.", "028t5cy4tqkff"),
    )
    listing_id = fields.String(
        load_default=None, allow_none=True, metadata=described("The entry to be removed.", None)
    )
    fulfilment = fields.String(
        load_default="",
        validate=validate.Length(0, LONGEST_NUMBER),
        metadata=described("The document by which the duties are done.", "罚没款缴款书〔2026〕8号"),
    )
    is_pledged = fields.Boolean(
        load_default=False,
        metadata=described("Whether the pledge is made, in the words of the terms.", example=True),
    )
    note = fields.String(
        load_default="",
        validate=validate.Length(0, LONGEST_TEXT),
        metadata=described("What else the applicant states.", "已完成整改"),
    )
    on = fields.Date(
        load_default=None,
        allow_none=True,
        metadata=described("The day it was received; today where none is given.", "2026-09-02"),
    )
