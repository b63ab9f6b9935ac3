"""Lists as they are read: red, mirrored and black, on the edges of their days and divisions."""

from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, file_of, on, position, subject_of
from sqlalchemy import func, select
from test_services_listings import Case

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.errors import NotFound, NotPermitted, Unauthenticated, Unlawful
from credit_registry.domain.listings import ListingStatus, Step
from credit_registry.domain.records import RecordKind
from credit_registry.law.editions import parse, read_seeds
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.lists import expiries, listings, mirrors
from credit_registry.services.lists.mirrors import Confirmation, MirroredEntry
from credit_registry.services.public_lists import list_pages
from credit_registry.services.public_lists.list_pages import ListPage
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event

NATIONAL = "national_serious_violation"
MONDAY = date(2026, 11, 23)


@pytest.fixture
def case(registry: Registry) -> Case:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    return Case(
        registry,
        an_officer(registry, Role.PROPOSER),
        an_officer(registry, Role.DECIDER),
        an_officer(registry, Role.PUBLISHER),
    )


def page(registry: Registry, list_type: str, day: date, actor: Actor = PUBLIC) -> ListPage:
    on(registry, day)
    with registry.reading() as session:
        law = law_editions.current(session)
        view = registry.view(session, actor)
        return list_pages.on_list(session, law.edition.list_types[list_type], view)


def confirm(
    registry: Registry,
    day: date,
    *found: MirroredEntry,
    actor: Actor | None = None,
    may_be_empty: bool = False,
) -> Confirmation:
    enterer = actor or an_officer(registry, Role.ENTERER)
    with registry.transaction() as session:
        act = Act(enterer, registry.clock.now(), day, law_editions.current(session))
        return mirrors.confirm(session, NATIONAL, found, act=act, may_be_empty=may_be_empty)


def mirrored(subject_id: int, until: date | None = None) -> MirroredEntry:
    return MirroredEntry(
        subject_id, "国市监列〔2026〕1号", "理由", date(2026, 1, 5), until, "虚构局"
    )


def test_an_adjusted_working_saturday_is_the_last_day_to_answer(case: Case) -> None:
    """Five working days from 2026-09-28 end on Saturday 2026-10-10, after the long holiday."""
    case.today = date(2026, 9, 28)
    case.propose()
    assert case.notice().version.statement_due_on == date(2026, 10, 10)
    case.today = date(2026, 10, 10)
    with pytest.raises(Unlawful, match="2026-10-10"):
        case.decide()
    case.today = date(2026, 10, 11)
    assert case.decide().status is ListingStatus.CONSENT_AWAITED


def test_a_decision_stated_for_a_day_on_which_the_subject_could_answer_is_refused(
    case: Case,
) -> None:
    case.propose()
    case.notice()
    case.today = date(2026, 12, 7)
    for day in (date(2026, 11, 30), date(2026, 11, 20), date(2026, 12, 8)):
        with pytest.raises(Unlawful):
            case.step(Step.DECIDE, case.decider, 2, document_number="列1号", on=day)
    stated = case.step(Step.DECIDE, case.decider, 2, document_number="列1号", on=date(2026, 12, 1))
    assert (stated.version.since, stated.version.until) == (date(2026, 12, 1), date(2029, 12, 1))


def test_no_step_is_stated_for_a_day_that_has_not_come(case: Case) -> None:
    case.propose()
    with pytest.raises(Unlawful, match="2026-11-24"):
        case.step(
            Step.SERVE_NOTICE, case.proposer, 1, document_number="告1号", on=date(2026, 11, 24)
        )


def test_an_account_of_a_division_acts_in_its_division_and_in_no_other(
    case: Case, registry: Registry
) -> None:
    here = {
        role: an_officer(registry, role, division="999901")
        for role in (Role.PROPOSER, Role.DECIDER, Role.PUBLISHER)
    }
    elsewhere = {role: an_officer(registry, role, division="999902") for role in here}
    with pytest.raises(NotPermitted, match="for division"):
        case.propose(elsewhere[Role.PROPOSER])
    case.propose(here[Role.PROPOSER])
    form = {
        "document_number": "文1号",
        "note": "说明",
        "on": case.today,
    }
    steps = (
        (Step.SERVE_NOTICE, Role.PROPOSER),
        (Step.RECORD_STATEMENT, Role.PROPOSER),
        (Step.DECIDE, Role.DECIDER),
        (Step.GIVE_CONSENT, Role.AUDITOR),
        (Step.PUBLISH, Role.PUBLISHER),
        (Step.WITHDRAW, Role.DECIDER),
    )
    here[Role.AUDITOR] = an_officer(registry, Role.DECIDER)
    elsewhere[Role.AUDITOR] = an_officer(registry, Role.DECIDER, division="999901")
    for version, (step, role) in enumerate(steps, start=1):
        with pytest.raises(NotPermitted):
            case.step(step, elsewhere[role], version, **form)
        case.step(step, here[role], version, **form)


def test_a_candidate_needs_a_confirmed_subject_grounds_and_a_record_of_its_own(
    case: Case, registry: Registry
) -> None:
    honour = a_record_draft(RecordKind.HONOUR, document_number="荣1号")
    penalty = a_record_draft(document_number="甲1号")
    deliver(registry, a_record_draft(RecordKind.HONOUR, 3), honour, penalty)
    first = subject_of(registry)
    record, praise = file_of(registry).records
    attempts = (
        (subject_of(registry, a_uscc(3)), "理由", None, Unlawful),
        (first, " ", None, Unlawful),
        (first, "没有文号的理由", None, Unlawful),
        (first, "理由", praise.record_id, Unlawful),
        (subject_of(registry, a_uscc(2)), "理由", record.record_id, Unlawful),
        (12345, "理由", None, NotFound),
    )
    for number, grounds, record_id, error in attempts:
        with case.act(case.proposer) as (session, act), pytest.raises(error):
            listings.propose(
                session, number, "serious_violation", grounds, act=act, record_id=record_id
            )
    with case.act(case.proposer) as (session, act):
        listings.propose(
            session, first, "serious_violation", "理由", act=act, record_id=record.record_id
        )


def test_officers_see_an_entry_as_it_stood_on_the_day(case: Case, registry: Registry) -> None:
    case.publish()
    on(registry, date(2026, 12, 1))
    auditor = an_officer(registry, Role.AUDITOR)
    stood = [
        [entry.status for entry in file_of(registry, auditor, as_of=day).listings]
        for day in (date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 1))
    ]
    noticed, published = [ListingStatus.NOTICED], [ListingStatus.PUBLISHED]
    assert stood == [[], noticed, noticed, published]


def test_the_red_list_holds_the_honours_whose_window_covers_the_day(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    honour = a_record_draft(
        RecordKind.HONOUR, effective_from=date(2026, 1, 1), effective_to=date(2026, 12, 31)
    )
    revoked = a_record_draft(RecordKind.HONOUR, outcome="revoked")
    unknown = a_record_draft(RecordKind.HONOUR, 7)
    deliver(registry, honour, revoked, unknown)
    (row,) = page(registry, "honours", date(2026, 12, 31)).rows
    assert (row.document_number, row.name) == (honour.document_number, "虚构市第1制造有限公司")
    assert page(registry, "honours", date(2027, 1, 1)).total == 0


def test_a_mirrored_entry_is_public_while_its_confirmation_is_fresh(
    case: Case, registry: Registry
) -> None:
    number = subject_of(registry)
    confirm(registry, MONDAY, mirrored(number))
    assert page(registry, NATIONAL, MONDAY).total == 1
    assert page(registry, NATIONAL, date(2026, 11, 30)).total == 1
    assert page(registry, NATIONAL, date(2026, 12, 1)).total == 0
    on(registry, date(2026, 12, 1))
    assert file_of(registry).listings == ()
    confirm(registry, date(2026, 12, 1), mirrored(number))
    assert page(registry, NATIONAL, date(2026, 12, 1)).total == 1


def test_a_mirrored_entry_that_its_source_ends_or_lists_no_more_is_gone(
    case: Case, registry: Registry
) -> None:
    first, second = subject_of(registry), subject_of(registry, a_uscc(2))
    confirm(registry, MONDAY, mirrored(first), mirrored(second, date(2026, 11, 24)))
    assert page(registry, NATIONAL, date(2026, 11, 24)).total == 2
    assert page(registry, NATIONAL, date(2026, 11, 25)).total == 1
    before = position(registry)
    confirm(registry, MONDAY, mirrored(second, date(2026, 11, 22)))
    assert page(registry, NATIONAL, MONDAY).total == 0
    auditor = an_officer(registry, Role.AUDITOR)
    (left,) = file_of(registry, auditor).listings
    (was,) = file_of(registry, auditor, known_at=before).listings
    assert (left.status, was.status) == (ListingStatus.REMOVED, ListingStatus.PUBLISHED)


def test_a_mirrored_list_is_confirmed_whole_by_one_who_delivers(
    case: Case, registry: Registry
) -> None:
    number = subject_of(registry)
    with pytest.raises(Unlawful, match="twice"):
        confirm(registry, MONDAY, mirrored(number), mirrored(number))
    with pytest.raises(NotPermitted):
        confirm(registry, MONDAY, actor=an_officer(registry, Role.DECIDER))
    confirm(registry, MONDAY, mirrored(number))
    (entry,) = file_of(registry).listings
    case.listing_id = entry.listing_id
    with pytest.raises(Unlawful, match="source"):
        case.step(Step.REMOVE, case.decider, 1, document_number="移1号", note="移出")


def test_a_list_without_a_verified_basis_in_force_publishes_nothing() -> None:
    black = parse(read_seeds()).list_types["serious_violation"]
    black.require_basis(date(2021, 9, 1))
    with pytest.raises(Unlawful, match="not in force"):
        black.require_basis(date(2021, 8, 31))


def test_the_job_that_closes_entries_changes_nothing_public(case: Case, registry: Registry) -> None:
    case.publish()
    operator = an_officer(registry, Role.OPERATOR)
    for day, closed, total in ((date(2029, 12, 1), 0, 1), (date(2029, 12, 2), 1, 0)):
        on(registry, day)
        before = page(registry, "serious_violation", day)
        assert expiries.expire_due(registry, actor=operator) == closed
        assert page(registry, "serious_violation", day) == before
        assert before.total == total
    assert expiries.expire_due(registry, actor=operator) == 0
    with registry.reading() as session:
        expired = select(func.count()).where(Event.kind == "listing_expired")
        assert session.scalars(expired).one() == 1
    with pytest.raises(NotPermitted):
        expiries.expire_due(registry, actor=case.decider)
    with pytest.raises(Unauthenticated):
        expiries.expire_due(registry, actor=PUBLIC)
