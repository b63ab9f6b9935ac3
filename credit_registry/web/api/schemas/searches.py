"""Searches and suggestions."""

from typing import Any

from marshmallow import fields, validate

from credit_registry.web.api.schemas.fields import (
    REGISTER,
    REGISTRY,
    Shape,
    described,
    part,
    several,
    term,
    text,
    texts,
    truth,
    whole,
)
from credit_registry.web.api.schemas.times import LONGEST_CURSOR, Timed, TimesQuery

MOST_HITS = 50
MOST_SUGGESTIONS = 20
LONGEST_QUESTION = 200
SORTS = ("match", "name")


def _filter(meaning: str, example: str) -> fields.List[Any]:
    """A filter that may be given several times."""
    return fields.List(
        fields.String(validate=validate.Length(1, 64)),
        load_default=list,
        validate=validate.Length(max=20),
        metadata=described(meaning, [example]),
    )


class SearchQuery(TimesQuery):
    """What is searched for."""

    q = fields.String(
        required=True,
        validate=validate.Length(1, LONGEST_QUESTION),
        metadata=described(
            "A code, a name, a former name, parts of a name, pinyin, first letters, an address, "
            "a product, or words of what is publicly displayed. Quotes, a minus and the name of a "
            "field (product:沙发) are understood.",
            "样例 家具",
        ),
    )
    list_state = _filter("Only subjects on such lists today: red, black, mirrored or none.", "red")
    grade = _filter("Only subjects of these grades, as far as they are shown; none: no grade.", "A")
    division = _filter("Only these divisions, by code.", "990101")
    industry = _filter("Only these sections of GB/T 4754.", "C")
    subject_kind = _filter("Only these kinds of subject.", "legal_person")
    standing = _filter("Only these operating standings.", "operating")
    sort = fields.String(
        load_default="match",
        validate=validate.OneOf(SORTS),
        metadata=described("In what order: match or name.", "match"),
    )
    limit = fields.Integer(
        load_default=20,
        validate=validate.Range(1, MOST_HITS),
        metadata=described("How many hits a page has at most.", 20, unit="hits"),
    )
    after = fields.String(
        validate=validate.Length(1, LONGEST_CURSOR),
        metadata=described("The `next` of the page before; opaque.", "WyJ4Il0.q8t2"),
    )


class SuggestQuery(TimesQuery):
    """What has been typed so far."""

    q = fields.String(
        required=True,
        validate=validate.Length(1, LONGEST_QUESTION),
        metadata=described("The beginning of a name or of a code.", "样例"),
    )
    limit = fields.Integer(
        load_default=8,
        validate=validate.Range(1, MOST_SUGGESTIONS),
        metadata=described("How many suggestions at most.", 8, unit="suggestions"),
    )


class Marked(Shape):
    """A text that was marked, and the field it is looked for in."""

    field = text("name, former_name, code, address, product, violation or sampling.", "product")
    text = text("The text in normal form.", "沙发")


class Why(Shape):
    """Why a subject was found."""

    field = text("The part of the subject that the question met.", "name", source=REGISTRY)
    sentence_zh = text("The reason in Chinese.", "名称中含有", source=REGISTRY)
    sentence_en = text("The reason in English.", "Part of the name matches", source=REGISTRY)
    text = text("The text there, as it stands.", "澜州样例家具有限公司", source=REGISTER)


class Understanding(Shape):
    """How the question was understood."""

    kind = text(
        "code, name, fragments, fields, everything or nothing_special.",
        "fragments", source=REGISTRY,
    )  # fmt: skip
    fragments = texts("The parts that were looked for.", ["样例", "家具"])
    ignored = texts("The words that carry no weight of their own.", ["有限公司"])
    quoted = texts("Those of the parts that were quoted: they have to stand so.", [])
    within = several(Marked, "The texts that have to stand in one field.")
    excluded = several(Marked, "The texts that may not stand there.")


class NamePart(Shape):
    """A piece of the name."""

    text = text("The piece.", "样例", source=REGISTER)
    is_match = truth("Whether it was looked for.", example=True)


class Badge(Shape):
    """A list the subject is publicly on."""

    colour = term("Whether the list praises or blames.", "red", "红名单", source=REGISTRY)
    list_type = term("The list.", "honours", "质量荣誉红名单", source=REGISTRY)


class Hit(Shape):
    """One subject found."""

    id = text("The permanent id.", "028t5cy4tqkff", source=REGISTRY)
    code = text(
        "The current unified social credit code.",
        "91990101MA9990XA2M", source=REGISTER, nullable=True,
    )  # fmt: skip
    name = text("The name.", "澜州样例家具有限公司", source=REGISTER)
    name_parts = several(NamePart, "The name in pieces, those that match marked.")
    former_name = text(
        "The former name that matched; null otherwise.", None, source=REGISTER, nullable=True
    )
    reason = text("Why it was found.", "name_part", source=REGISTRY)
    why = part(Why, "What of the subject met the question.")
    division = text("The division.", "样例区", source=REGISTER)
    industry = text("The industry.", "家具制造业", source=REGISTER)
    kind = term("The kind of subject.", "legal_person", "法人", source=REGISTER, nullable=True)
    standing = term("Its operating standing.", "operating", "存续", source=REGISTER)
    badges = several(Badge, "The lists it is publicly on.")
    grade = text("The grade; null where it is not shown.", "A", source=REGISTRY, nullable=True)
    score_centi = whole(
        "The score; null where it is not shown.",
        7850, unit="hundredths of a point of 100", source=REGISTRY, nullable=True,
    )  # fmt: skip


class FacetCount(Shape):
    """How many hits have a value."""

    value = text("The value.", "990101")
    count = whole("How many hits have it.", 12, unit="hits")


class Suggestion(Shape):
    """One suggestion."""

    name = text("The name.", "澜州样例家具有限公司", source=REGISTER)
    code = text("Its code.", "91990101MA9990XA2M", source=REGISTER, nullable=True)


class Hits(Timed):
    """A page of what was found."""

    understanding = part(Understanding, "How the question was understood.")
    total = whole("How many subjects were found.", 12, unit="subjects")
    hits = several(Hit, "The subjects, best match first.")
    facets = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.Nested(FacetCount)),
        required=True,
        metadata=described(
            "For each filter, how many hits have which value.",
            {"division": [{"value": "990101", "count": 12}]},
        ),
    )
    is_degraded = truth("Whether the index could not answer and only codes were looked up.")
    did_you_mean = several(
        Suggestion, "Where nothing was found: subjects whose code is one slip away; never assumed."
    )
    next = fields.String(
        required=True,
        allow_none=True,
        metadata=described(
            "The cursor of the following page, also in the Link header; null on the last.", None
        ),
    )


class Suggestions(Timed):
    """Names to go on with."""

    suggestions = several(Suggestion, "The suggestions.")
