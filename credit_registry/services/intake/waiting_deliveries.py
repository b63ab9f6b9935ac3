"""The job that takes in the files that wait, one by one, and lets go of what nobody delivered."""

from sqlalchemy import select

from credit_registry.domain.actors import Actor
from credit_registry.domain.deliveries import DeliveryFault, DeliveryState
from credit_registry.domain.errors import (
    Conflict,
    InvalidInput,
    LeaseLost,
    NotPermitted,
    RegistryError,
)
from credit_registry.services.intake import deliveries, kept_files
from credit_registry.services.intake.exchanging import OnProgress
from credit_registry.services.people import accounts
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.scheduling import claimed_work
from credit_registry.services.scheduling.leases import LeasedRegistry
from credit_registry.store.batches import KeptDelivery, KeptPart

MOST_ATTEMPTS = 5
"""A file under which so many processes ended is not begun again."""

FAULTS: tuple[tuple[type[RegistryError], DeliveryFault], ...] = (
    (Conflict, DeliveryFault.CONFLICT),
    (NotPermitted, DeliveryFault.NOT_PERMITTED),
    (InvalidInput, DeliveryFault.UNREADABLE),
)
"""What is told of an error, the first that fits; of any other that the file cannot be read."""


def receive_waiting(registry: LeasedRegistry, on_progress: OnProgress | None = None) -> int:
    """Take in the files that wait, the oldest first; how many came to an end. Raises LeaseLost."""
    _let_go(registry)
    ended = 0
    while (claimed := _claim(registry)) is not None:
        _receive(registry, *claimed, on_progress)
        ended += 1
    return ended


def _claim(registry: LeasedRegistry) -> tuple[int, int, Actor | None] | None:
    """Begin the oldest file that waits, or that a process left which is gone.

    Its number, how often it was begun, and who delivered it, unless the account is closed by now.
    """
    with registry.transaction() as session:
        found = claimed_work.claim(session, KeptDelivery, registry.held.token)
        if found is None:
            return None
        is_installer = found.account_id == INSTALLER.account_id
        actor = INSTALLER if is_installer else accounts.actor(session, found.account_id)
        return found.id, found.attempts, actor


def _receive(
    registry: LeasedRegistry,
    delivery_id: int,
    attempts: int,
    actor: Actor | None,
    on_progress: OnProgress | None,
) -> None:
    """Take one file in; what keeps it from being taken in is written down."""
    if actor is None or attempts > MOST_ATTEMPTS:
        fault = DeliveryFault.ACCOUNT_CLOSED if actor is None else DeliveryFault.GIVEN_UP
        deliveries.end(registry, delivery_id, None, fault)
        return
    try:
        receipt = deliveries.take_in(registry, delivery_id, actor=actor, on_progress=on_progress)
    except LeaseLost:
        raise
    except RegistryError as error:
        deliveries.end(registry, delivery_id, None, _fault_of(error))
        return
    deliveries.end(registry, delivery_id, receipt)


def _fault_of(error: RegistryError) -> DeliveryFault:
    """What is told of an error."""
    for kind, fault in FAULTS:
        if isinstance(error, kind):
            return fault
    return DeliveryFault.UNREADABLE


def _let_go(registry: LeasedRegistry) -> None:
    """Let go of the bytes of files that were looked through and not delivered in their time."""
    row = KeptDelivery
    lapsed = (
        select(row.id)
        .join(KeptPart, (KeptPart.delivery_id == row.id) & (KeptPart.number == 0))
        .where(row.state == DeliveryState.KEPT.value, row.kept_until < registry.clock.now())
    )
    with registry.reading() as session:
        numbers = list(session.scalars(lapsed))
    if numbers:
        with registry.transaction() as session:
            kept_files.discard(session, numbers)
