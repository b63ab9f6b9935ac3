"""`keys list|rotate|revoke`: the keys of programs."""

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.permissions import Permission
from credit_registry.services.people import accounts, api_keys
from credit_registry.services.people.api_keys import OVERLAP_DAYS


@click.group()
def keys() -> None:
    """List the keys of programs, replace them and end them."""


@keys.command("list", cls=Command, permission=Permission.MANAGE_OWN_ACCOUNT)
@click.argument("username")
def list_keys(username: str) -> None:
    """List the keys of USERNAME: beginning, permissions, end, last use, whether it is good."""
    registry, actor = opening().registry(), opening().actor()
    with registry.reading() as session:
        holder = accounts.by_name(session, username)
        for row in api_keys.listed(session, holder.account_id, actor):
            is_good = api_keys.is_good(row, registry.clock.now())
            click.echo(
                "\t".join(
                    (
                        row.prefix,
                        row.scopes or "*",
                        f"{row.expires_at:%Y-%m-%d}",
                        str(row.last_used_on or "-"),
                        "good" if is_good else "ended",
                    )
                )
            )


@keys.command(cls=Command, permission=Permission.MANAGE_OWN_ACCOUNT)
@click.argument("prefix")
@click.option(
    "--overlap-days",
    default=OVERLAP_DAYS,
    show_default=True,
    help="How long the old key stays good.",
)
def rotate(prefix: str, overlap_days: int) -> None:
    """Replace the key that begins with PREFIX by a new one on the same terms, shown this once."""
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        at = registry.clock.now()
        click.echo(api_keys.rotate(session, prefix, overlap_days, actor=actor, at=at))


@keys.command(cls=Command, permission=Permission.MANAGE_OWN_ACCOUNT)
@click.argument("prefix")
def revoke(prefix: str) -> None:
    """End the key that begins with PREFIX at once."""
    registry, actor = opening().registry(), opening().actor()
    with registry.transaction() as session:
        api_keys.revoke(session, prefix, actor=actor, at=registry.clock.now())
    opening().say(f"密钥 {prefix}… 已作废", f"key {prefix}… ended")
