"""All that ever happened to a subject: newest first, in pages, at two times, nobody named."""

from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, file_of, on, position, subject_of, withdraw

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.errors import Unauthenticated
from credit_registry.domain.events import EventKind
from credit_registry.domain.listings import Step
from credit_registry.domain.records import MistakeReason, RecordState
from credit_registry.domain.subjects import LinkKind
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.histories import erasures, subject_histories
from credit_registry.services.histories.subject_histories import Happening
from credit_registry.services.lists import listings
from credit_registry.services.lists.listing_steps import StepForm
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import mistake_reports, subject_links
from credit_registry.store.listings import ListingVersion
from credit_registry.store.records import RecordVersion
from credit_registry.store.subjects import Registration, SubjectLink, SubjectName

DETAIL = {"facts": "由某人签收。", "basis": "某法"}


@pytest.fixture
def officer(registry: Registry) -> Actor:
    return an_officer(registry, *Role)


def read(
    registry: Registry,
    officer: Actor,
    number: int,
    *,
    as_of: date | None = None,
    known_at: int | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Happening]:
    with registry.reading() as session:
        view = registry.view(session, officer, as_of, known_at)
        return subject_histories.read(session, number, officer, view, before, limit)


def lived(registry: Registry, officer: Actor) -> int:
    """A subject to which everything happens that may happen; its id."""
    deliver(registry, a_subject_draft(1), a_subject_draft(2), actor=officer)
    deliver(registry, a_record_draft(document_number="1号", detail=DETAIL), actor=officer)
    deliver(registry, a_subject_draft(1, name="虚构更名有限公司"), actor=officer)
    number, other = subject_of(registry), subject_of(registry, a_uscc(2))
    (record,) = file_of(registry).records
    with registry.transaction() as session:
        at, today = registry.clock.now(), registry.clock.today()
        act = Act(officer, at, today, law_editions.current(session))
        kind = LinkKind.BRANCH_OF
        made = subject_links.link(
            session, other, number, kind, actor=officer, at=at, since=date(2020, 5, 1)
        )
        subject_links.reverse(session, made, "误认", actor=officer, at=at)
        entry = listings.propose(session, number, "serious_violation", "罚〔2026〕3号", act=act)
        form = StepForm(1, document_number="告〔2026〕1号")
        listings.step(session, entry, Step.SERVE_NOTICE, form, act=act)
        mistake_reports.report(
            session, number, None, MistakeReason.WRONG_CONTENT, "写错了", actor=PUBLIC, at=at
        )
    withdraw(registry, record.record_id, RecordState.ANNULLED, "复议撤销", officer)
    with registry.transaction() as session:
        at = registry.clock.now()
        erasures.erase_record_field(
            session, record.record_id, "facts", "误报", actor=officer, at=at
        )
    return number


def test_everything_is_told_newest_first_with_its_position(
    registry: Registry, officer: Actor
) -> None:
    number = lived(registry, officer)
    found = read(registry, officer, number)
    assert [each.kind for each in found] == [
        EventKind.FIELD_ERASED,
        EventKind.RECORD_WITHDRAWN,
        EventKind.MISTAKE_REPORTED,
        EventKind.LISTING_NOTICED,
        EventKind.LISTING_PROPOSED,
        EventKind.LINK_REVERSED,
        EventKind.SUBJECTS_LINKED,
        EventKind.BATCH_SLICE_RECORDED,
        EventKind.BATCH_SLICE_RECORDED,
        EventKind.BATCH_SLICE_RECORDED,
    ]
    places = [each.position for each in found]
    assert places == sorted(places, reverse=True)
    assert DETAIL["facts"] not in str(found)


def test_each_change_has_what_stood_before_and_after(registry: Registry, officer: Actor) -> None:
    number = lived(registry, officer)
    by_kind = {each.kind: each for each in read(registry, officer, number)}
    (ended,) = by_kind[EventKind.RECORD_WITHDRAWN].changes
    assert isinstance(ended.before, RecordVersion)
    assert isinstance(ended.after, RecordVersion)
    assert (ended.before.state, ended.after.state) == ("active", "annulled")
    (noticed,) = by_kind[EventKind.LISTING_NOTICED].changes
    assert isinstance(noticed.after, ListingVersion)
    assert noticed.named == "serious_violation"
    (undone,) = by_kind[EventKind.LINK_REVERSED].changes
    assert isinstance(undone.before, SubjectLink)
    assert undone.after is None
    renamed = read(registry, officer, number)[7].changes
    assert [(c.before.name, c.after.name) for c in renamed
            if isinstance(c.before, SubjectName) and isinstance(c.after, SubjectName)] == [
        ("虚构市第1制造有限公司", "虚构更名有限公司")
    ]  # fmt: skip
    first = read(registry, officer, number)[9].changes
    assert {type(change.after) for change in first} >= {SubjectName, Registration}
    assert all(change.before is None for change in first)


def test_roles_are_told_and_nobody_is_named(registry: Registry, officer: Actor) -> None:
    number = lived(registry, officer)
    by_kind = {each.kind: each for each in read(registry, officer, number)}
    assert set(by_kind[EventKind.LISTING_PROPOSED].roles) == set(Role)
    assert by_kind[EventKind.MISTAKE_REPORTED].roles == ()
    assert "测试人员" not in str(read(registry, officer, number))


def test_pages_follow_one_another_without_a_gap(registry: Registry, officer: Actor) -> None:
    number = lived(registry, officer)
    whole = [each.position for each in read(registry, officer, number)]
    pages: list[int] = []
    before = None
    while found := read(registry, officer, number, before=before, limit=3):
        pages += [each.position for each in found]
        before = pages[-1]
    assert pages == whole


def test_what_was_known_at_a_position_is_told_for_ever(registry: Registry, officer: Actor) -> None:
    number = lived(registry, officer)
    at = position(registry)
    whole = [each.position for each in read(registry, officer, number)]
    deliver(registry, a_subject_draft(1, name="虚构再更名有限公司"), actor=officer)
    assert [each.position for each in read(registry, officer, number, known_at=at)] == whole
    fifth = whole[4]
    assert [each.position for each in read(registry, officer, number, known_at=fifth)] == whole[5:]
    assert read(registry, officer, number, known_at=0) == []


def test_as_of_a_day_tells_what_had_come_by_then(registry: Registry, officer: Actor) -> None:
    """A name whose first day nobody knows counts on every day; a link from its own first day."""
    number = lived(registry, officer)
    on_the_day = read(registry, officer, number, as_of=date(2020, 5, 1))
    assert [each.kind for each in on_the_day] == [
        EventKind.SUBJECTS_LINKED,
        EventKind.BATCH_SLICE_RECORDED,
        EventKind.BATCH_SLICE_RECORDED,
    ]
    before = read(registry, officer, number, as_of=date(2020, 4, 30))
    assert {each.kind for each in before} == {EventKind.BATCH_SLICE_RECORDED}
    today = registry.clock.today()
    assert len(read(registry, officer, number, as_of=today)) == 10


def test_a_rename_is_told_from_the_day_of_the_new_name(registry: Registry, officer: Actor) -> None:
    on(registry, date(2026, 11, 20))
    deliver(registry, a_subject_draft(1), actor=officer)
    on(registry, date(2026, 11, 23))
    deliver(registry, a_subject_draft(1, name="虚构更名有限公司"), actor=officer)
    number = subject_of(registry)
    assert len(read(registry, officer, number)) == 2
    names = [
        change.after.name
        for each in read(registry, officer, number, as_of=date(2026, 11, 19))
        for change in each.changes
        if isinstance(change.after, SubjectName)
    ]
    assert names == ["虚构市第1制造有限公司"]


def test_a_history_is_told_to_officers_alone(registry: Registry, officer: Actor) -> None:
    number = lived(registry, officer)
    with registry.reading() as session:
        view = registry.view(session, officer)
        with pytest.raises(Unauthenticated):
            subject_histories.read(session, number, PUBLIC, view)
