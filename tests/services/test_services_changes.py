"""The public change feed: what came to be known, in its order, and nothing that is not public."""

from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft, an_officer
from filings import deliver, on, subject_of

from credit_registry.domain.actors import PUBLIC, Role
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.services import changes, law_editions
from credit_registry.services.acts import Act
from credit_registry.services.lists import mirrors
from credit_registry.services.lists.mirrors import MirroredEntry
from credit_registry.services.registry import Registry

NATIONAL = "national_serious_violation"


@pytest.fixture
def mirrored(registry: Registry) -> Registry:
    """A registry with one enterprise that a national list names, and one honoured after that."""
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    confirm(registry)
    deliver(registry, a_record_draft(RecordKind.HONOUR, 2, title="质量奖"))
    return registry


def confirm(registry: Registry) -> None:
    actor = an_officer(registry, Role.ENTERER)
    day = registry.clock.today()
    entry = MirroredEntry(
        subject_of(registry), "国市监列〔2026〕1号", "理由", date(2026, 1, 5), None, "虚构局"
    )
    with registry.transaction() as session:
        act = Act(actor, registry.clock.now(), day, law_editions.current(session))
        mirrors.confirm(session, NATIONAL, [entry], act=act)


def latest(registry: Registry) -> list[str]:
    with registry.reading() as session:
        view = registry.view(session, PUBLIC)
        return [change.kind for change in changes.latest(session, view)]


def fed(registry: Registry, after: tuple[int, int] = (-1, -1)) -> list[changes.Change]:
    with registry.reading() as session:
        return changes.since(session, registry.view(session, PUBLIC), after)


def test_the_newest_change_comes_first(mirrored: Registry) -> None:
    assert latest(mirrored) == [RecordKind.HONOUR, NATIONAL]


def test_a_source_that_lists_an_entry_still_is_no_news(mirrored: Registry) -> None:
    confirm(mirrored)
    confirm(mirrored)
    assert latest(mirrored) == [RecordKind.HONOUR, NATIONAL]


def test_a_reader_of_the_feed_is_told_that_an_entry_was_confirmed_again(
    mirrored: Registry,
) -> None:
    told = fed(mirrored)
    confirm(mirrored)
    (again,) = fed(mirrored, (told[-1].position, told[-1].ordinal))
    assert (again.kind, again.what) == (NATIONAL, "listing")


def test_what_is_not_public_is_no_change(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    hidden = a_record_draft(RecordKind.PENALTY, 1, severity=Severity.UNDETERMINED)
    deliver(registry, hidden, a_record_draft(RecordKind.HONOUR, 9))
    assert latest(registry) == []
    assert fed(registry) == []


def test_a_change_leaves_the_feed_the_day_after_its_last_day(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(RecordKind.HONOUR, 1, effective_to=date(2026, 12, 31)))
    on(registry, date(2026, 12, 31))
    assert len(fed(registry)) == len(latest(registry)) == 1
    on(registry, date(2027, 1, 1))
    assert (fed(registry), latest(registry)) == ([], [])
