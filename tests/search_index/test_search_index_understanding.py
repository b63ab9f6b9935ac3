"""How words are understood: normal forms, legal forms, codes, fragments, and what is refused."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from indexed import a_document, asked, found

from search_index.analysis import asked_terms, indexed_terms, key
from search_index.documents import FACETS
from search_index.errors import QueryRefused
from search_index.highlighting import highlight
from search_index.queries import LONGEST_TEXT, MOST_FRAGMENTS, Query, QueryKind, understand
from search_index.whoosh_index import WhooshIndex

NAME = "宁波ABC（中国）电器制造有限公司"
DOCUMENT = a_document(
    1,
    name=NAME,
    code="91330281717207711X",
    other_codes=("330281000012345",),
    former_names=("宁波旧名仪表厂", "余姚最早机械厂"),
    address="浙江省余姚市舜水南路37号",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshIndex]:
    opened = WhooshIndex(tmp_path_factory.mktemp("understanding") / "index")
    opened.apply([DOCUMENT, a_document(2)], [], 1)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "text",
    [
        "宁波ABC(中国)电器制造有限公司",  # half-width brackets
        "寧波ABC（中國）電器製造有限公司",  # traditional characters
        "宁波ａｂｃ（中国）电器制造有限公司",  # full-width letters
        "宁波abc中国电器制造有限公司",  # no brackets
        " 宁波 ABC （中国） 电器制造 有限公司 ",  # spaces
        "宁波ABC【中国】电器·制造，有限公司",  # other separators
    ],
)
def test_spellings_of_one_name_are_the_exact_name(index: WhooshIndex, text: str) -> None:
    hit = asked(index, text).hits[0]
    assert (hit.id, hit.reason.value, hit.name) == ("id-1", "exact_name", NAME)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("91330281717207711X", "exact_code"),
        ("91330281717207711x", "exact_code"),
        ("9133 0281 7172 0771 1X", "exact_code"),
        ("９１３３０２８１７１７２０７７１１Ｘ", "exact_code"),
        ("330281000012345", "exact_code"),
        ("91330281", "code_part"),
        ("07711X", "code_part"),
        ("71720771", "code_part"),
        ("71720771 1X", None),
        ("717207711X", "code_part"),
        ("71720 电器", "code_part"),
        ("12345", "code_part"),
        ("11X", None),
        ("宁波旧名仪表厂", "exact_former_name"),
        ("旧名仪表", "former_name_part"),
        ("最早 机械厂", "former_name_part"),
        ("旧名 最早", None),
        ("宁波ABC", "name_prefix"),
        ("宁波 ABC中国", "name_prefix"),
        ("宁波ABC中国电器制造", "name_prefix"),
        ("电器 宁波", "name_part"),
        ("制造 器制", "name_part"),
        ("电", "name_part"),
        ("舜水南路", "address_part"),
        ("舜水南路37号", "address_part"),
        ("电器 舜水", "address_part"),
        ("舜水 余姚 37", "address_part"),
        ("旧名 舜水", None),
        ("宁波器制有", "name_letters"),
        ("宁ABC造", "name_letters"),
        ("宁造", None),
        ("造器电", None),
        ("AB", None),
        ("电品", None),
    ],
)
def test_each_way_of_asking_has_its_reason(
    index: WhooshIndex, text: str, reason: str | None
) -> None:
    reasons = {hit.id: hit.reason.value for hit in asked(index, text).hits}
    assert reasons.get("id-1") == reason


def test_the_hit_tells_the_text_that_was_met(index: WhooshIndex) -> None:
    met = {
        "07711X": "91330281717207711X",
        "12345": "330281000012345",
        "330281000012345": "330281000012345",
        "最早机械": "余姚最早机械厂",
        "宁波旧名仪表厂": "宁波旧名仪表厂",
        "舜水南路": "浙江省余姚市舜水南路37号",
        "ABC": NAME,
    }
    for text, matched in met.items():
        hit = next(hit for hit in asked(index, text).hits if hit.id == "id-1")
        assert hit.matched_text == matched


@pytest.mark.parametrize(
    ("text", "kind", "fragments", "ignored"),
    [
        ("", QueryKind.EVERYTHING, (), ()),
        ("　 ", QueryKind.EVERYTHING, (), ()),
        ("91330281717207711X", QueryKind.CODE, ("91330281717207711x",), ()),
        ("717207711", QueryKind.CODE, ("717207711",), ()),
        ("electrics", QueryKind.NAME, ("electrics",), ()),
        ("电器有限公司", QueryKind.NAME, ("电器",), ("有限公司",)),
        ("电器 股份有限公司", QueryKind.NAME, ("电器",), ("股份有限公司",)),
        ("电器 宁波 厂", QueryKind.FRAGMENTS, ("电器", "宁波"), ("厂",)),
        ("电器厂", QueryKind.NAME, ("电器厂",), ()),
        ("电器 电器", QueryKind.NAME, ("电器",), ()),
        ("有限公司", QueryKind.NOTHING_SPECIAL, (), ("有限公司",)),
        ("公司 厂 店", QueryKind.NOTHING_SPECIAL, (), ("公司", "厂", "店")),
        ("（）", QueryKind.NOTHING_SPECIAL, (), ("（）",)),
    ],
)
def test_words_are_told_apart(
    text: str, kind: QueryKind, fragments: tuple[str, ...], ignored: tuple[str, ...]
) -> None:
    understood = understand(text)
    assert (understood.kind, understood.fragments, understood.ignored) == (
        kind,
        fragments,
        ignored,
    )


def test_a_legal_form_alone_finds_nothing_and_says_so(index: WhooshIndex) -> None:
    answer = asked(index, "有限公司")
    assert (answer.total, answer.ignored) == (0, ("有限公司",))


def test_another_legal_form_finds_the_same_subject(index: WhooshIndex) -> None:
    assert found(index, "宁波ABC中国电器制造股份有限公司") == ["id-1"]


@pytest.mark.parametrize(
    "refused",
    [
        {"text": "电" * (LONGEST_TEXT + 1)},
        {"text": "电 " * (MOST_FRAGMENTS + 1)},
        {"text": "电", "limit": 0},
        {"text": "电", "limit": 201},
        {"text": "电", "sort": "chance"},
        {"text": "电", "filters": {"colour": ("black",)}},
    ],
)
def test_a_malformed_question_is_refused(refused: dict[str, object]) -> None:
    with pytest.raises(QueryRefused):
        Query(**refused)  # type: ignore[arg-type] # what is refused


def test_the_longest_question_is_answered(index: WhooshIndex) -> None:
    assert found(index, "电" * LONGEST_TEXT) == []
    assert found(index, "宁波 " * MOST_FRAGMENTS) == ["id-1"]


@given(st.text(max_size=40))
def test_whatever_is_typed_is_understood(text: str) -> None:
    understood = understand(text)
    assert all(fragment == key(fragment) for fragment in understood.fragments)
    assert set(FACETS)


@given(
    st.text(alphabet="宁波電器厂店AB3m（） 龘𠮷é", min_size=1, max_size=12),
    st.integers(0, 11),
    st.integers(1, 6),
)
def test_a_part_cut_at_characters_of_its_own_is_found_by_its_terms(
    text: str, start: int, length: int
) -> None:
    form = key(text)
    part = form[start : start + length]
    whole_words = all(
        not (form[place - 1] < "\u2e80" and form[place] < "\u2e80")
        for place in (start, start + len(part))
        if 0 < place < len(form)
    )
    if part and whole_words:
        assert asked_terms(part) <= indexed_terms(text)


@given(
    st.text(alphabet="宁波電器（） ABｃé", max_size=12), st.lists(st.text(max_size=4), max_size=3)
)
def test_a_marked_name_is_still_the_name(name: str, fragments: list[str]) -> None:
    pieces = highlight(name, fragments)
    assert "".join(piece for piece, _ in pieces) == name
    assert all(piece for piece, _ in pieces)


def test_marks_cover_what_was_asked_for_and_the_separators_within() -> None:
    assert highlight("寧波（中國）電器厂", ["中国电", "厂"]) == [
        ("寧波（", False),
        ("中國）電", True),
        ("器", False),
        ("厂", True),
    ]
    assert highlight("宁波", ["电器"]) == [("宁波", False)]
    assert highlight("", ["电器"]) == []
