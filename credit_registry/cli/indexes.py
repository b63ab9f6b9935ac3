"""`index status|rebuild|verify|follow`: the search index."""

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.permissions import Permission
from credit_registry.services import readiness
from credit_registry.services.finding import index_checks, indexing


@click.group()
def index() -> None:
    """Look after the search index."""


@index.command(cls=Command, permission=Permission.OPERATE)
@click.pass_context
def status(context: click.Context) -> None:
    """Say what the index holds and how far it is behind; exit status 1 where it cannot answer."""
    found = readiness.of(opening().registry())
    health = opening().registry().index.health()
    lag = "?" if found.index_lag is None else str(found.index_lag)
    opening().say(
        f"状态 {health.state}；文档 {health.documents} 份；落后事件 {lag} 个",
        f"state {health.state}; {health.documents} documents; {lag} events behind",
    )
    if health.fault:
        click.echo(health.fault, err=True)
    if not (found.is_ready and health.is_ready):
        context.exit(1)


@index.command(cls=Command, permission=Permission.OPERATE)
def rebuild() -> None:
    """Write the index anew beside the live one and swap it in."""
    written = indexing.rebuild(opening().registry())
    opening().say(f"已写入 {written} 份文档", f"{written} documents written")


@index.command(cls=Command, permission=Permission.OPERATE)
def follow() -> None:
    """Bring the index up to the ledger."""
    written = indexing.follow(opening().registry())
    opening().say(f"已写入 {written} 份文档", f"{written} documents written")


@index.command(cls=Command, permission=Permission.OPERATE)
@click.pass_context
def verify(context: click.Context) -> None:
    """Compare the index with the registry, subject by subject; exit status 1 where they differ."""
    found = index_checks.verify(opening().registry())
    lag = "?" if found.lag is None else str(found.lag)
    opening().say(
        f"文档 {found.documents} 份；缺 {found.missing}，多 {found.stray}，不符 {found.changed}；"
        f"落后事件 {lag} 个",
        f"{found.documents} documents; {found.missing} missing, {found.stray} stray, "
        f"{found.changed} changed; {lag} events behind",
    )
    if found.fault:
        click.echo(found.fault, err=True)
    if not found.is_sound:
        context.exit(1)
