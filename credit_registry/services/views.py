"""The view of a read: who asks, for which legal date, from what was known when."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.permissions import Permission, may
from credit_registry.services import ledgers
from credit_registry.store.views import View


def view(
    session: Session,
    actor: Actor,
    today: date,
    as_of: date | None = None,
    known_at: int | datetime | None = None,
) -> View:
    """The view for an actor. Raises InvalidInput for a day or position that has not come."""
    day = as_of or today
    if day > today:
        error = FieldError("/as_of", "is in the future", f"a day up to {today.isoformat()}")
        raise InvalidInput(f"as_of is {day.isoformat()}, after today.", [error])
    head = ledgers.size(session)
    position = head if known_at is None else ledgers.resolve(session, known_at)
    return View(today, day, position, head, is_public=not may(actor, Permission.READ_INTERNAL))
