"""The ledger: checkpoints, and proofs that an event stands in it.

An event's bytes name its subject and what was done; that a case is under way is nobody's business
before it is decided. So the public gets the bytes of public events alone, and of the others the
leaf, which proves as much.
"""

from flask import Response

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.events import PUBLIC_EVENTS
from credit_registry.domain.permissions import Permission, may
from credit_registry.ledger.proofs import root_of_inclusion
from credit_registry.services import ledgers
from credit_registry.store.ledgers import Event
from credit_registry.web import context
from credit_registry.web.api.operations import Answer, Subject, read
from credit_registry.web.api.readings import Query
from credit_registry.web.api.schemas.ledgers import (
    CheckpointQuery,
    Consistency,
    ConsistencyQuery,
    Proof,
    ProofQuery,
)

subject = Subject("ledger", __name__, description="账本 · Ledger")
TEXT = "text/plain"
CHECKPOINT = "credit-registry.local/ledger\n1042\nxOm2…\n"


@read(
    subject,
    "/ledger/checkpoint",
    CheckpointQuery,
    Answer(schema=None, media=TEXT, example=CHECKPOINT),
)
def checkpoint(_query: Query) -> object:
    """Read the newest checkpoint.

    Three lines: the ledger's name, its size, and the root of its hash tree in base64.
    """
    registry = context.registry()
    with registry.reading() as session:
        text = ledgers.checkpoint(session, registry.settings.origin)
    return Response(text, mimetype=TEXT)


@read(subject, "/ledger/events/<int:position>/proof", ProofQuery, Answer(schema=Proof))
def proof(query: Query, position: int) -> object:
    """Read the proof that an event stands in the ledger.

    By RFC 6962: hash the leaf with the path, and compare the root with a checkpoint's.
    """
    with context.registry().reading() as session:
        event = ledgers.at_position(session, position)
        size = _tree_size(query["tree_size"], position, ledgers.size(session))
        path = ledgers.inclusion(session, position, size)
    root = root_of_inclusion(event.leaf, position, size, path)
    return {
        "position": position,
        "tree_size": size,
        "leaf": event.leaf.hex(),
        "path": [step.hex() for step in path],
        "root": root.hex() if root else "",
        "body": event.body.decode() if _is_open(event) else None,
    }


@read(subject, "/ledger/consistency", ConsistencyQuery, Answer(schema=Consistency))
def consistency(query: Query) -> object:
    """Read the proof that nothing was changed or removed since a checkpoint.

    It leads from the root of the checkpoint that was kept to that of a later one.
    """
    with context.registry().reading() as session:
        head = ledgers.size(session)
        new_size = head if query["new_size"] is None else query["new_size"]
        _require_order(query["old_size"], new_size, head)
        path = ledgers.consistency(session, query["old_size"], new_size)
    hashes = [step.hex() for step in path]
    return {"old_size": query["old_size"], "new_size": new_size, "path": hashes}


def _require_order(old_size: int, new_size: int, head: int) -> None:
    """Pass if the ledger had the old size before the new one. Raises InvalidInput."""
    if new_size > head:
        error = FieldError("/new_size", "has not been reached", f"up to {head}")
        raise InvalidInput(f"new_size is {new_size}; the ledger has {head} events.", [error])
    if old_size > new_size:
        error = FieldError("/old_size", "is larger than new_size", f"up to {new_size}")
        raise InvalidInput(f"old_size is {old_size}; accepted: up to {new_size}.", [error])


def _tree_size(asked: int | None, position: int, head: int) -> int:
    """The size of the tree to prove in. Raises InvalidInput where the event is not in it."""
    size = head if asked is None else asked
    if not position < size <= head:
        accepted = f"{position + 1} to {head}"
        errors = [FieldError("/tree_size", "does not hold the event", accepted)]
        raise InvalidInput(f"tree_size is {size}; accepted: {accepted}.", errors)
    return size


def _is_open(event: Event) -> bool:
    """Whether the caller may read the event's bytes."""
    is_public = event.kind in {kind.value for kind in PUBLIC_EVENTS}
    return is_public or may(context.actor(), Permission.READ_LEDGER)
