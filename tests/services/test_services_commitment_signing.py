"""Commitments signed here: what becomes of a signature, once for each period, and who may sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from json import loads

import pytest
from builders import a_subject_draft, a_uscc, an_officer
from filings import deliver, file_of, on, subject_of, withdraw
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.errors import AlreadyRecorded, NotPermitted, Unauthenticated, Unlawful
from credit_registry.domain.kinds import commitments
from credit_registry.domain.privacy import personal_numbers
from credit_registry.domain.records import RecordKind
from credit_registry.law.editions import content_of, parse
from credit_registry.services import law_editions, ledgers
from credit_registry.services.acts import Act
from credit_registry.services.finding import indexing
from credit_registry.services.grading import dirty_subjects
from credit_registry.services.intake import commitment_signing
from credit_registry.services.intake.commitment_signing import OWN_STATEMENT, Signed, Signing
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event
from credit_registry.store.records import Record, RecordVersion
from credit_registry.store.signed_commitments import SignedCommitment

TODAY = date(2026, 11, 23)
THIS_YEAR, NEXT_YEAR = date(2026, 12, 31), date(2027, 12, 31)
FILLED = {
    "products": "实木家具",
    "responsible": "品质部",
    "standard": "GB/T 3324",
    "answer_days": "3",
}
SIGNING = Signing("product_quality", NEXT_YEAR, FILLED)


@dataclass
class Firm:
    """An enterprise and its user, who signs."""

    registry: Registry
    user: Actor
    today: date = TODAY

    @contextmanager
    def act(self, actor: Actor) -> Iterator[tuple[Session, Act]]:
        on(self.registry, self.today)
        with self.registry.transaction() as session:
            law = law_editions.current(session)
            yield session, Act(actor, self.registry.clock.now(), self.today, law)

    def sign(self, signing: Signing = SIGNING, actor: Actor | None = None) -> Signed:
        with self.act(actor or self.user) as (session, act):
            return commitment_signing.sign(session, signing, act=act)

    def count(self, entity: type) -> int:
        with self.registry.reading() as session:
            return session.scalars(select(func.count()).select_from(entity)).one()


@pytest.fixture
def firm(registry: Registry) -> Firm:
    on(registry, TODAY)
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    user = replace(an_officer(registry, Role.ENTERPRISE_USER), subject_id=subject_of(registry))
    return Firm(registry, user)


def test_a_signature_is_one_event_and_a_public_record_of_the_enterprise_itself(firm: Firm) -> None:
    before = firm.count(Event)
    signed = firm.sign()
    assert firm.count(Event) == before + 1
    (record,) = file_of(firm.registry).records
    assert (record.record_id, record.document_number) == (signed.record_id, signed.document_number)
    assert (record.kind, record.unit) == (RecordKind.COMMITMENT, OWN_STATEMENT)
    assert (record.version.outcome, record.public_until) == (commitments.NOT_DUE, NEXT_YEAR)
    assert (record.version.effective_from, record.version.effective_to) == (TODAY, NEXT_YEAR)
    content = str(record.detail["content"])
    assert all(words in content for words in FILLED.values())
    assert "{" not in content
    with firm.registry.reading() as session:
        event = session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
        assert event.kind == "commitment_signed"
        assert event.payload["document_number"] == signed.document_number


def test_its_code_holds_the_day_and_is_no_personal_number(firm: Firm) -> None:
    number = firm.sign().document_number
    assert number[6:14] == "20261123"
    assert len(number) == 20
    assert personal_numbers(number) == []


def test_the_same_commitment_for_the_same_period_is_refused_naming_the_one_that_stands(
    firm: Firm,
) -> None:
    signed = firm.sign()
    with pytest.raises(AlreadyRecorded, match=signed.document_number):
        firm.sign(replace(SIGNING, values={**FILLED, "products": "板式家具"}))
    assert firm.count(SignedCommitment) == 1
    firm.sign(replace(SIGNING, valid_until=THIS_YEAR))
    other = {"services": "家具配送", "answer_days": "5"}
    firm.sign(Signing("good_service", NEXT_YEAR, other))
    assert firm.count(SignedCommitment) == 3


def test_where_an_officer_withdrew_the_record_it_can_be_signed_again(firm: Firm) -> None:
    first = firm.sign()
    withdraw(firm.registry, first.record_id)
    assert file_of(firm.registry).records == ()
    again = firm.sign()
    assert again.record_id != first.record_id
    with pytest.raises(AlreadyRecorded, match=again.document_number):
        firm.sign()


def test_it_is_public_to_its_last_day_and_kept_in_view_once_it_was_found_kept(firm: Firm) -> None:
    firm.sign()
    on(firm.registry, NEXT_YEAR)
    (record,) = file_of(firm.registry).records
    on(firm.registry, date(2028, 1, 1))
    assert file_of(firm.registry).records == ()
    kept: dict[str, object] = {**record.version.detail}
    found = {
        **{name: kept.get(name) for name in ("content", "breach_liability", "commitment_matter")},
        "document_number": record.document_number, "subject_name": "虚构市第1制造有限公司",
        "subject_category": "legal_person", "uscc": a_uscc(1), "commitment_type": "voluntary",
        "committed_on": TODAY, "valid_until": NEXT_YEAR, "fulfilment_status": "fulfilled",
        "found_on": date(2028, 1, 1), "source_unit_name": OWN_STATEMENT, "disclosure": "public",
    }  # fmt: skip
    deliver(firm.registry, commitments.draft(found))  # type: ignore[arg-type] # as a source states it
    (after,) = file_of(firm.registry).records
    assert (after.record_id, after.version.number) == (record.record_id, 2)
    assert after.version.outcome == "fulfilled"


def test_readers_of_the_ledger_take_the_signature_in(firm: Firm) -> None:
    with firm.registry.transaction() as session:
        dirty_subjects.come_to(session, ledgers.size(session), firm.registry.clock.now())
    firm.sign()
    with firm.registry.reading() as session:
        ids = dirty_subjects._touched(session, ledgers.size(session))  # noqa: SLF001 - what the run reads
    assert subject_of(firm.registry) in ids
    assert indexing.follow(firm.registry) > 0


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"products": ""}, "/values/products"),
        ({"products": "家" * 61}, "/values/products"),
        ({"answer_days": "三"}, "/values/answer_days"),
        ({"answer_days": "0"}, "/values/answer_days"),
        ({"other": "x"}, "/values/other"),
        ({"responsible": "电话13800138000"}, "/values/responsible"),
    ],
    ids=["empty", "too long", "no number", "nothing", "no blank", "personal number"],
)
def test_what_does_not_fit_is_refused_by_name(
    firm: Firm, values: Mapping[str, str], pointer: str
) -> None:
    with pytest.raises(Unlawful) as refused:
        firm.sign(replace(SIGNING, values={**FILLED, **values}))
    assert [fault.pointer for fault in refused.value.errors] == [pointer]
    assert firm.count(RecordVersion) == 0


@pytest.mark.parametrize(
    "until", [date(2026, 12, 30), date(2028, 12, 31), date(2025, 12, 31)], ids=str
)
def test_it_runs_to_the_end_of_this_or_the_next_calendar_year(firm: Firm, until: date) -> None:
    with pytest.raises(Unlawful, match="valid_until"):
        firm.sign(replace(SIGNING, valid_until=until))


def test_only_the_enterprise_itself_signs(firm: Firm) -> None:
    officers = (an_officer(firm.registry, role) for role in Role if role != Role.ENTERPRISE_USER)
    for stranger in chain(officers, [replace(firm.user, subject_id=None)]):
        with pytest.raises((NotPermitted, Unauthenticated)):
            firm.sign(actor=stranger)
    assert firm.count(SignedCommitment) == 0


def test_an_edition_without_templates_has_none_to_sign(firm: Firm) -> None:
    with firm.act(firm.user) as (session, act):
        texts = loads(law_editions.current_content(session))
        del texts["commitment_templates.yaml"]
        older = replace(act, law=replace(act.law, edition=parse(content_of(texts))))
        with pytest.raises(Unlawful, match="No commitment"):
            commitment_signing.sign(session, SIGNING, act=older)


def test_a_body_of_that_name_is_the_source_of_all_of_them(firm: Firm) -> None:
    other = replace(firm.user, subject_id=subject_of(firm.registry, a_uscc(2)))
    assert firm.sign().document_number != firm.sign(actor=other).document_number
    with firm.registry.reading() as session:
        units = session.scalars(select(Record.source_unit_id)).all()
    assert len(units) == 2
    assert len(set(units)) == 1
