"""The commands that make entries on lists and lead them from step to step."""

from marshmallow import fields, validate

from credit_registry.domain.listings import DeclineGround
from credit_registry.web.api.schemas.fields import Shape, described

LONGEST_TEXT = 4_000
LONGEST_NUMBER = 200


def _stated(meaning: str, example: str, longest: int, *, required: bool) -> fields.String:
    """A text of a command."""
    least = 1 if required else 0
    options: dict[str, object] = {} if required else {"load_default": ""}
    return fields.String(
        required=required,
        validate=validate.Length(least, longest),
        metadata=described(meaning, example),
        **options,  # type: ignore[arg-type]
    )


def _day(meaning: str, example: str) -> fields.Date:
    """A day that may be left out."""
    return fields.Date(load_default=None, allow_none=True, metadata=described(meaning, example))


def _on() -> fields.Date:
    """The day of a step."""
    return _day("The step's legal date; today where none is given.", "2026-06-01")


def _document() -> fields.String:
    """The document of a step."""
    return _stated("The document's number.", "澜市监列告〔2026〕3号", LONGEST_NUMBER, required=True)


def _number() -> fields.String:
    """The document of a step that may have none."""
    return _stated("The document's number.", "", LONGEST_NUMBER, required=False)


def _note() -> fields.String:
    """A note that may be left out."""
    return _stated("A note for the file.", "经集体讨论", LONGEST_TEXT, required=False)


def _reason(meaning: str, example: str) -> fields.String:
    """The reason of a step."""
    return _stated(meaning, example, LONGEST_TEXT, required=True)


class Proposal(Shape):
    """A candidate for a list, a nomination for a red list, or a watch."""

    enterprise = _stated(
        "The unified social credit code, or the permanent id of a subject without one.",
        "91990101MA9990XA2M", 40, required=True,
    )  # fmt: skip
    list_type = _stated("The list's code.", "serious_violation", 64, required=True)
    grounds = _stated("Why it is proposed.", "两年内三次受到较重处罚", LONGEST_TEXT, required=True)
    record_id = fields.String(
        load_default=None,
        allow_none=True,
        metadata=described("The record it rests on.", "028t5cy4tqkff"),
    )


class Notice(Shape):
    """The notice to the subject."""

    document_number = _document()
    on = _on()
    note = _note()


class Statement(Shape):
    """What the subject answered."""

    note = _stated(
        "What the subject answered; may be left out where its document is numbered.",
        "请求从轻处理", LONGEST_TEXT, required=False,
    )  # fmt: skip
    on = fields.Date(required=True, metadata=described("The day it was received.", "2026-06-01"))
    document_number = _number()


class HearingRequest(Shape):
    """The subject's request for a hearing."""

    on = fields.Date(required=True, metadata=described("The day it was received.", "2026-06-01"))
    document_number = _number()
    note = _note()


class Hearing(Shape):
    """The hearing that was held, or given up by the subject."""

    on = fields.Date(required=True, metadata=described("The day it was held.", "2026-06-10"))
    note = _reason("What came of it.", "当事人到场陈述，笔录附卷")
    document_number = _number()


class Decision(Shape):
    """The decision to list."""

    document_number = _document()
    on = _on()
    grounds = _stated(
        "The grounds as decided; those proposed where none are given.",
        "两年内三次受到较重处罚", LONGEST_TEXT, required=False,
    )  # fmt: skip
    restricted_until = _day(
        "The last day of a legal restriction that outlasts the list's term.", "2031-06-30"
    )
    unnamed = _stated(
        "Why the decision names no penalty although it rests on one.",
        "处罚决定日期未载明", LONGEST_TEXT, required=False,
    )  # fmt: skip
    measures = fields.List(
        fields.String(),
        load_default=None,
        allow_none=True,
        metadata=described(
            "The codes of the list's measures that follow; all of the day where none are given.",
            ["D01", "D02"],
        ),
    )
    note = _note()


class Refusal(Shape):
    """The decision not to list."""

    ground = fields.Enum(
        DeclineGround,
        by_value=True,
        required=True,
        metadata=described("The ground of the decision.", "no_subjective_intent"),
    )
    note = _reason("Why the subject is not listed.", "当事人举证证明没有主观故意")
    on = _on()
    document_number = _number()


class Consent(Shape):
    """The consent of the next higher bureau."""

    document_number = _document()
    on = _on()
    note = _note()


class Ending(Shape):
    """A document that ends, refuses or brings back an entry, with its reason."""

    document_number = _document()
    note = _reason("The reason.", "所依据的处罚决定已被撤销")
    on = _on()


class Check(Shape):
    """The check of a nomination against the lists of the untrustworthy."""

    note = _note()
    on = _on()


class Publication(Shape):
    """The publication of an entry; one on a red list needs its document."""

    document_number = _number()
    note = _stated("A note for the file.", "按期公示", LONGEST_TEXT, required=False)
    on = _on()


class End(Shape):
    """The end of a watch."""

    note = _reason("Why the watch ends.", "整改完成，复查合格")
    on = _on()
