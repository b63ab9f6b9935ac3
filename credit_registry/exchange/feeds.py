"""Atom feeds (RFC 4287), written element by element."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from urllib.parse import quote

MEDIA = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
NAMED_IN = 2026
"""The year of the tags of RFC 4151: since then an installation has named its things."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no character for."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its relation, its address, and the type and language of what is there."""

    relation: str
    address: str
    media: str = "text/html"
    language: str = ""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: a title, a text, and the page where it stands."""

    id: str
    title: str
    updated: datetime
    summary: str
    category: str
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, without its entries."""

    id: str
    title: str
    subtitle: str
    updated: datetime
    author: str
    language: str
    links: Sequence[Link]


def tag(origin: str, *path: str) -> str:
    """The lasting name of a thing, by the name of the ledger that it is from (RFC 4151).

    >>> tag("credit-registry.local/ledger", "lists", "black")
    'tag:credit-registry.local,2026:ledger/lists/black'
    """
    authority, _, rest = origin.partition("/")
    parts = [part for part in (*rest.split("/"), *path) if part]
    return f"tag:{quote(authority)},{NAMED_IN}:{'/'.join(map(quote, parts))}"


def written(feed: Feed, entries: Iterable[FeedEntry]) -> Iterator[str]:
    """The feed's text, piece by piece."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield f'<feed xmlns="{NAMESPACE}" xml:lang="{_text(feed.language)}">\n'
    yield _element("id", feed.id)
    yield _element("title", feed.title)
    yield _element("subtitle", feed.subtitle)
    yield _element("updated", _instant(feed.updated))
    yield f"<author>{_element('name', feed.author).strip()}</author>\n"
    yield from map(_link, feed.links)
    for entry in entries:
        yield "<entry>\n"
        yield _element("id", entry.id)
        yield _element("title", entry.title)
        yield _element("updated", _instant(entry.updated))
        yield f'<category term="{_text(entry.category)}"/>\n'
        yield from map(_link, entry.links)
        yield _element("summary", entry.summary)
        yield "</entry>\n"
    yield "</feed>\n"


def _element(name: str, text: str) -> str:
    """An element that holds a text."""
    return f"<{name}>{_text(text)}</{name}>\n"


def _link(link: Link) -> str:
    """A link."""
    language = f' hreflang="{_text(link.language)}"' if link.language else ""
    return (
        f'<link rel="{_text(link.relation)}" type="{_text(link.media)}"{language}'
        f' href="{_text(link.address)}"/>\n'
    )


def _text(text: str) -> str:
    """The text with what XML marks by signs written out, and what it cannot hold left out."""
    return escape(_NOT_XML.sub("", text))


def _instant(value: datetime) -> str:
    """The instant by RFC 3339, in UTC."""
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
