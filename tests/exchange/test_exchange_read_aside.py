"""A long file read by a process of its own, as it would be read here."""

from __future__ import annotations

import io
import lzma
import pickle
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from builders import a_uscc
from children import wait_until_ended

from credit_registry.domain.errors import InvalidInput
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.exchange import reading_processes
from credit_registry.exchange.layouts import all_layouts, own_layout
from credit_registry.exchange.read_aside import Aside, read_aside
from credit_registry.exchange.reading import open_reading
from credit_registry.exchange.reading_processes import STRETCH_ROWS, Task

TODAY = date(2026, 11, 23)
ROWS = STRETCH_ROWS + 500


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register with some rows that are refused."""
    return written(tmp_path / "register.csv", ROWS)


def written(path: Path, rows: int) -> Path:
    lines = ["name,uscc,established_on"]
    for number in range(rows):
        day = "2999-01-01" if number % 100 == 7 else "2015-06-01"
        lines.append(f"虚构市第{number}制造有限公司,{a_uscc(number)},{day}")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def task_of(path: Path) -> Task:
    with path.open("rb") as file:
        layout = open_reading(file, today=TODAY).layout
    return Task(path, TODAY, layout, reads_identities=False)


def test_the_rows_are_those_that_would_be_read_here(register: Path) -> None:
    with register.open("rb") as file:
        here = list(open_reading(file, today=TODAY).rows)
    consumed: list[int] = []
    with read_aside(task_of(register), consumed.append) as rows:
        assert list(rows) == here
    assert len(here) == ROWS
    assert len(consumed) == 2
    assert consumed[-1] == register.stat().st_size


LAYOUTS = {each.name: each for each in (*all_layouts(), *map(own_layout, KINDS.values()))}


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_every_layout_can_be_handed_over(name: str) -> None:
    assert pickle.loads(pickle.dumps(LAYOUTS[name])) == LAYOUTS[name]  # noqa: S301 - its own


def test_a_file_that_breaks_off_is_told_after_what_came_before(register: Path) -> None:
    task = task_of(register)
    packed = register.with_suffix(".csv.xz")
    plain = register.read_bytes()
    packed.write_bytes(lzma.compress(plain)[:-60])
    broken = Task(packed, TODAY, task.layout, reads_identities=False)
    with read_aside(broken, lambda _: None) as rows, pytest.raises(InvalidInput):
        list(rows)


def test_a_process_that_was_killed_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "long.csv", 40 * STRETCH_ROWS)  # more than a pipe holds
    aside = Aside(task_of(path), lambda _: None)
    rows = aside.rows()
    next(rows)
    assert aside.process is not None
    aside.process.kill()
    aside.process.wait()
    with pytest.raises(ChildProcessError):
        list(rows)
    aside.close()


def test_the_process_ends_with_an_import_that_is_killed(register: Path) -> None:
    program = (
        "import pickle, sys, time\n"
        "from credit_registry.exchange.read_aside import Aside\n"
        "aside = Aside(pickle.load(sys.stdin.buffer), lambda _: None)\n"
        "rows = aside.rows(); next(rows)\n"
        "print(aside.process.pid, flush=True); time.sleep(600)\n"
    )
    importer = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert importer.stdin is not None
    assert importer.stdout is not None
    importer.stdin.write(pickle.dumps(task_of(register)))
    importer.stdin.close()
    child = int(importer.stdout.readline())
    importer.send_signal(signal.SIGKILL)
    importer.wait()
    importer.stdout.close()
    wait_until_ended(child)


def test_the_program_ends_with_none(register: Path) -> None:
    sink = io.BytesIO()
    reading_processes.serve(task_of(register), sink)
    sink.seek(0)
    told = [pickle.load(sink) for _ in range(3)]  # noqa: S301 - its own
    assert [len(each.rows) for each in told[:2]] == [STRETCH_ROWS, ROWS - STRETCH_ROWS]
    assert told[2] is None
