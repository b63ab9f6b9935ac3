"""`serve`, `dev` and `openapi`: the registry over HTTP."""

import click

from credit_registry.cli import homes
from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.cli.web_servers import WebServer
from credit_registry.domain.permissions import Permission
from credit_registry.store import migrating

DESCRIPTION = "/api/v1/openapi.json"


@click.command(cls=Command, permission=Permission.OPERATE)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", envvar="PORT", default=8000, show_default=True, help="Port to listen at.")
@click.option("--workers", default=2, show_default=True, help="Processes that answer.")
@click.option("--threads", default=4, show_default=True, help="Threads of each process.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the registry; the scheduler runs in a process of its own."""
    parts, settings = opening().parts, opening().settings()
    server = WebServer(
        lambda: parts.app_of(parts.open_registry(settings)), host, port, workers, threads
    )
    server.run()


@click.command(cls=Command, permission=Permission.OPERATE)
@click.option("--port", envvar="PORT", default=8000, show_default=True, help="Port to listen at.")
@click.option("--seed", default=1, show_default=True, help="Seed of the invention.")
@click.option("--enterprises", default=5_000, show_default=True, help="How many enterprises.")
@click.option("--records", default=40_000, show_default=True, help="How many records.")
def dev(port: int, seed: int, enterprises: int, records: int) -> None:
    """Install the invented city where nothing is installed, and serve it on this machine.

    The ledger is followed in the serving process, so that no scheduler is needed.
    """
    homes.furnish(opening(), seed, enterprises, records)
    parts, settings = opening().parts, opening().settings()
    migrating.upgrade(opening().registry().database)
    opening().close()
    registry = parts.open_registry(settings)
    server = WebServer(lambda: parts.app_of(registry), "127.0.0.1", port, workers=1, threads=8)
    server.on_ready = lambda: _welcome(port)
    server.on_start = lambda: parts.follow(registry)
    server.run()


@click.command(cls=Command, permission=Permission.READ_PUBLIC)
def openapi() -> None:
    """Print the description of the interface by OpenAPI 3.1."""
    app = opening().parts.app_of(opening().registry())
    answer = app.test_client().get(DESCRIPTION)
    click.echo(answer.get_data(as_text=True))


def _welcome(port: int) -> None:
    """Say where the registry is."""
    click.echo(f"就绪 / ready: http://127.0.0.1:{port}/   (English: http://127.0.0.1:{port}/en/)")
