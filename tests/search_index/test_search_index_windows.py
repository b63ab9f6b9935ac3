"""Texts and values that hold on certain days: outside them they neither match nor tell of it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from indexed import a_document, asked, found

from search_index.analysis import key
from search_index.documents import NO_VALUE, WINDOW_TEXTS, Document, Window
from search_index.whoosh_index import WhooshIndex

LAST = 20


@pytest.fixture
def index(tmp_path: Path) -> Iterator[WhooshIndex]:
    opened = WhooshIndex(tmp_path / "index")
    opened.apply(
        [
            a_document(
                1,
                windows=(
                    Window("product", "红木沙发（三人）"),
                    Window("violation", "销售不合格床垫", since=10, until=LAST),
                    Window("sampling", "儿童床 甲醛释放量", since=5, until=9),
                    Window("list_state", value="black", since=10, until=LAST),
                    Window("grade", value="A", is_public=False),
                    Window("grade", value="A", since=10, until=12),
                ),
            ),
            a_document(2, windows=(Window("product", "红木餐桌"),)),
        ],
        [],
        1,
    )
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("不合格床垫", 9, []),
        ("不合格床垫", 10, ["violation_part"]),
        ("不合格床垫", LAST, ["violation_part"]),
        ("不合格床垫", LAST + 1, []),
        ("违法:床垫", LAST, ["violation_part"]),
        ("违法:床垫", LAST + 1, []),
        ("产品:床垫", LAST, []),
        ("第1电器 床垫", LAST, ["violation_part"]),
        ("第1电器 床垫", LAST + 1, []),
        ("甲醛", 9, ["sampling_part"]),
        ("甲醛", 10, []),
        ("sampling:甲醛", 9, ["sampling_part"]),
        ("红木沙发", 0, ["product_part"]),
        ("product:沙发", 99, ["product_part"]),
        ("沙发 床垫", LAST, []),  # two texts are not one
    ],
)
def test_a_text_is_found_on_its_days_alone(
    index: WhooshIndex, text: str, day: int, expected: list[str]
) -> None:
    answer = asked(index, text, day=day)
    assert [hit.reason.value for hit in answer.hits if hit.id == "id-1"] == expected
    assert (answer.total > 0) == bool(expected)


def test_an_expired_text_leaves_no_trace_in_the_answer(index: WhooshIndex) -> None:
    before = asked(index, "床垫", day=LAST)
    after = asked(index, "床垫", day=LAST + 1)
    assert before.hits[0].matched_text == "销售不合格床垫"
    assert (after.hits, after.total) == ((), 0)
    assert not any(counts for counts in after.facets.values())
    named = asked(index, "第1电器", day=LAST + 1)
    assert named.facets["list_state"] == ((NO_VALUE, 1),)
    assert found(index, "第1电器 -违法:床垫", day=LAST) == []
    assert found(index, "第1电器 -违法:床垫", day=LAST + 1) == ["id-1"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(9, {NO_VALUE: 2}), (10, {"black": 1, NO_VALUE: 1}), (LAST, {"black": 1, NO_VALUE: 1}),
     (LAST + 1, {NO_VALUE: 2})],
)  # fmt: skip
def test_states_of_lists_are_counted_by_the_day(
    index: WhooshIndex, day: int, expected: dict[str, int]
) -> None:
    assert dict(asked(index, "", day=day).facets["list_state"]) == expected
    black = asked(index, "", day=day, filters={"list_state": ("black",)})
    assert [hit.id for hit in black.hits] == (["id-1"] if "black" in expected else [])
    none = asked(index, "", day=day, filters={"list_state": (NO_VALUE,)})
    assert none.total == expected[NO_VALUE]


def test_what_is_not_public_is_counted_for_officers_alone(index: WhooshIndex) -> None:
    assert dict(asked(index, "", day=13).facets["grade"]) == {NO_VALUE: 2}
    assert dict(asked(index, "", day=12).facets["grade"]) == {"A": 1, NO_VALUE: 1}
    inside = asked(index, "", day=13, public_only=False)
    assert dict(inside.facets["grade"]) == {"A": 1, NO_VALUE: 1}


def test_a_new_document_brings_its_own_windows_and_a_deleted_one_takes_them_along(
    index: WhooshIndex,
) -> None:
    for number in range(2, 30):
        index.apply([a_document(3, windows=(Window("product", f"藤椅{number}号"),))], [], number)
    assert found(index, "藤椅") == ["id-3"]
    assert found(index, "藤椅28号") == []
    assert found(index, "床垫", day=LAST) == ["id-1"]
    index.apply([a_document(1)], ["id-3"], 40)
    assert found(index, "床垫", day=LAST) == []
    assert found(index, "藤椅") == []
    assert found(index, "红木") == ["id-2"]


@pytest.mark.parametrize(
    "wrong",
    [("colour", "红", ""), ("product", "", ""), ("product", "床", "A"), ("grade", "床", "A"),
     ("list_state", "", ""), ("list_state", "", NO_VALUE), ("grade", "", "A\n")],
)  # fmt: skip
def test_a_window_that_could_never_be_found_is_refused(wrong: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="window"):
        Window(*wrong)


LETTERS = "红木床垫椅3（"
windows = st.one_of(
    st.builds(
        Window,
        kind=st.sampled_from(WINDOW_TEXTS),
        text=st.text(LETTERS, min_size=1, max_size=6),
        is_public=st.booleans(),
        since=st.none() | st.integers(0, 3),
        until=st.none() | st.integers(0, 3),
    ),
    st.builds(
        Window,
        kind=st.sampled_from(["list_state", "grade"]),
        value=st.sampled_from(["black", "A"]),
        is_public=st.booleans(),
        since=st.none() | st.integers(0, 3),
        until=st.none() | st.integers(0, 3),
    ),
)
documents = st.builds(
    a_document,
    st.integers(0, 5),
    name=st.just("甲"),
    address=st.just(""),
    windows=st.lists(windows, max_size=4).map(tuple),
)


def is_shown(window: Window, day: int, *, public_only: bool) -> bool:
    """Whether the window holds on the day, one by one and in plain words."""
    has_begun = window.since is None or window.since <= day
    has_ended = window.until is not None and window.until < day
    return has_begun and not has_ended and (window.is_public or not public_only)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    batches=st.lists(st.lists(documents, max_size=5), min_size=1, max_size=6),
    text=st.text("红木床垫椅", min_size=2, max_size=3),
    day=st.integers(0, 4),
    public_only=st.booleans(),
)
def test_windows_are_met_as_one_by_one(
    tmp_path_factory: pytest.TempPathFactory,
    batches: list[list[Document]],
    text: str,
    day: int,
    public_only: bool,
) -> None:
    index = WhooshIndex(tmp_path_factory.mktemp("windows") / "index")
    held: dict[str, Document] = {}
    for number, batch in enumerate(batches, start=1):
        index.apply(batch, [], number)
        held |= {one.id: one for one in batch}
    shown = {
        one.id: [each for each in one.windows if is_shown(each, day, public_only=public_only)]
        for one in held.values()
    }
    answer = asked(index, f'"{text}"', day=day, public_only=public_only, limit=50)
    expected = {one for one, those in shown.items() if any(text in key(it.text) for it in those)}
    assert {hit.id for hit in answer.hits} == expected
    everything = asked(index, "", day=day, public_only=public_only)
    for facet in ("list_state", "grade"):
        values = [{it.value for it in those if it.kind == facet} for those in shown.values()]
        counted = Counter(value for each in values for value in (each or {NO_VALUE}))
        assert dict(everything.facets[facet]) == dict(counted)
