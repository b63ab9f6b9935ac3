"""The page of one's own account."""

from collections.abc import Iterable
from dataclasses import dataclass

from credit_registry.domain.actors import Actor, Duty
from credit_registry.web.site.forms import accounts as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import fields
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What an account is told about itself, and the form for another password."""

    facts: tuple[Fact, ...]
    must_change: bool
    fields: tuple[FieldItem, ...]


def own_account(actor: Actor, typed: Typed) -> OwnAccount:
    """The page; what was typed as a password is never written back."""
    blank = Typed({}, typed.voice, typed.faults)
    names = (forms.CURRENT, forms.NEW, forms.REPEATED)
    return OwnAccount(
        facts=tuple(_facts(actor, typed.voice)),
        must_change=actor.owes is Duty.CHANGE_PASSWORD,
        fields=tuple(fields.item(name, "secret", blank, is_needed=True) for name in names),
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
