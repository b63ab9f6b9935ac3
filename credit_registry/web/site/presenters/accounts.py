"""The page of one's own account."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from credit_registry.domain.actors import Actor, Duty
from credit_registry.services.people import api_keys
from credit_registry.store.accounts import ApiKey
from credit_registry.web.site.forms import accounts as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import fields
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class KeyItem:
    """A key as its account sees it: how it begins, never more of it."""

    prefix: str
    scopes: str
    ends: str
    last_used: str
    state: str
    is_good: bool


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What an account is told about itself, and the form for another password."""

    facts: tuple[Fact, ...]
    must_change: bool
    fields: tuple[FieldItem, ...]
    keys: tuple[KeyItem, ...]


def own_account(actor: Actor, found: Iterable[ApiKey], typed: Typed, at: datetime) -> OwnAccount:
    """The page; what was typed as a password is never written back."""
    blank = Typed({}, typed.voice, typed.faults)
    names = (forms.CURRENT, forms.NEW, forms.REPEATED)
    return OwnAccount(
        facts=tuple(_facts(actor, typed.voice)),
        must_change=actor.owes is Duty.CHANGE_PASSWORD,
        fields=tuple(fields.item(name, "secret", blank, is_needed=True) for name in names),
        keys=tuple(key_item(row, at, typed.voice) for row in found),
    )


def key_item(row: ApiKey, at: datetime, voice: Voice) -> KeyItem:
    """One key."""
    scopes, is_good = api_keys.scopes_of(row), api_keys.is_good(row, at)
    return KeyItem(
        prefix=row.prefix,
        scopes=voice.say("key.all")
        if scopes is None
        else voice.listed([voice.label(each) for each in sorted(scopes)]),
        ends=voice.instant(row.expires_at),
        last_used=voice.day(row.last_used_on) or voice.say("key.never"),
        state=voice.say("key.good" if is_good else "key.ended"),
        is_good=is_good,
    )


def _facts(actor: Actor, voice: Voice) -> Iterable[Fact]:
    """Who it is."""
    yield voice.say("account.username"), actor.username
    yield (
        voice.say("account.roles"),
        voice.listed([voice.label(role) for role in sorted(actor.roles)]),
    )
    if actor.division is not None:
        yield voice.say("account.division"), actor.division
