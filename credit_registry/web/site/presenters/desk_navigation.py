"""The desk's navigation: pages by subject, those alone that the account may open."""

from collections.abc import Iterable
from dataclasses import dataclass

from credit_registry.domain.actors import Actor
from credit_registry.domain.permissions import Permission, may
from credit_registry.web import context
from credit_registry.web.site.addresses import here
from credit_registry.web.site.voices import Voice

Entry = tuple[str, str, Permission]

GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    ("desk.group_cases", (
        ("desk", "desk.title", Permission.READ_INTERNAL),
        ("propose", "desk.propose", Permission.PROPOSE_LISTING),
        ("proceedings", "proceeding.queue", Permission.READ_PROCEEDINGS),
        ("samplings", "samplings.title", Permission.READ_INTERNAL),
        ("withheld", "withheld.title", Permission.READ_INTERNAL),
        ("measure_notices", "notices.title", Permission.READ_MEASURES),
        ("propagation", "ending.board", Permission.READ_ENDINGS),
    )),
    ("desk.group_subjects", (
        ("subject_queue", "identity.queue", Permission.READ_INTERNAL),
        ("reports", "report.queue", Permission.READ_INTERNAL),
        ("letters", "letter.title", Permission.ISSUE_LETTER_CODE),
        ("own_enterprise", "letter.own", Permission.BIND_ENTERPRISE),
    )),
    ("desk.group_deliveries", (
        ("deliveries", "desk.deliveries", Permission.READ_DELIVERIES),
        ("enter_record", "entry.title", Permission.IMPORT_BATCH),
    )),
    ("desk.group_rules", (
        ("rule_changes", "changes.title", Permission.READ_INTERNAL),
        ("desk_law", "editions.title", Permission.READ_INTERNAL),
    )),
    ("desk.group_system", (
        ("jobs", "jobs.title", Permission.READ_LEDGER),
        ("ledger", "ledger.title", Permission.READ_LEDGER),
        ("managed_accounts", "accounts.title", Permission.MANAGE_ACCOUNTS),
        ("access_log", "access.log", Permission.READ_ACCESS_LOG),
    )),
    ("desk.group_own", (
        ("purpose", "access.purpose", Permission.READ_INTERNAL),
        ("dismissals", "dismissals.title", Permission.DISMISS_CANDIDATE),
        ("own_account", "desk.account", Permission.MANAGE_OWN_ACCOUNT),
    )),
)  # fmt: skip
"""Groups of pages: each page's endpoint, its title, and what opens it."""


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A page of the desk."""

    title: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class NavigationGroup:
    """Pages of one subject; a group of one page is shown as that page."""

    title: str
    links: tuple[NavigationLink, ...]
    is_here: bool


def navigation(actor: Actor, voice: Voice) -> tuple[NavigationGroup, ...]:
    """The groups in which the account may open something."""
    endpoint = (context.current_request().endpoint or "").rpartition(".")[2]
    groups = (_group(key, entries, actor, endpoint, voice) for key, entries in GROUPS)
    return tuple(group for group in groups if group.links)


def _group(
    key: str, entries: Iterable[Entry], actor: Actor, endpoint: str, voice: Voice
) -> NavigationGroup:
    """One group."""
    links = tuple(
        NavigationLink(voice.say(title), here(page), page == endpoint)
        for page, title, permission in entries
        if may(actor, permission, division=actor.division)
    )
    return NavigationGroup(voice.say(key), links, any(link.is_here for link in links))
