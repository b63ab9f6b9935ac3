"""The two times of every read, as they are asked for and as the answer repeats them."""

from datetime import datetime
from typing import Any

from marshmallow import fields, validate

from credit_registry.web.api.schemas.fields import REGISTRY, Shape, day, described, whole

LONGEST_CURSOR = 2_000
MOST_ROWS = 200


class KnownAt(fields.Field[int | datetime]):
    """A ledger position, or an instant by RFC 3339."""

    default_error_messages = {  # noqa: RUF012 - the library's way
        "invalid": "is neither a ledger position nor an instant with its offset."
    }

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> int | datetime:  # noqa: ANN401 - the library's signature
        text = str(value)
        if text.isascii() and text.isdigit():
            return int(text)
        try:
            # A plus sign in a query that was not encoded arrives as a space.
            instant = datetime.fromisoformat(text.replace(" ", "+"))
        except ValueError:
            raise self.make_error("invalid") from None
        if instant.tzinfo is None:
            raise self.make_error("invalid")
        return instant


class TimesQuery(Shape):
    """The two times a read can be asked for."""

    as_of = fields.Date(
        metadata=described(
            "The legal date to look at; today where none is given. The public sees of that day "
            "what is still public today.",
            "2026-11-23",
            unit="legal date, Asia/Shanghai",
        )
    )
    known_at = KnownAt(
        metadata=described(
            "What the registry knew then: a ledger position, or an instant by RFC 3339; the newest "
            "position where none is given.",
            "1042",
            unit="ledger position or RFC 3339 instant",
        )
    )


class PagedQuery(TimesQuery):
    """A read in pages."""

    limit = fields.Integer(
        load_default=50,
        validate=validate.Range(1, MOST_ROWS),
        metadata=described("How many rows a page has at most.", 50, unit="rows"),
    )
    after = fields.String(
        validate=validate.Length(1, LONGEST_CURSOR),
        metadata=described("The `next` of the page before; opaque.", "WzEwNDJd.q8t2"),
    )


class Timed(Shape):
    """An answer that repeats its two times and the ledger position it was made at."""

    as_of = day("The legal date the answer looks at.", "2026-11-23", nullable=False)
    known_at = whole(
        "The answer rests on the events before this ledger position.",
        1042, unit="ledger position", source=REGISTRY,
    )  # fmt: skip
    ledger_position = whole(
        "The ledger's size when the answer was made.",
        1042, unit="ledger position", source=REGISTRY,
    )  # fmt: skip


class Paged(Timed):
    """An answer in pages."""

    next = fields.String(
        required=True,
        allow_none=True,
        metadata=described(
            "The cursor of the following page, also in the Link header; null on the last.", None
        ),
    )
