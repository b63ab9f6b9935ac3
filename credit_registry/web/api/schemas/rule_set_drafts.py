"""Drafts of rule sets that were submitted for release."""

from marshmallow import fields, validate

from credit_registry.web.api.schemas.fields import (
    REGISTRY,
    Shape,
    day,
    described,
    instant,
    several,
    term,
    text,
)

LONGEST_REASON = 4_000


class Submission(Shape):
    """A draft with the report that speaks for it."""

    rule_set = fields.Dict(
        required=True,
        metadata=described(
            "The rule set, as `content` of a published one.", {"code": "GZ-QC-1", "rules": []}
        ),
    )
    report = text("The permanent id of its what-if report.", "028t5cy4tqkff")
    reason = fields.String(
        required=True,
        validate=validate.Length(1, LONGEST_REASON),
        metadata=described("Why the rules are to change; it goes on the ledger.", "新裁量基准"),
    )


class Obstacle(Shape):
    """One thing that stands in the way of the release today."""

    obstacle = term("What it is.", "too_many_changes", "等级变化比例超过限值", source=REGISTRY)
    text = text("What it is in full, and what would be accepted.", "…")


class SubmittedDraft(Shape):
    """A draft on its way to its release."""

    id = text("The draft's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    version = text("The SHA-256 digest of the draft.", "9f2c…", source=REGISTRY)
    code = text("The draft's code.", "GZ-QC-2", source=REGISTRY)
    since = day("The first legal date it would apply to.", "2026-12-01", nullable=False)
    report = text("The permanent id of its what-if report.", "028t5cy4tqkff", source=REGISTRY)
    reason = text("Why the rules are to change.", "新裁量基准", source=REGISTRY)
    state = term("What has become of it.", "submitted", "待批准", source=REGISTRY)
    submitted_by = text("The account that submitted it.", "rule-owner", source=REGISTRY)
    submitted_at = instant("When it was submitted.", "2026-11-23T02:15:00+00:00")
    obstacles = several(Obstacle, "What stands in the way of its release today, while it waits.")
