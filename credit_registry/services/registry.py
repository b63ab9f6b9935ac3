"""The running registry: its database, its clock, its index, and the edge of every transaction."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.services import ledgers, views
from credit_registry.services.clocks import Clock
from credit_registry.services.sealing import KeyRing
from credit_registry.services.subject_indexes import SubjectIndex
from credit_registry.settings import Settings
from credit_registry.store.databases import Database
from credit_registry.store.views import View

LOG = logging.getLogger(__name__)


class Registry:
    """What every edge is given."""

    def __init__(
        self, settings: Settings, database: Database, index: SubjectIndex, clock: Clock
    ) -> None:
        self.settings = settings
        self.database = database
        self.index = index
        self.clock = clock
        self.identity_keys = KeyRing(settings.identity_keys, "identity numbers")

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One command: commits on a clean exit, then gives the new events their positions.

        What is committed is done: where the positions cannot be given now, they are given by the
        next command or by the job that runs every second.
        """
        with self.database.transaction() as session:
            yield session
        try:
            self.sequence()
        except OperationalError:
            LOG.warning("events wait for their positions", exc_info=True)

    @contextmanager
    def rehearsal(self) -> Iterator[Session]:
        """One command that is tried out: whatever it did is undone."""
        with self.database.rehearsal() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One read of one state of the database."""
        with self.database.reading() as session:
            yield session

    def sequence(self) -> int:
        """Give positions to all events that wait; returns the ledger's size."""
        while True:
            with self.database.transaction() as session:
                size, are_all = ledgers.sequence(session, self.clock.now())
            if are_all:
                return size

    def view(
        self,
        session: Session,
        actor: Actor,
        as_of: date | None = None,
        known_at: int | datetime | None = None,
    ) -> View:
        """The view of a read by the actor. Raises InvalidInput for a time that has not come.

        What will be known at a later instant is not known yet: an answer to it would change.
        """
        if isinstance(known_at, datetime) and known_at > self.clock.now():
            error = FieldError("/known_at", "is in the future", "an instant that has passed")
            raise InvalidInput(f"known_at is {known_at.isoformat()}, after now.", [error])
        return views.view(session, actor, self.clock.today(), as_of, known_at)

    def close(self) -> None:
        """Let go of the database."""
        self.database.dispose()
