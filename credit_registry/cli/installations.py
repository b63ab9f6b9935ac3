"""`migrate`, `found` and `demo`: the tables, a city's registry, and the invented city."""

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.cli.progress import Meter
from credit_registry.domain.permissions import Permission
from credit_registry.law.editions import read_seeds
from credit_registry.services import installations
from credit_registry.services.demonstration import demonstrations
from credit_registry.services.demonstration.demonstrations import Demonstration
from credit_registry.services.finding import indexing
from credit_registry.services.law_changes import law_loads
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.store import migrating


@click.command(cls=Command, permission=Permission.OPERATE)
@click.option("--to", "revision", help="Revision to go to, down as well; `base` leaves no table.")
@click.option("--check", is_flag=True, help="Only say how the tables differ from this version's.")
@click.option("--draft", metavar="MESSAGE", help="Write the revision that the tables now need.")
@click.pass_context
def migrate(
    context: click.Context, revision: str | None, draft: str | None, *, check: bool
) -> None:
    """Bring the database's tables up to this version."""
    if draft is not None:
        click.echo(migrating.draft(draft))
        return
    database = opening().registry().database
    if check:
        differences = migrating.check(database)
        click.echo("\n".join(differences) or f"revision {migrating.current(database)}")
        context.exit(1 if differences else 0)
    migrating.move(database, revision or migrating.HEAD)
    click.echo(f"revision {migrating.current(database) or migrating.NOTHING}")


@click.command(cls=Command, permission=Permission.OPERATE)
@click.argument("city")
@click.option("--name-en", required=True, help="The city's name in English.")
def found(city: str, name_en: str) -> None:
    """Found the registry of CITY in an empty database, under the law as it stands."""
    registry = opening().registry()
    migrating.upgrade(registry.database)
    at = registry.clock.now()
    with registry.transaction() as session:
        installations.install(session, city, name_en, is_invented=False, at=at)
        law_loads.load(session, read_seeds(), actor=INSTALLER, at=at)
    indexing.follow(registry)
    opening().say(f"{city}的登记系统已建立", f"the registry of {name_en} is founded")


@click.command(cls=Command, permission=Permission.OPERATE)
@click.option("--seed", default=1, show_default=True, help="Seed of the invention.")
@click.option("--enterprises", default=5_000, show_default=True, help="How many enterprises.")
@click.option("--records", default=40_000, show_default=True, help="How many records.")
def demo(seed: int, enterprises: int, records: int) -> None:
    """Install the invented city in an empty database."""
    registry = opening().registry()
    migrating.upgrade(registry.database)
    made = install_city(registry, seed, enterprises, records)
    for line in account_lines(made):
        click.echo(line)


def install_city(registry: Registry, seed: int, enterprises: int, records: int) -> Demonstration:
    """The invented city, installed with a line that shows its progress."""
    meter = Meter("invented city")
    made = demonstrations.install(
        registry, seed=seed, enterprises=enterprises, records=records, on_progress=meter.show
    )
    meter.end()
    return made


def account_lines(made: Demonstration) -> list[str]:
    """The demonstration's accounts, one a line: user name, password, roles."""
    return [f"{name}\t{password}\t{roles}" for name, password, roles in made.accounts]
