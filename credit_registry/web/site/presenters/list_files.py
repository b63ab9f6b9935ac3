"""A list as files: the columns and cells of tables, and the entries of a feed."""

from collections.abc import Mapping
from datetime import date, datetime

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.remedies import OBJECTING
from credit_registry.exchange import feeds
from credit_registry.exchange.feeds import Feed, FeedEntry, Link
from credit_registry.law.list_types import ListType
from credit_registry.services.public_lists.list_pages import ListRow
from credit_registry.web.site.presenters import list_entries, lists
from credit_registry.web.site.presenters.law import checked
from credit_registry.web.site.presenters.marks import marks
from credit_registry.web.site.voices import Voice

HEADS = (
    "list.name",
    "list.code",
    "list.division_code",
    "list.grounds",
    "list.document",
    "list.decided_on",
    "list.decided_by",
    "list.since",
    "list.until",
    "list.confirmed_on",
    "list.shown_until",
    "objection.mark",
    "list.list",
    "list.basis",
    "list.verified",
    "list.term",
    "list.consequences",
    "list.measures",
    "list.leaving",
    "list.objecting",
    "list.page",
)


class Table:
    """A list as a table: the same words a row where they are the list's and not the entry's."""

    def __init__(self, kind: ListType, day: date, root: str, voice: Voice) -> None:
        self.columns = tuple(voice.say(key) for key in HEADS)
        self._kind, self._root = kind, root
        self._voice = voice
        self._decided_by = voice.either(kind.decided_by_zh, kind.decided_by_en)
        self._list = (
            voice.either(kind.label_zh, kind.label_en),
            voice.either(kind.basis.text_zh, kind.basis.text_en),
            checked(kind.basis.verification, voice),
            voice.period(kind.term),
            voice.either(kind.consequences_zh, kind.consequences_en),
            measures(kind, day, voice),
            voice.either(kind.leaving_zh, kind.leaving_en),
            voice.either(*OBJECTING[kind.colour]),
        )

    def cells(self, row: ListRow) -> dict[str, str]:
        """One line by the heads of its columns; days as YYYY-MM-DD."""
        days = (row.since, row.until, row.confirmed_on, row.shown_until)
        values = (
            row.name,
            row.code or "",
            row.division_code or "",
            row.grounds,
            row.document_number,
            _iso(row.decided_on),
            row.decided_by or self._decided_by,
            *map(_iso, days),
            self._voice.either("；", "; ").join(words for _, words in marks(row, self._voice)),
            *self._list,
            self._root + lists.of_entry(row, self._kind),
        )
        return dict(zip(self.columns, values, strict=True))


def measures(kind: ListType, day: date, voice: Voice) -> str:
    """What can follow from an entry on the day, with the rules that say so."""
    told = (
        voice.say(
            "list.measure",
            matter=voice.either(each.matter_zh, each.matter_en),
            words=voice.either(each.content_zh, each.content_en),
            source=voice.either(each.source.text_zh, each.source.text_en),
        )
        for each in kind.measures
        if each.is_in_force(day)
    )
    return voice.either("；", "; ").join(told)


def feed(
    kind: ListType, updated: datetime, links: list[Link], named: tuple[str, str], voice: Voice
) -> Feed:
    """The feed of a list, without its entries; `named` are its id and its author."""
    title = voice.either(kind.label_zh, kind.label_en)
    return Feed(
        id=named[0],
        title=title,
        subtitle=voice.say(f"list.lead_{kind.colour.value}"),
        updated=updated,
        author=named[1],
        language=voice.either("zh-Hans-CN", "en"),
        links=links,
    )


def feed_entry(row: ListRow, kind: ListType, place: Mapping[str, str], voice: Voice) -> FeedEntry:
    """One entry of the feed; `place` has the feed's `root`, `origin` and `measures`."""
    told = [fact for fact in list_entries.decision(row, kind, voice) if fact[1]]
    told += [
        (voice.say("list.basis"), voice.either(kind.basis.text_zh, kind.basis.text_en)),
        (voice.say("list.verified"), checked(kind.basis.verification, voice)),
        (voice.say("list.measures"), place["measures"]),
        (voice.say("list.leaving"), voice.either(kind.leaving_zh, kind.leaving_en)),
        (voice.say("list.objecting"), voice.either(*OBJECTING[kind.colour])),
    ]
    return FeedEntry(
        id=feeds.tag(place["origin"], "lists", kind.code, to_public(row.number)),
        title=row.name,
        updated=row.told_at,
        summary="\n".join(
            voice.say("list.told", label=label, words=words) for label, words in told if words
        ),
        category=kind.code,
        links=[Link("alternate", place["root"] + lists.of_entry(row, kind))],
    )


def _iso(day: date | None) -> str:
    """The day as YYYY-MM-DD, or nothing."""
    return "" if day is None else day.isoformat()
