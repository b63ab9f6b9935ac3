"""What is found without an index: codes and exact names, with a notice, and nothing more."""

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc
from filings import deliver
from found_subjects import hits, linked, page

from credit_registry.domain.actors import PUBLIC
from credit_registry.domain.records import RecordKind
from credit_registry.services.finding import indexing, searching
from credit_registry.services.finding.searching import Question
from credit_registry.services.registry import Registry

FIRST, SECOND = "虚构市第1制造有限公司", "虚构市第2制造有限公司"
RENAMED = "虚构市更名家具有限公司"


def indexed(registry: Registry, count: int = 2) -> Registry:
    """The registry with so many subjects, found."""
    deliver(registry, *(a_subject_draft(number) for number in range(1, count + 1)))
    indexing.follow(registry)
    return registry


def take_away(directory: Path) -> None:
    shutil.rmtree(directory)


def tear(directory: Path) -> None:
    (directory / "manifest").write_bytes(b"torn")


def open_to_others(directory: Path) -> None:
    directory.chmod(0o777)


def put_a_file_in_its_place(directory: Path) -> None:
    shutil.rmtree(directory)
    directory.write_bytes(b"")


@pytest.fixture(params=[take_away, tear, open_to_others, put_a_file_in_its_place])
def without_index(registry: Registry, request: pytest.FixtureRequest) -> Registry:
    """A registry whose index cannot answer."""
    indexed(registry)
    registry.index.port.close()
    spoil: Callable[[Path], None] = request.param
    spoil(registry.settings.index_directory)
    return registry


def test_without_an_index_codes_and_exact_names_are_found_and_the_page_says_so(
    without_index: Registry, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        found = page(without_index, a_uscc(1))
    assert (found.is_degraded, found.total, found.after) == (True, 1, None)
    assert [(hit.name, hit.reason.value) for hit in found.hits] == [(FIRST, "exact_code")]
    assert "the search index cannot answer" in caplog.text
    assert a_uscc(1) not in caplog.text
    by_name = page(without_index, f" {SECOND} ")
    assert [(hit.name, hit.reason.value) for hit in by_name.hits] == [(SECOND, "exact_name")]
    for text in ("制造", "", "没有这家企业", "100% _"):
        nothing = page(without_index, text)
        assert (nothing.is_degraded, nothing.total, nothing.hits) == (True, 0, ())


@pytest.fixture
def degraded(registry: Registry) -> Registry:
    """A registry with three subjects and no index at all."""
    deliver(
        registry,
        a_subject_draft(1),
        a_subject_draft(2, name="虚构（中国）电器厂"),
        a_subject_draft(3),
    )
    shutil.rmtree(registry.settings.index_directory, ignore_errors=True)
    return registry


def test_without_an_index_former_names_and_brackets_of_either_width_are_found(
    degraded: Registry,
) -> None:
    deliver(degraded, a_subject_draft(1, name=RENAMED))
    (hit,) = hits(degraded, FIRST)
    assert (hit.name, hit.former_name) == (RENAMED, FIRST)
    for spelling in ("虚构（中国）电器厂", "虚构(中国)电器厂"):
        assert [hit.code for hit in hits(degraded, spelling)] == [a_uscc(2)]


def test_without_an_index_a_duplicate_leads_to_the_subject_that_stands_for_it(
    degraded: Registry,
) -> None:
    linked(degraded, FIRST, "虚构市第3制造有限公司")
    for text in (a_uscc(1), FIRST, a_uscc(3)):
        assert [hit.code for hit in hits(degraded, text)] == [a_uscc(3)]


def test_without_an_index_nothing_provisional_is_shown_or_counted(degraded: Registry) -> None:
    deliver(degraded, a_record_draft(RecordKind.HONOUR, 7))
    for text in (a_uscc(7), "虚构市第7制造有限公司"):
        found = page(degraded, text)
        assert (found.total, found.hits) == (0, ())


def test_without_an_index_there_is_no_page_after_the_first(degraded: Registry) -> None:
    indexing.follow(degraded)
    after = page(degraded, "", question=Question("虚构", limit=1)).after
    degraded.index.port.close()
    shutil.rmtree(degraded.settings.index_directory)
    found = page(degraded, "", question=Question("虚构", after=after))
    assert (found.is_degraded, found.hits) == (True, ())


def test_without_an_index_suggestions_are_exact_names_only(degraded: Registry) -> None:
    with degraded.reading() as session:
        view = degraded.view(session, PUBLIC)
        (found,) = searching.suggest(session, degraded.index, FIRST, view)
        assert (found.name, found.code) == (FIRST, a_uscc(1))
        assert searching.suggest(session, degraded.index, "虚构", view) == []
