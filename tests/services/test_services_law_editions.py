"""Editions of the law: immutable, dated, and felt at once in every window and deadline."""

import json
from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft, an_officer
from editions import ONE_YEAR, SIX_MONTHS, edited, load, loading
from filings import deliver, file_of, on, position
from sqlalchemy import func, select
from test_services_listings import Case

from credit_registry.domain.actors import Role
from credit_registry.domain.errors import AlreadyRecorded, NotPermitted
from credit_registry.domain.listings import Step
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.law.editions import digest_of, read_seeds
from credit_registry.services import law_editions, ledgers
from credit_registry.services.acts import Act
from credit_registry.services.law_changes import law_loads
from credit_registry.services.lists import mirrors
from credit_registry.services.lists.mirrors import MirroredEntry
from credit_registry.services.registry import Registry
from credit_registry.store.installations import LawEdition
from credit_registry.store.records import PublicationWindow


def windows(registry: Registry) -> list[PublicationWindow]:
    with registry.reading() as session:
        statement = select(PublicationWindow).where(PublicationWindow.superseded_by.is_(None))
        return list(session.scalars(statement.order_by(PublicationWindow.id)))


def test_an_edition_is_loaded_once_and_kept_as_it_was_digested(registry: Registry) -> None:
    content = edited("publication_regimes.yaml", ONE_YEAR, SIX_MONTHS)
    loaded = load(registry, content)
    with pytest.raises(AlreadyRecorded):
        load(registry, content)
    with registry.reading() as session:
        row = session.get_one(LawEdition, loaded.edition_id)
        assert (row.content, row.digest) == (content, digest_of(content))
        assert law_editions.current(session).edition_id == loaded.edition_id


def test_only_a_rule_owner_or_operator_loads_the_law(registry: Registry) -> None:
    enterer = an_officer(registry, Role.ENTERER, Role.DECIDER)
    with registry.transaction() as session, pytest.raises(NotPermitted):
        law_loads.load(session, "{}", actor=enterer, at=registry.clock.now())


def test_a_position_selects_the_edition_known_there(registry: Registry) -> None:
    with registry.reading() as session:
        first = law_editions.current(session).edition_id
    before = position(registry)
    second = load(registry, edited("publication_regimes.yaml", ONE_YEAR, SIX_MONTHS))
    with registry.reading() as session:
        assert law_editions.current(session, before).edition_id == first
        assert law_editions.current(session, position(registry)).edition_id == second.edition_id


def test_a_new_regime_rewrites_the_windows_it_affects_and_no_others_in_one_event(
    registry: Registry,
) -> None:
    deliver(registry, a_subject_draft(1))
    general = a_record_draft(document_number="甲1号", decided_on=date(2026, 5, 1))
    serious = a_record_draft(document_number="乙1号", severity=Severity.SERIOUS)
    deliver(registry, general, serious, a_record_draft(RecordKind.HONOUR))
    before = {window.id for window in windows(registry)}
    law = load(registry, edited("publication_regimes.yaml", ONE_YEAR, SIX_MONTHS))
    (fresh,) = [window for window in windows(registry) if window.id not in before]
    event = loading(registry)
    assert (fresh.until, fresh.law_edition_id) == (date(2026, 11, 1), law.edition_id)
    assert fresh.recorded_by == event.id
    assert event.payload["record_windows"] == 1
    assert len(windows(registry)) == 3
    shown = [record.document_number for record in file_of(registry).records]
    assert "甲1号" not in shown
    assert "乙1号" in shown


def test_officers_still_read_the_windows_of_the_edition_before(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(decided_on=date(2026, 6, 1)))
    before, auditor = position(registry), an_officer(registry, Role.AUDITOR)
    load(registry, edited("publication_regimes.yaml", ONE_YEAR, SIX_MONTHS))
    (then,) = file_of(registry, auditor, known_at=before).records
    (now,) = file_of(registry, auditor).records
    assert (then.public_until, now.public_until) == (date(2027, 6, 1), date(2026, 12, 1))


def test_a_longer_regime_gives_back_what_it_shows_and_is_told_in_its_event(
    registry: Registry,
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(decided_on=date(2025, 3, 1)))
    assert file_of(registry).records == ()
    two_years = ONE_YEAR.replace("amount: 1, unit: years", "amount: 2, unit: years")
    load(registry, edited("publication_regimes.yaml", ONE_YEAR, two_years))
    (record,) = file_of(registry).records
    assert record.public_until == date(2027, 3, 1)


@pytest.fixture
def case(registry: Registry) -> Case:
    deliver(registry, a_subject_draft(1))
    return Case(
        registry,
        an_officer(registry, Role.PROPOSER),
        an_officer(registry, Role.DECIDER),
        an_officer(registry, Role.PUBLISHER),
    )


NEXT_YEAR = "2027-01-01,rest,元旦,虚构的通知\n2027-01-04,rest,元旦,虚构的通知\n"


def test_a_deadline_beyond_the_loaded_years_is_provisional_until_they_are_loaded(
    registry: Registry, case: Case
) -> None:
    """Five working days from 2026-12-29: on a table without 2027, New Year is a day of work."""
    case.today = date(2026, 12, 29)
    case.propose()
    noticed = case.notice().version
    assert (noticed.statement_due_on, noticed.is_due_provisional) == (date(2027, 1, 5), True)
    seeds: dict[str, str] = json.loads(read_seeds())
    table = seeds["working_days.csv"].rstrip("\n") + "\n"
    load(registry, edited("working_days.csv", seeds["working_days.csv"], table + NEXT_YEAR))
    event = loading(registry)
    assert event.payload["deadlines"] == 1
    case.today = date(2027, 1, 7)
    settled = case.step(Step.RECORD_STATEMENT, case.proposer, 3, note="陈述", on=case.today).version
    assert (settled.statement_due_on, settled.is_due_provisional) == (date(2027, 1, 7), False)


def test_an_entry_ends_with_its_list_and_when_its_basis_falls(
    registry: Registry, case: Case
) -> None:
    case.publish()
    black = "  field_en: market regulation\n  since: 2021-09-01\n  until: null\n"
    load(registry, edited("list_types.yaml", black, black.replace("null", "2026-12-31")))
    assert case.page(date(2026, 12, 31)).total == 1
    assert case.page(date(2027, 1, 1)).total == 0
    load(
        registry,
        edited("list_types.yaml", "verification: instrument", "verification: unverified"),
    )
    assert case.page(date(2026, 12, 31)).total == 0


def test_a_mirrored_entrys_window_follows_the_time_that_a_confirmation_holds(
    registry: Registry, case: Case
) -> None:
    on(registry, date(2026, 11, 23))
    entry = MirroredEntry(
        file_of(registry).subject_id, "国1号", "理由", date(2026, 1, 5), None, "某局"
    )
    enterer = an_officer(registry, Role.ENTERER)
    with registry.transaction() as session:
        law = law_editions.current(session)
        act = Act(enterer, registry.clock.now(), date(2026, 11, 23), law)
        mirrors.confirm(session, "national_serious_violation", [entry], act=act)
    held = "confirmed_within: {amount: 7, unit: calendar_days}"
    load(registry, edited("list_types.yaml", held, held.replace("7", "2")))
    (window,) = windows(registry)
    assert (window.since, window.until) == (date(2026, 11, 23), date(2026, 11, 25))
    assert loading(registry).payload["listing_windows"] == 1


def test_loading_the_law_of_a_city_without_records_writes_one_event(registry: Registry) -> None:
    before = position(registry)
    load(registry, edited("publication_regimes.yaml", ONE_YEAR, SIX_MONTHS))
    with registry.reading() as session:
        assert ledgers.size(session) == before + 2  # the owner's account, the edition
        assert session.scalars(select(func.count()).select_from(PublicationWindow)).one() == 0
        assert ledgers.verify(session, before + 1)
