"""`account create|key`: people and programs that may act."""

from dataclasses import replace

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.actors import ActorKind, Role
from credit_registry.domain.permissions import Permission
from credit_registry.services import accounts, unit_matching

ROLES = click.Choice([role.value for role in Role])
KINDS = click.Choice([ActorKind.PERSON.value, ActorKind.PROGRAM.value])


@click.group()
def account() -> None:
    """Create accounts and issue their keys."""


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
@click.argument("username")
@click.option("--days", default=90, show_default=True, help="How long the key is good for.")
def key(username: str, days: int) -> None:
    """Issue an API key for USERNAME; it is shown this once."""
    registry = opening().registry()
    with registry.transaction() as session:
        holder = accounts.by_name(session, username)
        issued = accounts.issue_key(
            session,
            holder.account_id,
            days,
            actor=opening().actor(),
            at=registry.clock.now(),
        )
    click.echo(issued)


def _password() -> str:
    """The password, asked for twice and never shown."""
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
