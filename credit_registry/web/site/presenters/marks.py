"""What every reader is told of a record or an entry that somebody contests."""

from collections.abc import Iterable

from credit_registry.services.lists.listings import ListEntry
from credit_registry.services.public_lists.list_pages import ListRow
from credit_registry.services.records.records import RecordView
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice


def marks(shown: RecordView | ListEntry | ListRow, voice: Voice) -> Iterable[Fact]:
    """An objection that is open, and a reconsideration or a lawsuit that is pending."""
    if shown.is_objected:
        yield voice.say("objection.mark"), voice.say("objection.open")
    if shown.is_challenged:
        yield voice.say("challenge.mark"), voice.say("challenge.open")
