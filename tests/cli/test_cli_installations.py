"""`migrate`, `found`, `demo`: from nothing to a registry, and back."""

import pytest
from command_line import CommandLine
from installed import settings_for
from instants import Instants

from credit_registry.services import installations
from credit_registry.services.clocks import Clock
from credit_registry.store import migrating
from credit_registry.store.databases import Database
from credit_registry.store.schema import metadata

SMALL_CITY = ("demo", "--enterprises", "30", "--records", "120")


@pytest.fixture
def empty(empty_database: Database, tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """The command line over a database without any table."""
    url = empty_database.engine.url.render_as_string(hide_password=False)
    index = tmp_path_factory.mktemp("indexed") / "index"
    return CommandLine(settings_for(url, index), Clock(now=Instants()))


def test_the_tables_come_and_go(empty: CommandLine, empty_database: Database) -> None:
    assert empty.said("migrate").strip() == f"revision {migrating.head()}"
    assert empty.said("migrate", "--check").strip() == f"revision {migrating.head()}"
    assert empty.said("migrate", "--to", "0001").strip() == "revision 0001"
    assert empty.said("migrate", "--to", "base").strip() == "revision base"
    assert migrating.current(empty_database) is None
    assert empty.said("migrate").strip() == f"revision {migrating.head()}"


def test_every_index_is_made_expressions_included(
    empty: CommandLine, empty_database: Database
) -> None:
    """The comparison of tables does not see indexes over expressions on every database."""
    empty.said("migrate")
    names = "SELECT name FROM sqlite_master WHERE type = 'index'"
    if not empty_database.is_sqlite:
        names = "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'"
    with empty_database.engine.connect() as connection:
        made = set(connection.exec_driver_sql(names).scalars())
    declared = {str(index.name) for table in metadata.sorted_tables for index in table.indexes}
    assert declared <= made


def test_a_database_without_tables_is_said_to_differ(empty: CommandLine) -> None:
    assert "add_table" in empty.said("migrate", "--check", status=1)


def test_a_revision_that_does_not_exist_is_refused_with_those_there_are(
    empty: CommandLine,
) -> None:
    text = empty.said("migrate", "--to", "9999", status=1)
    assert "9999" in text
    assert "0001" in text


def test_a_citys_registry_is_founded_once(empty: CommandLine) -> None:
    text = empty.said("--language", "en", "found", "虚构市", "--name-en", "Invented City")
    assert "Invented City" in text
    assert "already" in empty.said("found", "虚构市", "--name-en", "Invented City", status=1)
    assert empty.said("law", "show").splitlines()[0]


def test_a_founded_registry_is_of_no_invented_city(
    empty: CommandLine, empty_database: Database
) -> None:
    empty.said("found", "虚构市", "--name-en", "Invented City")
    with empty_database.reading() as session:
        city = installations.city(session)
    assert city is not None
    assert (city.city_zh, city.city_en, city.is_invented) == ("虚构市", "Invented City", False)


def test_the_invented_city_comes_with_its_accounts(
    empty: CommandLine, empty_database: Database
) -> None:
    lines = empty.said(*SMALL_CITY).splitlines()
    accounts = [line.split("\t") for line in lines if line.count("\t") == 2]
    roles = {role for _, _, held in accounts for role in held.replace(",", " ").split()}
    assert roles >= {"proposer", "decider", "publisher", "enterer", "operator"}
    with empty_database.reading() as session:
        city = installations.city(session)
    assert city is not None
    assert city.is_invented


def test_a_second_city_is_refused(empty: CommandLine) -> None:
    empty.said(*SMALL_CITY)
    assert "already" in empty.said(*SMALL_CITY, status=1)
