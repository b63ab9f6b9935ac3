"""`account …`: people and programs that may act, their passwords and keys."""

from dataclasses import replace

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.actors import ActorKind, Role
from credit_registry.domain.drafts import UnitReference
from credit_registry.domain.permissions import ALLOWED, Permission
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.intake import unit_matching
from credit_registry.services.measures import executing_bodies
from credit_registry.services.people import accounts, api_keys, lock_outs, passwords, second_factors
from credit_registry.services.people.api_keys import DAYS, Terms

ROLES = click.Choice([role.value for role in Role])
SCOPES = click.Choice([each.value for each in ALLOWED])
KINDS = click.Choice([ActorKind.PERSON.value, ActorKind.PROGRAM.value])


@click.group()
def account() -> None:
    """Create and close accounts, issue their keys, reset their passwords."""


@account.command(cls=Command, permission=Permission.MANAGE_ACCOUNTS)
@click.argument("username")
@click.option("--name", default="", help="Name to show; the user name by default.")
@click.option("--role", "roles", type=ROLES, multiple=True, required=True, help="May be repeated.")
@click.option("--kind", type=KINDS, default=ActorKind.PERSON.value, help="Who stands behind it.")
@click.option("--division", help="Division code, for an account bound to one.")
@click.option("--unit", help="Name of the body that the account belongs to.")
def create(
    username: str, name: str, roles: tuple[str, ...], kind: str, **bound: str | None
) -> None:
    """Create the account USERNAME; a person's password is asked for."""
    is_person = kind == ActorKind.PERSON
    new = accounts.NewAccount(
        username=username,
        display_name=name or username,
        roles=[Role(role) for role in roles],
        password=_password() if is_person else None,
        kind=ActorKind(kind),
        division=bound["division"],
    )
    registry = opening().registry()
    with registry.transaction() as session:
        unit_id = unit_matching.unit_named(session, bound["unit"]) if bound["unit"] else None
        whole = replace(new, unit_id=unit_id)
        accounts.create(session, whole, actor=opening().actor(), at=registry.clock.now())
    opening().say(f"账户 {username} 已建立", f"account {username} created")


@account.command(cls=Command, permission=Permission.MANAGE_ACCOUNTS)
@click.argument("body")
@click.argument("unit")
def assign(body: str, unit: str) -> None:
    """Let the body named UNIT carry out the measures that the catalogue gives to BODY."""
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        law = law_editions.current(session)
        act = Act(actor, registry.clock.now(), registry.clock.today(), law)
        executing_bodies.assign(session, body, UnitReference(unit), act=act)
    opening().say(f"{body} 的措施由 {unit} 执行", f"{unit} carries out the measures of {body}")


@account.command(cls=Command, permission=Permission.MANAGE_ACCOUNTS)
@click.argument("username")
@click.option("--days", default=DAYS, show_default=True, help="How long the key is good for.")
@click.option("--scope", "scopes", type=SCOPES, multiple=True, help="May be repeated; else all.")
def key(username: str, days: int, scopes: tuple[str, ...]) -> None:
    """Issue an API key for USERNAME; it is shown this once."""
    registry = opening().registry()
    terms = Terms(days, frozenset(map(Permission, scopes)) if scopes else None)
    with registry.transaction() as session:
        holder = accounts.by_name(session, username)
        issued = api_keys.issue(
            session,
            holder.account_id,
            terms,
            actor=opening().actor(),
            at=registry.clock.now(),
        )
    click.echo(issued)


@account.command(cls=Command, permission=Permission.MANAGE_ACCOUNTS)
@click.argument("username")
def close(username: str) -> None:
    """Close the account USERNAME: its sessions end, its keys open nothing."""
    registry = opening().registry()
    with registry.transaction() as session:
        accounts.close(session, username, actor=opening().actor(), at=registry.clock.now())
    opening().say(f"账户 {username} 已关闭", f"account {username} closed")


@account.command(cls=Command, permission=Permission.MANAGE_ACCOUNTS)
@click.argument("username")
def reopen(username: str) -> None:
    """Open the closed account USERNAME again."""
    registry = opening().registry()
    with registry.transaction() as session:
        accounts.reopen(session, username, actor=opening().actor(), at=registry.clock.now())
    opening().say(f"账户 {username} 已重新开启", f"account {username} open again")


@account.command("reset-password", cls=Command, permission=Permission.MANAGE_ACCOUNTS)
@click.argument("username")
def reset_password(username: str) -> None:
    """Print a one-time password for USERNAME, to be changed within a day; sessions end."""
    registry = opening().registry()
    with registry.transaction() as session:
        at, actor = registry.clock.now(), opening().actor()
        password = passwords.reset(session, username, actor=actor, at=at)
    click.echo(password)


@account.command("remove-second-factor", cls=Command, permission=Permission.MANAGE_ACCOUNTS)
@click.argument("username")
def remove_second_factor(username: str) -> None:
    """Take the second factor from USERNAME, who has lost it; sessions end."""
    registry = opening().registry()
    with registry.transaction() as session:
        at, actor = registry.clock.now(), opening().actor()
        second_factors.remove(session, username, actor=actor, at=at)
    opening().say(f"账户 {username} 的二次验证已解除", f"{username} has no second factor now")


@account.command(cls=Command, permission=Permission.MANAGE_ACCOUNTS)
@click.argument("username")
def unlock(username: str) -> None:
    """Let USERNAME try to sign in again at once, after attempts that failed."""
    registry = opening().registry()
    secret = registry.settings.secret_key
    with registry.transaction() as session:
        at, actor = registry.clock.now(), opening().actor()
        lock_outs.unlock(session, username, secret, actor=actor, at=at)
    opening().say(f"账户 {username} 可以重新登录", f"account {username} may sign in again")


def _password() -> str:
    """The password, asked for twice and never shown."""
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
