"""How well real enterprises are found; floors are what was measured, less a little."""

import gzip
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import opencc
import pytest
from indexed import a_document, asked, found
from name_questions import QUESTIONS, chosen, enterprises, listed, pairs, recall

from search_index.analysis import key
from search_index.documents import Document
from search_index.queries import Query
from search_index.ranking import MatchReason
from search_index.whoosh_index import WhooshIndex

OTHERS = 3_000
ASKED = 300


@pytest.fixture(scope="module")
def folder() -> Path:
    directory = os.environ.get("REGISTRY_SAMPLES")
    if not directory:
        pytest.skip("REGISTRY_SAMPLES does not name the directory of sample files")
    return Path(directory)


@pytest.fixture(scope="module")
def documents(folder: Path) -> list[Document]:
    """Every enterprise of the pairs, and some thousand others of their city."""
    paired = {code for pair in pairs(folder) for code in pair[1::2]}
    register = enterprises(folder)
    others = chosen([one for one in register if one.id not in paired], OTHERS)
    return [one for one in register if one.id in paired] + others


@pytest.fixture(scope="module")
def index(
    documents: Sequence[Document], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WhooshIndex]:
    opened = WhooshIndex(tmp_path_factory.mktemp("register") / "index")
    with opened.rebuild() as fresh:
        fresh.apply(documents, [], 1)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "first", "among_ten"),
    [
        ("exact name", 1.0, 1.0),
        ("respelled", 1.0, 1.0),
        ("without legal form", 0.99, 1.0),
        ("two fragments", 0.75, 0.93),
        ("code", 1.0, 1.0),
        ("organisation code", 1.0, 1.0),
        ("code, first 14", 0.7, 1.0),
        ("code, last 6", 0.98, 1.0),
        ("former name", 1.0, 1.0),
    ],
)
def test_real_enterprises_are_found(
    index: WhooshIndex,
    documents: Sequence[Document],
    question: str,
    first: float,
    among_ten: float,
) -> None:
    measured = recall(index, chosen(documents, ASKED), QUESTIONS[question])
    assert measured[0] >= first
    assert measured[1] >= among_ten


def test_every_class_of_question_has_a_floor() -> None:
    marks = test_real_enterprises_are_found.pytestmark  # type: ignore[attr-defined] # pytest's
    assert {case[0] for case in marks[0].args[1]} == set(QUESTIONS)


def test_of_two_names_that_differ_in_one_character_each_finds_its_own(
    index: WhooshIndex, folder: Path
) -> None:
    for name_a, code_a, name_b, code_b in pairs(folder):
        for name, own, other in ((name_a, code_a, code_b), (name_b, code_b, code_a)):
            hits = asked(index, name).hits
            assert (hits[0].id, hits[0].reason) == (own, MatchReason.EXACT_NAME)
            assert other not in [hit.id for hit in hits]


def test_the_beginning_of_a_code_finds_all_codes_that_begin_so_and_counts_them(
    index: WhooshIndex, documents: Sequence[Document]
) -> None:
    for one in chosen(documents, 10):
        beginning = one.id[:8]
        expected = {each.id for each in documents if beginning in each.id}
        answer = asked(index, beginning, limit=200)
        assert answer.total == len(expected)
        assert {hit.id for hit in answer.hits} <= expected


def test_hits_for_a_fragment_are_exactly_the_names_and_addresses_that_have_it(
    index: WhooshIndex, documents: Sequence[Document]
) -> None:
    for fragment in ("电器", "慈溪市", "路", "进出口", "宁波"):
        in_name = {one.id for one in documents if fragment in one.name}
        in_address = {one.id for one in documents if fragment in one.address}
        former = {one.id for one in documents if fragment in "".join(one.former_names)}
        assert asked(index, fragment).total == len(in_name | in_address | former)


def test_the_short_name_of_a_listed_company_finds_it(folder: Path, tmp_path: Path) -> None:
    companies = listed(folder)
    index = WhooshIndex(tmp_path / "index")
    index.apply(
        [a_document(number, name=full) for number, (_, full) in enumerate(companies)], [], 1
    )
    hits = [[hit.name for hit in asked(index, short).hits] for short, _ in companies]
    full_names = [full for _, full in companies]
    first = sum(each[:1] == [full] for each, full in zip(hits, full_names, strict=True))
    among = sum(full in each for each, full in zip(hits, full_names, strict=True))
    assert first / len(companies) >= 0.89
    assert among / len(companies) >= 0.92
    index.close()


def test_short_forms_of_firms_find_a_name_that_begins_with_them(
    folder: Path, tmp_path: Path
) -> None:
    with gzip.open(folder / "text/company_short_forms.txt.gz", "rt", encoding="utf-8") as file:
        forms = [line.strip() for line in file][::400]
    index = WhooshIndex(tmp_path / "index")
    index.apply(
        [a_document(number, name=f"{form}有限公司") for number, form in enumerate(forms)], [], 1
    )
    for number, form in enumerate(forms):
        assert f"id-{number}" in found(index, form, limit=50)
    index.close()


def test_a_long_answer_can_be_paged_to_its_end(
    index: WhooshIndex, documents: Sequence[Document]
) -> None:
    expected = sum("宁波" in f"{one.name} {one.address}" for one in documents)
    met: set[str] = set()
    after = None
    while True:
        answer = index.search(Query("宁波", limit=200, after=after))
        met.update(hit.id for hit in answer.hits)
        after = answer.after
        if after is None:
            break
    assert len(met) == answer.total >= expected


@pytest.mark.parametrize("way", ["s2t", "s2tw", "s2hk"])
def test_every_real_name_is_found_in_traditional_characters(
    index: WhooshIndex, documents: Sequence[Document], way: str
) -> None:
    """Where only the characters are others, the question is the same; the rest is asked for."""
    to_traditional = opencc.OpenCC(way)
    written = [(one.name, str(to_traditional.convert(one.name))) for one in documents]
    others = [(name, text) for name, text in written if key(name) != key(text)]
    assert others
    for name, text in others:
        assert [hit.name for hit in asked(index, text).hits][:1] == [name], text
