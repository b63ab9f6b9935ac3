"""The shape of a use profile outside the program; one schema reads it and writes it."""

from marshmallow import fields, validate

from credit_registry.domain.records import RecordKind
from credit_registry.domain.sources import Source, Verification
from credit_registry.domain.uses import Outcome, Use
from credit_registry.rules.documents.schemas import (
    CODE,
    FILLED,
    MOST_MEASURE,
    LegalDate,
    MatchSchema,
    Row,
    TimingSchema,
    WordingSchema,
)
from credit_registry.rules.profiles.profiles import ANY, Profile, Reads
from credit_registry.rules.profiles.profiles import Row as ProfileRow

ARTICLE = validate.Regexp(r"^\d{1,4}$", error="An article is its number, as 22.")


class SourceSchema(Row):
    """Where a row comes from, and how far that was checked."""

    makes = Source
    instrument_zh = fields.String(required=True, validate=FILLED)
    instrument_en = fields.String(required=True, validate=FILLED)
    verification = fields.Enum(Verification, by_value=True, required=True)
    articles = fields.List(fields.String(validate=ARTICLE), load_default=list)
    checked_zh = fields.String(required=True, validate=FILLED)
    checked_en = fields.String(required=True, validate=FILLED)


class ProfileRowSchema(Row):
    """One thing that is looked at."""

    makes = ProfileRow
    code = fields.String(required=True, validate=CODE)
    title = fields.Nested(WordingSchema, required=True)
    reads = fields.Enum(Reads, by_value=True, required=True)
    yields = fields.Enum(Outcome, by_value=True, required=True)
    basis = fields.List(fields.Nested(SourceSchema), load_default=list)
    kind = fields.Enum(RecordKind, by_value=True, load_default=None, allow_none=True)
    match = fields.Nested(MatchSchema, load_default=ANY)
    timing = fields.Nested(TimingSchema, load_default=None, allow_none=True)
    at_least = fields.Integer(strict=True, validate=validate.Range(1, MOST_MEASURE), load_default=1)
    use = fields.Enum(Use, by_value=True, load_default=None, allow_none=True)
    since = LegalDate(load_default=None, allow_none=True)
    until = LegalDate(load_default=None, allow_none=True)


class ProfileSchema(Row):
    """A whole profile."""

    makes = Profile
    code = fields.String(required=True, validate=CODE)
    title = fields.Nested(WordingSchema, required=True)
    source = fields.Nested(WordingSchema, required=True)
    since = LegalDate(required=True)
    rows = fields.List(
        fields.Nested(ProfileRowSchema), required=True, validate=validate.Length(1, 100)
    )
    unheld = fields.List(fields.Nested(WordingSchema), load_default=list)
    is_information_only = fields.Boolean(load_default=False)


PROFILE = ProfileSchema()
"""The schema as one reused instance, as that of rule sets is."""
