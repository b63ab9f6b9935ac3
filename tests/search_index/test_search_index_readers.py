"""Many threads of a process read one index while a writer goes on; each sees whole states."""

import threading
from collections.abc import Sequence
from pathlib import Path

from indexed import a_document, asked, found

from search_index.documents import Document
from search_index.results import Results
from search_index.whoosh_index import WhooshIndex

READERS, GENERATIONS, DOCUMENTS = 4, 25, 20


def generation(number: int) -> list[Document]:
    """Documents that all bear the number of their generation."""
    return [a_document(each, name=f"第{number}代{each}号店") for each in range(DOCUMENTS)]


def generations_of(answer: Results) -> set[str]:
    """The generations that an answer's names tell of."""
    return {hit.name.split("代")[0] for hit in answer.hits}


def read_until(ended: threading.Event, index: WhooshIndex, answers: list[Results]) -> None:
    while not ended.is_set():
        answers.append(asked(index, "号", limit=50))


def test_readers_see_whole_generations_in_their_order(tmp_path: Path) -> None:
    index, writer = WhooshIndex(tmp_path / "index"), WhooshIndex(tmp_path / "index")
    writer.apply(generation(0), [], 0)
    ended = threading.Event()
    answers: Sequence[list[Results]] = [[] for _ in range(READERS)]
    threads = [threading.Thread(target=read_until, args=(ended, index, each)) for each in answers]
    for thread in threads:
        thread.start()
    for number in range(1, GENERATIONS):
        if number % 5:
            writer.apply(generation(number), [], number)
        else:
            with writer.rebuild() as fresh:
                fresh.apply(generation(number), [], number)
    ended.set()
    for thread in threads:
        thread.join()
    for each in answers:
        assert each
        assert {answer.total for answer in each} == {DOCUMENTS}
        assert all(generations_of(answer) == {f"第{answer.cursor}"} for answer in each)
        cursors = [answer.cursor for answer in each]
        assert cursors == sorted(cursors)
    assert generations_of(asked(index, "号")) == {f"第{GENERATIONS - 1}"}


def test_an_answer_asked_for_another_day_masks_other_documents(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "index")
    index.apply([a_document(1, since=1, until=2), a_document(2, since=2), a_document(3)], [], 1)
    index.apply([a_document(4, until=1)], ["id-3"], 2)
    expected = {0: ["id-4"], 1: ["id-1", "id-4"], 2: ["id-1", "id-2"], 3: ["id-2"]}
    for day in (0, 1, 2, 3, 1, 0):
        assert sorted(found(index, "电器", day=day)) == expected[day]
