"""The two times of a page: the legal day it is about, and what was known when."""

from dataclasses import dataclass
from datetime import datetime

from credit_registry.web import context
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.voices import voice

LONGEST_POSITION = 18


@dataclass(frozen=True, slots=True)
class Times:
    """The query of a reading, and the form it came from."""

    query: dict[str, object]
    form: Typed


def asked() -> Times:
    """The times that the address asks for; a faulty one is told and left out."""
    form = Typed(context.current_request().args.to_dict(), voice())
    query: dict[str, object] = {}
    as_of = form.day("as_of", context.today())
    if as_of is not None:
        query["as_of"] = as_of
    known_at = _known_at(form)
    if known_at is not None:
        query["known_at"] = known_at
    return Times(query, form)


def _known_at(form: Typed) -> int | datetime | None:
    """A ledger position, or an instant with its zone."""
    text = form.text("known_at", longest=40)
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= LONGEST_POSITION:
        return int(text)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        form.faults["known_at"] = form.voice.say("form.no_instant")
        return None
    return instant
