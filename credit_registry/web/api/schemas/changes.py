"""The public feed of changes."""

from marshmallow import fields, validate

from credit_registry.web.api.schemas.fields import (
    REGISTER,
    REGISTRY,
    Shape,
    day,
    described,
    instant,
    several,
    text,
    whole,
)
from credit_registry.web.api.schemas.times import MOST_ROWS, Timed, TimesQuery


class ChangesQuery(TimesQuery):
    """From where the feed is read."""

    after = fields.String(
        load_default=None,
        validate=validate.Regexp(r"^\d{1,18}(\.\d{1,9})?\Z"),
        metadata=described(
            "Only changes after this ledger position, or after this `next` (position and place "
            "within it); from the beginning where none is given.",
            "1041",
            unit="ledger position",
        ),
    )
    limit = fields.Integer(
        load_default=50,
        validate=validate.Range(1, MOST_ROWS),
        metadata=described("How many changes at most.", 50, unit="changes"),
    )


class Change(Shape):
    """Something that has become public and still is."""

    position = whole("The position of its event.", 1042, unit="ledger position", source=REGISTRY)
    at = instant("When it was recorded.", "2026-11-23T02:15:00+00:00")
    enterprise_id = text("The subject's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    code = text("Its unified code.", "91990101MA9990XA2M", source=REGISTER, nullable=True)
    name = text("Its name.", "澜州样例家具有限公司", source=REGISTER)
    what = text("record or listing.", "record", source=REGISTRY)
    kind = text("The kind of record, or the list.", "honour", source=REGISTRY)
    title = text("What it says, in one line.", "市长质量奖")
    day = day("The legal date of the thing.", "2026-11-20")


class Changes(Timed):
    """A stretch of the feed in the order of the ledger; as NDJSON, to the end."""

    changes = several(Change, "The changes, oldest first.")
    next = text("What to give as `after` for what follows, then or later; always set.", "1042.0")
