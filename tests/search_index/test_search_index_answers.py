"""The order of hits, their counts by facet, pages, and what may not be shown."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from indexed import a_document, asked, found

from search_index.documents import Document
from search_index.errors import PageRefused
from search_index.queries import Query
from search_index.ranking import MatchReason
from search_index.whoosh_index import WhooshIndex

WORD = "海蓝电器"
BY_REASON = {
    "code": a_document(1, name="甲", code="913302817172077119"),
    "name": a_document(2, name=WORD),
    "former": a_document(3, name="乙", former_names=(WORD,)),
    "prefix": a_document(4, name=f"{WORD}厂"),
    "part": a_document(5, name=f"新{WORD}厂"),
    "former part": a_document(6, name="丙", former_names=(f"旧{WORD}厂",)),
    "address": a_document(7, name="丁", address=f"虚构市{WORD}路1号"),
}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[WhooshIndex]:
    opened = WhooshIndex(tmp_path / "index")
    yield opened
    opened.close()


def filled(index: WhooshIndex, *documents: Document) -> WhooshIndex:
    index.apply(documents, [], 1)
    return index


def test_reasons_come_in_the_order_of_their_strength(index: WhooshIndex) -> None:
    filled(index, *reversed(BY_REASON.values()))
    assert [hit.reason for hit in asked(index, WORD).hits] == [
        MatchReason.EXACT_NAME,
        MatchReason.EXACT_FORMER_NAME,
        MatchReason.NAME_PREFIX,
        MatchReason.NAME_PART,
        MatchReason.FORMER_NAME_PART,
        MatchReason.ADDRESS_PART,
    ]
    scores = [reason.score for reason in MatchReason]
    assert scores == sorted(set(scores), reverse=True)


def test_a_code_that_subjects_have_decides(index: WhooshIndex) -> None:
    code = "913302817172077119"
    filled(
        index,
        a_document(1, name=code),
        a_document(2, code=code),
        a_document(3, other_codes=(code,)),
        a_document(4, name=f"厂{code}"),
    )
    assert found(index, code) == ["id-2", "id-3"]


def test_a_code_that_no_subject_has_is_looked_for_in_names_too(index: WhooshIndex) -> None:
    code = "913302817172077119"
    filled(index, a_document(1, name=code), a_document(2, name=f"厂{code}"))
    assert found(index, code) == ["id-1", "id-2"]


def test_facets_are_counted_only_where_they_are_asked_for(index: WhooshIndex) -> None:
    filled(index, a_document(1, name="宁波电器厂"))
    with_facets, without = (
        index.search(Query("宁波电器", counts_facets=counts)) for counts in (True, False)
    )
    assert with_facets.facets["division"] == (("999901", 1),)
    assert not without.facets
    assert without.hits == with_facets.hits


def test_of_hits_for_one_reason_the_shorter_name_comes_first_and_ties_are_stable(
    index: WhooshIndex,
) -> None:
    names = ["宁波电器设备厂", "宁波电器甲厂", "宁波电器乙厂", "宁波电器厂"]
    documents = [a_document(number, name=name) for number, name in enumerate(names)]
    filled(index, *documents)
    order = ["id-3", "id-1", "id-2", "id-0"]
    assert found(index, "宁波电器") == order
    with index.rebuild() as fresh:
        fresh.apply(reversed(documents), [], 1)
    assert found(index, "宁波电器") == order


def test_letters_apart_are_looked_for_only_where_nothing_else_answers(index: WhooshIndex) -> None:
    filled(
        index,
        a_document(1, name="邵阳维克液压股份有限公司", facets={"division": "430501"}),
        a_document(2, name="邵阳液压股份有限公司", facets={"division": "430502"}),
    )
    assert found(index, "邵阳液压") == ["id-2"]
    assert found(index, "邵阳液压", filters={"division": ("430501",)}) == []
    index.apply([], ["id-2"], 2)
    assert [hit.reason for hit in asked(index, "邵阳液压").hits] == [MatchReason.NAME_LETTERS]
    assert found(index, "邵液阳压") == []


def test_names_sort_in_the_order_of_their_pinyin(index: WhooshIndex) -> None:
    names = ["厦门钢厂", "宁波钢厂", "安徽钢厂", "北京钢厂", "杭州钢厂"]
    filled(index, *(a_document(number, name=name) for number, name in enumerate(names)))
    ordered = [hit.name[:2] for hit in asked(index, "钢厂", sort="name").hits]
    assert ordered == ["安徽", "北京", "杭州", "宁波", "厦门"]


@pytest.fixture
def many(index: WhooshIndex) -> WhooshIndex:
    """Sixty hits in several segments, with facets."""
    for batch in range(3):
        documents = [
            a_document(
                number,
                facets={
                    "division": f"99990{number % 3}",
                    "industry": "CF"[number % 2],
                    "standing": "operating",
                },
            )
            for number in range(batch * 20, batch * 20 + 20)
        ]
        index.apply(documents, [], batch + 1)
    return index


def pages(index: WhooshIndex, query: Query) -> list[list[str]]:
    found_pages = []
    while True:
        answer = index.search(query)
        found_pages.append([hit.id for hit in answer.hits])
        if answer.after is None:
            return found_pages
        query = replace(query, after=answer.after)


@pytest.mark.parametrize("sort", ["match", "name"])
def test_pages_hold_every_hit_once_in_the_order_of_one_page(many: WhooshIndex, sort: str) -> None:
    whole = found(many, "电器", sort=sort, limit=200)
    split = pages(many, Query("电器", sort=sort, limit=7))  # type: ignore[arg-type] # a sort
    assert [len(page) for page in split] == [7] * 8 + [4]
    assert [one for page in split for one in page] == whole
    assert len(set(whole)) == 60


def test_a_last_page_that_is_full_has_no_page_after_it(many: WhooshIndex) -> None:
    assert [len(page) for page in pages(many, Query("电器", limit=20))] == [20, 20, 20]


def test_a_page_goes_on_where_the_last_one_ended_when_hits_come_and_go(many: WhooshIndex) -> None:
    first = many.search(Query("电器", limit=10))
    ids = [hit.id for hit in first.hits]
    many.apply([a_document(999, name="电器")], ids[:5], 9)
    second = many.search(Query("电器", limit=10, after=first.after))
    assert not {hit.id for hit in second.hits} & {*ids, "id-999"}
    assert [hit.id for hit in second.hits] == found(many, "电器", limit=200)[6:16]


def test_a_cursor_belongs_to_its_question(many: WhooshIndex) -> None:
    after = many.search(Query("电器", limit=10)).after
    assert after is not None
    for other in (
        Query("虚构", limit=10, after=after),
        Query("电器", {"industry": ("C",)}, limit=10, after=after),
        Query("电器", limit=10, after=after, sort="name"),
        Query("电器", limit=10, after=after, public_only=False),
    ):
        with pytest.raises(PageRefused):
            many.search(other)
    many.search(Query("电器", limit=20, day=400, after=after))


@pytest.mark.parametrize(
    "after", ["", "!", "e30", "W10", "WzFd", "A" * 5000, "é", "bnVsbA", "W1tbW1tbW1tb"]
)
def test_a_malformed_cursor_is_refused(many: WhooshIndex, after: str) -> None:
    with pytest.raises(PageRefused):
        many.search(Query("电器", after=after))


def test_counts_heed_every_filter_but_their_own(many: WhooshIndex) -> None:
    answer = asked(many, "电器", filters={"division": ("999901",), "industry": ("C",)})
    assert answer.total == 10
    assert dict(answer.facets["division"]) == {"999900": 10, "999901": 10, "999902": 10}
    assert dict(answer.facets["industry"]) == {"C": 10, "F": 10}
    assert answer.facets["standing"] == (("operating", 10),)
    assert answer.facets["subject_kind"] == ()


def test_values_of_one_filter_are_alternatives(many: WhooshIndex) -> None:
    assert asked(many, "电器", filters={"division": ("999901", "999902")}).total == 40
    assert asked(many, "电器", filters={"division": ()}).total == 60


def test_a_filter_that_nothing_meets_is_still_told_so_that_it_can_be_taken_back(
    many: WhooshIndex,
) -> None:
    answer = asked(many, "电器", filters={"division": ("110101",)})
    assert answer.total == 0
    assert ("110101", 0) in answer.facets["division"]


def test_counts_are_of_all_hits_and_not_of_the_page(many: WhooshIndex) -> None:
    answer = asked(many, "电器", limit=5)
    assert (answer.total, sum(dict(answer.facets["division"]).values())) == (60, 60)


def test_what_is_not_public_is_neither_found_nor_counted_publicly(index: WhooshIndex) -> None:
    filled(index, a_document(1), a_document(2, is_public=False))
    answer = asked(index, "电器")
    assert (found(index, "电器"), answer.total) == (["id-1"], 1)
    assert answer.facets["division"] == (("999901", 1),)
    assert asked(index, "电器", public_only=False).total == 2
    assert found(index, a_document(2).code or "") == []


@pytest.mark.parametrize(("day", "is_found"), [(9, False), (10, True), (20, True), (21, False)])
def test_a_document_is_found_from_its_first_day_to_its_last(
    index: WhooshIndex, day: int, is_found: bool
) -> None:
    filled(index, a_document(1, since=10, until=20))
    assert found(index, "电器", day=day) == ["id-1"] * is_found


def test_an_open_side_of_the_days_has_no_bound(index: WhooshIndex) -> None:
    filled(index, a_document(1, since=10), a_document(2, until=20))
    assert found(index, "电器", day=5) == ["id-2"]
    assert found(index, "电器", day=25) == ["id-1"]
