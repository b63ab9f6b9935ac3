"""Reconsideration and litigation: recorded, seen by every reader, carried out before they close."""

from datetime import date

import pytest
from builders import an_officer
from filings import file_of, on
from objections_filed import Objected, filed

from credit_registry.domain.actors import PUBLIC, Role
from credit_registry.domain.errors import AlreadyRecorded, Unlawful
from credit_registry.domain.procedures.challenges import ChallengeForum
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.domain.records import RecordState
from credit_registry.services.proceedings import proceedings
from credit_registry.services.proceedings.proceeding_steps import ProceedingForm
from credit_registry.services.records import withdrawals
from credit_registry.services.registry import Registry

ACCEPTED = {"document_number": "虚府行复〔2026〕3号", "on": date(2026, 9, 28)}


@pytest.fixture
def desk(registry: Registry) -> Objected:
    return filed(registry)


def challenge(desk: Objected, forum: ChallengeForum = ChallengeForum.RECONSIDERATION) -> None:
    """Record that the penalty is challenged."""
    form = ProceedingForm(**ACCEPTED)  # type: ignore[arg-type] # fields by name
    with desk.act(desk.reviewer) as (session, act):
        opening = proceedings.about(
            session, ProcedureKind.CHALLENGE, record_id=desk.record_id, item=forum.value
        )
        desk.proceeding_id = proceedings.begin(session, opening, form, act=act)


def is_shown_as_challenged(desk: Objected) -> list[bool]:
    """Of each public record, whether every reader sees that it is challenged."""
    on(desk.registry, desk.today)
    return [each.is_challenged for each in file_of(desk.registry, PUBLIC).records]


def test_a_challenge_is_seen_by_every_reader_and_takes_nothing_away(desk: Objected) -> None:
    assert is_shown_as_challenged(desk) == [False]
    challenge(desk)
    assert is_shown_as_challenged(desk) == [True]
    desk.step("maintain", 1, document_number="虚府行复决〔2026〕3号", on=desk.today)
    assert is_shown_as_challenged(desk) == [False]


def test_reconsideration_and_litigation_may_both_be_open_and_neither_twice(desk: Objected) -> None:
    challenge(desk)
    challenge(desk, ChallengeForum.LITIGATION)
    with pytest.raises(AlreadyRecorded):
        challenge(desk)


def test_what_is_annulled_has_to_come_off_within_three_working_days_before_the_file_closes(
    desk: Objected,
) -> None:
    challenge(desk)
    desk.today = date(2026, 9, 29)
    number = "虚府行复决〔2026〕3号"
    annulled = desk.step("annul", 1, document_number=number, note="认定事实不清", on=desk.today)
    assert annulled == "to_carry_out"
    ((code, due_on, state, _),) = desk.periods()
    assert (code, due_on, state) == ("annulment_withdrawal", date(2026, 10, 9), "running")
    with pytest.raises(Unlawful, match="still stands"):
        desk.step("carry_out", 2, note="已撤下")
    with desk.act(an_officer(desk.registry, Role.DECIDER)) as (session, act):
        withdrawals.withdraw(session, desk.record_id, RecordState.ANNULLED, "复议撤销", act=act)
    assert desk.step("carry_out", 2, note="已撤下") == "carried_out"
    assert desk.periods()[0][2:] == ("met", date(2026, 9, 29))
    assert is_shown_as_challenged(desk) == []
