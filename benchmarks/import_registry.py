"""The real register of a million enterprises into SQLite, against `sqlite3`'s `.import` of it.

The registry's own command line takes the file in, checked row by row and with its ledger; the peer
copies the cells of the unpacked file into one table without a key.
"""

import argparse
import lzma
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

SAMPLES = "REGISTRY_SAMPLES"
FILE = "enterprise-registry/bulk_uscc_name_region_demo.tsv.xz"
REFUSED = 1
"""The exit status of an import that refused some rows, as this file's do."""

_KIB = 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took: seconds on the wall and of the processor, and its peak memory."""

    seconds: float
    cpu_seconds: float
    peak_mib: float


def main() -> None:
    """Print seconds, rows a second and peak memory of both, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, help="take in so many rows instead of all")
    asked = parser.parse_args()
    samples = os.environ.get(SAMPLES)
    if not samples:
        print(f"not run: {SAMPLES} does not name the directory of sample files")
        return
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        packed = Path(samples) / FILE
        plain = place / "register.tsv"
        rows = _unpacked(packed, plain, asked.rows)
        _found(place)
        ours = _command(place, "import", str(plain if asked.rows else packed))
        peer_name, peer = _peer(plain, place)
    _tell("credit-registry import", ours, rows)
    _tell(peer_name, peer, rows)
    print(f"ratio: {peer.seconds / ours.seconds:.3f} of the peer's rows a second")


def _unpacked(packed: Path, plain: Path, most: int | None) -> int:
    """Write the unpacked file, or the beginning of it; how many rows it has."""
    with lzma.open(packed, "rt", encoding="utf-8", newline="\n") as source:
        lines = source if most is None else islice(source, most + 1)
        with plain.open("w", encoding="utf-8", newline="\n") as target:
            return sum(target.write(line) > 0 for line in lines) - 1


def _found(place: Path) -> None:
    """A registry without enterprises."""
    _command(place, "migrate")
    _command(place, "found", "虚构市", "--name-en", "Invented City")


def _command(place: Path, *words: str) -> Run:
    """One command of the registry, in a process of its own."""
    environment = {
        "REGISTRY_DATABASE_URL": f"sqlite:///{place / 'registry.sqlite'}",
        "REGISTRY_INDEX": str(place / "index"),
        "REGISTRY_SECRET_KEY": "a key of the benchmark alone, long enough for anybody",
        "REGISTRY_SECURE": "false",
        "REGISTRY_LOG_LEVEL": "WARNING",
    }
    command = [sys.executable, "-W", "ignore", "-m", "credit_registry", *words]
    return _measured(command, os.environ | environment, accepted=(0, REFUSED))


def _measured(
    command: list[str], environment: os._Environ[str] | dict[str, str], accepted: tuple[int, ...]
) -> Run:
    """Run a command to its end. Raises SystemExit where it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accepted:
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}")
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / _KIB)


def _peer(plain: Path, place: Path) -> tuple[str, Run]:
    """The peer's name and what it took: the command-line tool, or the module where that is not."""
    database = place / "peer.sqlite"
    tool = shutil.which("sqlite3")
    if tool is None:
        return "executemany of Python's sqlite3 (the sqlite3 tool is absent)", _copied(
            plain, database
        )
    command = [tool, str(database), "-cmd", ".mode ascii", "-cmd", '.separator "\\t" "\\n"']
    run = _measured([*command, f".import '{plain}' register"], os.environ, accepted=(0,))
    return "sqlite3 .import", run


def _copied(plain: Path, database: Path) -> Run:
    """The same work by the module, in this process."""
    begun, cpu_begun = time.perf_counter(), time.process_time()
    with sqlite3.connect(database) as connection, plain.open(encoding="utf-8") as lines:
        connection.execute("CREATE TABLE register (uscc, name, province, city, established)")
        rows = (line.rstrip("\n").split("\t") for line in islice(lines, 1, None))
        connection.executemany("INSERT INTO register VALUES (?, ?, ?, ?, ?)", rows)
    return Run(time.perf_counter() - begun, time.process_time() - cpu_begun, 0.0)


def _tell(name: str, run: Run, rows: int) -> None:
    """Print one line."""
    peak = f", peak memory {run.peak_mib:,.0f} MiB" if run.peak_mib else ""
    print(
        f"{name}: {rows:,} rows in {run.seconds:.1f} s ({run.cpu_seconds:.1f} s of processor), "
        f"{rows / run.seconds:,.0f} rows/s{peak}"
    )


if __name__ == "__main__":
    main()
