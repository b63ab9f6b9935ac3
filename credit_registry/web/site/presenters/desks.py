"""The desk: how many cases stand where, those that wait for a step, and what the officer may do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.actors import Actor
from credit_registry.domain.listings import WAITING, ListingStatus
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.services.files.desks import Case
from credit_registry.web import visits
from credit_registry.web.site.addresses import here
from credit_registry.web.site.presenters import case_lines, desk_navigation
from credit_registry.web.site.presenters.case_lines import CaseLine
from credit_registry.web.site.presenters.desk_navigation import NavigationGroup
from credit_registry.web.site.voices import Voice

SECONDS_A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Account:
    """Who works here: the account and its roles in words, what these open, and for how long."""

    username: str
    roles: str
    may_propose: bool
    may_deliver: bool
    navigation: tuple[NavigationGroup, ...]
    idle_minutes: int
    warning_minutes: int


@dataclass(frozen=True, slots=True)
class Tab:
    """One status with the number of cases in it."""

    label: str
    count: str
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The desk; `more` is the address of the cases that follow, empty at their end."""

    sentence: str
    tabs: tuple[Tab, ...]
    caption: str
    lines: tuple[CaseLine, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which cases are shown: their status, or those that wait for a step, and how many at most."""

    status: ListingStatus | None
    limit: int


def account(actor: Actor, voice: Voice) -> Account:
    """The officer."""
    return Account(
        username=actor.username,
        roles=voice.listed([voice.label(role) for role in sorted(actor.roles)]),
        may_propose=may(actor, Permission.PROPOSE_LISTING, division=actor.division),
        may_deliver=may(actor, Permission.IMPORT_BATCH, division=actor.division),
        navigation=desk_navigation.navigation(actor, voice),
        idle_minutes=visits.IDLE_SECONDS // SECONDS_A_MINUTE,
        warning_minutes=visits.WARNED_SECONDS // SECONDS_A_MINUTE,
    )


def first_page(actor: Actor) -> str:
    """Where the work of an account begins; for the public, where it would be asked who it is."""
    if actor.is_public or may(actor, Permission.READ_INTERNAL):
        return here("desk")
    if may(actor, Permission.READ_DELIVERIES):
        return here("deliveries")
    if may(actor, Permission.READ_MEASURES):
        return here("measure_notices")
    return here("own_enterprise" if may(actor, Permission.BIND_ENTERPRISE) else "own_account")


def desk(
    urgent: list[Case],
    found: list[Case],
    counts: Mapping[ListingStatus, int],
    stretch: Stretch,
    actor: Actor,
    today: date,
    voice: Voice,
) -> DeskPage:
    """The desk as an officer sees it: what is urgent stands first.

    `found` may hold one case more than are shown.
    """
    shown = (*urgent, *found[: stretch.limit])
    lines = tuple(case_lines.line(case, actor, today, voice) for case in shown)
    return DeskPage(
        sentence=_sentence(lines, stretch, voice),
        tabs=tuple(_tabs(counts, stretch, voice)),
        caption=voice.label(stretch.status) if stretch.status else voice.say("desk.waiting"),
        lines=lines,
        more=_more(found, stretch),
    )


def _sentence(lines: tuple[CaseLine, ...], stretch: Stretch, voice: Voice) -> str:
    """What is to be done, in one sentence."""
    if not lines:
        return voice.say("desk.none_of_status" if stretch.status else "desk.none")
    mine = sum(line.is_mine for line in lines)
    return voice.say("desk.mine", count=mine) if mine else voice.say("desk.none_mine")


def _tabs(counts: Mapping[ListingStatus, int], stretch: Stretch, voice: Voice) -> Iterable[Tab]:
    """Those that wait for a step, then each status that has cases by itself."""
    waiting = sum(counts.get(status, 0) for status in WAITING)
    yield Tab(voice.say("desk.waiting"), f"{waiting:,}", here("desk"), stretch.status is None)
    for status in ListingStatus:
        if not counts.get(status) and stretch.status is not status:
            continue
        yield Tab(
            voice.label(status),
            f"{counts.get(status, 0):,}",
            here("desk", status=status.value),
            stretch.status is status,
        )


def _more(found: list[Case], stretch: Stretch) -> str:
    """Where the cases go on."""
    if len(found) <= stretch.limit:
        return ""
    last = found[stretch.limit - 1].entry
    status = stretch.status.value if stretch.status else None
    after = f"{last.version.stepped_on.isoformat()}.{to_public(last.listing_id)}"
    return here("desk", status=status, after=after)
