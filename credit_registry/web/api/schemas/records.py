"""Records of conduct as the interface gives them."""

from marshmallow import fields, validate

from credit_registry.domain.records import RecordKind
from credit_registry.web.api.schemas.fields import (
    DOCUMENT,
    REGISTRY,
    Shape,
    day,
    described,
    several,
    term,
    text,
    truth,
    whole,
)
from credit_registry.web.api.schemas.times import Paged, PagedQuery


class DetailValue(Shape):
    """A field that only this kind of record has."""

    label = text("The field's name in the answer's language.", "违法事实")
    value = fields.Raw(
        required=True,
        allow_none=True,
        metadata=described(
            "The value: text, a whole number (money in fen), a day, a code or a list of codes.",
            "生产不合格的实木椅",
        ),
    )
    text = text("A coded value in words; null for others.", None, nullable=True)


class RecordReply(Shape):
    """What the enterprise itself says of its record; whether it is right was not judged."""

    text = text("The enterprise's words.", "本企业已于2026年6月完成整改。", source=REGISTRY)
    written_on = day("When they were written.", "2026-06-20", nullable=False)
    is_to_earlier_version = truth("Whether the record was corrected after they were written.")


class PublicRecord(Shape):
    """A record as the public may see it today."""

    id = text("The record's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    kind = term("The kind of record.", "administrative_penalty", "行政处罚", source=REGISTRY)
    title = text("What the record says, in one line.", "行政处罚：罚款", source=DOCUMENT)
    document_number = text(
        "The decision's document number.", "澜市监罚〔2026〕17号", source=DOCUMENT
    )
    unit = text("The body that the record comes from.", "澜州市市场监督管理局", source=DOCUMENT)
    occurred_on = day("When it happened.", None, source=DOCUMENT)
    decided_on = day("When it was decided.", "2026-05-20", source=DOCUMENT)
    served_on = day("When the decision was served.", "2026-05-25", source=DOCUMENT)
    effective_from = day("The first day of its validity.", None, source=DOCUMENT)
    effective_to = day("The last day of its validity.", None, source=DOCUMENT)
    severity = term("The severity class.", "general", "一般", source=DOCUMENT, nullable=True)
    level = term(
        "The level of the body that acted.", "city", "市级", source=DOCUMENT, nullable=True
    )
    outcome = term("The outcome.", "failed", "不合格", source=DOCUMENT, nullable=True)
    category = term("The kind's own class.", "fine", "罚款", source=DOCUMENT, nullable=True)
    amount_fen = whole("The fine.", 500000, unit="fen", source=DOCUMENT, nullable=True)
    score_centi = whole(
        "The score of a satisfaction survey.",
        None, unit="hundredths of a point of 100", source=DOCUMENT, nullable=True,
    )  # fmt: skip
    detail = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(DetailValue),
        required=True,
        metadata=described(
            "The kind's own fields by name, as far as the reader may see them.",
            {"facts": {"label": "违法事实", "value": "生产不合格的实木椅", "text": None}},
            source=DOCUMENT,
        ),
    )
    public_until = day("The last day of display; null where no end is set.", "2027-05-25")
    is_objected = truth("Whether an objection to it is open; it stays in force meanwhile.")
    is_challenged = truth(
        "Whether reconsideration or litigation about it is open; it stays in force meanwhile."
    )
    reply = fields.Nested(
        RecordReply,
        required=True,
        allow_none=True,
        metadata=described("The enterprise's own reply beside it; null where none stands.", None),
    )


class InternalRecord(PublicRecord):
    """A record as an officer sees it."""

    state = term("What has become of the record.", "active", "有效", source=REGISTRY)
    disclosure = term("To whom it may be shown.", "public", "社会公开", source=DOCUMENT)
    sharing = term("Which bodies may receive it.", "all_bodies", "全部共享", source=DOCUMENT)
    first_displayed_on = day("When the source first displayed it.", None, source=DOCUMENT)
    is_summary = fields.Boolean(
        required=True,
        allow_none=True,
        metadata=described(
            "Whether a penalty was decided in the summary procedure; null where none is stated.",
            example=False, source=DOCUMENT,
        ),
    )  # fmt: skip
    alerted_on = day("When a safety alert about the sample was issued.", None, source=DOCUMENT)
    challenged_on = day("When a re-test of the sample was asked for.", None, source=DOCUMENT)
    challenge_settled_on = day("When that was settled.", None, source=DOCUMENT)
    withheld_because = text(
        "Why it is not shown to the public; null where it is or was shown.",
        None, source=REGISTRY, nullable=True,
    )  # fmt: skip


class RecordsQuery(PagedQuery):
    """Which records are read."""

    kind = fields.String(
        validate=validate.OneOf([kind.value for kind in RecordKind]),
        metadata=described(
            "Only this kind of record; all where none is given.", RecordKind.PENALTY.value
        ),
    )


class PublicRecords(Paged):
    """The records of an enterprise, newest first."""

    code = text("The current unified social credit code.", "91990101MA9990XA2M", nullable=True)
    records = several(PublicRecord, "The records, newest first.")


class InternalRecords(Paged):
    """The records of an enterprise as an officer sees them."""

    code = text("The current unified social credit code.", "91990101MA9990XA2M", nullable=True)
    records = several(InternalRecord, "The records, newest first.")
