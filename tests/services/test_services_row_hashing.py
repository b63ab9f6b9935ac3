"""The root of a slice, hashed here or by a process of its own."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import orjson
import pytest
from children import is_running, wait_until_ended

from credit_registry.domain.errors import InvalidInput
from credit_registry.services.intake import row_processes
from credit_registry.services.intake.row_hashing import ASIDE_FROM, Aside, Here, SaltedRow, hashings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credit_registry.ledger.events import RowsRoot
    from credit_registry.services.intake.row_hashing import RowHashing

ROWS: list[SaltedRow] = [
    (
        f"{number:032x}",
        {"name": f"虚构企业{number}", "number": number, "until": None, "of": ["一"]},
    )
    for number in range(700)
]


@pytest.fixture(params=["here", "aside"])
def hashing(request: pytest.FixtureRequest) -> Iterator[RowHashing]:
    with hashings() as opened:
        yield opened.for_rows(ASIDE_FROM if request.param == "aside" else ASIDE_FROM - 1)


def test_long_slices_alone_are_hashed_aside() -> None:
    with hashings() as opened:
        assert isinstance(opened.for_rows(ASIDE_FROM - 1), Here)
        assert isinstance(opened.for_rows(ASIDE_FROM), Aside)


def test_the_root_is_the_same_wherever_and_in_whatever_parts(hashing: RowHashing) -> None:
    whole = Here()
    whole.begin()
    whole.add(ROWS)
    hashing.begin()
    for start in range(0, len(ROWS), 256):
        hashing.add(ROWS[start : start + 256])
    assert hashing.root() == whole.root()
    assert whole.root().count == len(ROWS)


def test_a_slice_that_begins_again_forgets_its_rows(hashing: RowHashing) -> None:
    hashing.begin()
    hashing.add(ROWS)
    hashing.begin()
    hashing.add(ROWS[:1])
    once = hashing.root()
    hashing.begin()
    hashing.add(ROWS[1:2])
    assert once.count == hashing.root().count == 1


@pytest.mark.parametrize("value", [1.5, 2**60, "\ud800"], ids=["fraction", "large", "surrogate"])
def test_what_has_no_canonical_form_is_refused_and_the_next_slice_goes_on(
    hashing: RowHashing, value: float | str
) -> None:
    hashing.begin()
    rows: list[SaltedRow] = [ROWS[0], ("00" * 16, {"name": value})]  # type: ignore[dict-item]
    with pytest.raises(InvalidInput, match="canonical"):
        root_of(hashing, rows)
    hashing.begin()
    hashing.add(ROWS[:3])
    assert hashing.root().count == 3


def test_a_process_that_was_killed_is_told() -> None:
    with hashings() as opened:
        aside = opened.for_rows(ASIDE_FROM)
        aside.begin()
        process = opened.process
        assert process is not None
        process.kill()
        process.wait()
        with pytest.raises(ChildProcessError):
            aside.root()


def test_the_process_ends_with_an_import_that_is_killed() -> None:
    program = (
        "from credit_registry.services.intake.row_hashing import Hashings\n"
        "opened = Hashings(); aside = opened.for_rows(10**6); aside.begin(); aside.root()\n"
        "print(opened.process.pid, flush=True); import time; time.sleep(600)"
    )
    importer = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert importer.stdout is not None
    child = int(importer.stdout.readline())
    assert is_running(child)
    importer.send_signal(signal.SIGKILL)
    importer.communicate()
    wait_until_ended(child)


def root_of(hashing: RowHashing, rows: list[SaltedRow]) -> RowsRoot:
    hashing.add(rows)
    return hashing.root()


def test_the_program_answers_one_line_a_root() -> None:
    asked = [ROWS[:2], True, ROWS[:2], None, ROWS[:1], True, [["00" * 16, {"a": 0.5}]], True]
    source = io.BytesIO(b"".join(orjson.dumps(line) + b"\n" for line in asked))
    sink = io.BytesIO()
    row_processes.serve(source, sink)
    first, second, wrong = map(orjson.loads, sink.getvalue().splitlines())
    assert (first[0], second[0]) == (2, 1)
    assert "canonical" in wrong
