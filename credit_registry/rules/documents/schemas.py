"""The shape of a rule set outside the program; one schema reads it and writes it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields, post_dump, post_load, validate

from credit_registry.domain.records import Level, RecordKind, Severity
from credit_registry.domain.subjects import Standing
from credit_registry.rules.rule_sets import (
    AgeStep,
    Aggregate,
    Band,
    DateField,
    Dimension,
    Effect,
    Grade,
    Match,
    NoGrade,
    PointsRow,
    Purpose,
    Reading,
    Requirement,
    Rule,
    RuleSet,
    Timing,
    Wording,
)

MOST_POINTS = 100_000
"""A thousand points in hundredths: far above any scale, so that sums stay exact integers."""

MOST_MONTHS = 1_200
MOST_MEASURE = 10**15
CODE = validate.Regexp(
    r"^[A-Za-z0-9_-]{1,40}$", error="A code has 1 to 40 letters, digits, - or _."
)
POINTS = validate.Range(-MOST_POINTS, MOST_POINTS)
NOT_NEGATIVE = validate.Range(0, MOST_POINTS)
MEASURE = validate.Range(0, MOST_MEASURE)
MONTHS = validate.Range(0, MOST_MONTHS)
INDUSTRY = validate.Regexp(
    r"^[A-T]\d{0,4}$", error="An industry is a section of GB/T 4754 and any digits, as C or C13."
)
FILLED = validate.Length(1, 500)


class LegalDate(fields.Field[date]):
    """A day, as YAML types it or in ISO 8601."""

    def _deserialize(
        self,
        value: Any,  # noqa: ANN401 - marshmallow's signature
        attr: str | None,  # noqa: ARG002
        data: Mapping[str, Any] | None,  # noqa: ARG002
        **kwargs: Any,  # noqa: ANN401, ARG002
    ) -> date:
        if type(value) is date:
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise ValidationError("A day is written as 2026-04-01.") from error

    def _serialize(
        self,
        value: date | None,
        attr: str | None,  # noqa: ARG002
        obj: Any,  # noqa: ANN401, ARG002
        **kwargs: Any,  # noqa: ANN401, ARG002
    ) -> str | None:
        return value.isoformat() if value is not None else None


class Row(Schema):
    """A row that becomes the frozen value `makes`; lists become tuples.

    What is left at its default is not written, so that a field which is added later changes neither
    the text nor the version of a rule set that does without it.
    """

    makes: ClassVar[type]

    @post_dump
    def leave_out(self, row: dict[str, Any], **_: object) -> dict[str, Any]:
        """The row without what says nothing."""
        return {
            name: value
            for name, value in row.items()
            if self.fields[name].required or value not in ({}, [], self.fields[name].load_default)
        }

    @post_load
    def make(self, row: dict[str, Any], **_: object) -> object:
        """The value of the row."""
        values = {
            name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
        }
        return self.makes(**values)


def _whole(check: validate.Validator, **options: Any) -> fields.Integer:  # noqa: ANN401
    """A whole number; 1.5 and "1" are refused."""
    return fields.Integer(strict=True, validate=check, **options)


def _code(**options: Any) -> fields.String:  # noqa: ANN401
    """A code by which rows refer to each other."""
    return fields.String(validate=CODE, **options)


def _words() -> fields.List[str]:
    """A list of codes, empty where it is left out."""
    return fields.List(_code(), load_default=list)


class WordingSchema(Row):
    """Both languages; neither may be empty."""

    makes = Wording
    zh = fields.String(required=True, validate=FILLED)
    en = fields.String(required=True, validate=FILLED)


class MatchSchema(Row):
    """Conditions on a record."""

    makes = Match
    outcomes = _words()
    severities = fields.List(fields.Enum(Severity, by_value=True), load_default=list)
    levels = fields.List(fields.Enum(Level, by_value=True), load_default=list)
    categories = _words()


class PointsRowSchema(Row):
    """Points of the records that match."""

    makes = PointsRow
    points = _whole(POINTS, required=True)
    match = fields.Nested(MatchSchema, load_default=Match())


class BandSchema(Row):
    """Points from a measure on."""

    makes = Band
    at_least = _whole(MEASURE, required=True)
    points = _whole(POINTS, required=True)


class AgeStepSchema(Row):
    """A share of the points up to a corresponding day."""

    makes = AgeStep
    months = _whole(validate.Range(1, MOST_MONTHS), required=True)
    percent = _whole(validate.Range(1, 100), required=True)


class TimingSchema(Row):
    """The days on which a record counts."""

    makes = Timing
    dated_by = fields.Enum(DateField, by_value=True, load_default=None, allow_none=True)
    from_next_day = fields.Boolean(load_default=False)
    steps = fields.List(fields.Nested(AgeStepSchema), load_default=list)
    after_months = _whole(MONTHS, load_default=0)
    after_end_months = _whole(MONTHS, load_default=0)
    open_months = _whole(MONTHS, load_default=0)
    without_last_day = fields.Boolean(load_default=False)


class EffectSchema(Row):
    """What follows besides points."""

    makes = Effect
    at_least = _whole(validate.Range(1, MOST_MEASURE), required=True)
    grade_cap = _code(load_default=None, allow_none=True)
    candidate = _code(load_default=None, allow_none=True)


class RequirementSchema(Row):
    """Something that must hold besides."""

    makes = Requirement
    reads = fields.Enum(Reading, by_value=True, required=True)
    rule = _code(load_default=None, allow_none=True)
    at_least = _whole(MEASURE, load_default=None, allow_none=True)
    below = _whole(MEASURE, load_default=None, allow_none=True)


def _requirements() -> fields.List[Any]:
    """What must hold besides, nothing where it is left out."""
    return fields.List(fields.Nested(RequirementSchema), load_default=list)


class RuleSchema(Row):
    """One indicator."""

    makes = Rule
    code = _code(required=True)
    title = fields.Nested(WordingSchema, required=True)
    clause = fields.Nested(WordingSchema, required=True)
    aggregate = fields.Enum(Aggregate, by_value=True, required=True)
    kind = fields.Enum(RecordKind, by_value=True, required=True)
    timing = fields.Nested(TimingSchema, required=True)
    match = fields.Nested(MatchSchema, load_default=Match())
    dimension = _code(load_default=None, allow_none=True)
    without_records = _whole(NOT_NEGATIVE, load_default=0)
    least = _whole(NOT_NEGATIVE, load_default=0)
    most = _whole(NOT_NEGATIVE, load_default=0)
    table = fields.List(fields.Nested(PointsRowSchema), load_default=list)
    bands = fields.List(fields.Nested(BandSchema), load_default=list)
    effect = fields.Nested(EffectSchema, load_default=None, allow_none=True)
    requires = _requirements()
    otherwise = _whole(POINTS, load_default=0)
    industries = fields.List(fields.String(validate=INDUSTRY), load_default=list)


class DimensionSchema(Row):
    """A group of rules with its maximum."""

    makes = Dimension
    code = _code(required=True)
    title = fields.Nested(WordingSchema, required=True)
    most = _whole(validate.Range(1, MOST_POINTS), required=True)
    sources = fields.List(
        fields.Enum(RecordKind, by_value=True), required=True, validate=validate.Length(1)
    )


class GradeSchema(Row):
    """A grade from a score on."""

    makes = Grade
    code = _code(required=True)
    at_least = _whole(NOT_NEGATIVE, required=True)
    title = fields.Nested(WordingSchema, required=True)
    requires = _requirements()
    sampling_percent = _whole(validate.Range(0, 100), load_default=None, allow_none=True)


class NoGradeSchema(Row):
    """When there is no grade."""

    makes = NoGrade
    code = _code(required=True)
    title = fields.Nested(WordingSchema, required=True)
    established_months = _whole(MONTHS, required=True)
    standings = fields.List(
        fields.Enum(Standing, by_value=True), required=True, validate=validate.Length(1)
    )
    dimensions_needed = _whole(validate.Range(1, 20), required=True)


class RuleSetSchema(Row):
    """A whole rule set."""

    makes = RuleSet
    code = _code(required=True)
    title = fields.Nested(WordingSchema, required=True)
    source = fields.Nested(WordingSchema, required=True)
    since = LegalDate(required=True)
    scale_to = _whole(validate.Range(1, MOST_POINTS), required=True)
    bonus_most = _whole(NOT_NEGATIVE, required=True)
    dimensions = fields.List(
        fields.Nested(DimensionSchema), required=True, validate=validate.Length(1, 20)
    )
    grades = fields.List(fields.Nested(GradeSchema), required=True, validate=validate.Length(1, 20))
    no_grade = fields.Nested(NoGradeSchema, required=True)
    rules = fields.List(fields.Nested(RuleSchema), required=True, validate=validate.Length(1, 500))
    purpose = fields.Enum(Purpose, by_value=True, load_default=Purpose.GRADE)


RULE_SET = RuleSetSchema()
"""The schema as one reused instance; making one costs more than using it."""
