"""Replies beside records: whose they are, who looks at them, and on which days they are read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, file_of, on, position, subject_of, withdraw
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import (
    AlreadyRecorded,
    NotPermitted,
    StaleVersion,
    TransitionNotAllowed,
    Unauthenticated,
    Unlawful,
)
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.domain.records import Severity
from credit_registry.services import deadlines, law_editions
from credit_registry.services.acts import Act
from credit_registry.services.deadlines import Whose
from credit_registry.services.proceedings import proceedings, reply_writing
from credit_registry.services.proceedings.proceeding_steps import Opening, ProceedingForm
from credit_registry.services.records.record_replies import Reply
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event
from credit_registry.store.records import Record

BEFORE_THE_HOLIDAY = date(2026, 9, 28)
"""A Monday: 1–7 October rest, 10 October is a Saturday on which people work."""
WORDS = "本企业已于2026年6月完成整改。"


@dataclass
class Firm:
    """An enterprise with a public penalty, its user, and an officer who looks at replies."""

    registry: Registry
    draft: RecordDraft
    enterer: Actor
    user: Actor
    reviewer: Actor
    record_id: int
    proceeding_id: int = 0
    today: date = BEFORE_THE_HOLIDAY

    @contextmanager
    def act(self, actor: Actor) -> Iterator[tuple[Session, Act]]:
        on(self.registry, self.today)
        with self.registry.transaction() as session:
            law = law_editions.current(session)
            yield session, Act(actor, self.registry.clock.now(), self.today, law)

    def write(
        self, text: str = WORDS, actor: Actor | None = None, version: int | None = None
    ) -> None:
        with self.act(actor or self.user) as (session, act):
            self.proceeding_id = reply_writing.write(
                session, self.record_id, text, act=act, version=version
            )

    def step(self, taken: str, version: int, actor: Actor | None = None, note: str = "") -> str:
        form = ProceedingForm(version, note=note)
        with self.act(actor or self.reviewer) as (session, act):
            return proceedings.step(session, self.proceeding_id, taken, form, act=act).state

    def shown(
        self, day: date | None = None, actor: Actor = PUBLIC, known_at: int | None = None
    ) -> Reply | None:
        """The reply beside the record, which the reader must see."""
        on(self.registry, self.today)
        (record,) = file_of(self.registry, actor, as_of=day, known_at=known_at).records
        return record.reply


@pytest.fixture
def firm(registry: Registry) -> Firm:
    on(registry, BEFORE_THE_HOLIDAY)
    enterer = an_officer(registry, Role.ENTERER)
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    draft = a_record_draft(number=1)
    deliver(registry, draft, actor=enterer)
    with registry.reading() as session:
        record_id = session.scalars(select(Record.id)).one()
    user = replace(an_officer(registry, Role.ENTERPRISE_USER), subject_id=subject_of(registry))
    return Firm(registry, draft, enterer, user, an_officer(registry, Role.REVIEWER), record_id)


def test_a_reply_is_read_from_the_day_on_which_an_officer_lets_it_stand(firm: Firm) -> None:
    firm.write()
    assert firm.shown() is None
    with firm.registry.reading() as session:
        (due,) = deadlines.of(
            session, Whose(subject_of(firm.registry), proceeding_id=firm.proceeding_id)
        )
    assert (due.code, due.due_on) == ("reply_review", date(2026, 10, 8))
    firm.today = date(2026, 10, 8)
    assert firm.step("let_stand", 1) == "standing"
    assert firm.shown() == Reply(WORDS, BEFORE_THE_HOLIDAY, is_to_earlier=False)
    assert firm.shown(date(2026, 10, 7)) is None
    with firm.registry.reading() as session:
        kinds = select(Event.payload).where(Event.kind.startswith("proceeding_"))
        steps = [each["step"] for each in session.scalars(kinds.order_by(Event.id))]
    assert steps == ["write", "let_stand"]


def test_a_reply_is_no_longer_read_than_its_record_is(firm: Firm) -> None:
    firm.write()
    firm.step("let_stand", 1)
    (record,) = file_of(firm.registry).records
    assert record.public_until is not None
    firm.today = record.public_until
    assert firm.shown() is not None
    on(firm.registry, record.public_until + timedelta(days=1))
    assert file_of(firm.registry).records == ()


def test_a_withdrawn_record_takes_its_reply_along(firm: Firm) -> None:
    firm.write()
    firm.step("let_stand", 1)
    withdraw(firm.registry, firm.record_id)
    assert file_of(firm.registry).records == ()


def test_what_is_taken_back_shows_on_no_day_to_the_public_and_stays_on_record(firm: Firm) -> None:
    firm.write()
    firm.step("let_stand", 1)
    stood_at = position(firm.registry)
    firm.today = date(2026, 9, 30)
    assert firm.step("take_back", 2, firm.user) == "taken_back"
    assert firm.shown() is None
    assert firm.shown(BEFORE_THE_HOLIDAY) is None
    officer = firm.reviewer
    known = firm.shown(BEFORE_THE_HOLIDAY, officer, stood_at)
    assert known is not None
    assert known.text == WORDS
    assert firm.shown(actor=officer) is None
    firm.write("另行说明：罚款已缴清。")
    firm.step("let_stand", 1)
    again = firm.shown()
    assert again is not None
    assert again.text == "另行说明：罚款已缴清。"


def test_one_reply_waits_or_stands_at_a_time(firm: Firm) -> None:
    firm.write()
    with pytest.raises(AlreadyRecorded):
        firm.write()
    firm.step("let_stand", 1)
    with pytest.raises(AlreadyRecorded, match="take it back"):
        firm.write()


def test_a_reply_to_what_was_corrected_since_says_so(firm: Firm) -> None:
    firm.write(version=1)
    firm.step("let_stand", 1)
    deliver(firm.registry, replace(firm.draft, amount_fen=500_000), actor=firm.enterer)
    shown = firm.shown()
    assert shown is not None
    assert shown.is_to_earlier
    firm.step("take_back", 2, firm.user)
    with pytest.raises(StaleVersion, match="version 2"):
        firm.write(version=1)


def test_a_refused_reply_is_never_read_and_its_reason_is_kept(firm: Firm) -> None:
    firm.write("这是诬告")
    with pytest.raises(Unlawful, match="note"):
        firm.step("refuse", 1)
    assert firm.step("refuse", 1, note="含有侮辱性内容") == "refused"
    assert firm.shown() is None
    with pytest.raises(TransitionNotAllowed):
        firm.step("let_stand", 2)


def test_an_officer_takes_down_what_should_not_have_stood(firm: Firm) -> None:
    firm.write()
    firm.step("let_stand", 1)
    assert firm.step("take_down", 2, note="写有他人姓名") == "taken_down"
    assert firm.shown() is None


@pytest.mark.parametrize(
    "number", ["13800138000", "11010519491231002X"], ids=["mobile", "identity"]
)
def test_a_personal_number_is_refused_and_named(firm: Firm, number: str) -> None:
    with pytest.raises(Unlawful, match="personal number") as refused:
        firm.write(f"请联系{number}")
    assert [fault.pointer for fault in refused.value.errors] == ["/note"]
    assert number not in str(refused.value)


def test_a_reply_is_short(firm: Firm) -> None:
    with pytest.raises(Unlawful, match="500"):
        firm.write("改" * 501)
    firm.write("改" * 500)


def test_only_the_enterprise_itself_replies(firm: Firm) -> None:
    other = replace(firm.user, subject_id=subject_of(firm.registry, a_uscc(2)))
    for stranger in (other, replace(firm.user, subject_id=None), firm.reviewer, firm.enterer):
        with pytest.raises(NotPermitted):
            firm.write(actor=stranger)
    with pytest.raises((NotPermitted, Unauthenticated)):
        firm.write(actor=PUBLIC)


def test_who_entered_the_record_does_not_look_at_the_reply(registry: Registry, firm: Firm) -> None:
    both = an_officer(registry, Role.ENTERER, Role.REVIEWER)
    deliver(registry, replace(firm.draft, amount_fen=500_000), actor=both)
    firm.write()
    for step in ("let_stand", "refuse"):
        with pytest.raises(NotPermitted, match="entered"):
            firm.step(step, 1, both, note="不予展示")
    with pytest.raises(NotPermitted):
        firm.step("let_stand", 1, firm.enterer)
    assert firm.step("let_stand", 1) == "standing"


def test_what_is_not_public_cannot_be_replied_to(registry: Registry, firm: Firm) -> None:
    deliver(registry, a_record_draft(number=1, severity=Severity.UNDETERMINED))
    with registry.reading() as session:
        firm.record_id = session.scalars(select(Record.id).order_by(Record.id.desc())).first() or 0
    with pytest.raises(Unlawful, match="public"):
        firm.write()
    opening = Opening(ProcedureKind.REPLY, subject_of(registry), firm.record_id)
    with firm.act(firm.user) as (session, act), pytest.raises(Unlawful, match="public"):
        proceedings.begin(session, opening, ProceedingForm(note=WORDS), act=act)
