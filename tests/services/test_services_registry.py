"""The edge of a command: what is committed is done, whatever happens to its position."""

import pytest
from builders import an_officer
from sqlalchemy.exc import OperationalError

from credit_registry.domain.actors import Role
from credit_registry.domain.events import EventKind
from credit_registry.services import ledgers
from credit_registry.services.people import accounts
from credit_registry.services.registry import Registry


def test_a_command_is_done_even_where_its_events_have_to_wait_for_their_positions(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with registry.reading() as session:
        before = ledgers.size(session)

    def locked() -> int:
        raise OperationalError("UPDATE", {}, Exception("database is locked"))

    monkeypatch.setattr(registry, "sequence", locked)
    made = an_officer(registry, Role.AUDITOR)
    with registry.reading() as session:
        assert accounts.actor(session, made.account_id) == made
        assert ledgers.size(session) == before
    assert "events wait for their positions" in caplog.text
    monkeypatch.undo()
    assert registry.sequence() == before + 1


@pytest.mark.parametrize("waiting", [1, 2, 3, 4, 5])
def test_events_that_wait_get_their_positions_at_once_however_many_slices_they_make(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, waiting: int
) -> None:
    monkeypatch.setattr(ledgers, "SLICE", 2)
    before = registry.sequence()
    with registry.database.transaction() as session:
        for _ in range(waiting):
            ledgers.record(
                session,
                EventKind.SUBJECT_CONFIRMED,
                actor=accounts.INSTALLER,
                at=registry.clock.now(),
            )
    assert registry.sequence() == before + waiting
    with registry.reading() as session:
        assert ledgers.size(session) == before + waiting
