"""Fields that describe themselves: their meaning, unit and source, and one example."""

from collections.abc import Sequence
from typing import Any

from marshmallow import RAISE, Schema, fields, validate

REGISTER = "registration authority"
DOCUMENT = "the deciding body's document"
REGISTRY = "this registry"


class Shape(Schema):
    """Something the interface takes or gives; a field that is not listed is refused."""

    class Meta:
        """What is not declared is an error."""

        unknown = RAISE


class Term(Shape):
    """A statutory or technical term: its code never changes, its label is for reading."""

    code = fields.String(
        required=True, metadata={"description": "The term's code.", "example": "operating"}
    )
    label = fields.String(
        required=True,
        metadata={"description": "The term in the answer's language.", "example": "存续"},
    )


def described(
    meaning: str, example: object, *, unit: str = "", source: str = "", **more: object
) -> dict[str, Any]:
    """The description of a field."""
    parts = [meaning]
    if unit:
        parts.append(f"Unit: {unit}.")
    if source:
        parts.append(f"Source: {source}.")
    return {"description": " ".join(parts), "example": example, **more}


def text(
    meaning: str, example: str | None, *, source: str = "", nullable: bool = False, longest: int = 0
) -> fields.String:
    """A text."""
    bounds = [validate.Length(max=longest)] if longest else []
    return fields.String(
        required=True,
        allow_none=nullable,
        validate=bounds,
        metadata=described(meaning, example, source=source),
    )


def whole(
    meaning: str, example: int | None, *, unit: str, source: str = "", nullable: bool = False
) -> fields.Integer:
    """A whole number with its unit."""
    return fields.Integer(
        required=True,
        allow_none=nullable,
        strict=True,
        metadata=described(meaning, example, unit=unit, source=source),
    )


def truth(meaning: str, *, example: bool = False, source: str = "") -> fields.Boolean:
    """A yes or no."""
    return fields.Boolean(required=True, metadata=described(meaning, example, source=source))


def day(
    meaning: str, example: str | None, *, source: str = "", nullable: bool = True
) -> fields.Date:
    """A legal date in Asia/Shanghai."""
    return fields.Date(
        required=True,
        allow_none=nullable,
        metadata=described(meaning, example, unit="legal date, Asia/Shanghai", source=source),
    )


def instant(meaning: str, example: str | None, *, nullable: bool = False) -> fields.AwareDateTime:
    """An instant with its offset."""
    return fields.AwareDateTime(
        required=True,
        allow_none=nullable,
        metadata=described(meaning, example, unit="RFC 3339", source=REGISTRY),
    )


def term(
    meaning: str, code: str, label: str, *, source: str = "", nullable: bool = False
) -> fields.Nested:
    """A term with code and label."""
    return fields.Nested(
        Term,
        required=True,
        allow_none=nullable,
        metadata=described(meaning, {"code": code, "label": label}, source=source),
    )


def part(schema: type[Schema], meaning: str, *, nullable: bool = False) -> fields.Nested:
    """Another shape within this one."""
    return fields.Nested(
        schema, required=True, allow_none=nullable, metadata={"description": meaning}
    )


def several(schema: type[Schema], meaning: str) -> fields.List[Any]:
    """A list of another shape."""
    return fields.List(fields.Nested(schema), required=True, metadata={"description": meaning})


def texts(meaning: str, example: Sequence[str], *, source: str = "") -> fields.List[Any]:
    """A list of texts."""
    return fields.List(
        fields.String(), required=True, metadata=described(meaning, list(example), source=source)
    )


def example_of(schema: type[Schema]) -> dict[str, Any]:
    """The example of a shape, put together from those of its fields."""
    return {name: _example(field) for name, field in schema().fields.items()}


def _example(field: fields.Field[Any]) -> object:
    """The example of one field."""
    if "example" in field.metadata:
        return field.metadata["example"]
    if isinstance(field, fields.Nested):
        return example_of(type(field.schema))
    if isinstance(field, fields.List):
        return [_example(field.inner)]
    raise LookupError(f"The field {field.name} has no example.")
