"""A kept file as the desk shows it: how far it is, and what can be done with it."""

from dataclasses import dataclass
from datetime import datetime

from credit_registry.domain.deliveries import DeliveryState
from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.intake.deliveries import Delivery
from credit_registry.web.site.addresses import here
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class KeptDeliveryPage:
    """A kept file; `rows` is 0 until they are counted."""

    address: str
    filename: str
    state: str
    told: str
    done: int
    rows: int
    is_open: bool
    is_kept: bool


def page(delivery: Delivery, now: datetime, voice: Voice) -> KeptDeliveryPage:
    """How far a kept file is; one that was not delivered in its time cannot be any more."""
    is_kept = delivery.state is DeliveryState.KEPT
    is_lapsed = is_kept and delivery.kept_until < now
    rows = delivery.rows or 0
    return KeptDeliveryPage(
        address=here("kept_delivery", delivery=to_public(delivery.delivery_id)),
        filename=delivery.filename,
        state=voice.label(delivery.state),
        told=voice.say("delivery.lapsed") if is_lapsed else _told(delivery, voice),
        done=min(delivery.done, rows),
        rows=rows,
        is_open=delivery.is_open,
        is_kept=is_kept and not is_lapsed,
    )


def _told(delivery: Delivery, voice: Voice) -> str:
    """How far it is, in one sentence."""
    if delivery.fault is not None:
        return voice.say("delivery.failed", reason=voice.label(delivery.fault))
    if delivery.state is DeliveryState.KEPT:
        return voice.label(delivery.state)
    if delivery.state is DeliveryState.WAITING:
        return voice.say("delivery.waiting")
    if delivery.rows is None:
        return voice.say("delivery.counting")
    done = min(delivery.done, delivery.rows)
    return voice.say("delivery.progress", done=f"{done:,}", rows=f"{delivery.rows:,}")
