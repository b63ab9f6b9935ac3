"""The desk's shortcuts: the keys, what each does, and the page to which it leads."""

from collections.abc import Iterator
from dataclasses import dataclass

from credit_registry.domain.actors import Actor
from credit_registry.domain.permissions import may
from credit_registry.web.site.addresses import here
from credit_registry.web.site.presenters.desk_navigation import GROUPS
from credit_registry.web.site.voices import Voice

HELP, SEARCH = "?", "/"
PAGES = {
    "desk": "g c",
    "proceedings": "g p",
    "samplings": "g s",
    "measure_notices": "g m",
    "subject_queue": "g u",
    "deliveries": "g d",
    "rule_changes": "g r",
    "ledger": "g l",
    "own_account": "g a",
}
"""The keys that lead to a page of the navigation, by its endpoint."""
ROWS = {"j": "shortcut.next", "k": "shortcut.previous"}
"""The keys that lead through the rows of a table, and their words."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Keys that are pressed one after the other; the address is empty where none is opened."""

    keys: str
    label: str
    address: str


def shortcuts(actor: Actor, voice: Voice) -> tuple[Shortcut, ...]:
    """The shortcuts that an account can use."""
    return (
        Shortcut(HELP, voice.say("shortcut.help"), here("shortcuts")),
        Shortcut(SEARCH, voice.say("shortcut.search"), here("search")),
        *(Shortcut(keys, voice.say(words), "") for keys, words in ROWS.items()),
        *_pages(actor, voice),
    )


def _pages(actor: Actor, voice: Voice) -> Iterator[Shortcut]:
    """Those that lead to a page which the account may open."""
    for _, entries in GROUPS:
        for page, title, permission in entries:
            if page in PAGES and may(actor, permission, division=actor.division):
                yield Shortcut(PAGES[page], voice.say(title), here(page))
