"""Whether the registry can answer: the ledger's head, and how far the index is behind it."""

from dataclasses import dataclass

from credit_registry.services import ledgers
from credit_registry.services.registry import Registry


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a probe learns; `index_lag` counts events that the index has not taken in."""

    head: int | None
    index_lag: int | None

    @property
    def is_ready(self) -> bool:
        """Whether both the database and the index answer."""
        return self.head is not None and self.index_lag is not None


def of(registry: Registry) -> Readiness:
    """The registry's readiness; a part that cannot be read is None.

    The index is read first: read after the head, it might have gone on past it in between.
    """
    cursor = _cursor(registry)
    head = _head(registry)
    if cursor is None or head is None or cursor > head:
        return Readiness(head, None)
    return Readiness(head, head - cursor)


def _head(registry: Registry) -> int | None:
    """The ledger's size, if the database answers."""
    try:
        with registry.reading() as session:
            return ledgers.size(session)
    except Exception:  # noqa: BLE001 - whatever a driver raises, the database does not answer
        return None


def _cursor(registry: Registry) -> int | None:
    """How many events the index has taken in, if it answers."""
    try:
        return registry.index.cursor()
    except Exception:  # noqa: BLE001 - whatever an engine raises, the index does not answer
        return None
