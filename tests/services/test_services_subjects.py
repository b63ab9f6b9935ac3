"""Subjects: who is public, what a code finds, what was known when, and how links forward."""

from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, file_of, on, position, subject_of
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.drafts import SubjectReference
from credit_registry.domain.errors import (
    AlreadyRecorded,
    Conflict,
    NotFound,
    NotPermitted,
    Unlawful,
)
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import IdentifierScheme, LinkKind, SubjectKind, SubjectState
from credit_registry.law.editions import parse, read_seeds
from credit_registry.services import figures
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subject_links, subject_states, subjects
from credit_registry.store.subjects import Registration, Subject, SubjectLink

NUMBER = "110108000000016"
"""A registration number whose check digit is right."""

AUDITOR = Actor(account_id=5, username="auditor", roles=frozenset({Role.AUDITOR}))


@pytest.fixture
def enterer(registry: Registry) -> Actor:
    return an_officer(registry, Role.ENTERER)


def only_subject(session: Session) -> int:
    return session.scalars(select(Subject.id)).one()


def test_a_provisional_subject_is_public_nowhere_until_it_is_confirmed(
    registry: Registry, enterer: Actor
) -> None:
    deliver(registry, a_record_draft(RecordKind.HONOUR, 1))
    with registry.reading() as session:
        number = only_subject(session)
        counts = [each.value for each in figures.home(session, registry.view(session, PUBLIC))]
    assert counts == [0, 0, 0]
    with pytest.raises(NotFound):
        file_of(registry)
    assert file_of(registry, enterer).state is SubjectState.PROVISIONAL
    with registry.transaction() as session:
        subject_states.confirm(session, number, actor=enterer, at=registry.clock.now())
    assert len(file_of(registry).records) == 1
    with registry.transaction() as session, pytest.raises(Conflict):
        subject_states.confirm(session, number, actor=enterer, at=registry.clock.now())


def test_a_subject_is_still_provisional_to_one_who_asks_from_before_its_confirmation(
    registry: Registry, enterer: Actor
) -> None:
    deliver(registry, a_record_draft(RecordKind.HONOUR, 1))
    before = position(registry)
    deliver(registry, a_subject_draft(1))
    assert file_of(registry, enterer).state is SubjectState.CONFIRMED
    assert file_of(registry, enterer, known_at=before).state is SubjectState.PROVISIONAL
    with pytest.raises(NotFound):
        file_of(registry, known_at=before)


def test_a_look_back_before_a_renaming_does_not_call_the_later_name_a_former_one(
    registry: Registry,
) -> None:
    deliver(registry, a_subject_draft(1))
    on(registry, date(2026, 12, 1))
    deliver(registry, a_subject_draft(1, name="虚构市更名制造有限公司"))
    earlier, present = file_of(registry, as_of=date(2026, 11, 30)), file_of(registry)
    assert (earlier.name, earlier.former_names) == ("虚构市第1制造有限公司", ())
    assert present.name == "虚构市更名制造有限公司"
    (former,) = present.former_names
    assert (former.name, former.until) == ("虚构市第1制造有限公司", date(2026, 11, 30))


def test_a_registration_is_read_as_it_was_known(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    before = position(registry)
    deliver(registry, a_subject_draft(1, address="虚构市新路9号"))
    assert file_of(registry).address == "虚构市新路9号"
    assert file_of(registry, known_at=before).address == "虚构市测试路1号"


def test_nothing_was_known_of_a_subject_before_its_first_event(registry: Registry) -> None:
    before = position(registry)
    deliver(registry, a_subject_draft(1))
    with pytest.raises(NotFound):
        file_of(registry, an_officer(registry, Role.AUDITOR), known_at=before)


def test_an_older_number_finds_its_subject_only_by_a_recorded_equivalence(
    registry: Registry,
) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2, registration_number=NUMBER))
    assert subject_of(registry, NUMBER) == subject_of(registry, a_uscc(2))
    with registry.reading() as session:
        assert subjects.by_code(session, "440301103097413") is None


def test_a_record_under_an_older_number_is_found_when_the_register_states_the_number(
    registry: Registry,
) -> None:
    name = a_subject_draft(1).name
    reference = SubjectReference(name, {IdentifierScheme.REGISTRATION_NUMBER: NUMBER})
    deliver(registry, a_record_draft(RecordKind.HONOUR, 1, subject=reference))
    receipt = deliver(registry, a_subject_draft(1, registration_number=NUMBER))
    assert (receipt.refused, receipt.changed) == (0, 1)
    assert len(file_of(registry).records) == 1
    assert subject_of(registry, NUMBER) == subject_of(registry)
    with registry.reading() as session:
        assert len(session.scalars(select(Subject.id)).all()) == 1


def test_an_older_number_that_two_enterprises_claim_stays_with_the_first(
    registry: Registry,
) -> None:
    receipt = deliver(
        registry,
        a_subject_draft(1, registration_number=NUMBER),
        a_subject_draft(2, registration_number=NUMBER),
    )
    again = deliver(registry, a_subject_draft(3, registration_number=NUMBER))
    assert (receipt.accepted, receipt.refused, again.refused) == (1, 1, 1)
    assert subject_of(registry, NUMBER) == subject_of(registry, a_uscc(1))


def test_a_quarantined_code_takes_only_a_valid_code_that_is_nobody_elses(
    registry: Registry, enterer: Actor
) -> None:
    wrong = a_uscc(1)[:17] + "A"
    deliver(registry, a_subject_draft(1, uscc=None, quarantined_code=wrong), a_subject_draft(2))
    at = registry.clock.now()
    with registry.reading() as session:
        number = session.scalars(select(Subject.id).where(Subject.state == "provisional")).one()
    for code, error in ((wrong, Unlawful), (a_uscc(2), AlreadyRecorded)):
        with registry.transaction() as session, pytest.raises(error):
            subject_states.correct_code(session, number, code, actor=enterer, at=at)
    before = position(registry)
    with registry.transaction() as session:
        subject_states.correct_code(session, number, a_uscc(1), actor=enterer, at=at)
    file = file_of(registry, enterer, subject_id=number)
    earlier = file_of(registry, enterer, subject_id=number, known_at=before)
    assert (file.code, file.state) == (a_uscc(1), SubjectState.CONFIRMED)
    assert (earlier.code, earlier.state) == (None, SubjectState.PROVISIONAL)
    with registry.transaction() as session, pytest.raises(Conflict):
        subject_states.correct_code(session, number, a_uscc(3), actor=enterer, at=at)


@pytest.mark.parametrize("kind", [LinkKind.DUPLICATE_OF, LinkKind.CODE_CORRECTED_TO])
def test_a_duplicates_and_a_corrected_code_lead_to_the_current_subject(
    registry: Registry, enterer: Actor, kind: LinkKind
) -> None:
    deliver(registry, *(a_subject_draft(number) for number in (1, 2, 3)))
    first, second, third = (subject_of(registry, a_uscc(number)) for number in (1, 2, 3))
    with registry.transaction() as session:
        at = registry.clock.now()
        made = subject_links.link(session, first, second, kind, actor=enterer, at=at)
        subject_links.link(session, second, third, LinkKind.DUPLICATE_OF, actor=enterer, at=at)
        assert subjects.forwarded(session, first) == third
        subject_links.reverse(session, made, "误认", actor=enterer, at=at)
    with registry.reading() as session:
        assert subjects.forwarded(session, first) == first
        kept = session.get_one(SubjectLink, made)
        assert (kept.other_id, kept.superseded_by is None) == (second, False)


@pytest.mark.parametrize(
    "kind", [kind for kind in LinkKind if kind not in {"duplicate_of", "code_corrected_to"}]
)
def test_no_other_link_forwards(registry: Registry, enterer: Actor, kind: LinkKind) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    first, second = subject_of(registry, a_uscc(1)), subject_of(registry, a_uscc(2))
    with registry.transaction() as session:
        subject_links.link(session, first, second, kind, actor=enterer, at=registry.clock.now())
        assert subjects.forwarded(session, first) == first


def test_links_make_no_circle_no_fork_and_no_repetition(registry: Registry, enterer: Actor) -> None:
    deliver(registry, *(a_subject_draft(number) for number in (1, 2, 3)))
    first, second, third = (subject_of(registry, a_uscc(number)) for number in (1, 2, 3))
    same, at = LinkKind.DUPLICATE_OF, registry.clock.now()
    with registry.transaction() as session:
        subject_links.link(session, first, second, same, actor=enterer, at=at)
        made = subject_links.link(session, second, third, same, actor=enterer, at=at)
        with pytest.raises(Unlawful, match="circle"):
            subject_links.link(session, third, first, same, actor=enterer, at=at)
        with pytest.raises(Unlawful):
            subject_links.link(session, first, first, same, actor=enterer, at=at)
        with pytest.raises(Conflict):
            subject_links.link(session, first, third, same, actor=enterer, at=at)
        with pytest.raises(AlreadyRecorded):
            subject_links.link(session, first, second, same, actor=enterer, at=at)
        with pytest.raises(NotFound):
            subject_links.link(session, first, 5, LinkKind.BRANCH_OF, actor=enterer, at=at)
        with pytest.raises(NotPermitted):
            subject_links.link(session, third, first, same, actor=AUDITOR, at=at)
        with pytest.raises(Unlawful):
            subject_links.reverse(session, made, " ", actor=enterer, at=at)
        subject_links.reverse(session, made, "误认", actor=enterer, at=at)
        with pytest.raises(Conflict):
            subject_links.reverse(session, made, "误认", actor=enterer, at=at)


def test_the_division_is_named_as_it_was_on_the_day() -> None:
    registration = Registration(division_code="360727", province="", city="")
    edition = parse(read_seeds())
    names = [
        subjects.division_names(registration, edition, day)[0]
        for day in (date(2019, 1, 1), date(2026, 1, 1))
    ]
    assert names == ["龙南县", "龙南市"]


def test_a_look_back_shows_no_address_at_which_a_person_may_live(registry: Registry) -> None:
    """It was delivered as a company's and turned out to be an individual business's."""
    code = a_uscc(5, "92")
    company = a_subject_draft(5, uscc=code, kind=SubjectKind.LEGAL_PERSON)
    deliver(registry, company)
    before = position(registry)
    number = subject_of(registry, code)
    assert file_of(registry, subject_id=number).address
    deliver(registry, a_subject_draft(5, uscc=code, kind=SubjectKind.INDIVIDUAL_BUSINESS))
    assert file_of(registry, subject_id=number).address == ""
    assert file_of(registry, subject_id=number, known_at=before).address == ""
    officer = an_officer(registry, Role.ENTERER)
    assert file_of(registry, officer, subject_id=number, known_at=before).address
