"""Problem details by RFC 9457."""

from marshmallow import fields

from credit_registry.web.api.schemas.fields import Shape, described, text


class Fault(Shape):
    """One fault of the input."""

    pointer = text("Where the fault is, as a JSON pointer.", "/as_of")
    reason = text("What is wrong there.", "is in the future")
    accepted = text("What would be accepted.", "a day up to 2026-11-23")


class ProblemBody(Shape):
    """A problem: what was asked, what stands in the way, what would be accepted."""

    type = text("Where this kind of problem is explained.", "/api#problem-invalid-input")
    title = text("The kind of problem in one line.", "The input is malformed.")
    status = fields.Integer(
        required=True, metadata=described("The HTTP status.", 400, unit="HTTP status")
    )
    detail = text("What happened this time.", "as_of is 2027-01-01, after today.")
    instance = text(
        "The number to quote of this request.", "urn:uuid:6f1c0a52-6c1e-4a52-9df0-0d1d3a3c7f11"
    )
    errors = fields.List(
        fields.Nested(Fault), metadata={"description": "The faults of the input, field by field."}
    )
