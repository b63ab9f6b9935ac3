"""Page cursors: where a page ended, as an opaque text."""

import base64
import binascii
import hashlib
import json

from search_index.errors import PageRefused
from search_index.queries import Query
from search_index.ranking import SortKey

_LONGEST_CURSOR = 4096


def page_after(query: Query, last: SortKey) -> str:
    """The cursor of the page that follows the hit with that sort key."""
    text = json.dumps([_question(query), *last], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def page_start(query: Query) -> SortKey | None:
    """The sort key after which the wanted page starts, None for the first. Raises PageRefused."""
    if query.after is None:
        return None
    match _unpacked(query.after):
        case [str(question), int(weight), int() | str() as place, str(subject)] if (
            question == _question(query) and isinstance(place, _place_type(query))
        ):
            return weight, place, subject
    raise PageRefused("The cursor belongs to another question; start from the first page.")


def _place_type(query: Query) -> type[int | str]:
    """What the middle of a sort key is for that order."""
    return str if query.sort == "name" else int


def _unpacked(cursor: str) -> object:
    """What the cursor's text holds. Raises PageRefused."""
    if len(cursor) > _LONGEST_CURSOR:
        raise PageRefused("The cursor is malformed; start from the first page.")
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        content: object = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as fault:
        raise PageRefused("The cursor is malformed; start from the first page.") from fault
    return content


def _question(query: Query) -> str:
    """A digest of what makes a page part of the same answer: words, filters, order, audience.

    The day is no part of it, so that a reader who pages past midnight can go on.
    """
    filters = sorted((facet, sorted(values)) for facet, values in query.filters.items())
    question = json.dumps([query.text, filters, query.sort, query.public_only])
    return hashlib.blake2b(question.encode(), digest_size=8).hexdigest()
