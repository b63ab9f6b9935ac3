"""A mirrored list is taken in whole: by whom, what of it stays in every look back, what leaves."""

from datetime import date
from typing import Any

import pytest
from builders import a_subject_draft, a_uscc, an_officer
from filings import deliver, file_of, on, position, subject_of
from test_services_entries import MONDAY, confirm, mirrored

from credit_registry.domain.actors import Role
from credit_registry.domain.errors import NotPermitted, Unlawful
from credit_registry.services.lists.mirrors import MirroredEntry
from credit_registry.services.registry import Registry

THURSDAY = date(2026, 11, 26)


@pytest.fixture
def number(registry: Registry) -> int:
    """An enterprise that the national list has named since Monday."""
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    subject_id = subject_of(registry)
    confirm(registry, MONDAY, mirrored(subject_id))
    return subject_id


def test_a_look_back_goes_on_showing_what_was_only_confirmed_again(
    registry: Registry, number: int
) -> None:
    before = position(registry)
    for day in (date(2026, 11, 25), THURSDAY):
        on(registry, day)
        confirm(registry, day, mirrored(number))
    asked: tuple[dict[str, Any], ...] = (
        {},
        {"as_of": MONDAY},
        {"as_of": MONDAY, "known_at": before},
        {"known_at": before},
    )
    shown = [len(file_of(registry, **times).listings) for times in asked]
    assert shown == [1, 1, 1, 1]
    assert file_of(registry, as_of=date(2026, 11, 22)).listings == ()


def test_a_look_back_shows_no_words_that_the_source_has_changed(
    registry: Registry, number: int
) -> None:
    before = position(registry)
    on(registry, THURSDAY)
    changed = MirroredEntry(
        number, "国市监列〔2026〕1号", "更正后的理由", date(2026, 1, 5), None, "虚构局"
    )
    confirm(registry, THURSDAY, changed)
    assert [each.version.grounds for each in file_of(registry).listings] == ["更正后的理由"]
    assert file_of(registry, known_at=before).listings == ()
    assert file_of(registry, as_of=MONDAY).listings == ()


def test_a_look_back_into_days_without_confirmation_shows_nothing(
    registry: Registry, number: int
) -> None:
    day = date(2026, 12, 10)
    on(registry, day)
    confirm(registry, day, mirrored(number))
    assert len(file_of(registry).listings) == 1
    assert file_of(registry, as_of=date(2026, 12, 5)).listings == ()


def test_an_account_of_a_division_confirms_no_whole_list(registry: Registry, number: int) -> None:
    bound = an_officer(registry, Role.ENTERER, division="999901")
    with pytest.raises(NotPermitted):
        confirm(registry, MONDAY, mirrored(number), actor=bound)


def test_a_list_is_emptied_only_on_purpose(registry: Registry, number: int) -> None:
    with pytest.raises(Unlawful, match="everybody"):
        confirm(registry, MONDAY)
    assert len(file_of(registry).listings) == 1
    done = confirm(registry, MONDAY, may_be_empty=True)
    assert (done.entered, done.stayed, done.left) == ((), (), (number,))
    assert file_of(registry).listings == ()


def test_a_confirmation_says_who_entered_stayed_and_left(registry: Registry, number: int) -> None:
    second = subject_of(registry, a_uscc(2))
    done = confirm(registry, MONDAY, mirrored(number), mirrored(second))
    assert (done.entered, done.stayed, done.left) == ((second,), (number,), ())
    done = confirm(registry, MONDAY, mirrored(second))
    assert (done.entered, done.stayed, done.left) == ((), (second,), (number,))


def test_no_personal_number_is_mirrored(registry: Registry, number: int) -> None:
    entry = MirroredEntry(number, "国1号", "电话13800138000", date(2026, 1, 5), None, "虚构局")
    with pytest.raises(Unlawful, match="grounds"):
        confirm(registry, MONDAY, entry)
