"""Commitments that enterprises sign."""

from marshmallow import fields, validate

from credit_registry.web.api.schemas.fields import (
    REGISTRY,
    Shape,
    day,
    described,
    several,
    text,
    texts,
    truth,
    whole,
)
from credit_registry.web.api.schemas.lists import LAW

LONGEST_CODE, LONGEST_VALUE, MOST_BLANKS = 64, 500, 20


class TemplateBlank(Shape):
    """A blank of a commitment."""

    name = text("Its name in the text and in `values`.", "products", source=LAW)
    label = text("What is filled in.", "产品", source=LAW)
    longest = whole("How long it may be.", 60, unit="characters", source=LAW)
    is_number = truth("Whether a whole number above 0 is asked.")


class CommitmentTemplate(Shape):
    """A commitment that can be signed today."""

    code = text("Its code.", "product_quality", source=LAW)
    label = text("What it is called.", "产品质量承诺书", source=LAW)
    matter = text("The matter of the commitment.", "产品质量安全", source=LAW)
    translation = text(
        "The text in English, for information.", "The enterprise commits itself …", source=LAW
    )
    liability = text("The liability for breach.", "违反本承诺的，依法承担责任。", source=LAW)
    valid_until = texts("The last days that may be chosen today.", ["2026-12-31", "2027-12-31"])
    blanks = several(TemplateBlank, "Its blanks.")
    source = text("Where its text is from.", "本登记系统默认文本", source=LAW)
    text = text("The text that is signed, in Chinese.", "本企业就{products}公开承诺……", source=LAW)


class CommitmentTemplates(Shape):
    """The commitments that can be signed today."""

    templates = several(CommitmentTemplate, "The commitments.")


class CommitmentToSign(Shape):
    """A commitment to be signed for one's own enterprise."""

    template = fields.String(
        required=True,
        validate=validate.Length(1, LONGEST_CODE),
        metadata=described("The commitment's code.", "product_quality"),
    )
    valid_until = fields.Date(
        required=True,
        metadata=described("Its last day, one of those that the commitment offers.", "2027-12-31"),
    )
    values = fields.Dict(
        keys=fields.String(validate=validate.Length(1, LONGEST_CODE)),
        values=fields.String(validate=validate.Length(1, LONGEST_VALUE)),
        required=True,
        validate=validate.Length(0, MOST_BLANKS),
        metadata=described(
            "What stands in the blanks, by their names.",
            {
                "products": "实木家具",
                "responsible": "品质部",
                "standard": "GB/T 3324",
                "answer_days": "3",
            },
        ),
    )


class SignedCommitment(Shape):
    """The record that a signature became."""

    record_id = text("The record's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    document_number = text("The commitment's code.", "36070020261123A00001", source=REGISTRY)
    template = text("What was signed.", "product_quality", source=LAW)
    committed_on = day("The day of the signature.", "2026-11-23", nullable=False)
    valid_until = day("The last day of the commitment.", "2027-12-31", nullable=False)
