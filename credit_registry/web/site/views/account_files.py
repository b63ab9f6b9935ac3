"""Accounts on the desk: made, closed and opened again, with their passwords and keys."""

from dataclasses import replace
from http import HTTPStatus

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.actors import ActorKind
from credit_registry.domain.errors import AlreadyRecorded, NotFound
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import law_editions
from credit_registry.services.intake import unit_matching
from credit_registry.services.people import (
    account_files,
    accounts,
    api_keys,
    lock_outs,
    passwords,
    second_factors,
)
from credit_registry.services.people.account_files import AccountFile, AccountQuestion
from credit_registry.web import context
from credit_registry.web.auth import needs
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import account_files as forms
from credit_registry.web.site.forms.account_files import AccountAct, AskedAccount
from credit_registry.web.site.forms.typed import LONGEST_LINE, Typed
from credit_registry.web.site.presenters import account_files as presenters
from credit_registry.web.site.voices import voice

PATH = "/desk/accounts"
ONE = f"{PATH}/<string:holder>"
ACCOUNTS_ON_A_PAGE = 50


@site.get(PATH)
@needs(Permission.MANAGE_ACCOUNTS)
def managed_accounts() -> Response:
    """The accounts by user name, or those whose names hold a text."""
    form = Typed(context.current_request().args.to_dict(), voice())
    question = AccountQuestion(form.text("q", longest=LONGEST_LINE), form.values.get("after", ""))
    limit = ACCOUNTS_ON_A_PAGE
    with context.registry().reading() as session:
        found = account_files.listed(session, question, context.actor(), limit + 1)
    return console("accounts", page=presenters.listed(found, limit, form))


@site.get(f"{PATH}/new")
@needs(Permission.MANAGE_ACCOUNTS)
def new_account() -> ResponseReturnValue:
    """The form for a new account."""
    return _form(Typed({}, voice()))


@site.post(f"{PATH}/new")
@needs(Permission.MANAGE_ACCOUNTS)
def create_account() -> ResponseReturnValue:
    """Make the account; a person's password for one time is shown this once."""
    form = forms.typed()
    asked = forms.read(form)
    if not form.is_sound:
        return _form(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        holder, password = _created(asked)
    except AlreadyRecorded:
        form.faults[forms.USERNAME] = form.voice.say("accounts.taken")
    except NotFound:
        form.faults[forms.UNIT] = form.voice.say("accounts.no_unit")
    else:
        return _secret(holder, password) if password else _to(holder)
    return _form(form, HTTPStatus.UNPROCESSABLE_ENTITY)


@site.get(ONE)
@needs(Permission.MANAGE_ACCOUNTS)
def managed_account(holder: str) -> ResponseReturnValue:
    """One account with its keys."""
    return _page(holder, Typed({}, voice()))


@site.post(f"{ONE}/<any(close,reopen,reset_password,remove_second_factor,unlock):act>")
@needs(Permission.MANAGE_ACCOUNTS)
def settle_account(holder: str, act: str) -> ResponseReturnValue:
    """Do something with the account; what ends its sessions is asked once more."""
    chosen, answer = AccountAct(act), context.current_request().form.get("confirmed", "")
    registry, actor = context.registry(), context.actor()
    with registry.reading() as session:
        file = account_files.one(session, from_public(holder), actor)
    if answer == "no":
        return _to(holder)
    if chosen in forms.ASKED_FIRST and answer != "yes":
        item = presenters.act_item(file, chosen, voice())
        return console("account_confirm", file=file, account_id=holder, action=item)
    password = _settled(file, chosen)
    return _secret(holder, password) if password else _to(holder)


@site.post(f"{ONE}/keys")
@needs(Permission.MANAGE_ACCOUNTS)
def issue_account_key(holder: str) -> ResponseReturnValue:
    """A new key for the account's program; it is shown this once."""
    form = forms.typed()
    terms = forms.read_terms(form)
    if not form.is_sound:
        return _page(holder, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    registry, actor = context.registry(), context.actor()
    with registry.transaction() as session:
        at, number = registry.clock.now(), from_public(holder)
        key = api_keys.issue(session, number, terms, actor=actor, at=at)
    return console("account_secret", secret=key, account_id=holder, is_key=True)


@site.post(f"{ONE}/keys/revoke")
@needs(Permission.MANAGE_ACCOUNTS)
def revoke_account_key(holder: str) -> ResponseReturnValue:
    """End a key of the account at once."""
    registry, actor = context.registry(), context.actor()
    prefix = context.current_request().form.get("prefix", "")
    with registry.transaction() as session:
        api_keys.revoke(session, prefix, actor=actor, at=registry.clock.now())
    return _to(holder)


def _created(asked: AskedAccount) -> tuple[str, str]:
    """The account's public id, and a person's password for one time.

    Raises AlreadyRecorded for a taken name, NotFound for an unknown body.
    """
    registry, actor = context.registry(), context.actor()
    with registry.transaction() as session:
        unit_id = unit_matching.unit_named(session, asked.unit) if asked.unit else None
        new, at = replace(asked.account, unit_id=unit_id), registry.clock.now()
        made = accounts.create(session, new, actor=actor, at=at)
        is_person = new.kind is ActorKind.PERSON
        password = passwords.reset(session, new.username, actor=actor, at=at) if is_person else ""
    return to_public(made.account_id), password


def _settled(file: AccountFile, act: AccountAct) -> str:
    """Do it; the password for one time comes back where there is a new one."""
    registry, actor, name = context.registry(), context.actor(), file.username
    with registry.transaction() as session:
        at = registry.clock.now()
        match act:
            case AccountAct.CLOSE:
                accounts.close(session, name, actor=actor, at=at)
            case AccountAct.REOPEN:
                accounts.reopen(session, name, actor=actor, at=at)
            case AccountAct.RESET_PASSWORD:
                return passwords.reset(session, name, actor=actor, at=at)
            case AccountAct.REMOVE_SECOND_FACTOR:
                second_factors.remove(session, name, actor=actor, at=at)
            case AccountAct.UNLOCK:
                secret = registry.settings.secret_key
                lock_outs.unlock(session, name, secret, actor=actor, at=at)
    return ""


def _to(holder: str) -> ResponseReturnValue:
    """On to the account's page."""
    return redirect(here("managed_account", holder=holder), HTTPStatus.SEE_OTHER)


def _secret(holder: str, password: str) -> Response:
    """The password for one time."""
    hours = passwords.ONE_TIME_HOURS
    return console("account_secret", secret=password, account_id=holder, is_key=False, hours=hours)


def _form(form: Typed, status: int = HTTPStatus.OK) -> Response:
    """The form for a new account, as it was filled in."""
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
    return console("new_account", status=status, fields=presenters.new_fields(edition, form))


def _page(holder: str, form: Typed, status: int = HTTPStatus.OK) -> Response:
    """The page of one account."""
    registry, actor, number = context.registry(), context.actor(), from_public(holder)
    with registry.reading() as session:
        file = account_files.one(session, number, actor)
        keys = api_keys.listed(session, number, actor)
    page = presenters.one(file, keys, form, registry.clock.now())
    return console("account_file", status=status, page=page, account_id=holder)
