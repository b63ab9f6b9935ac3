"""Deliveries: a file comes in, a receipt goes out."""

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flask import Response

from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.exchange.layouts import Layout, layout_named
from credit_registry.exchange.receipts import Receipt
from credit_registry.services.idempotency import Answer as Kept
from credit_registry.services.idempotency import find, once
from credit_registry.services.intake import batches as deliveries
from credit_registry.services.intake import deliveries as kept_deliveries
from credit_registry.services.intake import exchanging
from credit_registry.services.intake.deliveries import Delivery
from credit_registry.store.batches import BatchFault
from credit_registry.web import context, idempotency, uploads
from credit_registry.web.api import paging
from credit_registry.web.api.operations import Answer, Subject, command, read
from credit_registry.web.api.readings import Query
from credit_registry.web.api.schemas import batches as schemas
from credit_registry.web.api.shapes.terms import term

subject = Subject("batches", __name__, description="报送 · Deliveries")
ACCEPTED, CREATED, REPEATED = 202, 201, 200


@command(
    subject,
    "/batches",
    None,
    Answer(schema=schemas.Receipt, status=CREATED),
    permission=Permission.IMPORT_BATCH,
    upload=schemas.Upload,
)
@subject.alt_response(ACCEPTED, schema=schemas.KeptDelivery, description="It goes on.")  # type: ignore[untyped-decorator]
def deliver() -> Response:
    """Deliver a file.

    Good rows go in, each bad one is reported with its reason. The same file again changes nothing
    and answers 200 instead of 201. A file of more than 4,000 rows is taken in in the background:
    the answer is 202 with the kept delivery, whose state is read at its Location.
    """
    request = context.current_request()
    file = request.files.get("file")
    if file is None:
        accepted = "multipart/form-data with a part named file"
        raise InvalidInput("There is no file.", [FieldError("/file", "is missing", accepted)])
    with uploads.kept(file) as path:
        return _take_in(path, uploads.name_of(file), request.form.get("layout", ""))


@read(
    subject,
    "/batches",
    schemas.BatchesQuery,
    Answer(schema=schemas.Batches),
    permission=Permission.READ_DELIVERIES,
)
def batches(query: Query) -> object:
    """Read the newest deliveries.

    Each with its receipt.
    """
    before = from_public(query["after"]) if "after" in query else None
    with context.registry().reading() as session:
        found = deliveries.recent(session, context.actor(), query["limit"] + 1, before)
        shown = [_batch(delivery) for delivery in found[: query["limit"]]]
    following = shown[-1]["id"] if len(found) > len(shown) else None
    return paging.with_link({"batches": shown, "next": following}, following)


@read(
    subject,
    "/batches/<string:batch>",
    schemas.FaultsQuery,
    Answer(schema=schemas.BatchFile),
    permission=Permission.READ_DELIVERIES,
)
def batch_file(query: Query, batch: str) -> object:
    """Read a delivery.

    With its receipt and what was wrong in it, line by line.
    """
    number = from_public(batch)
    after, limit = query["after_line"], query["limit"]
    with context.registry().reading() as session:
        delivery = deliveries.one(session, context.actor(), number)
        faults = deliveries.faults(session, context.actor(), number, after, limit)
        following = faults[-1].line if len(faults) >= limit else None
        shown = [_fault(fault) for fault in faults]
        return _batch(delivery) | {"faults": shown, "next_line": following}


@read(
    subject,
    "/batches/kept/<string:delivery>",
    schemas.NoQuery,
    Answer(schema=schemas.KeptDelivery),
    permission=Permission.READ_DELIVERIES,
)
def kept_delivery(query: Query, delivery: str) -> object:  # noqa: ARG001 - nothing can be asked
    """Read how far a kept delivery is.

    With its batch, whose receipt stands at `/batches/{batch}`, once it is taken in.
    """
    with context.registry().reading() as session:
        found = kept_deliveries.one(session, context.actor(), from_public(delivery))
    return _kept(found)


def _take_in(path: Path, name: str, layout: str) -> Response:
    """Import the file, unless its Idempotency-Key has an answer already."""
    registry, actor = context.registry(), context.actor()
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    key = idempotency.stated_key(f"{digest} {layout}")
    if key is not None:
        with registry.reading() as session:
            given = find(session, actor, key)
        if given is not None:
            return idempotency.respond(given)
    chosen = layout_named(layout) if layout else None
    answer = _answered(path, actor, chosen, name)
    if key is not None:
        with registry.transaction() as session:
            answer = once(session, actor, key, registry.clock.now(), lambda: answer)
    return idempotency.respond(answer)


def _answered(path: Path, actor: Actor, layout: Layout | None, name: str) -> Kept:
    """The answer to a file: its receipt, or for a long one how far it is."""
    registry = context.registry()
    if kept_deliveries.is_long(path):
        found = kept_deliveries.accept(registry, path, actor=actor, layout=layout, filename=name)
        told = _kept(found)
        return Kept(ACCEPTED, told, {"Location": f"/api/v1/batches/kept/{told['id']}"})
    receipt = exchanging.import_file(registry, path, actor=actor, layout=layout, filename=name)
    return _answer(receipt)


def _kept(found: Delivery) -> dict[str, Any]:
    """How far a kept delivery is."""
    return {
        "id": to_public(found.delivery_id),
        "filename": found.filename,
        "layout": found.layout,
        "state": term(found.state),
        "rows": found.rows,
        "done": found.done,
        "batch": None if found.batch_id is None else to_public(found.batch_id),
        "fault": None if found.fault is None else term(found.fault),
    }


def _answer(receipt: Receipt) -> Kept:
    """What a delivery is answered."""
    shape = _receipt(receipt)
    location = f"/api/v1/batches/{shape['id']}"
    return Kept(REPEATED if receipt.is_repeat else CREATED, shape, {"Location": location})


def _receipt(receipt: Receipt) -> dict[str, Any]:
    """The receipt."""
    shape = asdict(receipt)
    return {"id": to_public(shape.pop("batch_id"))} | shape


def _batch(delivery: deliveries.Delivery) -> dict[str, Any]:
    """A delivery in short."""
    return _receipt(delivery.receipt) | {
        "opened_at": delivery.batch.opened_at,
        "closed_at": delivery.batch.closed_at,
    }


def _fault(fault: BatchFault) -> dict[str, Any]:
    """One fault."""
    return {
        "line": fault.line,
        "is_refusal": fault.is_refusal,
        "field": fault.field,
        "reason": fault.reason,
        "accepted": fault.accepted,
    }
