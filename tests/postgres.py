"""A private PostgreSQL cluster for a test session: no port, no password, nothing kept."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

INSTALLED = Path("/usr/lib/postgresql")
ACCOUNTS = ("postgres", "nobody")
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "timezone": "Asia/Shanghai",
}
START_SECONDS = 60
MEMORY = Path("/dev/shm")  # noqa: S108 - the directory is made under a name of its own
MEMORY_BYTES = 2 * 2**30
"""What has to be free there. A database is copied file by file for each test: on a busy machine
that took 0.05 to 0.06 seconds in memory and 0.08 to 0.5 on the disk."""


class NoPostgres(Exception):  # noqa: N818 - it says what is missing
    """PostgreSQL's programs are not installed."""


class Cluster:
    """A running cluster, reached through a socket in its own directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://registry@/{database}?host={self.directory}"

    def execute(self, statement: str) -> None:
        """Run one statement outside a transaction."""
        conninfo = f"host={self.directory} user=registry dbname=postgres"
        with psycopg.connect(conninfo, autocommit=True) as connection:
            connection.execute(statement.encode())

    def create(self, database: str, template: str = "template0") -> None:
        """Create a database, as a copy of another."""
        self.execute(f"CREATE DATABASE {database} TEMPLATE {template} STRATEGY file_copy")

    def drop(self, database: str) -> None:
        """Drop a database, whoever is still connected."""
        self.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


def programs() -> Path:
    """The directory of the newest installed PostgreSQL. Raises NoPostgres."""
    found = [path.parent for path in INSTALLED.glob("*/bin/initdb")]
    elsewhere = shutil.which("initdb")
    if elsewhere:
        found.append(Path(elsewhere).resolve().parent)
    if not found:
        raise NoPostgres("PostgreSQL is not installed (Debian: apt-get install postgresql).")
    return max(found, key=lambda path: _version(path.parent.name))


def _version(name: str) -> int:
    """A directory's version; one that has none counts least."""
    return int(name) if name.isdigit() else 0


def _as_account(directory: Path) -> list[str]:
    """The words before a command: PostgreSQL never runs as root, and dies with the tests."""
    words = ["setpriv", "--pdeathsig", "QUIT"] if shutil.which("setpriv") else []
    if os.geteuid() != 0:
        return words
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = next(known[name] for name in ACCOUNTS if name in known)
    os.chown(directory, account.pw_uid, account.pw_gid)
    ids = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    return [*words, *ids] if words else ["runuser", "-u", account.pw_name, "--"]


def _place() -> str:
    """Where the cluster's files lie: in memory where there is room, else on the disk."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= MEMORY_BYTES
    return str(MEMORY) if has_room else "/tmp"  # noqa: S108 - as MEMORY; a socket's path is short


@contextmanager
def cluster(**changes: str) -> Iterator[Cluster]:
    """A cluster that lasts as long as the context; `changes` are settings that differ.

    Its default collation is a dictionary's, so that a column that forgets to order by bytes is
    found out.
    """
    binaries = programs()
    directory = Path(tempfile.mkdtemp(prefix="registry-", dir=_place()))
    words = _as_account(directory)
    files = directory / "files"
    try:
        initdb = [str(binaries / "initdb"), "-D", str(files), "-U", "registry", "-A", "trust"]
        locale = ["-E", "UTF8", "--locale-provider=icu", "--icu-locale=zh", "--locale=C.UTF-8"]
        subprocess.run(
            [*words, *initdb, *locale, "--no-sync"], check=True, capture_output=True, cwd="/"
        )
        command = [*words, str(binaries / "postgres"), "-D", str(files)]
        with _server(command, directory, SETTINGS | changes):
            yield Cluster(directory)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def _server(command: list[str], directory: Path, stated: Mapping[str, str]) -> Iterator[None]:
    """The running server process; the context begins when it answers."""
    settings = {**stated, "unix_socket_directories": str(directory)}
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    log = directory.with_suffix(".log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, *options], stdout=output, stderr=subprocess.STDOUT, cwd="/"
        )
        try:
            _wait_until_ready(process, directory, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(START_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            log.unlink()


def _wait_until_ready(process: subprocess.Popen[bytes], directory: Path, log: Path) -> None:
    """Come back when the server answers. Raises RuntimeError with its log where it does not."""
    isready = [str(programs() / "pg_isready"), "-q", "-h", str(directory), "-U", "registry"]
    for _ in range(START_SECONDS * 10):
        if process.poll() is not None:
            break
        if subprocess.run(isready, check=False).returncode == 0:
            return
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text('utf-8', 'replace')}")
