"""The demonstration: a whole city installed through the services, alive on its first day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from installed import CITY_ENTERPRISES, CITY_RECORDS, settings_for
from instants import Instants
from sqlalchemy import func, select

from credit_registry.bootstrap import open_registry
from credit_registry.domain.actors import PUBLIC, Role
from credit_registry.domain.errors import AlreadyRecorded
from credit_registry.domain.listings import ListColour, ListingStatus
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import SubjectState
from credit_registry.exchange.receipts import Receipt
from credit_registry.invented import cities
from credit_registry.rules.rule_sets import Purpose
from credit_registry.services import installations, law_editions, ledgers
from credit_registry.services.clocks import Clock
from credit_registry.services.demonstration import demonstrations
from credit_registry.services.grading import rule_sets
from credit_registry.services.intake import batches
from credit_registry.services.measures import measure_desks
from credit_registry.services.measures.measure_figures import by_unit
from credit_registry.services.measures.measure_figures import counted as counts_of
from credit_registry.services.people import accounts, passwords, sign_ins
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.public_lists import list_pages
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import representations
from credit_registry.store import migrating
from credit_registry.store.accounts import Account
from credit_registry.store.batches import Batch
from credit_registry.store.databases import Database
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.proceedings import Proceeding, ProceedingVersion
from credit_registry.store.records import Record
from credit_registry.store.signed_commitments import SignedCommitment
from credit_registry.store.subjects import (
    Registration,
    Subject,
)

TODAY = date(2026, 11, 23)
ROLES = [role for role in Role if role is not Role.SOURCE_UNIT]
INVENTED = cities.invent(1, CITY_ENTERPRISES, CITY_RECORDS, TODAY)


@pytest.fixture
def unfounded(empty_database: Database, tmp_path: Path) -> Iterator[Registry]:
    """A registry that has its tables and nothing in them."""
    address = empty_database.engine.url.render_as_string(hide_password=False)
    settings = settings_for(address, tmp_path / "index")
    registry = open_registry(settings, Clock(now=Instants()))
    migrating.upgrade(registry.database)
    yield registry
    registry.close()


def counted(registry: Registry, *columns: object, entity: type) -> Counter[object]:
    """How often each value of the columns occurs among the rows that stand."""
    statement = select(*columns, func.count()).group_by(*columns)  # type: ignore[call-overload] # columns
    if hasattr(entity, "superseded_by"):
        statement = statement.where(entity.superseded_by.is_(None))
    with registry.reading() as session:
        rows = session.execute(statement).all()
    return Counter({row[0] if len(row) == 2 else tuple(row[:-1]): row[-1] for row in rows})


def receipts_of(registry: Registry) -> list[Receipt]:
    with registry.reading() as session:
        return [each.receipt for each in batches.recent(session, INSTALLER, limit=1_000)]


def test_a_second_city_is_refused_and_changes_nothing(city: Registry) -> None:
    with city.reading() as session:
        before = ledgers.size(session)
    with pytest.raises(AlreadyRecorded):
        demonstrations.install(city, seed=2, enterprises=10, records=10)
    with city.reading() as session:
        assert ledgers.size(session) == before


def test_the_registry_says_that_its_city_is_invented(city: Registry) -> None:
    with city.reading() as session:
        installed = installations.city(session)
    assert installed is not None
    assert (installed.city_zh, installed.is_invented) == ("虚构市", True)


def test_all_enterprises_and_records_are_on_record(city: Registry) -> None:
    with city.reading() as session:
        registered = session.scalars(
            select(func.count(func.distinct(Registration.subject_id)))
        ).one()
        records = session.scalars(select(func.count(Record.id))).one()
        signed = session.scalars(select(func.count(SignedCommitment.id))).one()
    assert (registered, records - signed) == (CITY_ENTERPRISES, CITY_RECORDS)


def test_enterprises_have_committed_themselves_and_replied(city: Registry) -> None:
    step = ProceedingVersion
    replies = select(step.state).join(Proceeding, Proceeding.id == step.proceeding_id)
    replies = replies.where(Proceeding.kind == "reply", step.superseded_by.is_(None))
    with city.reading() as session:
        states = sorted(session.scalars(replies))
        signed = session.scalars(select(SignedCommitment.template)).all()
        user = accounts.by_name(session, "enterprise-user")
    assert states == ["refused", "standing", "standing", "waiting"]
    assert len(signed) >= 4
    assert set(signed) == {"product_quality", "good_service"}
    assert user.subject_id is not None


def test_every_kind_of_record_is_on_record(city: Registry) -> None:
    assert set(counted(city, Record.kind, entity=Record)) == {kind.value for kind in RecordKind}


def test_every_receipt_adds_up_and_no_delivery_is_left_open(city: Registry) -> None:
    receipts = receipts_of(city)
    assert len(receipts) == len(INVENTED.deliveries)
    assert all(receipt.adds_up for receipt in receipts)
    assert sum(receipt.read for receipt in receipts) == sum(
        len(delivery.rows) for delivery in INVENTED.deliveries
    )
    with city.reading() as session:
        assert session.scalars(select(Batch.id).where(Batch.closed_at.is_(None))).all() == []


def test_what_the_rows_were_is_what_the_receipts_say(city: Registry) -> None:
    receipts = receipts_of(city)
    assert sum(receipt.refused for receipt in receipts) > 0
    assert sum(receipt.changed for receipt in receipts) > 0
    assert sum(receipt.quarantined for receipt in receipts) == 2
    assert sum(receipt.ambiguous for receipt in receipts) == 0


def test_bodies_have_reported_on_measures_and_owe_reports_that_are_late(city: Registry) -> None:
    with city.reading() as session:
        edition = law_editions.current(session).edition
        found = measure_desks.all_of(session, city.clock.today(), edition)
    figures = {each.unit: each.counts for each in by_unit(found) if each.item in {"D01", "D04"}}
    assert set(figures) == {"虚构市财政局（虚构）", "虚构市市场监督管理局"}
    counts = counts_of(found)
    assert counts.applied > 0
    assert counts.not_applicable > 0
    assert counts.lifted > 0
    assert counts.late > 0
    assert {each.state for each in found} >= {"noticed", "applied", "lifting", "lifted"}


def test_entries_stand_at_every_status(city: Registry) -> None:
    found = counted(city, ListingVersion.status, entity=ListingVersion)
    every = {status.value for status in ListingStatus}
    assert set(found) == every - {ListingStatus.DECIDED.value}


def test_nobody_has_decided_on_an_own_proposal(city: Registry) -> None:
    statement = select(Listing.proposed_by, ListingVersion.decided_by).join(
        ListingVersion, ListingVersion.listing_id == Listing.id
    )
    with city.reading() as session:
        pairs = [row for row in session.execute(statement) if row.decided_by is not None]
    assert pairs
    assert all(row.proposed_by != row.decided_by for row in pairs)


def test_the_black_list_shows_published_entries_and_no_removed_or_expired_one(
    city: Registry,
) -> None:
    with city.reading() as session:
        view = city.view(session, PUBLIC)
        law = law_editions.current(session).edition
        page = list_pages.on_list(session, law.list_types["serious_violation"], view)
        published = session.scalars(
            select(func.count(ListingVersion.id))
            .join(Listing, Listing.id == ListingVersion.listing_id)
            .where(
                ListingVersion.superseded_by.is_(None),
                ListingVersion.status == ListingStatus.PUBLISHED.value,
                Listing.colour == ListColour.BLACK.value,
            )
        ).one()
    assert page.total == published > 0
    assert all(row.until and row.until >= TODAY for row in page.rows)


def test_the_mirrored_list_shows_those_its_source_named_today(city: Registry) -> None:
    with city.reading() as session:
        view = city.view(session, PUBLIC)
        law = law_editions.current(session).edition
        page = list_pages.on_list(session, law.list_types["national_serious_violation"], view)
        left = session.scalars(
            select(func.count()).where(
                Listing.colour == ListColour.MIRRORED.value, Listing.is_open.is_(False)
            )
        ).one()
    assert {row.code for row in page.rows} == set(INVENTED.mirrored[1:])
    assert left == 1


def test_the_red_list_shows_honours(city: Registry) -> None:
    with city.reading() as session:
        law = law_editions.current(session).edition
        page = list_pages.on_list(session, law.list_types["honours"], city.view(session, PUBLIC))
    assert page.total > 10
    assert all(row.record_id for row in page.rows)


def test_every_subject_that_stands_for_itself_has_a_grade_and_grades_differ(
    city: Registry,
) -> None:
    with city.reading() as session:
        standing = session.scalars(
            select(func.count(Subject.id)).where(
                Subject.state == SubjectState.CONFIRMED.value,
                Subject.id.not_in(representations.forwarding()),
            )
        ).one()
        graded = session.scalars(
            select(Evaluation.subject_id).where(
                Evaluation.superseded_by.is_(None), Evaluation.purpose == Purpose.GRADE.value
            )
        ).all()
    assert len(set(graded)) == len(graded) == standing
    grades = counted(city, Evaluation.grade, entity=Evaluation)
    assert len(grades) >= 4


def test_each_role_has_an_account_and_the_deliveries_come_from_a_program(city: Registry) -> None:
    with city.reading() as session:
        for role in ROLES:
            actor = accounts.by_name(session, role.value.replace("_", "-"))
            assert actor.roles == {role}
        senders = set(session.scalars(select(Batch.account_id)))
        (sender,) = session.scalars(select(Account).where(Account.id.in_(senders)))
    assert (sender.kind, sender.password_hash) == ("program", None)


def test_passwords_are_told_once_and_open_their_accounts(unfounded: Registry) -> None:
    told: list[tuple[int, float]] = []
    made = demonstrations.install(
        unfounded, seed=3, enterprises=20, records=60,
        on_progress=lambda rows, share: told.append((rows, share)),
    )  # fmt: skip
    roles = [roles for *_, roles in made.accounts]
    assert roles == [*(role.value for role in ROLES), "executing_body", "decider"]
    assert len({password for _, password, _ in made.accounts}) == len(roles)
    username, password, _ = made.accounts[0]
    at = unfounded.clock.now()
    with unfounded.reading() as session:
        assert sign_ins.begin(session, username, password, at).actor.roles == {Role.ENTERER}
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert told[-1][1] == 1.0
    assert told[-1][0] == sum(receipt.read for receipt in made.receipts)


@pytest.mark.parametrize("_number", range(20))
def test_a_password_is_long_enough_and_made_of_plain_letters(_number: int) -> None:
    password = passwords.readable(demonstrations.SYLLABLES_A_PASSWORD)
    assert len(password) >= passwords.SHORTEST
    assert password.replace("-", "").isalpha()
    assert password.isascii()


def test_a_rule_set_is_in_force_and_another_is_announced(city: Registry) -> None:
    with city.reading() as session:
        days = [version.since for version in rule_sets.published(session)]
        in_force = rule_sets.in_force(session, TODAY)
    assert in_force is not None
    assert in_force.rule_set.since <= TODAY
    assert max(days) == date(2027, 1, 1)


def test_the_index_knows_every_public_subject(city: Registry) -> None:
    with city.reading() as session:
        assert city.index.cursor() == ledgers.size(session)
