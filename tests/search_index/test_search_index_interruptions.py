"""Whatever interrupts a writer, the index holds the state before or the state after."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from indexed import a_document, contents

from search_index.documents import Document
from search_index.errors import IndexMissing
from search_index.port import HealthState
from search_index.whoosh_index import WhooshIndex

WRITER = """
import sys
from pathlib import Path
from search_index.documents import Document
from search_index.whoosh_index import WhooshIndex

index = WhooshIndex(Path(sys.argv[1]))
print("ready", flush=True)
for generation in range(index.cursor() + 1, 10_000):
    documents = [
        Document(str(n), "subject", None, (), f"第{generation}代", (), "") for n in range(30)
    ]
    if generation % 7 == 0:
        with index.rebuild() as fresh:
            fresh.apply(documents, [], generation)
    else:
        index.apply(documents, ["gone"], generation)
"""


def killed(path: Path, after_seconds: float) -> None:
    """Let a process write generation after generation, and kill it."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", WRITER, str(path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(after_seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def test_a_killed_writer_leaves_a_whole_generation_and_the_next_goes_on(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "index")
    reached = 0
    for after_seconds in (0.21, 0.08, 0.13, 0.34, 0.17, 0.05, 1.0, 4.0, 16.0):
        if reached and after_seconds >= 1:
            break  # only a busy machine needs so long for a first generation
        killed(tmp_path / "index", after_seconds)
        health = index.health()
        assert health.state in {HealthState.READY, HealthState.MISSING}
        if health.state is HealthState.MISSING:
            continue
        assert health.cursor >= reached
        reached = health.cursor
        assert set(contents(index).values()) == {f"第{reached}代"}
        assert health.documents == 30
    assert reached > 0
    with index.rebuild() as fresh:
        fresh.apply([a_document(1)], [], reached)
    assert len(list((tmp_path / "index").glob("files-*"))) == 1
    index.close()


def test_a_batch_after_a_kill_clears_away_what_the_dead_writer_left(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "index")
    index.apply([a_document(1)], [], 1)
    directory = next((tmp_path / "index").glob("files-*"))
    left = [directory / "index_abcdefghijklmnop.seg", directory / "_index_77.toc"]
    for path in left:
        path.write_bytes(b"half a segment")
    (tmp_path / "index" / "manifest.new").write_bytes(b"half a manifest")
    index.apply([a_document(2)], [], 2)
    assert not any(path.exists() for path in left)
    assert sorted(contents(index)) == ["id-1", "id-2"]
    index.close()


@pytest.mark.parametrize("change", ["batch", "rebuild"])
def test_a_writer_killed_at_any_stage_leaves_the_old_state_or_the_new(
    tmp_path: Path, change: str
) -> None:
    ended = subprocess.run(
        [
            *(sys.executable, "-W", "ignore", str(Path(__file__).with_name("killed_writers.py"))),
            *(str(tmp_path), change),
        ],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stderr == ""
    states = ended.stdout.splitlines()
    before, after = "ready 7 6 第1代", "ready 20 6 第2代"
    swapped = states.index(after)
    assert states == [before] * swapped + [after] * (len(states) - swapped)
    assert swapped > 20
    assert len(states) - swapped > 2


class Interrupted(Exception):  # noqa: N818 - what happens
    """The writer is stopped here."""


Batch = tuple[Sequence[int], Sequence[int], int | None]
numbers = st.lists(st.integers(0, 5), max_size=4)
batches = st.lists(
    st.tuples(numbers, numbers, st.one_of(st.none(), st.integers(0, 4))), min_size=1, max_size=6
)


def cut_short(documents: Sequence[Document], stop: int | None) -> Iterator[Document]:
    """The documents, up to the one at which the writer is stopped."""
    for place, document in enumerate(documents):
        if place == stop:
            raise Interrupted
        yield document
    if stop is not None:
        raise Interrupted


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batches=batches, rebuilds=st.sets(st.integers(0, 5)))
def test_any_batches_with_any_interruptions_come_to_the_documents_of_those_that_went_through(
    tmp_path_factory: pytest.TempPathFactory, batches: list[Batch], rebuilds: set[int]
) -> None:
    index = WhooshIndex(tmp_path_factory.mktemp("batches") / "index")
    expected: dict[str, str] | None = None
    for turn, (put, deleted, stop) in enumerate(batches, start=1):
        documents = [a_document(number, name=f"第{number}店{turn}") for number in put]
        gone = [f"id-{number}" for number in deleted]
        kept = {} if turn in rebuilds else dict(expected or {})
        try:
            if turn in rebuilds:
                with index.rebuild() as fresh:
                    fresh.apply(cut_short(documents, stop), gone, turn)
            else:
                index.apply(cut_short(documents, stop), gone, turn)
        except Interrupted:
            continue
        for one in gone:
            kept.pop(one, None)
        expected = kept | {document.id: document.name for document in documents}
        assert index.cursor() == turn
    if expected is None:
        with pytest.raises(IndexMissing):
            contents(index)
        return
    assert contents(index) == expected
    assert index.document_count() == len(expected)
    index.close()
