"""What is forgiven: letters for characters, slips, places, and marks that a person would guess."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from indexed import a_document, asked, found

from search_index.likeness import most_slips, slips
from search_index.ranking import MatchReason
from search_index.sounds import spellings
from search_index.syntax import words
from search_index.whoosh_index import WhooshIndex

NAMES = {
    "nankang": "赣州市南康家具有限公司",
    "huayang": "赣州市华洋家具厂",
    "chongqing": "重庆长江行业器材厂",
    "green": "绿野食品店",
    "latin": "宁波ABC电器厂",
    "old": "赣州市旺达木业有限公司",
    "long": "佛山市禅城区铁路锅炉安装公司",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshIndex]:
    opened = WhooshIndex(tmp_path_factory.mktemp("forgiving") / "index")
    opened.apply(
        [
            a_document(
                number,
                id=one,
                name=name,
                former_names=("赣州市旧梦沙发厂",) if one == "old" else (),
                address=f"江西省赣州市红旗大道{number}号",
            )
            for number, (one, name) in enumerate(NAMES.items(), start=1)
        ],
        [],
        1,
    )
    yield opened
    opened.close()


def reasons(index: WhooshIndex, text: str) -> dict[str, str]:
    return {hit.id: hit.reason.value for hit in asked(index, text).hits}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nankang", {"nankang": "name_pinyin"}),
        ("NanKangJiaJu", {"nankang": "name_pinyin"}),
        ("nankangjia", {"nankang": "name_pinyin"}),  # still being typed
        ("nankangj", {"nankang": "name_initials"}),
        ("nk家具", {"nankang": "name_initials"}),
        ("南康jj", {"nankang": "name_initials"}),
        ("南康jiaju", {"nankang": "name_pinyin"}),
        ("nk", {"nankang": "name_initials"}),
        ("hyjj", {"huayang": "name_initials"}),
        ("jiaju 华洋", {"huayang": "name_pinyin"}),
        ("jiaju", {"nankang": "name_pinyin", "huayang": "name_pinyin"}),
        ("chongqing", {"chongqing": "name_pinyin"}),
        ("changjianghangye", {"chongqing": "name_pinyin"}),
        ("cqcj", {"chongqing": "name_initials"}),
        ("lvye", {"green": "name_pinyin"}),
        ("abc", {"latin": "name_part"}),
        ("wangda muye", {"old": "name_pinyin"}),
        ("foshan", {"long": "name_pinyin"}),
        # 路安 may be read as 卵 too, and the whole in many more ways.
        ("foshanshichanchengqutieluguoluanzhuanggongsi", {"long": "name_pinyin"}),
        ("fssccqtlglazgs", {"long": "name_initials"}),
        ("jiumeng", {"old": "former_name_pinyin"}),
        ("jmsf", {"old": "former_name_initials"}),
        ("jm沙发", {"old": "former_name_initials"}),
        ("ganzhou jiumeng", {"old": "former_name_pinyin"}),
        ("jiangjia", {}),
        ("x", {}),
        ("3mm", {}),
        ('"nankang"', {}),  # what is quoted is meant as it stands
    ],
)
def test_letters_find_what_sounds_so(
    index: WhooshIndex, text: str, expected: dict[str, str]
) -> None:
    assert reasons(index, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("华羊家具", {"huayang": "name_similar"}),  # another character
        ("洋华家具", {"huayang": "name_similar"}),  # two exchanged
        ("华大洋家具", {"huayang": "name_similar"}),  # one too many
        ("华家具", {"huayang": "name_letters"}),  # one too few
        ("赣州市旺大木业有限公司", {"old": "name_similar"}),
        ('"华羊家具"', {}),
        ("华羊", {}),  # too short to be told from something else
        ("宁波ABD电器", {}),  # letters are meant as typed
    ],
)
def test_one_slip_is_forgiven_where_nothing_else_answers(
    index: WhooshIndex, text: str, expected: dict[str, str]
) -> None:
    assert reasons(index, text) == expected


@pytest.mark.parametrize("text", ["江西省赣州市华洋家具厂", "江西华洋家具", "南康区 宁都 华洋家具"])
def test_a_place_is_left_out_only_where_nothing_answers_with_it(
    index: WhooshIndex, text: str
) -> None:
    if text.startswith("江西"):
        answer = asked(index, text)
        assert [hit.id for hit in answer.hits] == ["huayang"]
        assert answer.ignored[0].startswith("江西")
    else:
        assert found(index, text) == []
    assert asked(index, "赣州 华洋").ignored == ()
    assert found(index, "江西 华洋") == ["huayang"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("家具", ["huayang", "nankang"]),
        ("家具 -南康", ["huayang"]),
        ("家具 －名称:南康", ["huayang"]),
        ('"赣州市 华洋"', ["huayang"]),
        ("“赣州华洋”", []),
        ("名称:家具", ["huayang", "nankang"]),
        ("Name：家具", ["huayang", "nankang"]),
        ("曾用名:旧梦", ["old"]),
        ("former: 旧梦", ["old"]),
        ("名称:旧梦", []),
        ("地址:红旗大道2号", ["huayang"]),
        ("code:MA00000003", ["chongqing"]),
        ("代码:0003 器材", ["chongqing"]),
        ("家具 地址:红旗大道1号", ["nankang"]),
        ("-家具 木业", ["old"]),
    ],
)
def test_marks_are_understood_where_a_person_would_guess_them(
    index: WhooshIndex, text: str, expected: list[str]
) -> None:
    assert sorted(found(index, text)) == sorted(expected)


def test_marks_alone_say_why_a_subject_is_found(index: WhooshIndex) -> None:
    (hit,) = asked(index, "曾用名:旧梦").hits
    assert (hit.reason.value, hit.matched_text) == ("former_name_part", "赣州市旧梦沙发厂")
    assert {*reasons(index, "-家具").values()} == {"listed"}


def test_of_hits_for_one_reason_a_lower_rank_comes_first_then_the_shorter_name(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    ranked = WhooshIndex(tmp_path_factory.mktemp("ranked") / "index")
    names = {"a": ("海蓝电器一厂", 1), "b": ("海蓝电器第二厂", 0), "c": ("海蓝电器厂", 1)}
    documents = [
        a_document(place, id=one, name=name, rank=rank)
        for place, (one, (name, rank)) in enumerate(names.items())
    ]
    ranked.apply(documents, [], 1)
    assert found(ranked, "海蓝") == ["b", "c", "a"]
    first = asked(ranked, "海蓝", limit=1)
    assert found(ranked, "海蓝", limit=1, after=first.after) == ["c"]
    ranked.apply([documents[0]], ["b"], 2)
    assert found(ranked, "海蓝") == ["c", "a"]


def slips_by_table(text: str, fragment: str) -> int:
    """The same by the whole table: row by row, the fragment may begin and end anywhere."""
    rows = [[0] * (len(text) + 1)]
    for place, letter in enumerate(fragment, start=1):
        rows.append([place])
        for column, other in enumerate(text, start=1):
            least = min(
                rows[-2][column] + 1,
                rows[-1][column - 1] + 1,
                rows[-2][column - 1] + (letter != other),
            )
            before = fragment[place - 2 : place] if place > 1 else ""
            if before and text[max(column - 2, 0) : column] == before[::-1]:
                least = min(least, rows[-3][column - 2] + 1)
            rows[-1].append(least)
    return min(rows[-1])


@given(st.text("宁波电器", max_size=9), st.text("宁波电器", min_size=1, max_size=7))
def test_slips_are_counted_as_by_the_whole_table(text: str, fragment: str) -> None:
    assert slips(text, fragment) == slips_by_table(text, fragment)


def test_a_longer_fragment_is_forgiven_no_fewer_slips() -> None:
    allowed = [most_slips(length) for length in range(40)]
    assert all(shorter <= longer for shorter, longer in pairwise(allowed))
    assert (allowed[0], max(allowed)) == (0, 3)


@given(st.text(max_size=30))
def test_whatever_is_typed_has_words_and_spellings(text: str) -> None:
    assert all(word.text.strip() for word in words(text))
    assert len(spellings(text)) <= 6


def test_of_several_former_names_the_one_that_sounds_so_is_told(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "index")
    former = ("虚构市长河纸箱厂", "虚构市旧梦沙发厂", "虚构市重山木器厂")
    index.apply([a_document(1, name="虚构市新日家具有限公司", former_names=former)], [], 1)
    for text in ("jiumeng", "jmsf"):
        (hit,) = asked(index, text).hits
        assert hit.matched_text == "虚构市旧梦沙发厂"
    (hit,) = asked(index, "chongshan").hits
    assert (hit.matched_text, hit.reason.value) == (former[2], "former_name_pinyin")
    assert asked(index, "hezhixiangchangxugou").total == 0, "one name after the other is no name"
    index.close()


def test_another_spelling_of_traditional_characters_is_tried_where_nothing_answers(
    tmp_path: Path,
) -> None:
    names = (
        "虚构市云木家具有限公司", "虚构市钜源数码科技有限公司", "虚构市巨源服装有限公司",
        "虚构市中复着色厂", "虚构市冠军卫浴有限公司",
    )  # fmt: skip
    index = WhooshIndex(tmp_path / "index")
    index.apply([a_document(number, name=name) for number, name in enumerate(names)], [], 1)
    for text, expected in (
        ("虛構市雲木傢俱有限公司", "id-0"),
        ("鉅源數碼", "id-1"),
        ("鉅源", "id-2"),  # as it stands it is another name, which is told
        ("虛構市中覆著色廠", "id-3"),
        ("冠軍衞浴", "id-4"),
    ):
        assert found(index, text) == [expected], text
    assert found(index, '"云木家俱"') == []
    assert asked(index, "虛構市雲木傢俱有限公司").hits[0].reason is MatchReason.EXACT_NAME
    index.close()
