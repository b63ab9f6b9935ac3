"""The past of the demonstration: renamings, links, corrections and what was known when."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from installed import CITY_ENTERPRISES, CITY_RECORDS
from sqlalchemy import func, select

from credit_registry.domain.actors import PUBLIC
from credit_registry.domain.dates import ZONE
from credit_registry.domain.errors import NotFound
from credit_registry.domain.records import ENDED, RecordState
from credit_registry.domain.subjects import IdentifierState, LinkKind, Standing, SubjectState
from credit_registry.invented import cities
from credit_registry.services import law_editions
from credit_registry.services.files import credit_files
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.proceedings import sampling_worklists
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subjects
from credit_registry.store.ledgers import Event
from credit_registry.store.proceedings import Proceeding, ProceedingVersion
from credit_registry.store.records import RecordVersion
from credit_registry.store.subjects import (
    Subject,
    SubjectIdentifier,
    SubjectLink,
    SubjectName,
)

TODAY = date(2026, 11, 23)
INVENTED = cities.invent(1, CITY_ENTERPRISES, CITY_RECORDS, TODAY)


def counted(registry: Registry, *columns: object, entity: type) -> Counter[object]:
    """How often each value of the columns occurs among the rows that stand."""
    statement = select(*columns, func.count()).group_by(*columns)  # type: ignore[call-overload] # columns
    if hasattr(entity, "superseded_by"):
        statement = statement.where(entity.superseded_by.is_(None))
    with registry.reading() as session:
        rows = session.execute(statement).all()
    return Counter({row[0] if len(row) == 2 else tuple(row[:-1]): row[-1] for row in rows})


def file_of(registry: Registry, code: str, **times: date | datetime) -> CreditFile:
    with registry.reading() as session:
        view = registry.view(session, PUBLIC, **times)  # type: ignore[arg-type] # as_of, known_at
        number = subjects.by_code(session, code)
        assert number is not None
        law = law_editions.current(session)
        return credit_files.read(session, number, view, law.edition)


def test_a_grade_is_public_under_the_citys_own_invented_rule(city: Registry) -> None:
    code = next(
        firm.uscc
        for firm in INVENTED.firms
        if firm.standing is Standing.OPERATING and firm.established_on < date(2018, 1, 1)
    )
    grade = file_of(city, code).grade
    assert grade.is_shown
    assert "虚构" in grade.basis_zh


def test_a_renamed_enterprise_shows_its_former_name(city: Registry) -> None:
    firm = next(each for each in INVENTED.firms if each.renamed_on)
    found = file_of(city, firm.uscc)
    assert found.name == firm.name
    assert [former.name for former in found.former_names] == [firm.former_name]


def test_a_former_name_ends_in_the_past_and_not_on_the_day_of_installation(city: Registry) -> None:
    with city.reading() as session:
        ends = session.scalars(
            select(SubjectName.until).where(
                SubjectName.until.is_not(None), SubjectName.superseded_by.is_(None)
            )
        ).all()
    assert ends
    assert min(end for end in ends if end) < TODAY - timedelta(days=300)


def test_subjects_are_linked_and_a_second_entry_forwards_to_the_first(city: Registry) -> None:
    kinds = counted(city, SubjectLink.kind, entity=SubjectLink)
    assert set(kinds) == {LinkKind.SUCCEEDED_BY.value, LinkKind.DUPLICATE_OF.value}
    link = next(each for each in INVENTED.links if each.kind is LinkKind.DUPLICATE_OF)
    with city.reading() as session:
        second, first = (subjects.by_code(session, code) for code in (link.uscc, link.other))
        assert second is not None
        assert subjects.forwarded(session, second) == first


def test_one_wrong_code_is_corrected_and_one_waits(city: Registry) -> None:
    (correction,) = INVENTED.corrections
    with city.reading() as session:
        assert subjects.by_code(session, correction.right) is not None
    states = counted(city, SubjectIdentifier.state, entity=SubjectIdentifier)
    assert states[IdentifierState.QUARANTINED.value] == 1


def test_a_subject_that_no_register_names_is_not_shown(city: Registry) -> None:
    with city.reading() as session:
        unknown = session.scalars(
            select(Subject.id).where(Subject.state == SubjectState.PROVISIONAL.value)
        ).all()
        law = law_editions.current(session)
        assert unknown
        for number in unknown:
            with pytest.raises(NotFound):
                credit_files.read(session, number, city.view(session, PUBLIC), law.edition)


def test_penalties_are_annulled_restored_and_withdrawn(city: Registry) -> None:
    states = counted(city, RecordVersion.state, entity=RecordVersion)
    assert set(states) - {RecordState.IN_RE_INSPECTION.value} == {"active", *ENDED}


def test_the_ledger_tells_of_eight_years_in_order(city: Registry) -> None:
    with city.reading() as session:
        instants = session.scalars(select(Event.recorded_at).order_by(Event.position)).all()
    assert instants == sorted(instants)
    assert instants[0].astimezone(ZONE).date() == date(2018, 11, 23)
    assert instants[-1].astimezone(ZONE).date() == TODAY


def test_what_was_known_years_ago_can_be_looked_back_at(city: Registry) -> None:
    firm = next(each for each in INVENTED.firms if each.renamed_on)
    assert firm.renamed_on
    before = datetime.combine(firm.renamed_on, time.min, ZONE)
    assert file_of(city, firm.uscc, known_at=before).name == firm.former_name


def test_failed_samplings_are_followed_up_and_some_orders_are_overdue(city: Registry) -> None:
    with city.reading() as session:
        version, row = ProceedingVersion, Proceeding
        statement = (
            select(row.kind, version.state)
            .join(version, version.proceeding_id == row.id)
            .where(version.superseded_by.is_(None))
        )
        states = {(kind, state) for kind, state in session.execute(statement)}
        today = city.clock.today()
        overdue = list(sampling_worklists.overdue(session, INSTALLER, today))
    assert {
        ("sampling_follow_up", "passed"),
        ("sampling_follow_up", "overturned"),
        ("re_inspection", "conforms"),
        ("re_inspection", "failed_again"),
    } <= states
    assert any(case.state == "served" for case in overdue)
