"""Writers that are killed at one stage after another of a change, and what each leaves.

Run with a directory and the kind of change; prints, for each stage, which state was left. A stage
is a file opened, renamed, removed or synced, or a piece of an array written.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from search_index.array_files import ArrayFileWriter
from search_index.documents import Document
from search_index.queries import Query
from search_index.whoosh_index import WhooshIndex

STAGES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"}


def generation(number: int) -> list[Document]:
    """Six documents of one generation."""
    return [Document(str(n), "subject", None, (), f"第{number}代", (), "") for n in range(6)]


def batch(index: WhooshIndex) -> None:
    """Put every document anew; the segments before are merged into the new one."""
    index.apply(generation(2), ["gone"], 20)


def rebuild(index: WhooshIndex) -> None:
    """Write the index beside and swap it in."""
    with index.rebuild() as fresh:
        fresh.apply(generation(2), [], 20)


CHANGES: dict[str, Callable[[WhooshIndex], None]] = {"batch": batch, "rebuild": rebuild}


def prepared(path: Path) -> None:
    """An index of the first generation in several segments, with a document to be deleted."""
    index = WhooshIndex(path)
    index.apply([Document("gone", "subject", None, (), "旧代", (), "")], [], 1)
    for number, document in enumerate(generation(1), start=2):
        index.apply([document], ["gone"] if number == 7 else [], number)


def die_at(stage: int) -> None:
    """Have this process kill itself when it comes to that stage."""
    left = stage

    def count() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(event: str, _: object) -> None:
        if event in STAGES:
            count()

    fsync, write = os.fsync, ArrayFileWriter._write  # noqa: SLF001 - a stage of its own

    def counted_fsync(descriptor: int) -> None:
        count()
        fsync(descriptor)

    def counted_write(self: ArrayFileWriter, content: bytes) -> None:
        count()
        write(self, content)

    sys.addaudithook(counted)
    os.fsync = counted_fsync  # type: ignore[assignment] # it is given descriptors alone
    ArrayFileWriter._write = counted_write  # type: ignore[method-assign, assignment] # noqa: SLF001


def left_by(path: Path, change: Callable[[WhooshIndex], None], stage: int) -> tuple[str, bool]:
    """The state that a writer killed at that stage leaves, and whether it came to its end."""
    child = os.fork()
    if not child:
        die_at(stage)
        change(WhooshIndex(path))
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    index = WhooshIndex(path)
    health = index.health()
    names = sorted(hit.name for hit in index.search(Query("", limit=50)).hits)
    state = f"{health.state} {index.cursor()} {health.documents} {' '.join(sorted(set(names)))}"
    change(index)
    after = {hit.name for hit in index.search(Query("", limit=50)).hits}
    if after != {"第2代"} or len(names) != health.documents:
        state = f"then {after} of {names}"
    return state, status == 0


def main() -> None:
    """Kill writers until one comes to its end."""
    base, change = Path(sys.argv[1]) / "base", CHANGES[sys.argv[2]]
    prepared(base)
    ended, stage = False, 0
    while not ended:
        stage += 1
        path = base.with_name(str(stage))
        shutil.copytree(base, path)
        state, ended = left_by(path, change, stage)
        sys.stdout.write(f"{state}\n")
        shutil.rmtree(path)


if __name__ == "__main__":
    main()
