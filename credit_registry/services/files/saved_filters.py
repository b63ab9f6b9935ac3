"""The filters that an account keeps for its worklists: saved with a name, opened, deleted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import AlreadyRecorded, NotFound, Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.saved_filters import Worklist, chosen
from credit_registry.services import ledgers
from credit_registry.services.acts import require_impersonal
from credit_registry.store.ids import new_id
from credit_registry.store.saved_filters import SavedFilter

LONGEST_NAME = 40
MOST_FILTERS = 20
"""How many an account keeps of one worklist: more could not be told apart at a glance."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A filter by its name, and what its address asks for."""

    filter_id: int
    worklist: Worklist
    name: str
    query: Mapping[str, str]


def of_account(session: Session, worklist: Worklist, *, actor: Actor) -> list[Saved]:
    """The account's filters of a worklist by name. Raises NotPermitted."""
    permissions.require(actor, Permission.MANAGE_OWN_ACCOUNT)
    row = SavedFilter
    statement = select(row).where(
        row.account_id == actor.account_id, row.worklist == worklist.value
    )
    return [_told(each) for each in session.scalars(statement.order_by(row.name, row.id))]


def save(
    session: Session,
    worklist: Worklist,
    name: str,
    query: Mapping[str, str],
    *,
    actor: Actor,
    at: datetime,
) -> Saved:
    """Keep a filter by a name.

    Raises InvalidInput for a filter that the list does not have, Unlawful without a name, for one
    with personal numbers, where nothing is chosen or too many are kept, AlreadyRecorded where the
    name is taken, NotPermitted.
    """
    permissions.require(actor, Permission.MANAGE_OWN_ACCOUNT)
    said, asked = " ".join(name.split()), chosen(worklist, query)
    if not said or len(said) > LONGEST_NAME:
        raise Unlawful(f"A filter has a name of {LONGEST_NAME} characters at most.")
    require_impersonal({"name": said})
    if not asked:
        raise Unlawful("Nothing is chosen that could be kept.")
    if _count(session, worklist, actor) >= MOST_FILTERS:
        raise Unlawful(f"{MOST_FILTERS} filters are kept already; delete one first.")
    number = new_id()
    row = SavedFilter(
        id=number, account_id=actor.account_id, worklist=worklist.value, name=said,
        query=urlencode(asked),
        saved_by=_recorded(session, EventKind.FILTER_SAVED, number, worklist, actor, at),
    )  # fmt: skip
    session.add(row)
    try:
        session.flush()  # the unique key decides
    except IntegrityError:
        raise AlreadyRecorded("A filter of this list has that name already.") from None
    return _told(row)


def delete(session: Session, filter_id: int, *, actor: Actor, at: datetime) -> Saved:
    """Keep a filter no longer; it comes back. Raises NotFound for another's, NotPermitted."""
    permissions.require(actor, Permission.MANAGE_OWN_ACCOUNT)
    row = session.get(SavedFilter, filter_id, with_for_update=True)
    if row is None or row.account_id != actor.account_id:
        raise NotFound("There is no such filter of yours.")
    told = _told(row)
    session.delete(row)
    _recorded(session, EventKind.FILTER_DELETED, row.id, told.worklist, actor, at)
    return told


def _count(session: Session, worklist: Worklist, actor: Actor) -> int:
    """How many filters the account keeps of a worklist."""
    row = SavedFilter
    counted = select(func.count()).where(
        row.account_id == actor.account_id, row.worklist == worklist.value
    )
    return session.scalars(counted).one()


def _recorded(
    session: Session,
    kind: EventKind,
    filter_id: int,
    worklist: Worklist,
    actor: Actor,
    at: datetime,
) -> int:
    """The event, which does not repeat the name."""
    told: dict[str, ledgers.PayloadValue] = {
        "filter": to_public(filter_id),
        "worklist": worklist.value,
    }
    return ledgers.record(session, kind, actor=actor, at=at, payload=told)


def _told(row: SavedFilter) -> Saved:
    """A filter as it is told."""
    return Saved(row.id, Worklist(row.worklist), row.name, dict(parse_qsl(row.query)))
