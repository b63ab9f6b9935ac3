"""The units that stand for the bodies of the catalogue, and measures that have ended by date."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.drafts import UnitReference
from credit_registry.domain.errors import AlreadyRecorded, NotFound
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.measures import NOT_APPLICABLE, TO_LIFT
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.law.editions import Edition
from credit_registry.services import law_editions, ledgers
from credit_registry.services.acts import Act
from credit_registry.services.deadlines import Means
from credit_registry.services.intake import unit_matching
from credit_registry.services.lists import measure_notices
from credit_registry.services.lists.measure_notices import Ended, first_day_after
from credit_registry.services.registry import Registry
from credit_registry.store.listings import ListingVersion
from credit_registry.store.measures import ExecutingBody
from credit_registry.store.proceedings import Proceeding, ProceedingVersion

A_SLICE = 500


def assign(session: Session, body: str, unit: UnitReference, *, act: Act) -> int:
    """Let the unit stand for the body; its open notices go there. The unit's id.

    A unit that nobody knows yet is written. Raises NotFound naming the bodies there are,
    AlreadyRecorded, NotPermitted.
    """
    permissions.require(act.actor, Permission.MANAGE_ACCOUNTS)
    catalogue = act.law.edition.measures.values()
    known = sorted({each.body for each in catalogue if each.body})
    if body not in known:
        raise NotFound(f"The catalogue has no body {body!r}; it has: {', '.join(known)}.")
    unit_id = unit_matching.resolve_units(session, [unit])[unit.name]
    standing = session.scalars(
        select(ExecutingBody).where(ExecutingBody.body == body).with_for_update()
    ).one_or_none()
    if standing is not None and standing.unit_id == unit_id:
        raise AlreadyRecorded(f"{unit.name} stands for {body} already.")
    event = ledgers.record(
        session, EventKind.EXECUTING_BODY_ASSIGNED, actor=act.actor, at=act.at,
        payload={"body": body, "unit": to_public(unit_id)},
    )  # fmt: skip
    if standing is None:
        session.add(ExecutingBody(body=body, unit_id=unit_id, recorded_by=event))
    else:
        standing.unit_id, standing.recorded_by = unit_id, event
    codes = [each.code for each in catalogue if each.body == body]
    session.execute(
        update(Proceeding)
        .where(
            Proceeding.kind == ProcedureKind.MEASURE.value,
            Proceeding.is_open,
            Proceeding.item.in_(codes),
        )
        .values(unit_id=unit_id, row_version=Proceeding.row_version + 1)
    )
    return unit_id


def release_due(registry: Registry, *, actor: Actor) -> int:
    """Turn the notices whose entry or measure is over by date; their number. Raises NotPermitted.

    They count as lifted from their day whether or not this has run.
    """
    permissions.require(actor, Permission.OPERATE)
    released = 0
    while True:
        with registry.transaction() as session:
            number = _release_slice(session, registry, actor)
        released += number
        if number < A_SLICE:
            return released


def _release_slice(session: Session, registry: Registry, actor: Actor) -> int:
    """Turn some of the notices under one event; how many there were."""
    law = law_editions.current(session)
    ended = _ended(session, law.edition, registry)[:A_SLICE]
    if not ended:
        return 0
    event = ledgers.record(
        session, EventKind.MEASURES_RELEASED, actor=actor, at=registry.clock.now(),
        payload={"notices": len(ended)},
    )  # fmt: skip
    means = Means(law.edition, law.edition_id, event)
    return measure_notices.release(session, ended, actor.account_id, means)


def _ended(session: Session, edition: Edition, registry: Registry) -> Sequence[Ended]:
    """The open notices that are over by date and do not say so yet, locked."""
    today = registry.clock.today()
    statement = (
        select(Proceeding, ProceedingVersion, ListingVersion.until)
        .join(ProceedingVersion, ProceedingVersion.proceeding_id == Proceeding.id)
        .join(ListingVersion, ListingVersion.listing_id == Proceeding.listing_id)
        .where(
            Proceeding.kind == ProcedureKind.MEASURE.value,
            Proceeding.is_open,
            ProceedingVersion.superseded_by.is_(None),
            ProceedingVersion.state.in_([*sorted(TO_LIFT), NOT_APPLICABLE]),
            ListingVersion.superseded_by.is_(None),
        )
        .order_by(Proceeding.id)
        .with_for_update(of=Proceeding)
    )
    found = []
    for notice, version, until in session.execute(statement):
        day = first_day_after(until, edition.measures.get(notice.item), today)
        if day is not None and day <= today:
            found.append(Ended(notice, version, day))
    return found
