"""What-if reports: a draft of the rules beside a version, over everybody."""

from marshmallow import fields, validate

from credit_registry.services.rule_changes.what_if_changes import Only
from credit_registry.web.api.schemas.fields import (
    REGISTER,
    REGISTRY,
    Shape,
    day,
    described,
    instant,
    several,
    term,
    text,
    texts,
    truth,
    whole,
)
from credit_registry.web.api.schemas.times import LONGEST_CURSOR, MOST_ROWS

SUBJECTS = "subjects"
DIGEST_LENGTH = 64


def _base() -> fields.String:
    """The version to compare with."""
    return fields.String(
        validate=validate.Length(equal=DIGEST_LENGTH),
        metadata=described(
            "The published version to compare with; the one in force on the day where none is "
            "given.",
            "9f2c" + "0" * (DIGEST_LENGTH - 4),
        ),
    )


def _day() -> fields.Date:
    """The day of the comparison."""
    return fields.Date(
        metadata=described(
            "The legal date of the comparison; today where none is given. The facts are those "
            "known now.",
            "2026-11-23",
            unit="legal date, Asia/Shanghai",
        )
    )


class RuleSetDraft(Shape):
    """A draft in its canonical form."""

    rule_set = fields.Dict(
        required=True,
        metadata=described(
            "The rule set, as `content` of a published one.", {"code": "GZ-QC-1", "rules": []}
        ),
    )
    base = _base()
    as_of = _day()


class RuleSetDraftUpload(Shape):
    """A draft as a file."""

    file = fields.Raw(
        required=True,
        metadata=described("The file of the rule set: YAML in UTF-8.", "gz-qc-2.yaml")
        | {"type": "string", "format": "binary"},
    )
    base = _base()
    as_of = _day()


class Trial(Shape):
    """A report that is made in the background."""

    id = text("The trial's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    code = text("The draft's code.", "GZ-QC-2", source=REGISTRY)
    draft_version = text("The SHA-256 digest of the draft.", "9f2c…", source=REGISTRY)
    base_version = text("The version it is compared with.", "5d41…", source=REGISTRY)
    as_of = day("The day of the comparison.", "2026-11-23", nullable=False)
    state = term("How far it is.", "running", "正在试算", source=REGISTRY)
    done = whole("How many subjects have been read.", 2000, unit=SUBJECTS, source=REGISTRY)
    population = whole("How many there are to read.", 5000, unit=SUBJECTS, source=REGISTRY)
    report = text(
        "The report's permanent id; null while it is not made.", None, source=REGISTRY,
        nullable=True,
    )  # fmt: skip
    fault = text("What kept the report from being made; empty otherwise.", "", source=REGISTRY)


class ChangesQuery(Shape):
    """Which changes of a report are read."""

    which = fields.String(
        load_default=Only.ALL.value,
        validate=validate.OneOf([each.value for each in Only]),
        metadata=described(
            "all, grade (another grade), newly_capped, newly_candidate or newly_below.", "all"
        ),
    )
    below = fields.String(
        validate=validate.Length(1, 16),
        metadata=described("For newly_below: the grade under which they fall.", "B"),
    )
    limit = fields.Integer(
        load_default=50,
        validate=validate.Range(1, MOST_ROWS),
        metadata=described("How many changes a page has at most.", 50, unit="changes"),
    )
    after = fields.String(
        validate=validate.Length(1, LONGEST_CURSOR),
        metadata=described("The `next` of the page before; opaque.", "WzEwNDJd.q8t2"),
    )


class SignalCount(Shape):
    """How many subjects get a signal."""

    signal = term("What changes.", "worse", "等级下降", source=REGISTRY)
    subjects = whole("How many subjects it is said of.", 12, unit=SUBJECTS, source=REGISTRY)


class CountedGroup(Shape):
    """One group of subjects."""

    group = term("The group; no code for what is not stated.", "990101", "样例区", source=REGISTER)
    subjects = whole("How many subjects there are in it.", 320, unit=SUBJECTS, source=REGISTRY)
    signals = several(SignalCount, "What changes for how many of them.")


class TraitCounts(Shape):
    """Counts by one trait."""

    trait = term("By what they are counted.", "division", "行政区划", source=REGISTRY)
    groups = several(CountedGroup, "The groups, by code.")


class MatrixRow(Shape):
    """The subjects with one grade under the base."""

    grade_before = text("Their grade under the base.", "AA", source=REGISTRY)
    subjects = fields.List(
        fields.Integer(strict=True),
        required=True,
        metadata=described(
            "How many of them have each grade of `grades_after` under the draft.",
            [0, 300, 12, 0, 0, 0, 0],
            unit=SUBJECTS,
        ),
    )


class GradeChange(Shape):
    """What changes for one subject."""

    enterprise_id = text("The subject's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    code = text("Its code.", "91990101MA9990XA2M", source=REGISTER, nullable=True)
    name = text("Its name.", "澜州样例家具有限公司", source=REGISTER)
    grade_before = text("The grade under the base.", "AA", source=REGISTRY)
    grade_after = text("The grade under the draft.", "B", source=REGISTRY)
    score_before_centi = whole(
        "The score under the base; null without a grade.",
        8095, unit="hundredths of a point of 100", nullable=True,
    )  # fmt: skip
    score_after_centi = whole(
        "The score under the draft; null without a grade.",
        6190, unit="hundredths of a point of 100", nullable=True,
    )  # fmt: skip
    candidates_before = texts("The lists for which the base proposes it.", [])
    candidates_after = texts("The lists for which the draft proposes it.", ["serious_violation"])
    is_newly_candidate = truth("Whether the draft proposes it for a further list.")
    is_newly_capped = truth("Whether a cap newly holds its grade down.")


class WhatIfReport(Shape):
    """A report; it never changes."""

    id = text("The report's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    code = text("The draft's code.", "GZ-QC-2", source=REGISTRY)
    draft_version = text("The SHA-256 digest of the draft.", "9f2c…", source=REGISTRY)
    base_version = text("The version it is compared with.", "5d41…", source=REGISTRY)
    as_of = day("The day of the comparison.", "2026-11-23", nullable=False)
    known_at = whole(
        "It rests on the events before this ledger position.",
        1042, unit="ledger position", source=REGISTRY,
    )  # fmt: skip
    engine = text("The version of the engine.", "2", source=REGISTRY)
    made_by = text("The account that made it.", "rule-owner", source=REGISTRY)
    made_at = instant("When it was made.", "2026-11-23T02:15:00+00:00")
    population = whole("How many subjects were evaluated.", 5000, unit=SUBJECTS, source=REGISTRY)
    graded = whole(
        "How many have a grade under either version.", 4200, unit=SUBJECTS, source=REGISTRY
    )
    changed = whole("How many have another grade.", 12, unit=SUBJECTS, source=REGISTRY)
    totals = several(SignalCount, "What changes for how many.")
    grades_after = texts("The draft's grades, no grade last.", ["AAA", "AA", "N"])
    matrix = several(MatrixRow, "The grades of the base, no grade last; it sums to the population.")
    counts = several(
        TraitCounts,
        "The same by division, section of industry and kind of subject. The registry holds no size "
        "of an enterprise: the kind of subject is the nearest it holds.",
    )


class WhatIfFile(WhatIfReport):
    """A report with a page of its changes."""

    changes = several(GradeChange, "The changes in the order of subjects.")
    next = fields.String(
        required=True,
        allow_none=True,
        metadata=described(
            "The cursor of the following page, also in the Link header; null on the last.", None
        ),
    )
