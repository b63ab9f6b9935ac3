"""The index answers as stock whoosh and plain Python do: the same hits, order, counts, facets."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stock_search import StockSearch
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.query import And, Every, Or, Prefix, Term
from whoosh.searching import Searcher

from search_index.analysis import key
from search_index.documents import FACETS, Document
from search_index.likeness import most_slips, slips
from search_index.manifests import unpacked
from search_index.queries import MOST_HITS, Query
from search_index.ranking import MatchReason
from search_index.results import Results
from search_index.whoosh_documents import SCHEMA, terms_and_row
from search_index.whoosh_index import WhooshIndex
from search_index.whoosh_writers import INDEX_NAME

# Few characters, so that fragments meet often and bigrams meet without their fragment.
LETTERS = "宁波電电器厂有限公司店A3（𠮷"
names = st.text(LETTERS, min_size=1, max_size=9)
codes = st.text("13宁X", min_size=3, max_size=7)
documents = st.builds(
    Document,
    id=st.integers(0, 12).map(str),
    kind=st.just("subject"),
    code=st.one_of(st.none(), codes),
    other_codes=st.lists(codes, max_size=1).map(tuple),
    name=names,
    former_names=st.lists(names, max_size=2).map(tuple),
    address=st.text(LETTERS, max_size=9),
    facets=st.fixed_dictionaries(
        {"division": st.sampled_from(["1", "2", ""])}, optional={"industry": st.just("C")}
    ),
    is_public=st.sampled_from([True, True, True, False]),
    since=st.one_of(st.none(), st.integers(0, 3)),
    until=st.one_of(st.none(), st.integers(0, 3)),
)
batches = st.lists(
    st.tuples(st.lists(documents, max_size=8), st.lists(st.integers(0, 12).map(str), max_size=2)),
    min_size=1,
    max_size=9,
)
questions = st.builds(
    Query,
    text=st.one_of(
        st.lists(st.text(LETTERS, min_size=1, max_size=4), max_size=3).map(" ".join),
        st.text("13宁X", min_size=2, max_size=6),
        names,
    ),
    filters=st.dictionaries(
        st.sampled_from(["division", "industry"]),
        st.lists(st.sampled_from(["1", "2", "C", ""]), max_size=2).map(tuple),
    ),
    day=st.integers(0, 3),
    limit=st.just(MOST_HITS),
    sort=st.sampled_from(["match", "name"]),
    public_only=st.booleans(),
)


def facets_of(results: Results) -> dict[str, dict[str, int]]:
    """The counts without the values that only the filter names."""
    return {
        facet: {value: count for value, count in told if count}
        for facet, told in results.facets.items()
        if facet in FACETS
    }


SOUNDS = {
    MatchReason.NAME_INITIALS, MatchReason.NAME_PINYIN,
    MatchReason.FORMER_NAME_INITIALS, MatchReason.FORMER_NAME_PINYIN,
}  # fmt: skip


def assert_same(index: WhooshIndex, stock: StockSearch, query: Query) -> None:
    """The whole answer, and the first pages of three, are those of stock whoosh.

    Stock whoosh knows no sounds: an answer by one is held by the tests of sounds alone.
    """
    expected, answer = stock.search(query), index.search(query)
    if SOUNDS & {hit.reason for hit in answer.hits}:
        return
    if not expected.total and not any(expected.facets.values()):
        assert_alike(answer, query)
        return
    assert [(hit.id, hit.reason) for hit in answer.hits] == expected.hits[:MOST_HITS]
    assert answer.total == expected.total
    assert facets_of(answer) == expected.facets
    paged: list[str] = []
    page = index.search(replace(query, limit=3))
    paged += [hit.id for hit in page.hits]
    if page.after is not None:
        page = index.search(replace(query, limit=3, after=page.after))
        paged += [hit.id for hit in page.hits]
    assert paged == [document_id for document_id, _ in expected.hits[:6]]


def assert_alike(answer: Results, query: Query) -> None:
    """What is found where nothing answers has few slips, each as many as any other."""
    fragments = answer.understanding.fragments
    counted = {sum(slips(key(hit.name), part) for part in fragments) for hit in answer.hits}
    assert {hit.reason for hit in answer.hits} <= {MatchReason.NAME_SIMILAR}
    assert len(counted) <= 1
    assert max(counted, default=0) <= sum(most_slips(len(part)) for part in fragments)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    changes=batches,
    asked=st.lists(questions, min_size=1, max_size=12),
    rebuilt=st.booleans(),
)
def test_answers_are_those_of_stock_whoosh_after_any_batches(
    tmp_path_factory: pytest.TempPathFactory,
    changes: Sequence[tuple[list[Document], list[str]]],
    asked: Sequence[Query],
    rebuilt: bool,
) -> None:
    path = tmp_path_factory.mktemp("differential")
    index, stock = WhooshIndex(path / "index"), StockSearch(path / "stock")
    if rebuilt:
        with index.rebuild() as fresh:
            for number, (put, gone) in enumerate(changes):
                fresh.apply(put, gone, number)
    for number, (put, gone) in enumerate(changes):
        if not rebuilt:
            index.apply(put, gone, number)
        stock.apply(put, gone)
    whole = [Query(one.name, limit=MOST_HITS) for put, _ in changes[:2] for one in put[:3]]
    for query in [*asked, *whole]:
        assert_same(index, stock, query)
    reopened = WhooshIndex(path / "index")
    assert_same(reopened, stock, Query("", limit=MOST_HITS, public_only=False))
    kept: set[str] = set()
    for put, gone in changes:
        kept = (kept - set(gone)) | {one.id for one in put}
    assert index.document_count() == len(kept)
    stock.close()


@pytest.fixture(scope="module")
def both(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[WhooshIndex, StockSearch, Sequence[Document]]]:
    """Three thousand documents in several segments of one large and some small, some deleted."""
    chance = random.Random(20261126)  # noqa: S311 - the same documents every time
    made = [
        Document(
            id=f"{number}",
            kind="subject",
            code="".join(chance.choices("1397", k=9)),
            other_codes=(),
            name="".join(
                chance.choices("宁波电器厂店", [30, 25, 9, 5, 2, 1], k=chance.randint(1, 9))
            ),
            former_names=("旧" + "".join(chance.choices("宁波电器厂", k=3)),) * (number % 5 == 0),
            address="".join(chance.choices("宁波市路号1", k=6)),
            facets={"division": chance.choice("123"), "industry": chance.choice("CF")},
            since=number % 7,
            until=7 if number % 11 else 3,
        )
        for number in range(3000)
    ]
    path = tmp_path_factory.mktemp("both")
    index, stock = WhooshIndex(path / "index"), StockSearch(path / "stock")
    steps = [made[:2500], made[2500:2900], made[2900:2990], made[2990:]]
    for number, step in enumerate(steps):
        gone = [str(each) for each in range(number, 2500, 13)]
        index.apply(step, gone, number)
        stock.apply(step, gone)
    assert index.health().segments > 1
    yield index, stock, made
    stock.close()


@pytest.mark.parametrize("sort", ["match", "name"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "宁",
        "宁波",
        "波电 宁波",
        "宁波电器",
        "电器厂店",
        "器厂 路号",
        "1397",
        "139713",
        "旧宁",
        "波宁厂店器",
    ],
)
def test_common_and_rare_questions_of_many_documents_are_answered_as_by_stock_whoosh(
    both: tuple[WhooshIndex, StockSearch, Sequence[Document]], text: str, sort: str
) -> None:
    index, stock, _ = both
    for filters in ({}, {"division": ("1", "2")}, {"division": ("3",), "industry": ("C",)}):
        for day in (0, 5):
            query = Query(text, filters, day, MOST_HITS, sort=sort)  # type: ignore[arg-type] # a sort
            assert_same(index, stock, query)


def whooshs_own(index: WhooshIndex) -> tuple[Searcher, list[str]]:
    """A whoosh searcher on the index's files, and the ids of its documents by number."""
    manifest = unpacked((index.path / "manifest").read_bytes())
    storage = FileStorage(str(index.path / manifest.directory))
    segments = TOC.read(storage, INDEX_NAME, manifest.generation, SCHEMA).segments
    reader = FileIndex._reader(storage, SCHEMA, segments, manifest.generation)  # noqa: SLF001 - whoosh gives no other way
    ids = []
    for leaf, _ in reader.leaf_readers():
        held = leaf._perdoc.arrays.documents  # noqa: SLF001
        ids += [held.id(number) for number in range(len(held))]
    return Searcher(reader), ids


def test_whooshs_own_queries_read_the_codecs_segments(
    both: tuple[WhooshIndex, StockSearch, Sequence[Document]],
) -> None:
    index, _, made = both
    searcher, ids = whooshs_own(index)
    live = {hit for number, hit in enumerate(ids) if not searcher.reader().is_deleted(number)}
    terms = {one.id: terms_and_row(one)[0]["name"] for one in made if one.id in live}
    asked = {
        Every(): live,
        Term("name", "厂店"): {one for one in live if "厂店" in terms[one]},
        And([Term("name", "宁波"), Term("name", "电器")]): {
            one for one in live if {"宁波", "电器"} <= terms[one]
        },
        Or([Term("name", "店"), Term("name", "厂店"), Term("name", "无")]): {
            one for one in live if {"店", "厂店"} & terms[one]
        },
        Prefix("name", "厂"): {one for one in live if any(t[0] == "厂" for t in terms[one])},
        Term("former_names", "旧"): {one.id for one in made if one.id in live and one.former_names},
    }
    for query, expected in asked.items():
        assert {ids[number] for number in searcher.docs_for_query(query)} == expected
    assert searcher.stored_fields(0)["shown"]["name"] == made[0].name
    frequency = sum("厂店" in key(one.name) for one in made if one.id in ids)
    assert searcher.reader().doc_frequency("name", "厂店") == frequency
    assert len(searcher.search(Term("name", "厂店"), limit=5)) == len(asked[Term("name", "厂店")])
    searcher.close()
