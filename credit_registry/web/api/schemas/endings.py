"""The ends of publicity, and which downstream has taken each in."""

from marshmallow import fields, validate

from credit_registry.web.api.schemas.fields import (
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
from credit_registry.web.api.schemas.listing_commands import LONGEST_TEXT


class DownstreamStanding(Shape):
    """A downstream of an ending."""

    downstream = term("The downstream.", "credit_china", "“信用中国”网站", source=REGISTRY)
    is_taken = truth("Whether it has taken the ending in.", example=True)
    taken_on = day("When it confirmed; null where it has not, or is known by its cursor.", None)
    is_late = truth("Whether its time is over.")


class PublicityEnding(Shape):
    """The end of a publicity."""

    position = whole("The ledger position that names it.", 1042, unit="position", source=REGISTRY)
    kind = text("What happened.", "record_withdrawn", source=REGISTRY)
    ended_on = day("The day of the ending.", "2026-09-07", nullable=False)
    enterprise_id = text("The subject's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    record_id = text("The record that is no longer public.", "028t5cy4tqkff", nullable=True)
    listing_id = text("The entry that is no longer public.", None, nullable=True)
    due_on = day("By when every downstream is to have taken it in.", "2026-09-10", nullable=False)
    is_due_provisional = truth("Whether that day rests on an unpublished calendar.")
    downstreams = several(
        DownstreamStanding, "The downstreams: all to officers, to a body its own."
    )


class PublicityEndings(Shape):
    """Endings, the earliest first where they wait, else the latest first."""

    endings = several(PublicityEnding, "The endings.")
    next = text("Where the list goes on; null at its end.", None, nullable=True)


class EndingsQuery(Shape):
    """Which endings are read."""

    is_all = fields.Boolean(
        load_default=False,
        metadata=described("Those that everybody has taken in too.", example=False),
    )
    limit = fields.Integer(
        load_default=50,
        validate=validate.Range(1, 200),
        metadata=described("How many at most.", 50, unit="endings"),
    )
    after = fields.Integer(
        validate=validate.Range(min=0),
        metadata=described("The `next` of the page before.", 1042, unit="position"),
    )


class Confirmation(Shape):
    """That a downstream has taken an ending in."""

    downstream = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, 64),
        metadata=described("The downstream; a body's own where none is named.", "credit_china"),
    )
    note = fields.String(
        load_default="",
        validate=validate.Length(0, LONGEST_TEXT),
        metadata=described("What shows it; officers have to say.", "已查看该网站，不再展示"),
    )


class Confirmed(Shape):
    """A confirmation that was recorded."""

    position = whole("The ending.", 1042, unit="position", source=REGISTRY)
    confirmed_on = day("The day of the confirmation.", "2026-09-08", nullable=False)
