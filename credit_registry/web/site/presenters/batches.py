"""Deliveries as the desk shows them: a receipt that adds up, and the rows that were refused."""

from dataclasses import dataclass

from credit_registry.domain.opaque_ids import to_public
from credit_registry.exchange.receipts import LABELS
from credit_registry.services.batches import Delivery
from credit_registry.store.batches import BatchFault
from credit_registry.web.site.addresses import here
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One delivery."""

    address: str
    filename: str
    layout: str
    opened: str
    state: str
    digest: str
    figures: tuple[Fact, ...]
    read: str
    accepted: str
    refused: str


@dataclass(frozen=True, slots=True)
class FaultItem:
    """One fault of one row."""

    line: str
    what: str
    field: str
    reason: str
    accepted: str


def batch(delivery: Delivery, voice: Voice) -> BatchItem:
    """One delivery with its receipt."""
    receipt = delivery.receipt
    figures = tuple(
        (voice.either(*words), f"{getattr(receipt, name):,}") for name, words in LABELS.items()
    )
    return BatchItem(
        address=here("batch", batch=to_public(receipt.batch_id)),
        filename=receipt.filename,
        layout=receipt.layout,
        opened=voice.instant(delivery.batch.opened_at),
        state=voice.say("batch.closed" if delivery.is_closed else "batch.open"),
        digest=receipt.digest,
        figures=figures,
        read=f"{receipt.read:,}",
        accepted=f"{receipt.accepted:,}",
        refused=f"{receipt.refused:,}",
    )


def fault(row: BatchFault, voice: Voice) -> FaultItem:
    """One fault."""
    return FaultItem(
        line=f"{row.line:,}",
        what=voice.say("batch.refused" if row.is_refusal else "batch.remark"),
        field=row.field,
        reason=row.reason,
        accepted=row.accepted,
    )
