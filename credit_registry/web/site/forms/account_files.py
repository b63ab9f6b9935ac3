"""The forms of whoever looks after accounts: a new one, what is done with one, and its keys."""

from dataclasses import dataclass
from enum import StrEnum

from credit_registry.domain.actors import ActorKind, Role
from credit_registry.domain.permissions import ALLOWED, Permission
from credit_registry.services.people.accounts import NewAccount
from credit_registry.services.people.api_keys import DAYS, Terms
from credit_registry.web import context
from credit_registry.web.site.forms.typed import LONGEST_LINE, SEPARATOR, Typed
from credit_registry.web.site.voices import voice

USERNAME, NAME, KIND, ROLES = "username", "display_name", "account_kind", "roles"
DIVISION, UNIT, KEY_DAYS, SCOPES = "account_division", "account_unit", "key_days", "scopes"
FIELDS = (USERNAME, NAME, KIND, ROLES, DIVISION, UNIT, KEY_DAYS, SCOPES)
LONGEST_USERNAME = 64
LONGEST_DAYS = 366
KINDS = (ActorKind.PERSON, ActorKind.PROGRAM)


class AccountAct(StrEnum):
    """What is done with an account."""

    CLOSE = "close"
    REOPEN = "reopen"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - the name of an act
    REMOVE_SECOND_FACTOR = "remove_second_factor"
    UNLOCK = "unlock"


ASKED_FIRST = frozenset(
    {AccountAct.CLOSE, AccountAct.RESET_PASSWORD, AccountAct.REMOVE_SECOND_FACTOR}
)
"""What ends sessions, and is asked once more."""


@dataclass(frozen=True, slots=True)
class AskedAccount:
    """The account that is to be made, and the name of its body, empty where it has none."""

    account: NewAccount
    unit: str


def typed() -> Typed:
    """The form as it was sent; what was ticked stands in one value."""
    form = context.current_request().form
    values = {name: SEPARATOR.join(filter(None, form.getlist(name))) for name in form}
    return Typed(values, voice())


def read(form: Typed) -> AskedAccount:
    """The new account; it counts only where the form is sound."""
    username = form.needed(USERNAME, longest=LONGEST_USERNAME)
    if username and not username.isprintable():
        form.faults[USERNAME] = form.voice.say("form.choose")
    form.impersonal(USERNAME, NAME)
    kind = form.chosen(KIND, {kind.value: kind.value for kind in KINDS})
    new = NewAccount(
        username=username,
        display_name=form.text(NAME, longest=LONGEST_LINE) or username,
        roles=[Role(each) for each in _ticked(form, ROLES, set(Role))],
        kind=ActorKind(kind) if kind in set(KINDS) else ActorKind.PERSON,
        division=form.text(DIVISION) or None,
    )
    return AskedAccount(new, form.text(UNIT, longest=LONGEST_LINE))


def read_terms(form: Typed) -> Terms:
    """For how long a key is good, and for what: all of its account where none is ticked."""
    days = form.number(KEY_DAYS) if form.values.get(KEY_DAYS) else DAYS
    if not 1 <= days <= LONGEST_DAYS:
        form.faults[KEY_DAYS] = form.voice.say("accounts.days", longest=LONGEST_DAYS)
    stated = form.values.get(SCOPES, "")
    scopes = _ticked(form, SCOPES, set(ALLOWED)) if stated else []
    return Terms(max(days, 1), frozenset(map(Permission, scopes)) if scopes else None)


def _ticked(form: Typed, name: str, accepted: set[Role] | set[Permission]) -> list[str]:
    """What was ticked, of which there has to be something."""
    found = [each for each in form.values.get(name, "").split(SEPARATOR) if each]
    if not found or not set(found) <= {each.value for each in accepted}:
        form.faults[name] = form.voice.say("form.choose")
        return []
    return found
