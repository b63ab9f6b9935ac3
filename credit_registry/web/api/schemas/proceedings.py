"""Proceedings: objections and whatever else goes its legal way, with their steps and periods."""

from marshmallow import fields, validate

from credit_registry.domain.procedures.challenges import ChallengeForum
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.services.proceedings.replies import LONGEST
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
from credit_registry.web.api.schemas.listing_commands import LONGEST_NUMBER, LONGEST_TEXT


class ProceedingStep(Shape):
    """A step that was taken."""

    number = whole("The step's number.", 1, unit="step")
    step = term("The step.", "file", "提出异议", source=REGISTRY)
    state = term("Where the proceeding stood after it.", "filed", "待受理", source=REGISTRY)
    stepped_on = day("The step's legal date.", "2026-11-02", nullable=False)
    document_number = text("Its document.", "", source=DOCUMENT)
    note = text("What was stated.", "产品不是本企业生产", source=REGISTRY)


class Period(Shape):
    """A legal period of a proceeding."""

    deadline = term("The period.", "objection_acceptance", "异议受理期限", source=REGISTRY)
    started_on = day("The day it is counted from.", "2026-11-02", nullable=False)
    due_on = day("Its last day.", "2026-11-05", source=REGISTRY, nullable=False)
    is_provisional = truth("Whether that day rests on an unpublished calendar.")
    state = text("running, met or dropped.", "running", source=REGISTRY)
    ended_on = day("The day of the step that met it.", None)
    source = text("What sets it.", "本登记系统默认期限", source=REGISTRY)


class ProceedingFile(Shape):
    """A proceeding with its steps and periods."""

    id = text("The proceeding's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    kind = term("What it is.", "objection", "异议", source=REGISTRY)
    enterprise_id = text("The subject's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    record_id = text("The record it is about.", "028t5cy4tqkff", nullable=True)
    listing_id = text("The entry it is about.", None, nullable=True)
    state = term("Where it stands.", "filed", "待受理", source=REGISTRY)
    is_open = truth("Whether a step may follow.", example=True)
    row_version = whole("The version to state in If-Match.", 1, unit="version", source=REGISTRY)
    possible_steps = texts("The steps it allows.", ["accept", "not_accept", "take_back"])
    steps = several(ProceedingStep, "The steps, first one first.")
    periods = several(Period, "Its legal periods, first one first.")


class ProceedingLine(Shape):
    """A proceeding under way."""

    id = text("The proceeding's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    kind = term("What it is.", "objection", "异议", source=REGISTRY)
    name = text("Whom it is about.", "虚构市第一制造有限公司")
    code = text("The current unified social credit code.", "91990101MA9990XA2M", nullable=True)
    state = term("Where it stands.", "filed", "待受理", source=REGISTRY)
    stepped_on = day("The day of its last step.", "2026-11-02", nullable=False)
    due_on = day("By when the next step is owed; null where no period runs.", "2026-11-05")
    is_overdue = truth("Whether that day is over.")


class Proceedings(Shape):
    """The proceedings under way, the earliest last day first."""

    proceedings = several(ProceedingLine, "The proceedings.")
    next = text("Where the list goes on; null at its end.", None, nullable=True)


class ProceedingsQuery(Shape):
    """Which proceedings are listed."""

    kind = fields.Enum(
        ProcedureKind, by_value=True, metadata=described("Of this kind alone.", "objection")
    )
    is_overdue = fields.Boolean(
        load_default=False, metadata=described("The overdue alone.", example=False)
    )
    limit = fields.Integer(
        load_default=50,
        validate=validate.Range(1, 200),
        metadata=described("How many at most.", 50, unit="proceedings"),
    )
    after = fields.String(
        validate=validate.Length(1, 64),
        metadata=described("The `next` of the page before.", "2026-11-05.028t5cy4tqkff"),
    )


class Objection(Shape):
    """An objection to a record or to an entry."""

    enterprise = fields.String(
        required=True,
        validate=validate.Length(1, 40),
        metadata=described(
            "The unified social credit code, or the permanent id of a subject without one.",
            "91990101MA9990XA2M",
        ),
    )
    record_id = fields.String(
        load_default=None,
        allow_none=True,
        metadata=described("The record that is wrong.", "028t5cy4tqkff"),
    )
    listing_id = fields.String(
        load_default=None, allow_none=True, metadata=described("The entry that is wrong.", None)
    )
    note = fields.String(
        required=True,
        validate=validate.Length(1, LONGEST_TEXT),
        metadata=described("What is wrong and what shows it.", "产品不是本企业生产"),
    )


class Challenge(Shape):
    """A reconsideration or a lawsuit that was accepted."""

    forum = fields.Enum(
        ChallengeForum,
        by_value=True,
        required=True,
        metadata=described("Before whom: reconsideration or litigation.", "reconsideration"),
    )
    record_id = fields.String(
        load_default=None,
        allow_none=True,
        metadata=described("The record whose decision is challenged.", "028t5cy4tqkff"),
    )
    listing_id = fields.String(
        load_default=None,
        allow_none=True,
        metadata=described("The entry that is challenged.", None),
    )
    document_number = fields.String(
        required=True,
        validate=validate.Length(1, LONGEST_NUMBER),
        metadata=described("The document by which it was accepted.", "澜府行复〔2026〕3号"),
    )
    on = fields.Date(required=True, metadata=described("The day of that document.", "2026-11-05"))
    note = fields.String(
        load_default="",
        validate=validate.Length(0, LONGEST_TEXT),
        metadata=described("A note for the file.", ""),
    )


class ReInspection(Shape):
    """A request for a re-inspection of the sample of a failed sampling."""

    record_id = fields.String(
        required=True,
        validate=validate.Length(1, 40),
        metadata=described("The record of the sampling.", "028t5cy4tqkff"),
    )
    note = fields.String(
        required=True,
        validate=validate.Length(1, LONGEST_TEXT),
        metadata=described("What is challenged and why.", "对检验结论有异议，申请复检"),
    )
    on = fields.Date(
        load_default=None,
        allow_none=True,
        metadata=described("The day of the request; today where none is given.", "2026-11-05"),
    )


class Reply(Shape):
    """A reply of an enterprise to a public record of its own."""

    record_id = fields.String(
        required=True,
        validate=validate.Length(1, 40),
        metadata=described("The record.", "028t5cy4tqkff"),
    )
    text = fields.String(
        required=True,
        validate=validate.Length(1, LONGEST),
        metadata=described("What the enterprise says of it.", "本企业已于2026年6月完成整改。"),
    )


class StepTaken(Shape):
    """What is stated with a step; which of it is needed depends on the step."""

    document_number = fields.String(
        load_default="",
        validate=validate.Length(0, LONGEST_NUMBER),
        metadata=described("The number of the step's document.", "澜市监异〔2026〕3号"),
    )
    note = fields.String(
        load_default="",
        validate=validate.Length(0, LONGEST_TEXT),
        metadata=described("The words of the step.", "经核实，检验样品确系本企业产品"),
    )
    on = fields.Date(
        load_default=None,
        allow_none=True,
        metadata=described("The step's legal date; today where none is given.", "2026-11-05"),
    )
