"""Dismissals of candidates: whose they are, how long they hold, and what reopens them."""

from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, merge, on, subject_of
from screenings_made import answers, issued

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.errors import (
    AlreadyRecorded,
    Unauthenticated,
    Unlawful,
)
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.services import law_editions
from credit_registry.services.finding import indexing
from credit_registry.services.registry import Registry
from credit_registry.services.screening import asked_subjects, dismissals
from credit_registry.services.screening.asked_subjects import Asked
from credit_registry.store.ledgers import Event

NAME = "虚构市第{}制造有限公司"
TODAY = date(2026, 11, 23)


@pytest.fixture
def screened(registry: Registry) -> Registry:
    """Three enterprises, indexed."""
    deliver(registry, *(a_subject_draft(number) for number in (1, 2, 6)))
    indexing.follow(registry)
    return registry


def dismiss(
    registry: Registry, actor: Actor, asked: Asked, number: int, until: date | None = None
) -> int:
    """Keep that the subject is not meant."""
    with registry.transaction() as session:
        divisions = law_editions.current(session).edition.divisions
        question = asked_subjects.understood(asked, divisions, TODAY)
        at = registry.clock.now()
        row = dismissals.dismiss(
            session, question, number, "不是投标人", until, actor=actor, at=at, today=TODAY
        )
        return row.id


def dismissed(registry: Registry, asked: Asked, actor: Actor) -> list[str]:
    """The codes of the candidates that are dismissed."""
    (found,) = answers(registry, asked, actor=actor)
    return [each["code"] for each in found["candidates"] if each["is_dismissed"]]


def test_a_dismissal_is_the_accounts_own_follows_merges_and_ends(screened: Registry) -> None:
    buyer, other = an_officer(screened, Role.SOURCE_UNIT), an_officer(screened, Role.SOURCE_UNIT)
    asked, again = Asked(name=NAME.format(2)), Asked(name=f" {NAME.format(2)} ")
    first, second = (subject_of(screened, a_uscc(number)) for number in (6, 2))
    number = dismiss(screened, buyer, asked, second)
    assert dismissed(screened, again, buyer) == [a_uscc(2)]
    assert dismissed(screened, asked, other) == []
    with pytest.raises(AlreadyRecorded):
        dismiss(screened, buyer, asked, second)
    merge(screened, second, first)
    assert dismissed(screened, Asked(name=NAME.format(2), least_score_centi=0), buyer) == [
        a_uscc(6)
    ]
    with screened.transaction() as session:
        dismissals.withdraw(session, number, actor=buyer, at=screened.clock.now())
    assert dismissed(screened, Asked(name=NAME.format(2), least_score_centi=0), buyer) == []


def test_a_dismissal_is_reopened_when_the_identity_changes(screened: Registry) -> None:
    buyer, asked = an_officer(screened, Role.SOURCE_UNIT), Asked(name=NAME.format(2))
    dismiss(screened, buyer, asked, subject_of(screened, a_uscc(2)))
    deliver(screened, a_record_draft(number=2))
    assert dismissed(screened, asked, buyer) == [a_uscc(2)]
    deliver(screened, a_subject_draft(2, address="虚构市另一路2号"))
    assert dismissed(screened, asked, buyer) == []
    with screened.reading() as session:
        view = screened.view(session, buyer)
        (kept,) = dismissals.of_account(session, view, actor=buyer)
    assert kept.is_reopened


def test_a_dismissal_holds_on_its_last_day_and_not_the_day_after(screened: Registry) -> None:
    buyer, asked = an_officer(screened, Role.SOURCE_UNIT), Asked(name=NAME.format(2))
    with pytest.raises(Unlawful):
        dismiss(screened, buyer, asked, subject_of(screened, a_uscc(2)), date(2026, 11, 22))
    dismiss(screened, buyer, asked, subject_of(screened, a_uscc(2)), date(2026, 12, 1))
    for day, expected in ((date(2026, 12, 1), [a_uscc(2)]), (date(2026, 12, 2), [])):
        on(screened, day)
        assert dismissed(screened, asked, buyer) == expected


def test_the_public_keeps_no_dismissals(screened: Registry) -> None:
    with screened.reading() as session:
        view = screened.view(session, PUBLIC)
        with pytest.raises(Unauthenticated):
            dismissals.of_account(session, view, actor=PUBLIC)


def test_the_ledger_names_nobody_who_was_looked_up(screened: Registry) -> None:
    issued(screened, Asked(code=a_uscc(2)))
    dismiss(
        screened, an_officer(screened, Role.SOURCE_UNIT), Asked(name=NAME.format(2)),
        subject_of(screened, a_uscc(2)),
    )  # fmt: skip
    kinds = (EventKind.SCREENING_ISSUED, EventKind.CANDIDATE_DISMISSED)
    with screened.reading() as session:
        events = session.query(Event).where(Event.kind.in_(kinds)).all()
    assert len(events) == len(kinds)
    for event in events:
        told = f"{event.payload} {event.body.decode()}"
        assert event.subject_id is None
        assert a_uscc(2) not in told
        assert to_public(subject_of(screened, a_uscc(2))) not in told
