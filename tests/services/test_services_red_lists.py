"""Red lists by nomination, and the watch list, which nobody outside ever sees."""

from datetime import date, timedelta
from typing import Any

import pytest
from builders import a_subject_draft, a_uscc, an_officer
from filings import chronicle_of, deliver, file_of, merge, on, subject_of
from test_services_entries import confirm, mirrored
from test_services_entries import page as listed
from test_services_listings import GROUNDS, Case

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.errors import NotPermitted, TransitionNotAllowed, Unlawful
from credit_registry.domain.listings import DeclineGround, ListingStatus, Step
from credit_registry.domain.subjects import LinkKind
from credit_registry.services import deadlines
from credit_registry.services.deadlines import Whose
from credit_registry.services.lists import expiries, listings, merged_subjects
from credit_registry.services.lists.listing_steps import StepForm
from credit_registry.services.lists.listings import ListEntry
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event

RED, WATCH = "quality_integrity", "key_watch"
MONDAY, LAST_DAY = date(2026, 11, 23), date(2026, 11, 30)
WORDS: dict[str, Any] = {"document_number": "文〔2026〕9号", "note": "说明"}


@pytest.fixture
def case(registry: Registry) -> Case:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    return Case(
        registry,
        an_officer(registry, Role.PROPOSER),
        an_officer(registry, Role.DECIDER),
        an_officer(registry, Role.PUBLISHER),
    )


@pytest.fixture
def reviewer(registry: Registry) -> Actor:
    return an_officer(registry, Role.REVIEWER)


def announced(case: Case, reviewer: Actor) -> None:
    """Nominate the firm, check and announce it on the day."""
    case.propose(list_type=RED)
    case.step(Step.CHECK, reviewer, 1)
    case.step(Step.ANNOUNCE, case.publisher, 2, document_number="示〔2026〕1号")


def published(case: Case, reviewer: Actor) -> int:
    """Put the firm on the red list; the entry's id."""
    announced(case, reviewer)
    case.today = date(2026, 12, 1)
    on(case.registry, case.today)
    case.step(Step.PUBLISH, case.publisher, 3, document_number="红〔2026〕1号")
    return case.listing_id


def blacken(case: Case, number: int = 1) -> int:
    """Put a firm on the black list today; the entry's id."""
    with case.act(case.proposer) as (session, act):
        subject_id = subject_of(case.registry, a_uscc(number))
        case.listing_id = listings.propose(
            session, subject_id, "serious_violation", GROUNDS, act=act
        )
    case.step(Step.SERVE_NOTICE, case.proposer, 1, document_number="告〔2026〕1号")
    case.step(Step.RECORD_STATEMENT, case.proposer, 2, note="陈述", on=case.today)
    case.decide(version=3)
    case.consent(4)
    case.step(Step.PUBLISH, case.publisher, 5)
    return case.listing_id


def entry(case: Case, listing_id: int, subject_id: int | None = None) -> ListEntry:
    """The entry as officers see it."""
    auditor = an_officer(case.registry, Role.AUDITOR)
    found = file_of(case.registry, auditor, subject_id=subject_id).listings
    return next(each for each in found if each.listing_id == listing_id)


def test_a_nomination_is_checked_announced_and_published_after_the_last_day_to_object(
    case: Case, reviewer: Actor, registry: Registry
) -> None:
    announced(case, reviewer)
    assert entry(case, case.listing_id).version.statement_due_on == LAST_DAY
    case.today = LAST_DAY
    with pytest.raises(Unlawful, match="2026-11-30"):
        case.step(Step.PUBLISH, case.publisher, 3, document_number="红〔2026〕1号")
    assert listed(registry, RED, LAST_DAY).total == 0
    case.today = date(2026, 12, 1)
    with pytest.raises(Unlawful, match="document number"):
        case.step(Step.PUBLISH, case.publisher, 3)
    done = case.step(Step.PUBLISH, case.publisher, 3, document_number="红〔2026〕1号")
    assert (done.version.since, done.version.until) == (case.today, date(2029, 12, 1))
    (row,) = listed(registry, RED, case.today).rows
    assert row.document_number == "红〔2026〕1号"
    assert listed(registry, RED, date(2029, 12, 1)).total == 1
    assert listed(registry, RED, date(2029, 12, 2)).total == 0


def test_who_nominated_neither_checks_nor_publishes(case: Case, registry: Registry) -> None:
    everything = an_officer(registry, *Role)
    case.propose(everything, RED)
    with pytest.raises(NotPermitted, match="propose"):
        case.step(Step.CHECK, everything, 1)
    checker = an_officer(registry, *Role)
    case.step(Step.CHECK, checker, 1)
    case.step(Step.ANNOUNCE, everything, 2, document_number="示〔2026〕1号")
    case.today = date(2026, 12, 1)
    for barred in (everything, checker):
        with pytest.raises(NotPermitted):
            case.step(Step.PUBLISH, barred, 3, document_number="红〔2026〕1号")


def test_an_active_black_or_mirrored_entry_bars_a_nomination(
    case: Case, reviewer: Actor, registry: Registry
) -> None:
    confirm(registry, MONDAY, mirrored(subject_of(registry)))
    case.propose(list_type=RED)
    with pytest.raises(Unlawful, match="mirrored"):
        case.step(Step.CHECK, reviewer, 1)
    confirm(registry, MONDAY, may_be_empty=True)
    case.step(Step.CHECK, reviewer, 1)
    case.step(Step.ANNOUNCE, case.publisher, 2, document_number="示〔2026〕1号")
    nomination, case.listing_id = case.listing_id, 0
    blacken(case)
    case.listing_id, case.today = nomination, date(2026, 12, 1)
    with pytest.raises(Unlawful, match="untrustworthy"):
        case.step(Step.PUBLISH, case.publisher, 3, document_number="红〔2026〕1号")
    form: dict[str, Any] = {"note": "在列", "ground": DeclineGround.CONDITIONS_NOT_MET}
    assert case.step(Step.DECLINE, case.decider, 3, **form).status is ListingStatus.DECLINED


def test_a_mirrored_entry_whose_confirmation_is_old_bars_nobody(
    case: Case, reviewer: Actor, registry: Registry
) -> None:
    confirm(registry, MONDAY, mirrored(subject_of(registry)))
    case.propose(list_type=RED)
    case.today = LAST_DAY
    with pytest.raises(Unlawful):
        case.step(Step.CHECK, reviewer, 1)
    case.today = date(2026, 12, 1)
    assert case.step(Step.CHECK, reviewer, 1).status is ListingStatus.CHECKED


def test_a_red_entry_is_suspended_in_the_act_that_puts_its_subject_on_a_black_list(
    case: Case, reviewer: Actor, registry: Registry
) -> None:
    red = published(case, reviewer)
    assert listed(registry, RED, case.today).total == 1
    black = blacken(case)
    assert entry(case, red).status is ListingStatus.SUSPENDED
    assert listed(registry, RED, case.today).total == 0
    assert [each.list_type.code for each in file_of(registry).listings] == ["serious_violation"]
    with registry.reading() as session:
        (running,) = deadlines.of(session, Whose(subject_of(registry), listing_id=red))[1:]
    assert (running.code, running.due_on) == ("red_suspension", date(2026, 12, 15))
    case.listing_id = red
    with pytest.raises(Unlawful, match="untrustworthy"):
        case.step(Step.RESUME, case.decider, 5, **WORDS)
    case.listing_id = black
    case.step(Step.WITHDRAW, case.decider, 6, **WORDS)
    case.listing_id = red
    case.step(Step.RESUME, case.decider, 5, **WORDS)
    assert listed(registry, RED, case.today).total == 1


def test_a_mirrored_list_suspends_too_and_an_officer_revokes(
    case: Case, reviewer: Actor, registry: Registry
) -> None:
    red = published(case, reviewer)
    confirm(registry, case.today, mirrored(subject_of(registry)))
    assert entry(case, red).status is ListingStatus.SUSPENDED
    assert listed(registry, RED, case.today).total == 0
    with pytest.raises(NotPermitted):
        case.step(Step.REVOKE, case.publisher, 5, **WORDS)
    assert case.step(Step.REVOKE, case.decider, 5, **WORDS).status is ListingStatus.REVOKED


def test_an_entry_of_a_duplicate_bars_and_suspends_its_other_half(
    case: Case, reviewer: Actor, registry: Registry
) -> None:
    red = published(case, reviewer)
    merge(registry, subject_of(registry, a_uscc(2)), subject_of(registry))
    confirm(registry, case.today, mirrored(subject_of(registry, a_uscc(2))))
    assert entry(case, red).status is ListingStatus.SUSPENDED


@pytest.mark.parametrize("barred_by", ["black", "mirrored"])
@pytest.mark.parametrize("is_red_kept", [True, False], ids=["red is kept", "red is merged"])
def test_a_red_entry_is_suspended_in_the_act_that_makes_its_subject_one_with_a_listed_one(
    case: Case, reviewer: Actor, registry: Registry, barred_by: str, is_red_kept: bool
) -> None:
    red, first = published(case, reviewer), subject_of(registry)
    second = subject_of(registry, a_uscc(2))
    if barred_by == "mirrored":
        confirm(registry, case.today, mirrored(second))
    else:
        blacken(case, 2)
    assert listed(registry, RED, case.today).total == 1
    pair = (second, first) if is_red_kept else (first, second)
    with case.act(an_officer(registry, Role.ENTERER)) as (session, act):
        merged_subjects.link(session, *pair, LinkKind.DUPLICATE_OF, act=act)
    suspended = entry(case, red, pair[1]).version
    assert (suspended.status, suspended.step) == ("suspended", "suspend")
    assert listed(registry, RED, case.today).total == 0
    with registry.reading() as session:
        event = session.get_one(Event, suspended.recorded_by)
        (running,) = deadlines.of(session, Whose(first, listing_id=red))[1:]
    assert event.kind == "subjects_linked"
    assert (running.code, running.due_on) == ("red_suspension", date(2026, 12, 15))


def test_subjects_that_are_merged_where_nobody_is_listed_keep_their_red_entry(
    case: Case, reviewer: Actor, registry: Registry
) -> None:
    red, pair = published(case, reviewer), (subject_of(registry, a_uscc(2)), subject_of(registry))
    with case.act(an_officer(registry, Role.ENTERER)) as (session, act):
        merged_subjects.link(session, *pair, LinkKind.DUPLICATE_OF, act=act)
    assert entry(case, red).status is ListingStatus.PUBLISHED


def test_a_mirrored_entry_that_is_confirmed_again_late_suspends_as_one_that_enters(
    case: Case, reviewer: Actor, registry: Registry
) -> None:
    """Confirmed on the 23rd for seven days, it bars nobody on 1 December, until it is again."""
    confirm(registry, MONDAY, mirrored(subject_of(registry)))
    case.today = LAST_DAY + timedelta(days=1)
    announced(case, reviewer)
    case.today = date(2026, 12, 9)
    on(registry, case.today)
    case.step(Step.PUBLISH, case.publisher, 3, document_number="红〔2026〕1号")
    confirm(registry, case.today, mirrored(subject_of(registry)))
    assert entry(case, case.listing_id).status is ListingStatus.SUSPENDED
    assert listed(registry, RED, case.today).total == 0


def test_a_red_entry_ends_with_its_term(case: Case, reviewer: Actor, registry: Registry) -> None:
    published(case, reviewer)
    operator = an_officer(registry, Role.OPERATOR)
    for day, closed in ((date(2029, 12, 1), 0), (date(2029, 12, 2), 1)):
        on(registry, day)
        assert expiries.expire_due(registry, actor=operator) == closed


def test_a_nomination_rests_on_no_adverse_record_and_knows_no_notice(case: Case) -> None:
    case.propose(list_type=RED)
    with pytest.raises(TransitionNotAllowed, match="check"):
        case.notice()


def test_a_watch_is_seen_by_officers_alone_from_its_beginning_to_its_end(
    case: Case, registry: Registry
) -> None:
    case.propose(list_type=WATCH)
    auditor = an_officer(registry, Role.AUDITOR)
    for status in (ListingStatus.WATCHED, ListingStatus.ENDED):
        assert file_of(registry).listings == ()
        assert "watch" not in repr(chronicle_of(registry, PUBLIC, subject_id=subject_of(registry)))
        assert listed(registry, WATCH, case.today).total == 0
        (seen,) = file_of(registry, auditor).listings
        assert seen.status is status
        if status is ListingStatus.WATCHED:
            with pytest.raises(Unlawful, match="reason"):
                case.step(Step.END, case.proposer, 1)
            case.step(Step.END, case.proposer, 1, note="复查合格")


@pytest.mark.parametrize("step", sorted(set(Step) - {Step.END}))
def test_nothing_but_its_end_is_done_with_a_watch(
    case: Case, registry: Registry, step: Step
) -> None:
    case.propose(list_type=WATCH)
    with (
        case.act(an_officer(registry, *Role)) as (session, act),
        pytest.raises(TransitionNotAllowed),
    ):
        listings.step(session, case.listing_id, step, StepForm(1, "文〔2026〕1号", "说明"), act=act)
