"""Reading ahead gives what reading gives, raises what it raises, and ends with its use."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_registry.exchange.read_ahead import stretches


@given(st.lists(st.integers()), st.integers(1, 7))
def test_all_items_come_in_their_order_in_whole_stretches(items: list[int], size: int) -> None:
    with stretches(items, size) as read:
        found = list(read)
    assert [item for part in found for item in part] == items
    assert all(len(part) == size for part in found[:-1])
    assert all(found)


def test_what_reading_raises_comes_after_what_was_read_before() -> None:
    def failing() -> Iterator[int]:
        yield from range(4)
        raise ValueError("line 5")

    taken: list[list[int]] = []
    with stretches(failing(), 2) as read, pytest.raises(ValueError, match="line 5"):
        taken.extend(read)
    assert taken == [[0, 1], [2, 3]]


def test_a_reader_that_nobody_wants_ends() -> None:
    before = threading.active_count()

    def endless() -> Iterator[int]:
        while True:
            yield 1

    with stretches(endless(), 3) as read:
        assert next(read) == [1, 1, 1]
    assert threading.active_count() == before


def test_no_more_is_read_than_a_few_stretches_ahead() -> None:
    read_so_far = []

    def told() -> Iterator[int]:
        for number in range(1_000):
            read_so_far.append(number)
            yield number

    with stretches(told(), 10) as read:
        next(read)
    assert len(read_so_far) <= 60
