"""What became of a record and of a subject: who, when, what changed, under which event."""

from dataclasses import replace

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, file_of, subject_of, withdraw

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.errors import NotFound, Unauthenticated
from credit_registry.domain.events import EventKind
from credit_registry.domain.records import RecordKind, RecordState
from credit_registry.domain.subjects import LinkKind
from credit_registry.services.histories import erasures, histories
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subject_links

DETAIL = {"facts": "生产的产品不符合标准。", "basis": "某法"}


@pytest.fixture
def officer(registry: Registry) -> Actor:
    return an_officer(registry, *Role)


def test_a_records_history_tells_every_change_and_who_made_it(
    registry: Registry, officer: Actor
) -> None:
    first = a_record_draft(document_number="1号", detail=DETAIL)
    deliver(registry, a_subject_draft(1), actor=officer)
    deliver(registry, first, actor=officer)
    deliver(
        registry,
        a_record_draft(document_number="1号", detail={**DETAIL, "basis": "另一法"}, amount_fen=5),
        actor=officer,
    )
    (record,) = file_of(registry).records
    withdraw(registry, record.record_id, RecordState.ANNULLED, "复议撤销", officer)
    with registry.reading() as session:
        made, changed, annulled = histories.of_record(session, record.record_id, officer)
    assert [each.kind for each in (made, changed, annulled)] == [
        EventKind.BATCH_SLICE_RECORDED,
        EventKind.BATCH_SLICE_RECORDED,
        EventKind.RECORD_WITHDRAWN,
    ]
    assert {each.person for each in (made, changed, annulled)} == {"测试人员"}
    assert {each.field for each in made.differences} >= {"title", "detail.facts", "decided_on"}
    assert {(each.field, each.before, each.after) for each in changed.differences} == {
        ("amount_fen", 1_000_000, 5),
        ("detail.basis", "某法", "另一法"),
    }
    assert [(each.field, each.after) for each in annulled.differences] == [("state", "annulled")]
    assert annulled.told["reason"] == "复议撤销"


def test_a_surveys_score_is_kept_committed_to_and_compared(
    registry: Registry, officer: Actor
) -> None:
    first = a_record_draft(RecordKind.SURVEY, document_number="满1号")
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(document_number="罚1号"), first)
    assert deliver(registry, first).unchanged == 1
    assert deliver(registry, replace(first, score_centi=8999)).changed == 1
    versions = {each.kind: each for each in file_of(registry).records}
    surveyed, punished = versions[RecordKind.SURVEY], versions[RecordKind.PENALTY]
    assert (surveyed.version.score_centi, punished.version.score_centi) == (8999, None)
    with registry.reading() as session:
        made, changed = histories.of_record(session, surveyed.record_id, officer)
        (fine,) = histories.of_record(session, punished.record_id, officer)
    assert [(each.field, each.before, each.after) for each in changed.differences] == [
        ("score_centi", 9250, 8999)
    ]
    assert "score_centi" in {each.field for each in made.differences}
    assert "score_centi" not in {each.field for each in fine.differences}


def test_an_erased_field_is_in_no_history(registry: Registry, officer: Actor) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(document_number="1号", detail=DETAIL))
    (record,) = file_of(registry).records
    with registry.transaction() as session:
        at = registry.clock.now()
        erasures.erase_record_field(
            session, record.record_id, "facts", "误报", actor=officer, at=at
        )
    with registry.reading() as session:
        told = str(histories.of_record(session, record.record_id, officer))
        number = subject_of(registry)
        kinds = [each.kind for each in histories.of_subject(session, number, officer)]
    assert DETAIL["facts"] not in told
    assert kinds[-1] is EventKind.FIELD_ERASED


def test_a_subjects_history_tells_its_links_from_both_ends(
    registry: Registry, officer: Actor
) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    pair = subject_of(registry), subject_of(registry, a_uscc(2))
    with registry.transaction() as session:
        at = registry.clock.now()
        made = subject_links.link(session, *pair, LinkKind.DUPLICATE_OF, actor=officer, at=at)
        subject_links.reverse(session, made, "误认", actor=officer, at=at)
    with registry.reading() as session:
        histories_of = [histories.of_subject(session, each, officer) for each in pair]
        kinds = [[each.kind for each in found] for found in histories_of]
        first = histories.of_subject(session, pair[0], officer, limit=1)
        rest = histories.of_subject(session, pair[0], officer, after=first[-1].event_id)
    assert kinds[0] == [
        EventKind.BATCH_SLICE_RECORDED,
        EventKind.SUBJECTS_LINKED,
        EventKind.LINK_REVERSED,
    ]
    assert kinds[0] == kinds[1]
    assert [*first, *rest] == histories_of[0]


def test_a_history_is_the_officers_and_of_what_there_is(registry: Registry, officer: Actor) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft())
    (record,) = file_of(registry).records
    for read, number in (
        (histories.of_record, record.record_id),
        (histories.of_subject, subject_of(registry)),
    ):
        with registry.reading() as session:
            with pytest.raises(Unauthenticated):
                read(session, number, PUBLIC)
            with pytest.raises(NotFound):
                read(session, 5, officer)
