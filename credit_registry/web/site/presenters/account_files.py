"""Accounts on the desk of whoever looks after them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor, ActorKind, Role
from credit_registry.domain.divisions import DivisionLevel
from credit_registry.domain.opaque_ids import to_public
from credit_registry.law.editions import Edition
from credit_registry.services.people.account_files import AccountFile
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.people.api_keys import DAYS
from credit_registry.store.accounts import ApiKey
from credit_registry.web import context
from credit_registry.web.site.addresses import here, same_page
from credit_registry.web.site.forms import account_files as forms
from credit_registry.web.site.forms.account_files import AccountAct
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import accounts, fields
from credit_registry.web.site.presenters.accounts import KeyItem
from credit_registry.web.site.presenters.fields import FieldItem, Option
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account among others."""

    address: str
    username: str
    name: str
    kind: str
    roles: str
    bound_to: str
    state: str


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """Accounts by user name; `more` is the address of those that follow."""

    filter: FieldItem
    lines: tuple[AccountLine, ...]
    more: str


@dataclass(frozen=True, slots=True)
class ActItem:
    """What can be done with the account: its words and where it is sent."""

    code: str
    title: str
    address: str
    consequence: str


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One account with its keys, what can be done with it, and the form for a key."""

    address: str
    username: str
    facts: tuple[Fact, ...]
    acts: tuple[ActItem, ...]
    keys: tuple[KeyItem, ...]
    key_fields: tuple[FieldItem, ...]


def listed(found: Sequence[AccountFile], limit: int, form: Typed) -> AccountsPage:
    """The page; `found` may hold one account more than are shown."""
    shown = found[:limit]
    return AccountsPage(
        filter=fields.filtering("q", "line", "accounts.search", form),
        lines=tuple(_line(each, form.voice) for each in shown),
        more=same_page(after=shown[-1].username) if len(found) > limit else "",
    )


def one(file: AccountFile, keys: Iterable[ApiKey], form: Typed, at: datetime) -> AccountPage:
    """The page of one account."""
    voice = form.voice
    return AccountPage(
        address=here("managed_account", holder=to_public(file.account_id)),
        username=file.username,
        facts=tuple(_facts(file, voice)),
        acts=tuple(act_item(file, act, voice) for act in _acts(file)),
        keys=tuple(accounts.key_item(row, at, voice) for row in keys),
        key_fields=tuple(_key_fields(file, form)) if file.is_active else (),
    )


def act_item(file: AccountFile, act: AccountAct, voice: Voice) -> ActItem:
    """One act, and what comes of it."""
    account = to_public(file.account_id)
    return ActItem(
        code=act.value,
        title=voice.say(f"account_act.{act.value}"),
        address=here("settle_account", holder=account, act=act.value),
        consequence=voice.say(f"account_consequence.{act.value}"),
    )


def new_fields(edition: Edition, form: Typed) -> tuple[FieldItem, ...]:
    """The form for a new account."""
    voice = form.voice
    kinds = tuple((kind.value, voice.label(kind)) for kind in forms.KINDS)
    roles = tuple((role.value, voice.label(role)) for role in Role)
    return (
        fields.item(forms.USERNAME, "line", form, is_needed=True),
        fields.item(forms.NAME, "line", form),
        fields.item(forms.KIND, "choice", form, is_needed=True, options=kinds),
        fields.item(forms.ROLES, "choices", form, is_needed=True, options=roles),
        fields.item(forms.DIVISION, "choice", form, options=tuple(_divisions(edition, voice))),
        fields.item(forms.UNIT, "line", form),
    )


def _divisions(edition: Edition, voice: Voice) -> Iterable[Option]:
    """The whole city, then its districts and counties."""
    yield "", voice.say("accounts.whole_city")
    for division in edition.divisions.on(context.today()):
        if division.level not in {DivisionLevel.PROVINCE, DivisionLevel.PREFECTURE}:
            yield division.key, voice.either(division.name, division.name_en or division.name)


def _key_fields(file: AccountFile, form: Typed) -> Iterable[FieldItem]:
    """The form for a key: for how many days, and for which of the account's permissions."""
    holder = Actor(file.account_id, file.username, file.kind, roles=frozenset(file.roles))
    held = tuple((each.value, form.voice.label(each)) for each in permissions.held_by(holder))
    yield fields.item(forms.KEY_DAYS, "line", form, preset=str(DAYS))
    yield fields.item(forms.SCOPES, "choices", form, options=held)


def _acts(file: AccountFile) -> Iterable[AccountAct]:
    """What can be done with the account as it stands; nothing with the installer's."""
    if file.account_id == INSTALLER.account_id:
        return
    if not file.is_active:
        yield AccountAct.REOPEN
        return
    if file.kind is ActorKind.PERSON:
        yield AccountAct.UNLOCK
        yield AccountAct.RESET_PASSWORD
    if file.has_second_factor:
        yield AccountAct.REMOVE_SECOND_FACTOR
    if file.account_id != context.actor().account_id:
        yield AccountAct.CLOSE


def _line(file: AccountFile, voice: Voice) -> AccountLine:
    """One account among others."""
    return AccountLine(
        address=here("managed_account", holder=to_public(file.account_id)),
        username=file.username,
        name=file.display_name,
        kind=voice.label(file.kind),
        roles=voice.listed([voice.label(role) for role in file.roles]),
        bound_to=file.unit or file.division or voice.say("accounts.whole_city"),
        state=_state(file, voice),
    )


def _facts(file: AccountFile, voice: Voice) -> Iterable[Fact]:
    """Who it is and how it signs in."""
    line = _line(file, voice)
    yield voice.say("accounts.name"), line.name
    yield voice.say("accounts.kind"), line.kind
    yield voice.say("account.roles"), line.roles
    yield voice.say("accounts.bound_to"), line.bound_to
    yield voice.say("accounts.state"), line.state
    factor = "accounts.with_factor" if file.has_second_factor else "accounts.without_factor"
    yield voice.say("accounts.factor"), voice.say(factor)


def _state(file: AccountFile, voice: Voice) -> str:
    """Whether the account is open, and whether its password is one for one time."""
    if not file.is_active:
        return voice.say("accounts.closed")
    return voice.say("accounts.one_time" if file.owes_password else "accounts.open")
